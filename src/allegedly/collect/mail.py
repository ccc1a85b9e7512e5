"""Saved e-mail (.eml): its text as a piece, with subject, sender and date; what is attached as pieces of their own."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.utils import parseaddr

from allegedly.collect.feeds import read_date
from allegedly.collect.fragment import words_of
from allegedly.collect.look import MAIL, PLAIN, ZIP, look
from allegedly.collect.pieces import Piece, Unread
from allegedly.records import Known
from allegedly.vocab import Reason

# Parts of one message; a newsletter has about five. Thousands of nested parts are an attack.
MOST_PARTS = 200

_SIGNATURE = re.compile(r"^-- $.*", re.MULTILINE | re.DOTALL)


def read_mail(content: bytes) -> Iterator[Piece | Unread]:
    """Yield the text of a message, then what is attached to it and can be read."""
    message = email.message_from_bytes(_without_separator(content), policy=policy.default)
    sender = _field(message, "from")
    parts = list(_leaves(message))
    body = _body(parts)
    named: list[str] = []
    attached = []
    for part in parts:
        if part is body or _is_other_form_of_body(part, parts, body):
            continue
        found = _attached(part, sender, _field(message, "date"))
        if isinstance(found, Piece):
            attached.append(found)
        elif found:
            named.append(found)
    text = _words(body) if body is not None else ""
    if text:
        yield Piece(
            part="text" if attached else None, media_type=PLAIN, content=text.encode(), known=_known(message, named)
        )
    elif not attached:
        detail = f"a message without text; attached: {', '.join(named)}" if named else "a message without text"
        yield Unread(reason=Reason.EMPTY, detail=detail)
    yield from attached


def _without_separator(content: bytes) -> bytes:
    """Leave out the line with which mailboxes part messages."""
    return content.split(b"\n", 1)[1] if content.startswith(b"From ") and b"\n" in content else content


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the parts that hold no parts; a message that is attached counts as one."""
    waiting = [message]
    count = 0
    while waiting and count < MOST_PARTS:
        part = waiting.pop(0)
        count += 1
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            waiting[:0] = [each for each in part.iter_parts() if isinstance(each, EmailMessage)]
        else:
            yield part


def _body(parts: list[EmailMessage]) -> EmailMessage | None:
    """Return the part to read: plain text, unless it is no more than a pointer to the HTML."""
    shown = [part for part in parts if part.get_content_disposition() != "attachment" and not part.get_filename()]
    # What calls itself multipart and has no parts lost its boundaries on the way: it is text.
    plain = next(
        (
            part
            for part in shown
            if part.get_content_type() == "text/plain" or part.get_content_maintype() == "multipart"
        ),
        None,
    )
    markup = next((part for part in shown if part.get_content_type() == "text/html"), None)
    if plain is None or markup is None:
        return plain or markup
    # A newsletter's plain part often says only that there is another: then it is much the shorter of the two.
    return plain if 2 * len(_words(plain)) >= len(_words(markup)) else markup


def _is_other_form_of_body(part: EmailMessage, parts: list[EmailMessage], body: EmailMessage | None) -> bool:
    forms = {"text/plain", "text/html"}
    is_form = (
        part.get_content_type() in forms and part.get_content_disposition() != "attachment" and not part.get_filename()
    )
    return is_form and body is not None and part.get_content_type() != body.get_content_type() and len(parts) > 1


def _words(part: EmailMessage) -> str:
    text = _decoded(part)
    if part.get_content_type() == "text/html":
        return words_of(text)
    text = _SIGNATURE.sub("", text.replace("\r\n", "\n"))
    return text.strip()


def _decoded(part: EmailMessage) -> str:
    """Return the text of a part in the encoding that it names, or as UTF-8, or as Windows-1252."""
    content = part.get_payload(decode=True)
    content = content if isinstance(content, bytes) else b""
    for name in (part.get_content_charset(), "utf-8"):
        try:
            return content.decode(name or "utf-8")
        except (LookupError, UnicodeError):
            continue
    return content.decode("cp1252", "replace")


def _field(message: EmailMessage, name: str) -> str:
    """Return a header field as text; the standard library fails on some that are malformed, which then are read raw."""
    try:
        return str(message.get(name, "")).strip()
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        return next((str(value) for key, value in message.raw_items() if key.lower() == name), "").strip()


def _known(message: EmailMessage, named: list[str]) -> Known:
    name, address = parseaddr(_field(message, "from"))
    date, doubts = read_date(_field(message, "date")) if _field(message, "date") else (None, ())
    notes = [*doubts, f"outlet taken from the sender of the message ({address})"] if address else list(doubts)
    if named:
        notes.append(f"attached and not read: {', '.join(named)}")
    return Known(
        title=" ".join(_field(message, "subject").split()) or None,
        outlet=name.strip() or address or None,
        published=date,
        assumptions=tuple(notes),
    )


def _attached(part: EmailMessage, sender: str, date: str) -> Piece | str:
    """Return an attachment as a piece, or its name if it cannot be read."""
    name = part.get_filename() or part.get_content_type()
    content = _bytes(part)
    if not content.strip():
        return ""
    note = f"attached to a message from {sender or 'an unnamed sender'}" + (f" of {date}" if date else "")
    known = Known(assumptions=(note,))
    if part.get_content_type() == "message/rfc822":
        return Piece(part=f"attachment {name}", media_type=MAIL, content=content, known=known)
    looks = look(name if "." in name else "", content)
    is_text = part.get_content_maintype() == "text" or "." in name
    if looks.problem or looks.packed or looks.media_type == ZIP or (not is_text and looks.media_type == PLAIN):
        return name
    return Piece(part=f"attachment {name}", media_type=looks.media_type, content=content, known=known)


def _bytes(part: EmailMessage) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        return inner[0].as_bytes() if isinstance(inner, list) and isinstance(inner[0], EmailMessage) else b""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
