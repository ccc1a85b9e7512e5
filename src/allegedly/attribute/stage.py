"""The stage itself: frames of a tagger become attributions with labels, names and their place in a chain."""

import hashlib
from collections.abc import Sequence

from allegedly.attribute.chain import clip, find_parents
from allegedly.attribute.labels import label
from allegedly.attribute.quotation import label_quotation, quoted_stretches
from allegedly.attribute.reading import Reading
from allegedly.attribute.resolve import resolve
from allegedly.attribute.tagger import Tagger
from allegedly.attribute.taggers import load_tagger
from allegedly.records import Attribution, Frame, Parsed, Span, Spans


def attribute(parsed: Parsed, tagger: Tagger | None = None) -> tuple[Attribution, ...]:
    """Return the attributions of one document in reading order, typed, named and nested.

    ``tagger`` finds the spans; without one the best that is installed does. What it leaves unlabelled rules settle.
    """
    found = [frame for frame in (tagger or load_tagger()).frames(parsed) if frame.content]
    reading = Reading(parsed)
    parents = find_parents(reading, found)
    frames = _nested(found, parents)
    ids = [attribution_id(parsed.document.id, frame) for frame in frames]
    stretches = quoted_stretches(parsed)
    sources = resolve(reading, frames, parents)
    made = []
    for number, frame in enumerate(frames):
        parent = parents[number]
        source_kind = frame.source_kind or sources[number].kind
        labels = label(reading, frame, source_kind, frame.content)
        made.append(
            Attribution(
                id=ids[number],
                document=parsed.document.id,
                parent=None if parent is None else ids[parent],
                source=frame.source,
                cue=frame.cue,
                content=frame.content,
                source_kind=source_kind,
                source_name=sources[number].name,
                source_name_spans=sources[number].spans,
                quotation=label_quotation(frame.content, reading.text, stretches, is_nested=parent is not None),
                kind=labels.kind,
                firmness=frame.firmness or labels.judgement.firmness,
                hedges=frame.hedges or labels.judgement.hedges,
                polarity=frame.polarity or labels.judgement.polarity,
                model_probability=frame.probability,
            )
        )
    return tuple(sorted(made, key=lambda one: (_first(one.source + one.cue + one.content), one.content[0].start, one.id)))


def _nested(frames: Sequence[Frame], parents: Sequence[int | None]) -> list[Frame]:
    """Return the frames, each with its content cut to what its parent's content holds."""
    contents = [frame.content for frame in frames]
    done: set[int] = set()

    def settle(number: int) -> Spans:
        parent = parents[number]
        if parent is not None and number not in done:
            contents[number] = clip(contents[number], settle(parent))
        done.add(number)
        return contents[number]

    for number in range(len(frames)):
        settle(number)
    return [
        Frame(**{field: getattr(frame, field) for field in frame.__struct_fields__ if field != "content"}, content=content)
        for frame, content in zip(frames, contents, strict=True)
    ]


def attribution_id(document: str, frame: Frame) -> str:
    """Return the id of an attribution: a hash of its document and its spans, so the same input has the same id."""
    parts = [document] + [",".join(f"{s.start}-{s.end}" for s in spans) for spans in (frame.source, frame.cue, frame.content)]
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


def _first(spans: Spans | tuple[Span, ...]) -> int:
    return min(span.start for span in spans)
