"""Which articles of a case an article cites."""

import random
from collections.abc import Iterable

import pytest

from allegedly.weigh import Citations, CitingArticle, Publishers, hashed

WORDS = {
    "first": ["tavrin", "ford", "mine", "yold", "karvend"],
    "second": ["tavrin", "harvest", "plum", "fair", "karvend"],
    "relay": ["tavrin", "ford", "mine", "yold", "guard"],
}


def one(
    document: str,
    outlet: str | None,
    published: str | None,
    *,
    cited: Iterable[str] = (),
    sources: Iterable[str] = (),
) -> CitingArticle:
    """Return an article that names outlets and other sources."""
    return CitingArticle(document, outlet, published, frozenset(cited), frozenset(sources))


def cites(*articles: CitingArticle) -> tuple[str, ...]:
    """Return what the article "relay" cites."""
    return Citations(articles).of("relay", {name: hashed(words) for name, words in WORDS.items()})


FIRST = one("first", "Orvel Dispatch", "2033-04-12T08:00:00Z")
SECOND = one("second", "Orvel Dispatch", "2033-04-13T08:00:00Z")


@pytest.mark.parametrize(
    "name", ["orvel dispatch", "the newspaper orvel dispatch", "orvel dispatch and quay post", "orvel press"]
)
def test_of_the_articles_of_an_outlet_that_one_names_it_cites_the_one_that_tells_most_of_the_same(name: str) -> None:
    relay = one("relay", "Quay Post", "2033-04-13T09:00:00Z", cited=[name])
    assert cites(FIRST, SECOND, relay) == ("first",)


def test_an_outlet_that_the_chains_have_as_another_kind_of_source_is_found_by_its_whole_name() -> None:
    assert cites(FIRST, one("relay", "Quay Post", "2033-04-13", sources=["orvel dispatch"])) == ("first",)
    assert cites(FIRST, one("relay", "Quay Post", "2033-04-13", sources=["orvel"])) == ()


@pytest.mark.parametrize(
    ("outlet", "published", "name"),
    [
        ("Quay Post", "2033-04-11", "orvel dispatch"),
        ("Quay Post", "2034-04-13", "orvel dispatch"),
        ("Orvel Dispatch", "2033-04-13", "orvel dispatch"),
        ("Quay Post", "2033-04-13", "selmar echo"),
        ("Quay Post", "2033-04-13", "the press"),
    ],
)
def test_nothing_is_cited_that_came_later_or_long_before_or_is_of_the_same_or_another_outlet(
    outlet: str, published: str, name: str
) -> None:
    assert cites(FIRST, one("relay", outlet, published, cited=[name])) == ()


def test_two_articles_that_share_a_country_only_have_nothing_from_one_another() -> None:
    assert cites(SECOND, one("relay", "Quay Post", "2033-04-13T09:00:00Z", cited=["orvel dispatch"])) == ()


def test_what_a_name_means_depends_on_all_outlets_of_the_case() -> None:
    assert Publishers(["Orvel Post", "Quay Echo"]).meant("the Post") == {"orvel post"}
    assert Publishers(["Orvel Post", "Quay Post"]).meant("the Post") == set()
    relay = one("relay", "Quay Echo", "2033-04-13T09:00:00Z", cited=["the Dispatch"])
    assert Citations([FIRST, relay], Publishers(["Orvel Dispatch", "Quay Echo"])).candidates(["relay"]) == {
        "relay",
        "first",
    }
    among = Publishers(["Orvel Dispatch", "Selmar Dispatch", "Quay Echo"])
    assert Citations([FIRST, relay], among).candidates(["relay"]) == {"relay"}


def test_the_words_are_asked_for_of_an_article_and_of_all_that_it_may_cite() -> None:
    relay = one("relay", "Quay Post", "2033-04-13T09:00:00Z", cited=["orvel dispatch"])
    assert Citations([FIRST, SECOND, relay]).candidates(["relay", "unknown"]) == {"first", "second", "relay"}


def test_the_order_of_the_articles_changes_nothing() -> None:
    articles = [
        FIRST,
        SECOND,
        one("relay", "Quay Post", "2033-04-13T09:00:00Z", cited=["orvel press", "orvel dispatch"]),
    ]
    for seed in range(5):
        shuffled = random.Random(seed).sample(articles, len(articles))  # noqa: S311  a shuffle, no secret
        assert cites(*shuffled) == ("first",)
