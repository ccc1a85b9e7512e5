"""Sentences marked by hand, taken through the attribute stage with the marked spans in place of a tagger's."""

import msgspec
from marked import Marked, marked

from allegedly.attribute import attribute, claims
from allegedly.parse import parse
from allegedly.records import Attribution, Claim, Document, Frame, Parsed, Span, Spans


class MarkedTagger:
    """Finds exactly the attributions that are marked, without a label; numbers beyond the first may name a parent."""

    name = "marked"

    def __init__(self, text: Marked) -> None:
        self.text = text

    def frames(self, parsed: Parsed) -> list[Frame]:
        """Return the marked spans as frames, in the order of their numbers."""
        del parsed
        return [
            Frame(source=roles.get("source", ()), cue=roles.get("cue", ()), content=roles.get("content", ()))
            for _, roles in sorted(self.text.roles.items())
        ]


def parsed_text(text: Marked, *, outlet: str | None = None, has_title: bool = False) -> Parsed:
    """Parse a marked text; with ``has_title`` its first paragraph is the headline."""
    document = msgspec.structs.replace(text.document, outlet=outlet)
    if has_title:
        title = text.text.split("\n\n")[0]
        document = msgspec.structs.replace(document, title=title, title_span=Span(0, len(title)))
    return parse(document)


def attributions(sentence: str, *, outlet: str | None = None, has_title: bool = False) -> tuple[Attribution, ...]:
    """Return the attributions of a marked text, in the order of their numbers."""
    text = marked(sentence)
    found = attribute(parsed_text(text, outlet=outlet, has_title=has_title), MarkedTagger(text))
    cues = [roles.get("cue", ()) for _, roles in sorted(text.roles.items())]
    return tuple(sorted(found, key=lambda one: cues.index(one.cue)))


def claims_of(
    sentence: str, *, outlet: str | None = None, has_title: bool = False
) -> tuple[Document, tuple[Claim, ...]]:
    """Return a marked text as a document, and its claims in reading order."""
    text = marked(sentence)
    parsed = parsed_text(text, outlet=outlet, has_title=has_title)
    return parsed.document, claims(parsed, attribute(parsed, MarkedTagger(text)))


def words(document: Document, spans: Spans) -> str:
    """Return the words of ``spans``, parted by an ellipsis."""
    return " … ".join(span.of(document.text) for span in spans)
