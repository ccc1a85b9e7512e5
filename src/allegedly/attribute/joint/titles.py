"""Headlines, whose passives have no "is" and whose verbs wear capitals: "Army accused of ...", "Orvel Denies Raid"."""

from collections.abc import Sequence

import msgspec

from allegedly.attribute.reading import Reading
from allegedly.attribute.rules.candidate import kinds, members
from allegedly.records import Frame, Paragraph, Span

# Participles that put a matter on somebody, and the words with which their content begins.
_OF = {
    **dict.fromkeys(("accused", "suspected", "convicted", "cleared", "acquitted"), frozenset({"of", "in", "over"})),
    "blamed": frozenset({"for", "over", "in"}),
    **dict.fromkeys(("criticised", "criticized", "condemned", "faulted"), frozenset({"for", "over"})),
    **dict.fromkeys(
        ("said", "thought", "believed", "reported", "alleged", "feared", "rumoured", "rumored", "understood", "expected",
         "presumed", "tipped", "claimed", "known", "assumed"),
        frozenset({"to"}),
    ),
    "linked": frozenset({"to"}),
}  # fmt: skip
# What "faces" and "under" govern in "Navy faces claims it fired", "Mayor under suspicion over ...".
_CHARGES = frozenset({"claims", "allegations", "accusations", "suspicion", "charges", "accusation", "claim"})
_LONGEST_SUBJECT = 8
# Four in five words capitalised make a headline in title case; articles and prepositions stay small.
_CAPITALISED = 0.65


def mend_titles(reading: Reading, frames: Sequence[Frame]) -> list[Frame]:
    """Return the frames with those of headlines set right: nobody says what somebody "is accused of"."""
    titles = [paragraph.span for paragraph in reading.paragraphs if paragraph.is_title]
    return [
        _set_right(reading, frame)
        if frame.source and any(title.holds(span) for title in titles for span in frame.source + frame.cue)
        else frame
        for frame in frames
    ]


def _set_right(reading: Reading, frame: Frame) -> Frame:
    """Return the frame of a headline without a source where nobody is one: "Reports: ...", "Army accused of ..."."""
    after = reading.text[frame.source[-1].end : frame.source[-1].end + 2].lstrip()
    if after.startswith(":") and reading.words(frame.source).lower() in members("rumour label"):
        return msgspec.structs.replace(frame, source=(), cue=frame.source, source_kind=None)
    if frame.cue and _is_put_on(reading, frame):
        content = tuple(sorted((*frame.source, *frame.content)))
        return msgspec.structs.replace(frame, source=(), content=content, source_kind=None)
    return frame


def _is_put_on(reading: Reading, frame: Frame) -> bool:
    """Say whether the source of a frame is the one of whom its content is said: "Navy reported to have fired"."""
    cue = reading.tokens(frame.cue)
    last = cue[-1]
    following = last.nbor(1).lower_ if last.i + 1 < len(last.doc) else ""
    words = {token.lower_ for token in cue}
    if words & {"has", "have", "had", "by", "will"} or frame.source[0].start > frame.cue[0].start:
        return False
    before = {cue[0].nbor(-1).lower_} if cue[0].i > 0 else set()
    if words & _CHARGES and (words | before) & {"face", "faces", "facing", "faced", "under", "amid", "over"}:
        return True
    return following in _OF.get(last.lower_, ()) or (
        len(cue) > 1 and last.lower_ in {"of", "to", "for"} and last.lower_ in _OF.get(cue[-2].lower_, ())
    )


def title_frames(reading: Reading, frames: Sequence[Frame]) -> list[Frame]:
    """Return the frames of headlines in title case, or without "is", in which nothing was found."""
    added = []
    for paragraph in reading.paragraphs:
        if paragraph.is_title and not any(paragraph.span.holds(span) for frame in frames for span in frame.cue):
            frame = _put_on(reading, paragraph) or _capitalised(reading, paragraph)
            added += [frame] if frame is not None else []
    return added


def _put_on(reading: Reading, paragraph: Paragraph) -> Frame | None:
    """Return the frame of "Navy reported to have fired", "Mayor under suspicion over a loan"."""
    tokens = [token for token in paragraph.doc if not token.is_space]
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        fits = after.lower_ in _OF.get(token.lower_, ())
        charged = token.lower_ in _CHARGES and before.lower_ in {"faces", "face", "under"}
        if (fits or charged) and token.i <= _LONGEST_SUBJECT and before.lower_ not in {"has", "have", "had"}:
            cue = reading.span(before if charged or before.lower_ in {"stands", "is", "are"} else token, token)
            end = reading.span(tokens[-1]).end
            content = (Span(paragraph.span.start, cue.start - 1), Span(cue.end + 1, end))
            return Frame(source=(), cue=(cue,), content=content)
    return None


def _capitalised(reading: Reading, paragraph: Paragraph) -> Frame | None:
    """Return the frame of "Orvel Acknowledges Boarding of Trawler": the first verb of saying after a few words."""
    tokens = [token for token in paragraph.doc if not token.is_space]
    words = [token for token in tokens if token.is_alpha]
    if sum(token.text[:1].isupper() for token in words) <= _CAPITALISED * len(words):
        return None
    for number, token in enumerate(tokens[1 : _LONGEST_SUBJECT + 1], start=1):
        if token.is_punct and token.text not in {"-", "’", "'", "."}:
            return None
        if (
            _says(token.lower_)
            and number + 1 < len(tokens)
            and tokens[number - 1].text not in {"To", "to", "of", "the"}
        ):
            source = reading.span(tokens[0], tokens[number - 1])
            return Frame(
                source=(source,), cue=(reading.span(token),), content=(reading.span(tokens[number + 1], tokens[-1]),)
            )
    return None


def _says(word: str) -> bool:
    """Say whether a word is a verb of saying in the third person: "acknowledges", "denies"."""
    if not word.endswith("s"):
        return False
    stems = (word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ies") + "y")
    return any(kinds().get((stem, "verb")) == "speech" for stem in stems if stem != word) and word not in _NOUNS


# Plurals of nouns that are as often the name of a thing as a verb of saying.
_NOUNS = frozenset({"claims", "reports", "calls", "orders", "charges", "cites", "notes", "pleas", "comments", "questions",
                    "answers", "remarks", "protests", "details", "names", "estimates", "states", "rules", "counts"})  # fmt: skip
