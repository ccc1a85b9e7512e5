"""What an outlet's own people saw: "Reporters for the Post watched as ...", "our correspondent saw the boat leave"."""

from collections.abc import Sequence

from spacy.tokens import Token

from allegedly.attribute.reading import Reading
from allegedly.attribute.rules.candidate import members
from allegedly.records import Frame

_OWN_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_EDGES = frozenset({".", ",", ";", ":", "–", "—"})


def seen_frames(reading: Reading, known: Sequence[Frame]) -> list[Frame]:
    """Return the frames of what reporters saw, counted or heard, where no frame that is ``known`` has the verb for its cue."""
    found = []
    for paragraph in reading.paragraphs:
        for subject in paragraph.doc:
            verb = subject.head
            if subject.lemma_.lower() not in members("reporter") or subject.dep_ not in _OWN_SUBJECTS:
                continue
            frame = _seen(reading, subject, verb) if verb.lemma_.lower() in members("witnessing") else None
            if frame is not None and not any(_overlap(frame, other) for other in known):
                found.append(frame)
    return found


def _seen(reading: Reading, subject: Token, verb: Token) -> Frame | None:
    """Return the frame of one who saw: the content is all that follows the verb and hangs on it."""
    if verb.i < subject.i or not verb.pos_.startswith("V"):
        return None
    after = [token for token in verb.subtree if token.i > verb.i and not token.is_space]
    while after and (after[0].text in _EDGES or after[0].lower_ == "as"):
        after = after[1:]
    while after and after[-1].text in _EDGES:
        after = after[:-1]
    if not any(token.pos_ in {"VERB", "AUX"} for token in after):
        return None
    helpers = [child for child in verb.lefts if child.dep_ in {"aux", "neg"}]
    first = min([*helpers, verb], key=lambda token: token.i)
    body = reading.body(verb.doc)
    begin = max(subject.left_edge.i, body)
    source = reading.span(verb.doc[begin], subject.right_edge if subject.right_edge.i < first.i else subject)
    return Frame(source=(source,), cue=(reading.span(first, verb),), content=(reading.span(after[0], after[-1]),))


def _overlap(frame: Frame, other: Frame) -> bool:
    """Say whether the cue of another frame lies on the cue or the source of a frame, or on the whole of its content."""
    spans = frame.cue + frame.source
    return any(a.start < b.end and b.start < a.end for a in spans for b in other.cue + other.content)
