from email.message import EmailMessage

import pytest
from archives import PAGE
from pdfs import column, make_pdf

from allegedly.clean import clean
from allegedly.collect import collect
from allegedly.collect.mail import read_mail
from allegedly.records import Item, Rejected
from allegedly.vocab import Reason

TEXT = "The bridge at Osk fell on Wednesday, officials of the district said.\n\nNobody was hurt, they said.\n"


def message(text: str | None = TEXT, **fields):
    mail = EmailMessage()
    fields = {
        "From": "Harbour Post <news@harbourpost.example>",
        "Subject": "Bridge fell at Osk",
        "Date": "Wed, 05 Mar 2031 14:39:00 +0430",
        **fields,
    }
    for name, value in fields.items():
        mail[name] = value
    if text is not None:
        mail.set_content(text)
    return mail


def test_a_mail_is_its_text_with_subject_sender_and_date(tmp_path):
    (tmp_path / "a.eml").write_bytes(bytes(message()))
    original, item = collect([tmp_path])
    assert (original.media_type, item.part, item.content.decode()) == ("message/rfc822", None, TEXT.strip())
    document = clean(item)
    assert (document.title, document.outlet, document.published) == (
        "Bridge fell at Osk",
        "Harbour Post",
        "2031-03-05T14:39:00+04:30",
    )
    assert document.assumptions == ("outlet taken from the sender of the message (news@harbourpost.example)",)
    assert document.text == f"Bridge fell at Osk\n\n{TEXT.strip()}"


def test_a_newsletter_is_read_from_its_html_if_the_plain_part_only_points_to_it():
    mail = message("Your program shows no HTML.")
    mail.add_alternative(f"<html><body><table><tr><td><p>{TEXT}</p></td></tr></table></body></html>", subtype="html")
    [piece] = read_mail(bytes(mail))
    assert "Nobody was hurt, they said." in piece.content.decode()
    mail = message()
    mail.add_alternative(f"<p>{TEXT}</p>", subtype="html")
    [piece] = read_mail(bytes(mail))
    assert piece.content.decode() == TEXT.strip()


def test_what_is_attached_is_read_where_it_can_be_and_named_where_it_cannot(tmp_path):
    mail = message()
    mail.add_attachment(
        make_pdf([column("The report warned of cracks in May.", 50, 700)]),
        maintype="application",
        subtype="pdf",
        filename="report.pdf",
    )
    mail.add_attachment(PAGE.encode(), maintype="text", subtype="html", filename="page.html")
    mail.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="bridge.png")
    inner = message("The ministry denied it, its speaker said.", Subject="Fwd: denial")
    mail.add_attachment(inner)
    (tmp_path / "a.eml").write_bytes(bytes(mail))
    _, *items = collect([tmp_path])
    assert [(item.part, item.media_type) for item in items] == [
        ("text", "text/plain"),
        ("attachment report.pdf", "text/plain"),
        ("attachment page.html", "text/html"),
        ("attachment message/rfc822", "text/plain"),
    ]
    assert items[1].content == b"The report warned of cracks in May."
    assert "attached and not read: bridge.png" in items[0].known.assumptions
    assert items[2].known.assumptions == (
        "attached to a message from Harbour Post <news@harbourpost.example> of Wed, 05 Mar 2031 14:39:00 +0430",
    )
    assert items[3].known.title == "Fwd: denial"


def test_a_mail_without_text_names_what_it_holds():
    mail = message(None)
    mail.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="bridge.png")
    [unread] = read_mail(bytes(mail))
    assert (unread.reason, unread.detail) == (Reason.EMPTY, "a message without text; attached: bridge.png")


@pytest.mark.parametrize(
    "content",
    [
        b"Subject: =?utf-8?B?broken\nFrom: <<>>@,;\nDate: nonsense\n\n" + TEXT.encode(),
        b"From: =?x-unknown?Q?caf=E9?= <a@b.example>\nSubject: Bridge\nContent-Type: text/plain; charset=x-unknown\n\n"
        + TEXT.encode(),
        b"From sender Wed Mar  5 2031\nSubject: Bridge\n\n" + TEXT.encode(),
        b"Subject: Bridge\nContent-Type: multipart/mixed\n\n" + TEXT.encode(),
        b"Subject: Bridge\nContent-Type: text/plain; charset=utf-8\n\n" + TEXT.replace("Osk", "Café").encode("cp1252"),
    ],
)
def test_a_malformed_mail_is_read_all_the_same(content):
    pieces = list(read_mail(content))
    assert "fell on Wednesday" in pieces[0].content.decode()


def test_a_mail_in_a_mail_in_a_mail_ends_somewhere(tmp_path):
    mail = message()
    for _ in range(10):
        outer = message()
        outer.add_attachment(mail)
        mail = outer
    (tmp_path / "a.eml").write_bytes(bytes(mail))
    _, *found = collect([tmp_path])
    assert len([each for each in found if isinstance(each, Item)]) == 4
    assert [each.detail for each in found if isinstance(each, Rejected)] == ["nested too deep"]


def test_the_signature_is_no_part_of_the_text():
    [piece] = read_mail(bytes(message(f"{TEXT}\n-- \nMara Tolv\nHarbour Post\n")))
    assert piece.content.decode() == TEXT.strip()
