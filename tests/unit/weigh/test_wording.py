"""An allegation's sentence: the words of a claim as a reader can take them in."""

import pytest
from telling import article

from allegedly.vocab import Polarity
from allegedly.weigh.wording import is_negative_in_words, worded


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{source:Marr} {cue:blamed} {content:the fire on arson}.", "blamed the fire on arson"),
        ("{source:Marr} {cue:said} {content:the fire was arson}.", "the fire was arson"),
        ("{source:Marr} {cue:described} {content:how the fire began}.", "described how the fire began"),
        (
            "{content:The army is} {cue:allegedly} {content:laying mines}.",
            "The army is allegedly laying mines",
        ),
    ],
)
def test_the_words_stand_as_in_the_text_with_the_cue_that_they_say_nothing_without(text: str, said: str) -> None:
    one = article("one", f"At the ford\n\n{text}", outlet="Orvel Dispatch")
    attributions = {each.id: each for each in one.attributions}
    [claim] = [claim for claim in one.claims if claim.chain[-1].attribution]
    assert worded(claim, attributions[claim.chain[-1].attribution or ""], one.document.text) == said


@pytest.mark.parametrize(
    ("text", "polarity", "negative"),
    [
        ("{source:Marr} {cue:said} {content:the army did not fire}.", Polarity.NEGATIVE, True),
        ("{source:Marr} {cue:said} {content:the army didn’t fire}.", Polarity.NEGATIVE, True),
        ("{source:Marr} {cue:denied} {content:that nobody was hurt}.", Polarity.NEGATIVE, False),
        ("{source:Marr} {cue:said} {content:the army fired}.", Polarity.POSITIVE, False),
    ],
)
def test_a_claim_is_negative_in_its_words_or_by_who_denies_it(text: str, polarity: Polarity, *, negative: bool) -> None:
    one = article("one", f"At the ford\n\n{text}", outlet="Orvel Dispatch")
    [claim] = [claim for claim in one.claims if claim.chain[-1].attribution]
    said = worded(claim, None, one.document.text)
    assert is_negative_in_words(claim, polarity, said) is negative
