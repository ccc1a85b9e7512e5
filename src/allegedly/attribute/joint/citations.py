"""Further links of chains that stand beside the frame they belong to: "Quoting S, O writes", "O has learned from S that"."""

import re
from collections.abc import Sequence

import msgspec
from spacy.tokens import Token

from allegedly.attribute.reading import Reading
from allegedly.attribute.rules.candidate import members
from allegedly.records import Frame, Span

# "Citing the Gazette, Radio Orvel reported": what stands between the participle and the comma before the next name.
_OPENING = re.compile(r"(?:Citing|Quoting)\s+")
_WHICH_CITED = re.compile(
    r",?\s+(?:which|who)\s+(?P<cue>(?:had |has |was |itself )*(?:cited|quoted|citing|quoting|cites|quotes))\s+(?P<who>[^,;:“”\"]{2,90})"
)
_AS_SAYING = re.compile(
    r"\s+(?P<who>[^“\"\n]{2,120}?),?\s+(?P<as>as (?:saying|telling \w+|having said|stating|claiming))\b"
)
_LEARNED = frozenset({"learn", "hear", "understand", "gather", "know", "obtain", "receive", "establish"})


def add_cited(reading: Reading, frames: Sequence[Frame]) -> list[Frame]:
    """Return the frames with those of the sources that are cited beside them, each inside the one who cites it."""
    found = list(frames)
    for number, frame in enumerate(frames):
        if not frame.source or not frame.cue:
            continue
        found[number] = _without_opening(reading, frame)
        quoting = _quoting(reading, frame)
        if quoting is not None and not any(
            _overlap(quoting[1].cue[0], s) for o in frames if o is not frame for s in o.cue
        ):
            found[number] = quoting[0]
            found.append(msgspec.structs.replace(quoting[1], parent=number))
            continue
        frame = found[number]  # noqa: PLW2901  the frame as mended
        cited = _opening(reading, frame) or _relative(reading, frame) or _learned(reading, frame)
        if cited is not None and not any(_overlap(cited.cue[0], span) for other in frames for span in other.cue):
            found.append(msgspec.structs.replace(cited, parent=number))
    return found


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _without_opening(reading: Reading, frame: Frame) -> Frame:
    """Return a frame whose source swallowed "Quoting S, " without it: the source is what follows the last comma."""
    text, source = reading.text, frame.source[0]
    if _OPENING.match(text, source.start) is None or len(frame.source) > 1:
        return frame
    comma = text.rfind(", ", source.start, source.end)
    return frame if comma < 0 else msgspec.structs.replace(frame, source=(Span(comma + 2, source.end),))


def _opening(reading: Reading, frame: Frame) -> Frame | None:
    """Return the frame of whom a sentence begins with citing: "Quoting S, O writes that c"."""
    first = next(iter(reading.tokens(frame.source[:1])), None)
    if first is None:
        return None
    sentence = first.sent
    start = reading.start(sentence[0])
    body = reading.body(first.doc)
    start = reading.start(first.doc[body]) if sentence.start == 0 and body else start
    opening = _OPENING.match(reading.text, start)
    end = frame.source[0].start
    if opening is None or opening.end() >= end:
        return None
    who = reading.text[opening.end() : end].rstrip()
    if not who.endswith(",") or len(who) < 3:
        return None
    source = Span(opening.end(), opening.end() + len(who) - 1)
    return Frame(source=(source,), cue=(Span(start, start + len(opening.group().rstrip())),), content=frame.content)


def _quoting(reading: Reading, frame: Frame) -> tuple[Frame, Frame] | None:
    """Return who quotes and who is quoted where one frame holds both: "The Post quotes a nurse as saying that c"."""
    verb = next((token for token in reading.tokens(frame.cue) if token.lemma_.lower() in {"quote", "cite"}), None)
    if verb is None or any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children):
        return None
    start = reading.span(verb).end
    said = _AS_SAYING.match(reading.text, start, max(span.end for span in frame.content))
    subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    end = max(span.end for span in frame.content)
    if said is None or subject is None or said.end() >= end:
        return None
    helpers = [child for child in verb.lefts if child.dep_ in {"aux", "neg"}]
    outer = msgspec.structs.replace(
        frame,
        source=(reading.span(subject.left_edge, subject.right_edge),),
        cue=(reading.span(min([*helpers, verb], key=lambda token: token.i), verb),),
        content=(Span(said.start("who"), end),),
    )
    content = tuple(Span(max(s.start, said.end()), s.end) for s in frame.content if s.end > said.end())
    inner = Frame(
        source=(Span(said.start("who"), said.end("who")),),
        cue=(Span(said.start("as"), said.end("as")),),
        content=tuple(Span(s.start + (reading.text[s.start] == " "), s.end) for s in content),
    )
    return outer, inner


def _relative(reading: Reading, frame: Frame) -> Frame | None:
    """Return the frame of whom a source is said to have cited: "O, which cited P, reported that c"."""
    for at in (frame.source[0].start, frame.source[-1].end):
        found = _WHICH_CITED.search(reading.text, at, frame.cue[0].start)
        if found is not None and frame.cue[0].start > frame.source[0].start:
            who = found["who"].rstrip()
            start = found.start("who")
            cue = Span(found.start("cue"), found.end("cue"))
            return Frame(source=(Span(start, start + len(who)),), cue=(cue,), content=frame.content)
    return None


def _learned(reading: Reading, frame: Frame) -> Frame | None:
    """Return the frame of whom something was learned from: "O has learned from S that c"."""
    for verb in reading.tokens(frame.cue):
        if verb.lemma_.lower() not in _LEARNED:
            continue
        for child in verb.rights:
            source = _object(child) if child.lower_ == "from" else None
            if source is not None:
                begin, end = reading.start(source.left_edge), reading.span(source.right_edge).end
                stop = min((span.start for span in frame.content if span.start > begin), default=end)
                words = reading.text[begin : min(end, stop)].rstrip(" ,")
                if words and not any(span.start <= begin < span.end for span in frame.content):
                    return Frame(
                        source=(Span(begin, begin + len(words)),), cue=(reading.span(child),), content=frame.content
                    )
    return None


def _object(preposition: Token) -> Token | None:
    return next((child for child in preposition.rights if child.dep_ == "pobj"), None)


def is_place_label(reading: Reading, frame: Frame) -> bool:
    """Say whether the label of a headline is a place: "Halm: two hurt", if the text says "in Halm"."""
    words = reading.words(frame.source)
    colon = frame.source[-1].end if frame.source else 0
    if not words or len(words.split()) > 2 or reading.text[colon : colon + 1] != ":":
        return False
    if any(token.lower_ in members("kicker") for token in reading.tokens(frame.source)):
        return True
    return re.search(rf"\b(?:in|at|near|outside|around|from)\s+{re.escape(words)}\b", reading.text) is not None
