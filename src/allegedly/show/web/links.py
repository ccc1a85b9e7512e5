"""Where a link leads: to an address of the server, or within the one file of a report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol
from urllib.parse import quote, urlencode, urlsplit

from allegedly.records import Span

# The only kinds of address that become links; all others (javascript:, data:, file:) are printed as words.
_SAFE_SCHEMES = {"http", "https"}


class Links(Protocol):
    """What templates ask for; every method returns the value of an ``href``, or None where the view has no such page."""

    def allegation(self, identity: str) -> str | None:
        """Return where an allegation's card is."""
        ...

    def document(self, identity: str) -> str | None:
        """Return where an article is."""
        ...

    def words(self, document: str, spans: Iterable[Span]) -> str | None:
        """Return where words of a document are."""
        ...

    def claim(self, identity: str, document: str, spans: Iterable[Span]) -> str | None:
        """Return where the words of a claim are."""
        ...

    def source(self, name: str | None) -> str | None:
        """Return where a source's page is."""
        ...

    def outlet(self, name: str | None) -> str | None:
        """Return where an outlet's page is."""
        ...

    def compare(self, here: str, there: str) -> str | None:
        """Return where two articles stand side by side."""
        ...

    def anchor(self, document: str, start: int) -> str:
        """Return the id of the element at an offset of a document."""
        ...


class WebLinks:
    """Links of the server's pages."""

    def allegation(self, identity: str) -> str:
        """Return where an allegation's card is."""
        return f"/allegations/{quote(identity, safe='')}"

    def document(self, identity: str) -> str:
        """Return where an article is."""
        return f"/documents/{quote(identity, safe='')}"

    def words(self, document: str, spans: Iterable[Span]) -> str:
        """Return where words of a document are: its page, with the words marked.

        >>> WebLinks().words("ab12", [Span(3, 9), Span(12, 20)])
        '/documents/ab12?at=3-9,12-20#w3'
        """
        spans = tuple(spans)
        if not spans:
            return self.document(document)
        at = ",".join(f"{span.start}-{span.end}" for span in spans)
        return f"{self.document(document)}?at={at}#w{spans[0].start}"

    def claim(self, identity: str, document: str, spans: Iterable[Span]) -> str:
        """Return where the words of a claim are."""
        spans = tuple(spans)
        return f"{self.document(document)}?claim={quote(identity, safe='')}" + (f"#w{spans[0].start}" if spans else "")

    def source(self, name: str | None) -> str:
        """Return where a source's page is; nobody named has one, too."""
        return f"/sources/of?{urlencode({'name': name or ''})}"

    def outlet(self, name: str | None) -> str:
        """Return where an outlet's page is."""
        return f"/outlets/of?{urlencode({'name': name or ''})}"

    def compare(self, here: str, there: str) -> str:
        """Return where two articles stand side by side."""
        return f"/compare?{urlencode({'here': here, 'there': there})}"

    def anchor(self, document: str, start: int) -> str:  # noqa: ARG002  one document a page
        """Return the id of the element at an offset of a document."""
        return f"w{start}"


def safe_address(address: str | None) -> str | None:
    """Return an address if it may become a link: http and https only, with a host.

    >>> safe_address("https://a.example/x"), safe_address("javascript:alert(1)"), safe_address("//evil.example")
    ('https://a.example/x', None, None)
    """
    if not address or any(letter.isspace() or ord(letter) < 32 for letter in address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme.lower() in _SAFE_SCHEMES and parts.hostname else None


def spans_asked(at: str) -> tuple[Span, ...]:
    """Return the spans of an address's ``at``; what is no span is passed over.

    >>> spans_asked("3-9,12-20,x,9-1")
    (Span(start=3, end=9), Span(start=12, end=20))
    """
    found = []
    for part in at.split(",")[:100]:
        start, _, end = part.partition("-")
        if start.isdecimal() and end.isdecimal() and len(end) < 12 and int(start) < int(end):
            found.append(Span(int(start), int(end)))
    return tuple(found)
