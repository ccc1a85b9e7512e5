"""Links within one file: to what is in it, and nowhere else."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from allegedly.records import Span


class ReportLinks:
    """Links of a report; it notes the offsets that are linked to, so that the articles, printed last, have anchors there."""

    def __init__(self, allegations: Collection[str], documents: Collection[str]) -> None:
        self._allegations, self._documents = allegations, documents
        self.anchors: dict[str, set[int]] = {}

    def allegation(self, identity: str) -> str | None:
        """Return where an allegation's card is."""
        return f"#a-{identity}" if identity in self._allegations else None

    def document(self, identity: str) -> str | None:
        """Return where an article is."""
        return f"#d-{identity}" if identity in self._documents else None

    def words(self, document: str, spans: Iterable[Span]) -> str | None:
        """Return where words of a document are."""
        first = next(iter(spans), None)
        if first is None or document not in self._documents:
            return self.document(document)
        self.anchors.setdefault(document, set()).add(first.start)
        return f"#{self.anchor(document, first.start)}"

    def claim(self, identity: str, document: str, spans: Iterable[Span]) -> str | None:  # noqa: ARG002
        """Return where the words of a claim are."""
        return self.words(document, spans)

    def source(self, name: str | None) -> None:
        """Return None: a report has no page for each source."""

    def outlet(self, name: str | None) -> None:
        """Return None: a report has no page for each outlet."""

    def compare(self, here: str, there: str) -> None:
        """Return None: a report has no page for each pair."""

    def anchor(self, document: str, start: int) -> str:
        """Return the id of the element at an offset of a document."""
        return f"w-{document}-{start}"
