"""What the text says a source belongs to: "former TTP commander", "the army's spokesman", "the Pakistani military"."""

import re

from allegedly.attribute.names.mentions import Mention
from allegedly.attribute.names.nouns import PEOPLE, known_noun, titles
from allegedly.attribute.reading import Reading
from allegedly.records import Span, Spans

_BELONGS = frozenset({"of", "in", "within", "inside", "at", "for", "from", "with", "to", "on", "close"})
_COMMA = re.compile(r"\s*[,;:–—()]")
_ARTICLE = re.compile(r"(?i)(?:the|an?)\s+")
_RELATIVE = re.compile(r"(?i)\s*(?:who|whose|whom|which|that|where|when)\b")


def find_affiliation(reading: Reading, mention: Mention, whole: Span) -> Spans:
    """Return the spans, inside the phrase ``whole``, that say to whom or what the mentioned source belongs.

    For a name these are the words before it, unless they are a mere title, and an apposition after it that names a role;
    for a noun without a name it is what "of", "in", "within" or "at" ties it to.
    """
    if mention.name is None:
        return _tied_to(reading, mention, whole)
    found = []
    end = mention.name.start if mention.span.end >= mention.name.end else mention.span.end
    before = Span(min(whole.start, end), end)
    if _tells_role(reading, before):
        found.append(_without_edges(reading.text, before))
    after = _apposition(reading, mention.name, whole)
    if after is not None and _tells_role(reading, after):
        found.append(after)
    return tuple(span for span in found if span.end > span.start)


def _tells_role(reading: Reading, span: Span) -> bool:
    """Say whether a stretch names a role, or a body, and not only "Mr" or a rank."""
    tokens = [token for token in reading.tokens((span,)) if token.is_alpha and token.pos_ != "DET"]
    plain = [token for token in tokens if token.pos_ in {"NOUN", "PROPN", "ADJ"} and token.lower_ not in titles()]
    roles = [token for token in tokens if (known := known_noun(token)) is not None and known[0] in PEOPLE | {"outlet"}]
    if len(tokens) == 1 and known_noun(tokens[0]) == ("outlet", None):
        return False
    return bool(roles) and (bool(plain) or any(token.pos_ == "NOUN" for token in roles) or len(roles) > 1)


def _apposition(reading: Reading, name: Span, whole: Span) -> Span | None:
    """Return the words between the comma after a name and the next one: ", the army's spokesman"."""
    text = reading.text
    comma = re.compile(r",\s*").match(text, name.end, whole.end)
    if comma is None or _RELATIVE.match(text, comma.end(), whole.end):
        return None
    close = _COMMA.search(text, comma.end(), whole.end)
    return _without_edges(text, Span(comma.end(), close.start() if close else whole.end))


def _tied_to(reading: Reading, mention: Mention, whole: Span) -> Spans:
    """Return the object of the first preposition that ties a noun to a body, a place or a named group."""
    for child in mention.head.rights:
        if child.dep_ != "prep" or child.lower_ not in _BELONGS:
            continue
        target = next(
            (token for token in child.subtree if token.pos_ in {"PROPN", "NOUN"} and token.dep_ == "pobj"), None
        )
        if target is None or reading.start(target) >= whole.end:
            continue
        known = known_noun(target)
        if target.pos_ == "PROPN" or (known is not None and known[0] in {"body", "outlet", "crowd"}):
            start = reading.start(child) + len(child)
            end = min(reading.start(target.right_edge) + len(target.right_edge), whole.end)
            close = _COMMA.search(reading.text, start, end)
            return (_without_edges(reading.text, Span(start, close.start() if close else end)),)
    return ()


def _without_edges(text: str, span: Span) -> Span:
    """Return ``span`` without an article at its beginning and without outer white space and commas."""
    start, end = span.start, span.end
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in "’'.)”\""):
        end -= 1
    while start < end and not text[start].isalnum():
        start += 1
    article = _ARTICLE.match(text, start, end)
    return Span(article.end() if article else start, end)
