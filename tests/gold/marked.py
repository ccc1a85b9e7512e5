"""Turns "{source:Officials} {cue:said} {content:the bridge fell}." into a text and the spans of its roles."""

import re
from typing import NamedTuple

from allegedly.records import Document, Frame, Span, Spans

_TAG = re.compile(r"\{(source|cue|content|hedge)(\d?):|(\})")


class Marked(NamedTuple):
    """A text without its marks, and the spans of every role of every attribution, by its number ("" if there is one)."""

    text: str
    roles: dict[str, dict[str, Spans]]

    @property
    def document(self) -> Document:
        """The text as a document."""
        return Document(id="gold", original_sha256="", path="", text=self.text)

    def words(self) -> list[dict[str, tuple[str, ...]]]:
        """Return the words of every attribution by role, in the order of their numbers."""
        return [
            {role: tuple(s.of(self.text) for s in spans) for role, spans in self.roles[number].items()}
            for number in sorted(self.roles)
        ]


def marked(sentence: str) -> Marked:
    """Read a marked sentence; marks may nest, a role marked twice is one span in pieces, a digit tells attributions apart.

    >>> marked("{source:Officials} {cue:said} {content:it fell}.").words()
    [{'source': ('Officials',), 'cue': ('said',), 'content': ('it fell',)}]
    """
    text, position = "", 0
    open_marks: list[tuple[str, str, int]] = []
    roles: dict[str, dict[str, Spans]] = {}
    for mark in _TAG.finditer(sentence):
        text += sentence[position : mark.start()]
        position = mark.end()
        if mark.group(3):
            role, number, start = open_marks.pop()
            spans = roles.setdefault(number, {}).get(role, ())
            roles[number][role] = tuple(sorted((*spans, Span(start, len(text)))))
        else:
            open_marks.append((mark.group(1), mark.group(2), len(text)))
    if open_marks:
        message = f"a mark is not closed in {sentence!r}"
        raise ValueError(message)
    return Marked(text + sentence[position:], roles)


def words_of(frame: Frame, text: str) -> dict[str, tuple[str, ...]]:
    """Return the words of a frame by role, roles without words left out, as ``Marked.words`` gives them."""
    roles = {"source": frame.source, "cue": frame.cue, "content": frame.content, "hedge": frame.hedges}
    return {role: tuple(s.of(text) for s in spans) for role, spans in roles.items() if spans}
