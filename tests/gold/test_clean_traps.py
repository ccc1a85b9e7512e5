"""Hard negatives: news about casinos, pills, newsletters and adverts is news."""

import pytest
from cleaning import document

BEFORE = (
    "The district court of Lower Marn heard the first witnesses in the case on Monday, three years after the arrests."
)
AFTER = "The trial, in which eleven people are accused, will go on next week, the court’s spokeswoman said on Tuesday evening."


@pytest.mark.parametrize(
    "sentence",
    [
        "Police said they had raided an online casino that took bets from 4,000 players.",
        "The tablets, sold as Viagra, were found in a container at the port, customs officers told the court.",
        "The loan was approved without collateral, the auditors found.",
        "He had been the editor of the newsletter until it was banned, a former colleague said.",
        "“Share this with your neighbours,” the mayor wrote before the flood.",
        "The group claimed the attack on its Telegram channel on Sunday.",
        "Comments attributed to the general were invented, his office said.",
        "The advertisement accused the governor of taking bribes.",
        "About 40 people were on board.",
        "Not everyone believed him.",
        "“No comment.”",
    ],
)
def test_a_sentence_of_the_article_survives(sentence: str) -> None:
    text = f"Court hears first witnesses in Marn\n\n{BEFORE}\n\n{sentence}\n\n{AFTER}"
    assert document(text).text == text


@pytest.mark.parametrize(
    "residue",
    [
        "Subscribe to our newsletter",
        "Click to share on Facebook (Opens in new window)",
        "You may also like: Ten ways to cook an egg",
        "best online casino bonus zentabet88 https://zentabet88.xyz/login",
        "© 2031 Marn Courier. All rights reserved.",
        "ADVERTISEMENT",
    ],
)
def test_residue_between_its_paragraphs_does_not(residue: str) -> None:
    text = f"Court hears first witnesses in Marn\n\n{BEFORE}\n\n{residue}\n\n{AFTER}"
    assert document(text).text == f"Court hears first witnesses in Marn\n\n{BEFORE}\n\n{AFTER}"
