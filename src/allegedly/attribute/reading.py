"""A parsed document whose tokens are found by where they stand in its text."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from allegedly.attribute.tree import LONGEST_DATELINE, after_dateline
from allegedly.records import Paragraph, Parsed, Span, Spans


class Reading:
    """Finds the tokens of spans, and the spans of tokens, in one parsed document.

    spaCy's own offsets begin anew in every paragraph; here every offset is one of the document's text.
    """

    def __init__(self, parsed: Parsed) -> None:
        self.document = parsed.document
        self.text = parsed.document.text
        self.paragraphs = parsed.paragraphs
        self._starts = [paragraph.span.start for paragraph in parsed.paragraphs]
        self._offset = {id(paragraph.doc): paragraph.span.start for paragraph in parsed.paragraphs}
        self._token_starts: dict[int, list[int]] = {}
        self._found: dict[Spans, list[Token]] = {}  # the same spans are asked for by several steps
        self._bodies: dict[int, int] = {}

    def number_at(self, position: int) -> int:
        """Return the number of the last paragraph that begins at or before ``position``."""
        return max(0, bisect_right(self._starts, position) - 1)

    def tokens(self, spans: Iterable[Span]) -> list[Token]:
        """Return the tokens that overlap ``spans``, in reading order and without white space."""
        key = tuple(spans)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._search(key)
        return found

    def _search(self, spans: Spans) -> list[Token]:
        found: list[Token] = []
        for span in sorted(spans):
            for paragraph in self.paragraphs[self.number_at(span.start) :]:
                if paragraph.span.start >= span.end:
                    break
                found.extend(self._inside(paragraph, span))
        return found

    def _inside(self, paragraph: Paragraph, span: Span) -> Sequence[Token]:
        starts = self._starts_of(paragraph.doc)
        offset = paragraph.span.start
        first = max(0, bisect_right(starts, span.start - offset) - 1)
        last = bisect_left(starts, span.end - offset)
        return [
            token
            for token in paragraph.doc[first:last]
            if token.idx + len(token) > span.start - offset and not token.is_space
        ]

    def _starts_of(self, doc: Doc) -> list[int]:
        starts = self._token_starts.get(id(doc))
        if starts is None:
            starts = self._token_starts[id(doc)] = [token.idx for token in doc]
        return starts

    def body(self, doc: Doc) -> int:
        """Return the number of the first token of a paragraph after its dateline, "ORVEL (SNA) -"; 0 without one."""
        found = self._bodies.get(id(doc))
        if found is None:
            found = self._bodies[id(doc)] = after_dateline([token.text for token in doc[: LONGEST_DATELINE + 2]])
        return found

    def start(self, token: Token) -> int:
        """Return where ``token`` begins in the document's text."""
        return self._offset[id(token.doc)] + token.idx

    def span(self, first: Token, last: Token | None = None) -> Span:
        """Return the stretch of the document's text from ``first`` to ``last``, which is ``first`` if left out."""
        end = last if last is not None else first
        return Span(self.start(first), self.start(end) + len(end))

    def words(self, spans: Iterable[Span]) -> str:
        """Return the words of ``spans``, parted by blanks."""
        return " ".join(span.of(self.text) for span in spans)


def heads_of(tokens: Sequence[Token]) -> list[Token]:
    """Return every token whose own head lies outside ``tokens``, punctuation left out."""
    inside = {(id(token.doc), token.i) for token in tokens}
    return [
        token
        for token in tokens
        if not token.is_punct and ((id(token.doc), token.head.i) not in inside or token.head.i == token.i)
    ]


def joined(spans: Spans) -> Span | None:
    """Return the stretch from the first to the last of ``spans``, or None if there is none."""
    return Span(min(span.start for span in spans), max(span.end for span in spans)) if spans else None
