"""All labels of one attribution, settled in the order in which one needs another."""

from dataclasses import dataclass

from allegedly.attribute.cue_labels import CueSense, read_cue
from allegedly.attribute.firmness import Judgement, judge
from allegedly.attribute.reading import Reading
from allegedly.records import Frame, Spans
from allegedly.vocab import AttributionKind, SourceKind


@dataclass(frozen=True, slots=True)
class Labels:
    """Kind and firmness of one attribution."""

    kind: AttributionKind
    judgement: Judgement


def label(reading: Reading, frame: Frame, source_kind: SourceKind, own: Spans) -> Labels:
    """Return the kind and the firmness of ``frame``; what its tagger settled stays."""
    cue: CueSense = read_cue(reading.tokens(frame.cue))
    kind = frame.kind or label_kind(cue, source_kind)
    return Labels(kind, judge(reading, cue, kind, reading.tokens(frame.content), own))


def label_kind(cue: CueSense, source_kind: SourceKind) -> AttributionKind:
    """Return what a cue does, given who speaks: a document that "gives" or "lists" is evidence, a person speaks."""
    return cue.kind
