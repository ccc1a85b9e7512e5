"""Mends what the trained tagger finds where its training text says too little: hedges, datelines, whom "citing" cites."""

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from allegedly.attribute.labels.cue_labels import cue_table, lemma_of
from allegedly.attribute.reading import Reading
from allegedly.attribute.rules.candidate import kinds, members
from allegedly.records import Frame, Span, Spans

# A verb that no list has and that governs a thing ("blocked the road") must be surer than this to attribute something: on
# PolNeAR dev and the stories 8 in 29 less sure ones did, 29 in 42 surer ones.
UNLISTED = 0.7
# "asked the council to stop funding it": an infinitive as cue, its source the one asked, must be surer than this.
UNLISTED_INFINITIVE = 0.75

# "citing", "quoting the agency as saying": what follows is who is cited.
_CITED = re.compile(
    r"\s+(?P<who>(?:(?!\bas (?:saying|having|telling|reporting)\b)[^,;:.“”\"\n]|\.(?=\w|\s[a-z])|(?<=\b[A-Z])\.){2,120})"
)
_WHICH = re.compile(r"\s+(?P<which>which|whom)\b")
_IN_WHICH = re.compile(
    r"(?i)(?:(?:in|by|during|to|with|of) which|where|when|that|and|but|as|while|after|because)\s+(?=\w)"
)
# "who declined to be identified", "who asked that his name not be used"
_UNNAMED = re.compile(
    r"(?i)(?:not )?to (?:be (?:identified|named|quoted|cited)|give (?:his|her|their) names?|appear by name|remain (?:anonymous|nameless|unnamed))\b"
    r"|(?:that )?(?:his|her|their) (?:full |real |own )?names? (?:not )?(?:be )?(?:not )?(?:used|printed|published|withheld)|anonymity\b"
)
# What raises questions or concerns does not have them.
_RAISING = frozenset(
    {"raise", "spark", "prompt", "fuel", "provoke", "trigger", "cause", "stir", "arouse", "pose", "renew"}
)
# "said yes to a move", which is agreeing
_CONSENT = re.compile(r"(?i)[“\"‘']?(?:yes|no)[”\"’']? to\b")
# What one accepts by saying so.
_SAID_SO = re.compile(r"(?i)\b(?:responsibility|blame|fault|guilt|liability|mistakes?|errors?|apolog|verdict|defeat)")
_NOT_WHO = re.compile(r"(?i)(?:a |an |the |its |his |their )?(?:lack|need|concerns?|fears?|security|reasons?|health)\b")


def mend(reading: Reading, frames: Sequence[Frame]) -> list[Frame]:
    """Return the frames of a document without those that are hedges of others, their sources set right."""
    wrong = {n for n, frame in enumerate(frames) if _is_deed(reading, frame) or _is_no_sayer(reading, frame)}
    kept = _agents(reading, without(frames, wrong))
    kept = without_hedges(reading, [_unasked(reading, _nobodys(reading, frame)) for frame in kept])
    kept = [_sharing(reading, frame, kept) for frame in kept]
    return [_own_source(frame, kept) for frame in (_with_source(reading, frame) for frame in kept)]


def _own_source(frame: Frame, others: Sequence[Frame]) -> Frame:
    """Return a frame without the piece of its source that says, one level out, what holds its other piece.

    Of "Radio Orvel said that officials had confirmed it" the officials confirm, and not the radio.
    """
    if len(frame.source) != 2 or frame.parent is None:
        return frame
    outer, inner = others[frame.parent], frame.source[1:]
    is_both = frame.source[:1] == outer.source and _hold(outer.content, inner)
    return msgspec.structs.replace(frame, source=inner) if is_both else frame


def _nobodys(reading: Reading, frame: Frame) -> Frame:
    """Return a frame whose whole cue is "reportedly" or its like without a source: the word leaves open who says so."""
    if not frame.source or not _is_adverbial(reading, frame):
        return frame
    content = tuple(sorted((*frame.content, *frame.source)))
    return msgspec.structs.replace(frame, source=(), content=content, source_kind=None)


def _unasked(reading: Reading, frame: Frame) -> Frame:
    """Return the frame of "the delay raises questions about P" without a source: what raises questions asks none."""
    nouns = [token for token in reading.tokens(frame.cue) if token.pos_ == "NOUN"]
    if not frame.source or not nouns or nouns[-1].dep_ != "dobj" or lemma_of(nouns[-1].head) not in _RAISING:
        return frame
    raiser = nouns[-1].head
    subjects = {(id(raiser.doc), child.i) for child in raiser.children if child.dep_ == "nsubj"}
    if not any((id(token.doc), token.i) in subjects for token in reading.tokens(frame.source)):
        return frame
    return msgspec.structs.replace(frame, source=(), source_kind=None)


def _sharing(reading: Reading, frame: Frame, others: Sequence[Frame]) -> Frame:
    """Return a frame without a source whose verb is joined to another's with that one's: "puts the dead at 19 and points to"."""
    verb = next(iter(reading.tokens(frame.cue)), None)
    if frame.source or verb is None or verb.dep_ != "conj" or verb.tag_ not in {"VBZ", "VBP", "VBD"}:
        return frame
    if any(child.dep_ in {"nsubj", "nsubjpass", "auxpass", "expl"} for child in verb.children):
        return frame
    for other in others:
        joined = {(id(token.doc), token.i) for token in reading.tokens(other.cue)}
        if other.source and (id(verb.doc), verb.head.i) in joined and other.source[-1].end <= frame.cue[0].start:
            content = tuple(span for span in frame.content if span.start >= frame.cue[-1].end)
            return msgspec.structs.replace(
                frame, source=other.source, source_kind=None, content=content or frame.content
            )
    return frame


def _is_adverbial(reading: Reading, frame: Frame) -> bool:
    words = reading.words(frame.cue).lower().split()
    return bool(words) and all(word in members("sourceless adverb") for word in words)


def without_hedges(reading: Reading, frames: Sequence[Frame]) -> list[Frame]:
    """Leave out "reportedly" and its like where they stand in what a source says: there they only hedge its words."""
    dropped = {
        number
        for number, frame in enumerate(frames)
        if not frame.source
        and _is_adverbial(reading, frame)
        and any(other.source and _hold(other.content, frame.cue) for other in frames)
    }
    return without(frames, dropped)


def _is_no_sayer(reading: Reading, frame: Frame) -> bool:
    """Say whether what stands as source says nothing: "those known for", "attacks attributed to X", "urged X to stop"."""
    cue = reading.tokens(frame.cue)
    if not frame.source or not cue:
        return False
    source = reading.words(frame.source).lower()
    if source in {"those", "these"} and cue[0].tag_ in {"VBN", "VBG"}:
        return True
    if (
        cue[-1].lower_ == "to"
        and lemma_of(cue[0]) in {"attribute", "ascribe"}
        and frame.source[-1].start > frame.cue[0].start
    ):
        return True
    is_doubtful = frame.probability is not None and frame.probability < UNLISTED_INFINITIVE
    return is_doubtful and cue[0].tag_ == "TO" and frame.source[-1].end + 1 == frame.cue[0].start and len(cue) > 1


def _agents(reading: Reading, frames: Sequence[Frame]) -> list[Frame]:
    """Return the frames, of passives with "by" only what follows "by" as source: "the account is contradicted by X"."""
    mended = list(frames)
    for number, frame in enumerate(frames):
        before = tuple(span for span in frame.source if frame.cue and span.end <= frame.cue[0].start)
        after = tuple(span for span in frame.source if frame.cue and span.start >= frame.cue[-1].end)
        if before and after and reading.words(frame.cue).lower().endswith(" by"):
            mended[number] = msgspec.structs.replace(frame, source=after, content=before)
            for place, child in enumerate(mended):
                if child.parent == number:
                    mended[place] = msgspec.structs.replace(child, parent=None)
    return mended


@cache
def listed() -> frozenset[str]:
    """Return every word that is known to attribute, in any part of speech."""
    return frozenset(lemma for lemma, _ in kinds()) | frozenset(cue_table())


def _is_deed(reading: Reading, frame: Frame) -> bool:
    """Say whether a frame tells what somebody did and not what was said: "accepted a truce", "signed the protocol"."""
    cue = reading.tokens(frame.cue)
    content = reading.tokens(frame.content)
    lemmas = {lemma_of(token) for token in cue}
    if frame.probability is not None and frame.probability < UNLISTED and not lemmas & listed():
        return any(token.dep_ in {"dobj", "nsubjpass"} and token.head in cue for token in content)
    words = reading.words(frame.content)
    if (lemmas & {"agree"} and words.startswith("to ")) or (lemmas & {"say"} and _CONSENT.match(words)):
        return True
    if lemmas & {"decline", "refuse", "ask", "want", "wish"} and _UNNAMED.match(words):
        return True
    if not lemmas & members("deed"):
        return False
    opening = next((token for token in content if not token.is_punct), None)
    if (
        opening is None
        or opening.lower_ in {"that", "to", "how", "what", "whether"}
        or _SAID_SO.search(reading.words(frame.content))
    ):
        return False
    return not any(token.text in {"“", '"', "‘"} for token in content)


def without(frames: Sequence[Frame], dropped: set[int]) -> list[Frame]:
    """Return frames without some of them; a child of one that is dropped goes to what held that one."""
    places = {number: place for place, number in enumerate(n for n in range(len(frames)) if n not in dropped)}
    kept = []
    for number, frame in enumerate(frames):
        if number in dropped:
            continue
        parent = frame.parent
        seen = set[int]()
        while parent is not None and parent in dropped and parent not in seen:
            seen.add(parent)
            parent = frames[parent].parent
        parent = None if parent in dropped else parent
        kept.append(msgspec.structs.replace(frame, parent=None if parent is None else places[parent]))
    return kept


def _with_source(reading: Reading, frame: Frame) -> Frame:
    """Set right the source of a frame: no dateline, no "in which" before it, and whom "citing" really cites."""
    after_which = _according_to_which(reading, frame)
    if after_which is not None:
        return after_which
    frame = _without_object(reading, frame)
    source = _cited(reading, frame) or _trimmed(reading, frame)
    return frame if source == frame.source else msgspec.structs.replace(frame, source=source)


def _according_to_which(reading: Reading, frame: Frame) -> Frame | None:
    """Return the frame of "Radio Orvel, according to which c" with "which" for its source, or None for any other."""
    if not frame.cue or not reading.words(frame.cue[-1:]).lower().endswith("according to"):
        return None
    found = _WHICH.match(reading.text, frame.cue[-1].end)
    if found is None:
        return None
    which = Span(found.start("which"), found.end("which"))
    content = tuple(span for span in frame.content if span.start >= which.end)
    [last] = frame.content[-1:] or [which]
    rest = content or (Span(which.end + 1, max(last.end, which.end + 2)),)
    if frame.source and frame.source[0].start > which.end:
        rest = tuple(sorted((*frame.source, *rest)))
        rest = (Span(rest[0].start, rest[-1].end),)
    return msgspec.structs.replace(frame, source=(which,), content=rest)


def _without_object(reading: Reading, frame: Frame) -> Frame:
    """Return a frame whose source begins with the object of what is said cut at the comma: "injuring two, a nurse said"."""
    if len(frame.source) != 1 or not frame.content or frame.content[0].start > frame.source[0].start:
        return frame
    if not frame.cue or frame.cue[0].start < frame.source[0].end:
        return frame
    source = frame.source[0]
    first = next(iter(reading.tokens(frame.source)), None)
    comma = reading.text.find(", ", source.start, source.end)
    if first is None or first.i == 0 or comma < 0:
        return frame
    before = first.nbor(-1)
    if before.tag_ not in {"VBG", "VBD", "VBN", "IN"} or before.idx + len(before) + 1 < first.idx:
        return frame
    content = tuple(sorted((*frame.content, Span(source.start, comma))))
    return msgspec.structs.replace(frame, source=(Span(comma + 2, source.end),), content=content)


def _cited(reading: Reading, frame: Frame) -> Spans:
    """Return whom "citing" or "quoting" cites, where the tagger took the one who cites; else nothing."""
    if len(frame.cue) != 1 or reading.words(frame.cue).lower() not in {"citing", "quoting"}:
        return ()
    cue = frame.cue[0]
    if frame.source and frame.source[0].start >= cue.end and frame.source[0].start - cue.end <= 1:
        return frame.source[:1]
    found = _CITED.match(reading.text, cue.end)
    if found is None or _NOT_WHO.match(found["who"]):
        return ()
    return (Span(found.start("who"), found.start("who") + len(found["who"].rstrip())),)


def _trimmed(reading: Reading, frame: Frame) -> Spans:
    """Return a source without the dateline of its paragraph and without the relative words before it."""
    kept = []
    for number, span in enumerate(frame.source):
        paragraph = reading.paragraphs[reading.number_at(span.start)]
        if number == 0 and span.start == paragraph.span.start:
            first = reading.body(paragraph.doc)
            body = reading.start(paragraph.doc[first]) if first else span.start
            if span.start < body < frame.source[-1].end:
                span = Span(max(span.start, body), max(span.end, body))  # noqa: PLW2901  the span without its dateline
        if number == 0:
            span = Span(_whole_word(reading.text, span.start), span.end)  # noqa: PLW2901  the span with its first word whole
        opening = _IN_WHICH.match(reading.text, span.start, span.end)
        if number == 0 and opening is not None and opening.end() < span.end:
            span = Span(opening.end(), span.end)  # noqa: PLW2901  the span without what joins it
        if span.end > span.start:
            kept.append(span)
    return tuple(kept)


def _whole_word(text: str, start: int) -> int:
    """Return where a hyphened word begins that a source was cut out of: "Pan-Orveli News"."""
    if start < 2 or text[start - 1] != "-" or not text[start - 2].isalnum():
        return start
    begin = start - 1
    while begin > 0 and text[begin - 1].isalnum():
        begin -= 1
    return begin


def _hold(content: Spans, cue: Spans) -> bool:
    """Say whether every piece of a cue lies in a content."""
    return all(any(piece.holds(span) for piece in content) for span in cue)
