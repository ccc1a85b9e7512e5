"""Where an article itself calls open what it passes on."""

import pytest

from allegedly.weigh.doubts import doubts_of

TOLD = "The Orvel Dispatch wrote that two tugs were sunk"


@pytest.mark.parametrize(
    ("after", "doubt"),
    [
        ("; our reporter was unable to establish whether this is so.", "was unable to establish"),
        (". We rate the report as probable.", "rate the report as probable"),
        (".\n\nThe claim could not be independently verified.", "could not be independently verified"),
        (". It may be nothing.", "may be nothing"),
        (". The harbour was quiet. Nothing else could not be verified.", None),
        (". The harbour master verified the losses.", None),
    ],
)
def test_a_doubt_stands_in_the_sentence_or_in_the_next_one(after: str, doubt: str | None) -> None:
    found = [span.of(TOLD + after) for span in doubts_of(TOLD + after, 0, len(TOLD))]
    assert found[:1] == ([doubt] if doubt else [])
