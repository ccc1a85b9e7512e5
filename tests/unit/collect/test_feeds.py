import pytest

from allegedly.clean import clean
from allegedly.collect import collect
from allegedly.collect.feeds import LARGEST_FEED, list_entries, read_date, read_feed
from allegedly.collect.fragment import words_of
from allegedly.collect.pieces import Piece
from allegedly.vocab import Reason

ITEM = """<item><title>Bridge fell at Osk</title><link>https://harbourpost.example/osk</link><guid isPermaLink="false">7</guid>
<dc:creator>Mara Tolv</dc:creator><pubDate>Wed, 05 Mar 2031 14:39:00 +0430</pubDate>
<description>The bridge at Osk fell.</description>
<content:encoded><![CDATA[<p>The bridge at Osk fell on Wednesday, <em>officials</em> said.</p><p>Nobody was hurt&nbsp;&amp; nothing burnt.</p>
<script>track()</script>]]></content:encoded></item>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Tarvin Courier</title>
<entry><title>Ferry sinks</title><link href="https://courier.example/ferry"/><id>tag:courier.example,2031:9</id>
<updated>2031-03-05T08:00:00-03:00</updated><author><name>Henrik Ost</name></author>
<content type="html">&lt;p&gt;A ferry sank off Marn, the coast guard said.&lt;/p&gt;</content></entry></feed>"""


def rss(*items):
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour Post</title>'
        f"<link>https://harbourpost.example/</link>{''.join(items)}</channel></rss>"
    ).encode()


def test_an_entry_is_a_piece_with_its_full_text_and_all_that_the_feed_knows_of_it():
    [piece] = read_feed(rss(ITEM))
    assert (
        piece.content.decode()
        == "The bridge at Osk fell on Wednesday, officials said.\n\nNobody was hurt & nothing burnt."
    )
    known = piece.known
    assert (known.url, known.title, known.outlet, known.byline) == (
        "https://harbourpost.example/osk",
        "Bridge fell at Osk",
        "Harbour Post",
        "Mara Tolv",
    )
    assert known.published == "2031-03-05T14:39:00+04:30"
    assert known.assumptions == ()


def test_atom_is_read_and_a_date_of_change_is_said_to_be_one():
    [piece] = read_feed(ATOM.encode())
    assert piece.content == b"A ferry sank off Marn, the coast guard said."
    assert (piece.known.outlet, piece.known.byline, piece.known.published) == (
        "Tarvin Courier",
        "Henrik Ost",
        "2031-03-05T08:00:00-03:00",
    )
    assert piece.known.assumptions == ("date of the last change: the feed gives no other",)


def test_a_feed_becomes_documents_with_titles_that_stand_first(tmp_path):
    (tmp_path / "feed.xml").write_bytes(rss(ITEM))
    original, item = collect([tmp_path / "feed.xml"])
    assert (original.media_type, item.part) == ("application/rss+xml", "entry 1, https://harbourpost.example/osk")
    document = clean(item)
    assert document.text.startswith("Bridge fell at Osk\n\nThe bridge at Osk fell on Wednesday")
    assert document.title_span.of(document.text) == document.title == "Bridge fell at Osk"
    assert (document.outlet, document.published, document.url) == (
        "Harbour Post",
        "2031-03-05T14:39:00+04:30",
        "https://harbourpost.example/osk",
    )


def test_a_feed_without_dates_has_documents_without_dates():
    [piece] = read_feed(rss("<item><title>Bridge fell</title><description>It fell, he said.</description></item>"))
    assert piece.known.published is None
    assert piece.known.assumptions == ("the feed gives a summary; the page may say more",)


def test_an_entry_with_a_title_only_says_where_its_page_is():
    [unread] = read_feed(rss("<item><title>Bridge fell</title><link>https://harbourpost.example/1</link></item>"))
    assert unread.reason is Reason.EMPTY
    assert "`allegedly read https://harbourpost.example/1`" in unread.detail


@pytest.mark.parametrize("broken", ["<b>An unclosed & wrong entry</description></item>", "Cut off in the mid"])
def test_a_feed_that_is_not_well_formed_is_read_as_far_as_it_goes(broken):
    first, *_ = read_feed(
        rss(ITEM, f"<item><title>Second</title><description>{broken}").replace(b"</channel></rss>", b"")
    )
    assert first.known.title == "Bridge fell at Osk"
    assert first.known.assumptions[0].startswith("the feed is not well-formed (")


@pytest.mark.parametrize(
    ("content", "reason"),
    [(rss(), Reason.EMPTY), (b"<rss><", Reason.DAMAGED), (b"x" * (LARGEST_FEED + 1), Reason.TOO_LARGE)],
)
def test_a_feed_without_entries_says_why(content, reason):
    [unread] = read_feed(content)
    assert unread.reason is reason


def test_entries_of_a_laughing_feed_are_not_multiplied():
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
        + rss("<item><title>Bridge</title><description>&c;&c; It fell, he said.</description></item>").removeprefix(
            b'<?xml version="1.0"?>'
        )
    )
    for piece in read_feed(bomb):
        assert isinstance(piece, Piece)
        assert len(piece.content) < 100


def test_every_entry_is_listed_with_the_key_that_its_feed_gives_it():
    listed = list(list_entries(rss(ITEM, "<item><title>Only a title</title></item>")))
    assert [(piece.part, bool(piece.content)) for piece in listed] == [("7", True), ("Only a title", False)]
    [unread] = list_entries(b"<html><p>No feed.")
    assert unread.reason is Reason.DAMAGED


@pytest.mark.parametrize(
    ("written", "date", "doubt"),
    [
        ("Wed, 05 Mar 2031 14:39:00 GMT", "2031-03-05T14:39:00Z", ""),
        ("Wed, 05 Mar 2031 14:39:00 EST", "2031-03-05T14:39:00-05:00", ""),
        ("Wed, 05 Mar 2031 14:39:00 IST", "2031-03-05T14:39:00", "the time zone 'IST' may mean several: left out"),
        ("2031-03-05", "2031-03-05", ""),
        ("2031-03-05T14:39:00.123Z", "2031-03-05T14:39:00Z", ""),
        ("2031-13-45", None, ""),
        ("soon", None, ""),
        ("", None, ""),
    ],
)
def test_dates_keep_the_offset_that_they_were_written_with(written, date, doubt):
    assert read_date(written) == (date, (doubt,) if doubt else ())


@pytest.mark.parametrize(
    ("fragment", "words"),
    [
        ("Plain words.", "Plain words."),
        ("Food &amp; drink", "Food & drink"),
        ("2 < 3", "2 < 3"),
        ("<div>One<br/>two<ul><li>three</li></ul>four</div>", "One\n\ntwo\n\nthree\n\nfour"),
        ("<p>A<style>p{}</style>B <!-- not this --><b>C</b></p>", "AB C"),
        ("<table><tr><td>One</td><td>Two</td></tr></table>", "One\n\nTwo"),
        ("<p>", ""),
    ],
)
def test_a_fragment_gives_its_words_as_paragraphs(fragment, words):
    assert words_of(fragment) == words


def test_a_fragment_of_ten_thousand_nested_elements_is_no_trouble():
    assert words_of("<p>Said.</p>" + "<div>" * 10_000 + "deep" + "</div>" * 10_000) in {"Said.", "Said.\n\ndeep"}
