"""Which passage of one article another one's was made from, and which passage a headline is of."""

from telling import Article, article, group_of, words

from allegedly.weigh.alignment import Alignment, bag_of, overlap
from allegedly.weigh.tellings import Telling
from allegedly.weigh.whole_texts import WholeTexts, texts_of

HARBOUR = article(
    "harbour",
    "Night at the harbour\n\n{source1:The harbour master} {cue1:said} {content1:two tugs may have been sunk by a mine}."
    " {source2:A baker} {cue2:complained} {content2:that bread had been late}. The lighthouse was dark.",
    outlet="Orvel Dispatch",
)


def texts(*articles: Article) -> WholeTexts:
    """Return the passages of articles."""
    return texts_of(group_of(*articles))


def told(one: Telling, of: Article) -> str:
    """Return what a passage tells."""
    return words(of.document, one.claim.content)


def test_texts_share_words_of_one_stem_and_words_of_like_meaning_but_no_empty_ones() -> None:
    attack = bag_of("The soldiers attacked two villages.")
    assert overlap(attack, bag_of("a soldier attacking a village")) > 0.9
    assert 0 < overlap(attack, bag_of("troops assaulted the hamlet")) < 1
    assert overlap(attack, bag_of("the bread was late by an hour")) < 0.1
    assert overlap(attack, bag_of("it was said")) == 0


def test_a_passage_in_other_words_is_aligned_with_the_one_it_was_made_from() -> None:
    relay = article(
        "relay",
        "Tugs\n\n{source:The Orvel Dispatch} {cue:reports} {content:that mines sank both tugs}.",
        outlet="Quay Post",
    )
    group = group_of(HARBOUR, relay)
    both = texts_of(group)
    [here] = both.told("relay").body
    there, score = Alignment(group.documents).best(here, both.told("harbour").body)
    assert there is not None
    assert told(there, HARBOUR) == "two tugs may have been sunk by a mine"
    assert score > 0.3


def test_a_headline_is_of_what_the_article_begins_with_unless_another_passage_is_nearer() -> None:
    [(_, lead)] = texts(HARBOUR).headlines("harbour")
    bread = article("bread", HARBOUR.document.text.replace("Night at the harbour", "Bread late"), outlet="Quay Post")
    [(_, named)] = texts(bread).headlines("bread")
    assert max(lead) == lead[0]
    assert max(named) != named[0]


def test_an_article_that_is_not_known_tells_nothing() -> None:
    assert texts(HARBOUR).told("another").body == ()
    assert texts(HARBOUR).headlines("another") == ()
