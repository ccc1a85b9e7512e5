"""Claims: every content with the chain of those on whose word it stands, and what the outlet says in its own voice."""

import hashlib
import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from allegedly.attribute.chain import own_spans
from allegedly.attribute.labels.firmness import hedges_in, is_future, is_headline_future
from allegedly.attribute.reading import Reading, heads_of
from allegedly.records import Attribution, ChainLink, Claim, Document, Parsed, Span, Spans
from allegedly.vocab import AttributionKind, Firmness, Polarity, Quotation, SourceKind, Where

# From the firmest to the least firm. A chain is no firmer than its weakest link: a claim relayed as a rumour is one.
_ORDER = (Firmness.ASSERTED, Firmness.PREDICTED, Firmness.POSSIBLE, Firmness.ALLEGED)
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
# Joining words that a cut leaves hanging at the end of a clause.
_LOOSE_START = re.compile(r"(?i)[\s,;:–—-]*(?:and|but|or|yet|so)\s+")
_LOOSE_END = re.compile(
    r"[\s,;:–—-]+(?:and|but|or|as|while|although|though|because|since|when|after|before|that|which|who|so|yet|if)$"
)
# A line that ends with the headline repeats it if no more stands before it ("Home / World / ..."), and a headline of so few
# characters may end a sentence by chance.
_LONGEST_TRAIL = 60
_SHORTEST_REPEATED = 15
_SHORTEST_TITLE = 2  # words; a headline of one word says nothing of anything


def claims(parsed: Parsed | Document, attributions: Sequence[Attribution]) -> tuple[Claim, ...]:
    """Return the claims of one document, in reading order, each with its chain from the publisher inwards.

    An attribution gives one claim: its content, at its own firmness, lowered by every outer link that is less firm. What
    stands outside all attributions gives the outlet's own claims; they need the parse, so a bare ``Document`` has none.
    """
    document = parsed if isinstance(parsed, Document) else parsed.document
    by_id = {attribution.id: attribution for attribution in attributions}
    found = [_attributed(document, attribution, by_id) for attribution in attributions]
    if isinstance(parsed, Parsed):
        found.extend(_own_voice(Reading(parsed), attributions))
    return tuple(
        sorted(found, key=lambda claim: (claim.content[0].start, -claim.content[-1].end, len(claim.chain), claim.id))
    )


def publisher(document: Document) -> ChainLink:
    """Return the outermost link of every chain of a document: its outlet, named if that is known."""
    return ChainLink(kind=SourceKind.OUTLET, name=document.outlet, spans=(), attribution=None)


def _lineage(attribution: Attribution, by_id: dict[str, Attribution]) -> list[Attribution]:
    line = [attribution]
    while (parent := line[0].parent) is not None and parent in by_id:
        line.insert(0, by_id[parent])
    return line


def _attributed(document: Document, attribution: Attribution, by_id: dict[str, Attribution]) -> Claim:
    line = _lineage(attribution, by_id)
    if _is_denied_allegation(line):
        return _denied(document, line)
    links = tuple(link for one in _sayers(line) for link in _links(document, one))
    firmness = attribution.firmness
    for outer in line[:-1]:
        firmness = weaker(firmness, outer.firmness)
    polarity = attribution.polarity
    return Claim(
        id=_claim_id(document, attribution.content, attribution.id),
        document=document.id,
        where=_where(document, attribution.content),
        content=attribution.content,
        chain=(publisher(document), *links),
        firmness=firmness,
        hedges=tuple(span for link in line for span in link.hedges),
        polarity=polarity,
        quotation=attribution.quotation,
    )


def _sayers(line: Sequence[Attribution]) -> list[Attribution]:
    """Return a line without those who only want something of what nobody in particular tells: "X asked about reports that P"."""
    is_nobodys = line[-1].source_kind is SourceKind.IMPERSONAL
    return [one for one in line if one is line[-1] or not (is_nobodys and one.kind is AttributionKind.INTENT)]


def _is_denied_allegation(line: Sequence[Attribution]) -> bool:
    """Say whether the innermost of a line is an allegation of nobody in particular that the one around it denies."""
    is_nobodys = line[-1].source_kind is SourceKind.IMPERSONAL or not line[-1].source
    return len(line) > 1 and is_nobodys and line[-2].firmness is Firmness.DENIED


def _denied(document: Document, line: Sequence[Attribution]) -> Claim:
    """Return the claim of "X rejected the allegation that P": P is what X denies, and nobody carries it."""
    inner, denial = line[-1], line[-2]
    return Claim(
        id=_claim_id(document, inner.content, inner.id),
        document=document.id,
        where=_where(document, inner.content),
        content=inner.content,
        chain=(publisher(document), *(link for one in line[:-1] for link in _links(document, one))),
        firmness=Firmness.DENIED,
        hedges=tuple(span for link in line for span in link.hedges),
        polarity=denial.polarity,
        quotation=inner.quotation,
    )


def _links(document: Document, attribution: Attribution) -> Iterator[ChainLink]:
    """Yield the links that one attribution adds to a chain: the outlet that its source spoke to, and the source."""
    if attribution.medium:
        name = " ".join(span.of(document.text) for span in attribution.medium).removeprefix("the ")
        yield ChainLink(kind=SourceKind.OUTLET, name=name, spans=attribution.medium, attribution=None)
    yield ChainLink(
        kind=attribution.source_kind, name=attribution.source_name, spans=attribution.source, attribution=attribution.id
    )


def weaker(inner: Firmness, outer: Firmness) -> Firmness:
    """Return the less firm of an inner firmness and that of the link around it.

    An outer denial denies that the inner source said so, not what it said; like an outer prediction it leaves the inner
    firmness as it is.

    >>> str(weaker(Firmness.ASSERTED, Firmness.ALLEGED)), str(weaker(Firmness.DENIED, Firmness.ASSERTED))
    ('alleged', 'denied')
    """
    if inner is Firmness.DENIED or outer in {Firmness.DENIED, Firmness.PREDICTED}:
        return inner
    return max(inner, outer, key=_ORDER.index)


def _where(document: Document, content: Spans) -> Where:
    """Return whether a content stands in the headline, or in a line of the text that only repeats it (a breadcrumb)."""
    title = document.title_span
    if not content:
        return Where.BODY
    if title is not None and title.holds(content[0]):
        return Where.TITLE
    return Where.TITLE if _repeats_title(document, content[0].start) else Where.BODY


def _repeats_title(document: Document, place: int) -> bool:
    """Say whether the line around ``place`` ends with the whole headline, after at most ``_LONGEST_TRAIL`` characters."""
    title = (document.title or "").strip()
    start = document.text.rfind("\n", 0, place) + 1
    end = document.text.find("\n", place)
    line = document.text[start : end if end >= 0 else len(document.text)].strip()
    return len(title) >= _SHORTEST_REPEATED and line.endswith(title) and len(line) <= len(title) + _LONGEST_TRAIL


def _claim_id(document: Document, content: Spans, attribution: str) -> str:
    spans = ",".join(f"{span.start}-{span.end}" for span in content)
    return hashlib.sha256(f"{document.id}|claim|{attribution}|{spans}".encode()).hexdigest()[:16]


def _own_voice(reading: Reading, attributions: Sequence[Attribution]) -> Iterator[Claim]:
    """Yield a claim for every sentence, or clause of one, that asserts something outside all attributions and the dateline."""
    taken = sorted(span for a in attributions for spans in (a.source, a.cue, a.content) for span in spans)
    number = 0
    for paragraph in reading.paragraphs:
        begins = 0 if paragraph.is_title else reading.body(paragraph.doc)
        for whole in paragraph.doc.sents:
            sentence = paragraph.doc[max(whole.start, begins) : whole.end]
            if not len(sentence):
                continue
            span = reading.span(sentence[0], sentence[-1])
            while number < len(taken) and taken[number].end <= span.start:
                number += 1
            inside = (
                [cut for cut in taken[number:] if cut.start < span.end]
                if number < len(taken) and taken[number].start < span.end
                else []
            )
            left = _asserted(reading, sentence, inside, is_title=paragraph.is_title)
            if left:
                yield _own_claim(reading, left)


def _asserted(reading: Reading, sentence: TokenSpan, taken: Sequence[Span], *, is_title: bool) -> Spans:
    """Return the spans of a sentence that the outlet asserts itself, or () if it does not assert anything."""
    span = reading.span(sentence[0], sentence[-1])
    words = span.of(reading.text).strip()
    if words.rstrip("”\"’')").endswith("?"):
        return ()
    if not taken:
        spoken = (
            any(token.tag_ in _FINITE or _may_be_finite(token) for token in sentence)
            if not is_title
            else len(words.split()) >= _SHORTEST_TITLE
        )
        return (Span(span.start, span.start + len(words)),) if spoken else ()
    return _clauses_left(reading, sentence, taken)


def _may_be_finite(token: Token) -> bool:
    """Say whether a word may be a finite verb that the tagger took for a participle: "The rebels armed two gangs." """
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    return (
        token.tag_ in {"VBN", "JJ"}
        and token.lower_.endswith("ed")
        and after is not None
        and after.pos_ in {"NOUN", "DET", "ADJ"}
    )


def _clauses_left(reading: Reading, sentence: TokenSpan, taken: Sequence[Span]) -> Spans:
    """Return the clauses beside the attributions of a sentence: those whose finite verb and subject stand outside them."""
    left = own_spans((reading.span(sentence[0], sentence[-1]),), taken)
    kept: list[Span] = []
    for verb in sentence:
        if verb.dep_ not in {"ROOT", "conj", "ccomp", "parataxis"} or verb.pos_ not in {"VERB", "AUX"}:
            continue
        if not _is_finite(verb) or not any(piece.start <= reading.start(verb) < piece.end for piece in left):
            continue
        subject = next(
            (child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"}), None
        )
        home = next(piece for piece in left if piece.start <= reading.start(verb) < piece.end)
        rest = [child for child in verb.children if child.dep_ in {"dobj", "ccomp", "xcomp", "attr", "oprd"}]
        held = all(home.start <= reading.start(child) < home.end for child in rest)
        if held and subject is not None and home.start <= reading.start(subject) < home.end:
            kept.append(home)
    trimmed = (_trim(reading.text, piece) for piece in dict.fromkeys(kept))
    return tuple(piece for piece in trimmed if piece.end > piece.start)


def _is_finite(verb: Token) -> bool:
    return verb.tag_ in _FINITE or any(
        child.tag_ in _FINITE and child.dep_ in {"aux", "auxpass"} for child in verb.children
    )


def _trim(text: str, span: Span) -> Span:
    """Return ``span`` without the punctuation and joining words at its edges."""
    start, end = span.start, span.end
    joining = _LOOSE_START.match(text, start, end)
    start = joining.end() if joining else start
    while start < end and not (text[start].isalnum() or text[start] in '“"‘«('):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in '”"’»).'):
        end -= 1
    loose = _LOOSE_END.search(text, start, end)
    return Span(start, loose.start() if loose else end)


def _own_claim(reading: Reading, content: Spans) -> Claim:
    document = reading.document
    hedges = hedges_in(reading.text, content)
    tokens = reading.tokens(content)
    foretells = is_headline_future(reading, tokens) or any(
        is_future(head) and not any(child.lower_ == "would" for child in head.children) for head in heads_of(tokens)
    )
    firmness = Firmness.PREDICTED if foretells else Firmness.ASSERTED
    for _, left in hedges:
        firmness = weaker(firmness, left)
    return Claim(
        id=_claim_id(document, content, ""),
        document=document.id,
        where=_where(document, content),
        content=content,
        chain=(publisher(document),),
        firmness=firmness,
        hedges=tuple(span for span, _ in hedges),
        polarity=Polarity.POSITIVE,
        quotation=Quotation.INDIRECT,
    )
