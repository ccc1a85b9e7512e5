"""Nesting: attributions inside attributions, ids, and frames that a tagger labelled itself."""

import msgspec
from attributing import MarkedTagger, attributions, parsed_text
from marked import marked

from allegedly.attribute import attribute
from allegedly.records import Frame, Parsed
from allegedly.vocab import AttributionKind, Firmness

NESTED = (
    "{source1:The clerk} {cue1:said} {content1:that {source2:the driver} {cue2:had told} her "
    "{content2:that {source3:two guards} {cue3:saw} {content3:the fire}}}."
)
CITING = (
    "{source1:The Ayrak Herald}, {cue2:citing} {source2:two officials}, {cue1:reported} "
    "{content1:{content2:that the bridge was mined}}."
)


class GivenTagger:
    """Returns the frames it was given."""

    name = "given"

    def __init__(self, frames: list[Frame]) -> None:
        self.found = frames

    def frames(self, parsed: Parsed) -> list[Frame]:
        """Return the frames."""
        del parsed
        return self.found


def test_an_attribution_inside_a_content_is_held_by_the_closest_one_around_it() -> None:
    one, two, three = attributions(NESTED)
    assert (one.parent, two.parent, three.parent) == (None, one.id, two.id)


def test_a_cited_source_of_the_same_content_stands_further_in() -> None:
    outlet, officials = attributions(CITING)
    assert (outlet.parent, officials.parent) == (None, outlet.id)


def test_two_sources_side_by_side_are_not_nested() -> None:
    one, two = attributions(
        "{source1:The mayor} {cue1:said} {content1:the road was shut}; {source2:the clerk} {cue2:said} {content2:it was not}."
    )
    assert (one.parent, two.parent) == (None, None)


def test_attributions_come_in_reading_order_with_ids_that_hang_on_their_spans() -> None:
    text = marked(NESTED)
    found = attribute(parsed_text(text), MarkedTagger(text))
    again = attribute(parsed_text(text), MarkedTagger(text))
    assert [one.cue[0].start for one in found] == sorted(one.cue[0].start for one in found)
    assert [one.id for one in found] == [one.id for one in again]
    assert len({one.id for one in found}) == 3
    assert all(len(one.id) == 16 for one in found)


def test_a_taggers_kind_and_probability_stay_and_rules_settle_firmness() -> None:
    text = marked("{source:The mayor} {cue:said} {content:the road was shut}.")
    [frame] = MarkedTagger(text).frames(parsed_text(text))
    labelled = msgspec.structs.replace(frame, kind=AttributionKind.BELIEF, firmness=Firmness.ALLEGED, probability=0.8)
    [one] = attribute(parsed_text(text), GivenTagger([labelled]))
    assert (one.kind, one.firmness, one.model_probability) == ("belief", "asserted", 0.8)


def test_a_taggers_parent_is_kept_and_the_childs_content_cut_to_it() -> None:
    text = marked(CITING)
    outer, inner = MarkedTagger(text).frames(parsed_text(text))
    wider = msgspec.structs.replace(inner, content=(*inner.cue, *inner.content), parent=1)
    given = [wider, outer]
    found = attribute(parsed_text(text), GivenTagger(given))
    child = next(one for one in found if one.parent is not None)
    assert child.content == outer.content


def test_parents_in_a_circle_are_let_go() -> None:
    text = marked(CITING)
    outer, inner = MarkedTagger(text).frames(parsed_text(text))
    circle = [msgspec.structs.replace(outer, parent=1), msgspec.structs.replace(inner, parent=0)]
    found = attribute(parsed_text(text), GivenTagger(circle))
    assert all(one.parent is None for one in found)


def test_a_frame_found_twice_is_kept_once() -> None:
    text = marked("{source:The mayor} {cue:said} {content:the road was shut}.")
    frames = MarkedTagger(text).frames(parsed_text(text))
    assert len(attribute(parsed_text(text), GivenTagger(frames * 2))) == 1


def test_a_frame_without_content_is_left_out() -> None:
    text = marked("{source:The mayor} {cue:said} {content:so}.")
    [frame] = MarkedTagger(text).frames(parsed_text(text))
    assert attribute(parsed_text(text), GivenTagger([msgspec.structs.replace(frame, content=())])) == ()
