"""The stage itself: frames of a tagger become attributions with labels, names and their place in a chain."""

import hashlib
from collections.abc import Sequence

import msgspec

from allegedly.attribute.brackets import with_whole_brackets
from allegedly.attribute.chain import find_parents, inner_spans, nest, own_spans
from allegedly.attribute.labels.quotation import label_quotation, quoted_stretches
from allegedly.attribute.labels.settle import Labels, label, settle_answers
from allegedly.attribute.names.medium import find_medium
from allegedly.attribute.names.resolve import Resolved, resolve
from allegedly.attribute.reading import Reading
from allegedly.attribute.tagger import Tagger
from allegedly.attribute.taggers import load_tagger
from allegedly.records import Attribution, Frame, Parsed, Spans
from allegedly.vocab import Quotation, SourceKind


def attribute(parsed: Parsed, tagger: Tagger | None = None) -> tuple[Attribution, ...]:
    """Return the attributions of one document in reading order, typed, named and nested.

    ``tagger`` finds the spans; without one the best that is installed does. What it leaves unlabelled rules settle.
    """
    reading = Reading(parsed)
    found = (tagger or load_tagger()).frames(parsed)
    frames = in_reading_order([with_whole_brackets(frame, reading.text) for frame in found])
    parents = find_parents(reading, frames)
    frames = nest(frames, parents)
    stretches = quoted_stretches(parsed)
    sources = resolve(reading, frames, parents, stretches)
    labels = _labels(reading, frames, parents, sources)
    outlets = {source.name.casefold() for source in sources if source.name and source.kind is SourceKind.OUTLET}
    ids = [attribution_id(parsed.document.id, frame) for frame in frames]
    return tuple(
        msgspec.structs.replace(
            _record(frame, source, settled),
            id=ids[number],
            document=parsed.document.id,
            parent=None if parent is None else ids[parent],
            medium=find_medium(reading, frame, outlets),
            quotation=label_quotation(frame.content, reading.text, stretches, is_nested=parent is not None),
        )
        for number, (frame, parent, source, settled) in enumerate(zip(frames, parents, sources, labels, strict=True))
    )


def in_reading_order(frames: Sequence[Frame]) -> list[Frame]:
    """Return the frames that have a content, each once, sorted by their first word; ``parent`` is renumbered with them."""
    kept: dict[tuple[Spans, Spans, Spans], int] = {}
    for number, frame in enumerate(frames):
        if frame.content:
            kept.setdefault((frame.source, frame.cue, frame.content), number)
    order = sorted(kept.values(), key=lambda number: (_first(frames[number]), number))
    place = {number: position for position, number in enumerate(order)}
    return [
        msgspec.structs.replace(frame, parent=None if frame.parent is None else place.get(frame.parent))
        for frame in (frames[number] for number in order)
    ]


def _first(frame: Frame) -> tuple[int, int]:
    """Return where a frame begins, by any of its spans and then by its content."""
    return min(span.start for span in (*frame.source, *frame.cue, *frame.content)), frame.content[0].start


def _labels(
    reading: Reading, frames: Sequence[Frame], parents: Sequence[int | None], sources: Sequence[Resolved]
) -> list[Labels]:
    inner = inner_spans(frames, parents)
    settled = (
        label(reading, frame, source.kind, own_spans(frame.content, inner[number]))
        for number, (frame, source) in enumerate(zip(frames, sources, strict=True))
    )
    said = [(source.name, reading.words(frame.content)) for frame, source in zip(frames, sources, strict=True)]
    return settle_answers(settled, said)


def _record(frame: Frame, source: Resolved, settled: Labels) -> Attribution:
    """Return the attribution of one frame, its place in the chain left open.

    Rules settle firmness, polarity and source kind even where the tagger has labels of its own, because they see the
    whole clause and the whole document: on the written stories, from text, firmness was right for .846 by the rules and
    .804 by the trained labels, source kind for .889 and .834. Kinds came out the same, so the tagger's stay.
    """
    judgement = settled.judgement
    return Attribution(
        id="",
        document="",
        parent=None,
        source=frame.source,
        cue=frame.cue,
        content=frame.content,
        source_kind=source.kind,
        source_name=source.name,
        source_name_spans=source.spans,
        affiliation=source.affiliation,
        quotation=Quotation.INDIRECT,
        kind=settled.kind,
        firmness=judgement.firmness,
        hedges=judgement.hedges,
        polarity=judgement.polarity,
        model_probability=frame.probability,
    )


def attribution_id(document: str, frame: Frame) -> str:
    """Return the id of an attribution: a hash of its document and its spans, so the same input has the same id."""
    parts = [document]
    parts += [
        ",".join(f"{span.start}-{span.end}" for span in spans) for spans in (frame.source, frame.cue, frame.content)
    ]
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]
