"""What a cue does, and how the content is given."""

import pytest
from attributing import attributions, words
from marked import marked

KINDS = [
    ("{source:The minister} {cue:said} {content:the bridge would be rebuilt}.", "speech"),
    ("{source:Analysts} {cue:believe} {content:the truce will not hold}.", "belief"),
    ("{source:The mayor} {cue:is convinced} {content:that the well is safe}.", "belief"),
    ("{source:The governor} {cue:vowed} {content:to open the road}.", "intent"),
    ("{source:Residents} {cue:called for} {content:an inquiry}.", "intent"),
    ("{source:The league} {cue:called} {content:the ruling a mistake}.", "speech"),
    ("{source:The harbour log} {cue:shows} {content:that two barges left at dawn}.", "evidence"),
    ("{source:An invoice from the mill} {cue:gives} {content:a price of nine crowns a sack}.", "evidence"),
    ("{source:The report} {cue:said} {content:the dam was sound}.", "speech"),
    ("{source:The spokeswoman} {cue:revealed} {content:that talks had begun}.", "speech"),
    ("{source:The court} {cue:ordered} {content:the warehouse closed}.", "decree"),
    ("{source:The tribunal} {cue:found} {content:that he had sold the seal}.", "decree"),
    ("{source:An inquiry} {cue:found} {content:that the valve had been shut}.", "evidence"),
    ("{source:The commander} {cue:told} his men {content:to leave the village}.", "decree"),
    ("{content:The envoy} {cue:is expected} {content:on Friday}.", "belief"),
    ("{source:The clerk} {cue:hummed} {content:that all was well}.", "speech"),
]


@pytest.mark.parametrize(("sentence", "kind"), KINDS, ids=[sentence for sentence, _ in KINDS])
def test_the_cue_and_the_speaker_tell_the_kind(sentence: str, kind: str) -> None:
    [one] = attributions(sentence)
    assert one.kind == kind


QUOTATIONS = [
    ("{content:“The bridge is gone,”} {source:the mayor} {cue:said}.", "direct"),
    ("{content:“It is gone,”} {source:the mayor} {cue:said}. {content:“We heard it fall.”}", "direct"),
    ("{content:'It is gone,'} {source:the mayor} {cue:said}.", "direct"),
    ("{source:The mayor} {cue:said} {content:the bridge was gone}.", "indirect"),
    ("{source:The mayor} {cue:said} {content:the bridge had fallen “like a wet loaf of bread”}.", "mixed"),
    ("{source:The mayor} {cue:called} {content:the report “nonsense”}.", "mixed"),
    ("{source:The mayor} {cue:said} {content:the “spies” were road menders}.", "indirect"),
    ("{source:The soldiers' lawyer} {cue:said} {content:the soldiers' boots were new}.", "indirect"),
]


@pytest.mark.parametrize(("sentence", "quotation"), QUOTATIONS, ids=[sentence for sentence, _ in QUOTATIONS])
def test_quotation_marks_tell_how_the_content_is_given(sentence: str, quotation: str) -> None:
    [one] = attributions(sentence)
    assert one.quotation == quotation


def test_a_nested_attribution_counts_its_own_marks_only() -> None:
    outer, inner = attributions(
        "{content1:“{source2:The driver} {cue2:said} {content2:the road was shut},”} {source1:the clerk} {cue1:told} us."
    )
    assert (outer.quotation, inner.quotation) == ("direct", "indirect")


def test_a_quotation_within_a_quotation_has_marks_of_its_own() -> None:
    outer, inner = attributions(
        "{content1:“{source2:The driver} {cue2:said} {content2:‘the road is shut’},”} {source1:the clerk} {cue1:told} us."
    )
    assert (outer.quotation, inner.quotation) == ("direct", "direct")


def test_a_cue_that_leaves_open_who_says_so_is_a_hedge() -> None:
    sentence = "{content:The mill} {cue:is said to} {content:have burned}."
    [one] = attributions(sentence)
    assert words(marked(sentence).document, one.hedges) == "is said to"


def test_a_hedge_inside_the_cue_is_one_of_the_attribution() -> None:
    sentence = "{source:The clerk} {cue:allegedly told} the court {content:that it fell}."
    [one] = attributions(sentence)
    assert words(marked(sentence).document, one.hedges) == "allegedly"
