"""Document -> Parsed: spaCy over each paragraph by itself, so that a headline never runs into the first sentence."""

import re
from collections.abc import Iterator

from allegedly.parse.model import Parser, load_model, load_parser
from allegedly.records import Document, Paragraph, Parsed, Span

__all__ = ["LONGEST_PARAGRAPH", "Parser", "load_model", "load_parser", "paragraph_spans", "parse"]

# spaCy's memory grows with the length of what it parses at once; newspaper paragraphs stay far below this many code
# points, and a longer one (a text scraped without line breaks) is cut at a sentence's end, or at white space.
LONGEST_PARAGRAPH = 5_000

_PARAGRAPH = re.compile(r"[^\n]*[^\s][^\n]*")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[A-Z\"'“‘(])")


def parse(document: Document, parser: Parser | None = None) -> Parsed:
    """Parse every paragraph of ``document``: words, tags, dependencies, sentences and named entities."""
    spans = list(paragraph_spans(document.text))
    docs = (parser or load_parser()).parse(span.of(document.text) for span in spans)
    title = document.title_span
    return Parsed(
        document,
        tuple(
            Paragraph(span, doc, is_title=title is not None and title.holds(span))
            for span, doc in zip(spans, docs, strict=True)
        ),
    )


def paragraph_spans(text: str) -> Iterator[Span]:
    """Yield the spans of the paragraphs of ``text``: lines without their outer white space, over-long ones cut.

    >>> [span.of("A title\\n\\n  A body. ") for span in paragraph_spans("A title\\n\\n  A body. ")]
    ['A title', 'A body.']
    """
    for line in _PARAGRAPH.finditer(text):
        words = line.group()
        start = line.start() + len(words) - len(words.lstrip())
        end = line.end() - (len(words) - len(words.rstrip()))
        while end - start > LONGEST_PARAGRAPH:
            cut = _cut(text, start)
            yield Span(start, start + len(text[start:cut].rstrip()))
            start = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
        if end > start:
            yield Span(start, end)


def _cut(text: str, start: int) -> int:
    """Return where to cut an over-long paragraph: after its last full sentence, else at white space, else anywhere."""
    limit = start + LONGEST_PARAGRAPH
    ends = [match.end() for match in _SENTENCE_END.finditer(text, start, limit)]
    if ends:
        return ends[-1]
    space = text.rfind(" ", start + 1, limit)
    return space + 1 if space > start else limit
