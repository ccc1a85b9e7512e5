"""How firmly a source puts it: by the cue, by hedges, by tense and by negation."""

import pytest
from attributing import attributions, words
from marked import marked

from allegedly.attribute.labels.firmness import hedge_table, hedges_in
from allegedly.records import Span

FIRMNESS = [
    ("{source:The army} {cue:said} {content:the post was taken}.", "asserted"),
    ("{source:The army} {cue:accused} {content:the rebels of mining the road}.", "alleged"),
    ("{content:The convoy was} {cue:reportedly} {content:stopped at the ford}.", "alleged"),
    ("{content:The general} {cue:is said to} {content:have left the country}.", "alleged"),
    ("{source:Doctors} {cue:suspect} {content:the well was fouled}.", "possible"),
    ("{source:The army} {cue:said} {content:the bridge may have been mined}.", "possible"),
    ("{source:The army} {cue:said} {content:the post was taken, and that it might be held}.", "possible"),
    ("{source:A reporter} {cue:asked} {content:whether the minister would resign}.", "possible"),
    ("{source:The army} {cue:could not rule out} {content:a second mine}.", "possible"),
    ("{source:The tables} {cue:suggest} {content:that prices fell}.", "possible"),
    ("{source:The mayor} {cue:vowed} {content:to stay}.", "predicted"),
    ("{source:The mayor} {cue:said} {content:the ferry will sail on Monday}.", "predicted"),
    ("{source:The mayor} {cue:said} {content:she would like a quiet street}.", "asserted"),
    ("{source:The army} {cue:denied} {content:the charge}.", "denied"),
    ("{source:The army} {cue:dismissed} {content:the report as a fairy tale}.", "denied"),
    ("{source:The mayor} {cue:called} {content:the accusation “grotesque”}.", "denied"),
    ("{source:The mayor} {cue:does not believe} {content:the census}.", "denied"),
    ("{source:Nobody in the village} {cue:believes} {content:the census}.", "denied"),
    ("{source:The army} {cue:did not deny} {content:that it fired}.", "asserted"),
    ("{source:The army} {cue:did not say} {content:who had fired}.", "asserted"),
    ("{source:The army} {cue:said} {content:its men did not fire}.", "asserted"),
    ("{source:The coroner} {cue:said} {content:neither a leak nor a spark could be excluded}.", "possible"),
    ("{source:The union} {cue:said} {content:that a second strike was “not ruled out”}.", "possible"),
    ("{source:The coroner} {cue:does not yet say} {content:that the gas killed him}.", "possible"),
    ("{source:The baron} {cue:would have us believe} {content:that the mill burned by itself}.", "alleged"),
    ("{source:The mayor} {cue:would have} {content:preferred a tram}.", "asserted"),
]


@pytest.mark.parametrize(("sentence", "firmness"), FIRMNESS, ids=[sentence for sentence, _ in FIRMNESS])
def test_cue_hedge_tense_and_negation_settle_the_firmness(sentence: str, firmness: str) -> None:
    [one] = attributions(sentence)
    assert one.firmness == firmness
    assert one.polarity == ("-" if firmness == "denied" else "+")


def test_who_says_that_a_picture_seems_to_show_it_leaves_it_open_too() -> None:
    outer, inner = attributions(
        "{source1:The harbour master} {cue1:said} {content1:{source2:a picture} {cue2:seems to show} {content2:a second boat}}."
    )
    assert (outer.firmness, inner.firmness) == ("possible", "possible")


def test_a_negative_statement_by_the_one_accused_is_a_denial() -> None:
    _, answer = attributions(
        "{source1:Temrin} {cue1:accused} {content1:the army of crossing the river}. "
        "{source2:The army} {cue2:said} {content2:no soldier had crossed}."
    )
    assert answer.firmness == "denied"


def test_a_negative_statement_by_one_who_denied_before_is_a_denial() -> None:
    _, answer = attributions(
        "{source1:The mayor} {cue1:denied} {content1:the report}. {source2:The mayor} {cue2:said} {content2:nothing had been paid}."
    )
    assert answer.firmness == "denied"


def test_a_negative_statement_by_a_bystander_is_none() -> None:
    _, answer = attributions(
        "{source1:Temrin} {cue1:accused} {content1:the army of crossing the river}. "
        "{source2:A ferryman} {cue2:said} {content2:he had seen no boat}."
    )
    assert answer.firmness == "asserted"


def test_hedges_are_the_words_that_lower_the_firmness() -> None:
    text = "{source:The army} {cue:said} {content:the bridge was probably mined}."
    [one] = attributions(text)
    assert words(marked(text).document, one.hedges) == "probably"


def test_a_hedge_inside_a_relative_clause_leaves_the_content_firm() -> None:
    [one] = attributions("{source:She} {cue:said} {content:the barn was searched by men who might have been soldiers}.")
    assert one.firmness == "asserted"


def test_a_hedge_of_somebody_quoted_further_in_is_not_the_outer_sources() -> None:
    outer, inner = attributions(
        "{source1:The clerk} {cue1:said} {content1:that {source2:the driver} {cue2:had warned} "
        "{content2:that the bridge might fall}}."
    )
    assert (outer.firmness, inner.firmness) == ("asserted", "possible")


def test_the_month_of_may_hedges_nothing() -> None:
    text = "The talks began on 3 May in Ayrak."
    assert hedges_in(text, [Span(0, len(text))]) == []


def test_a_headline_infinitive_lies_in_the_future() -> None:
    [one] = attributions("{content:Council to meet on Friday}, {source:mayor} {cue:says}\n\nA body.", has_title=True)
    assert one.firmness == "predicted"


def test_every_hedge_of_the_table_is_found_however_it_is_written() -> None:
    for hedge, firmness in hedge_table().items():
        for form in (hedge, hedge.upper(), hedge.capitalize()):
            text = f"It is so, {form}."
            found = hedges_in(text, [Span(0, len(text))])
            assert form == "May" or firmness in {left for _, left in found}
