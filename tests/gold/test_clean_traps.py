"""Hard negatives: news about casinos, pills, newsletters and adverts is news."""

import pytest
from cleaning import document

BEFORE = (
    "The district court of Lower Marn heard the first witnesses in the case on Monday, three years after the arrests."
)
AFTER = "The trial, in which eleven people are accused, will go on next week, the court’s spokeswoman said on Tuesday evening."


# A line between two paragraphs is judged by its share of the article, so the article is as long as a short one is.
REST = """The miller's daughter told the court that she had been woken by the dogs at about two in the morning and had gone down to the yard with a lamp. She saw two men at the gate, she said, and a third beside a lorry whose engine was running.

The defence asked her whether she could have mistaken the men for the carters who came every Thursday. She answered that the carters never came at night, and that none of them had ever carried a rifle into the yard.

A clerk of the grain board then explained how the sacks had been counted. The board had sent forty sacks to the mill in the first week of the month and received nineteen, he said, and nobody had been able to tell him where the rest had gone.

The judge reminded the public gallery twice that applause was not allowed in the court. Some thirty people from the villages along the river had come to listen, and many of them stayed outside for want of seats.

In the afternoon the surveyor of the district described the road that leads from the mill to the ferry. It is four kilometres long, he said, and for the last of them it runs between hedges so high that nobody could have seen a lorry from the fields. He had drawn a map of it, which the jury was given to keep.

A police sergeant who had been on duty at the ferry that night told the court that no lorry had crossed before dawn. He had kept a list of all vehicles, as he always did, but the page for that night had been torn out when he looked for it in the spring. Asked who had a key to the drawer, he named himself and two colleagues who have since left the service.

The prosecutor said that she would call eleven more witnesses, among them a former minister, and that she expected to need four weeks. The defence said that it would need two."""


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
    text = f"Court hears first witnesses in Marn\n\n{BEFORE}\n\n{residue}\n\n{REST}\n\n{AFTER}"
    assert document(text).text == f"Court hears first witnesses in Marn\n\n{BEFORE}\n\n{REST}\n\n{AFTER}"
