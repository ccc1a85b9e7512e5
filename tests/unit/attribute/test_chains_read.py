"""Whole sentences read by the default engine: whose word each claim stands on, from the publisher inwards."""

import pytest

from allegedly.attribute import attribute, claims
from allegedly.parse import parse
from allegedly.records import Claim, Document, Span

OUTLET = "The Lannoch Post"


def read(text: str, title: str | None = None) -> list[tuple[Claim, str]]:
    """Return the claims of a text with their words."""
    whole = f"{title}\n\n{text}" if title else text
    span = Span(0, len(title)) if title else None
    document = Document(id="1", original_sha256="", path="", text=whole, title=title, title_span=span, outlet=OUTLET)
    parsed = parse(document)
    found = claims(parsed, attribute(parsed))
    return [(claim, " ".join(span.of(whole) for span in claim.content)) for claim in found]


def chain(claim: Claim) -> list[str]:
    """Return the names of a chain's links but the publisher's; a link without a name is empty."""
    return [link.name or "" for link in claim.chain[1:]]


def longest(text: str, title: str | None = None) -> Claim:
    return max((claim for claim, _ in read(text, title)), key=lambda claim: len(claim.chain))


CHAINS = [
    (
        "Citing The Sorrel Ledger, Radio Orvel reported that a teacher had said that soldiers burned a mill.",
        ["Radio Orvel", "Sorrel Ledger", "teacher"],
    ),
    (
        "Radio Orvel carried a report by The Sorrel Ledger in which a teacher said that soldiers burned a mill.",
        ["Radio Orvel", "Sorrel Ledger", "teacher"],
    ),
    (
        "A teacher told The Sorrel Ledger that soldiers burned a mill, according to Radio Orvel.",
        ["Radio Orvel", "The Sorrel Ledger", "teacher"],
    ),
    (
        "The mill burned down, Radio Orvel said, citing the Halm Gazette, which quoted a harbour pilot.",
        ["Radio Orvel", "Halm Gazette", "harbour pilot"],
    ),
    ("Radio Orvel quotes a nurse as saying that soldiers burned a mill.", ["Radio Orvel", "nurse"]),
    ("Radio Orvel has learned from a nurse that soldiers burned a mill.", ["Radio Orvel", "nurse"]),
    ("Quoting onlookers in Sorrel, Radio Orvel writes that a mill was burned.", ["Radio Orvel", "onlookers in Sorrel"]),
    (
        "Soldiers reportedly burned a mill in Sorrel on Monday, Tessa Marrin, a baker in Sorrel, told Radio Orvel.",
        ["Radio Orvel", "Tessa Marrin"],
    ),
    (
        "A mill has been burned in the hills, Orvel Lens, an account that follows armed groups round Sorrel, reported on Friday.",
        ["Orvel Lens"],
    ),
    ("The decree will be signed before the recess, Tessa Marrin was quoted as saying.", ["Tessa Marrin"]),
    (
        "In an interview with Radio Orvel, Tessa Marrin alleged that soldiers burned a mill.",
        ["Radio Orvel", "Tessa Marrin"],
    ),
    ("A correspondent for Radio Orvel at the scene saw that soldiers burned a mill.", ["Radio Orvel"]),
    ("A mill was burned by soldiers in Sorrel on Monday, as witnessed by a reporter for Radio Orvel.", ["Radio Orvel"]),
    ("As we reported on Monday, the navy boarded a trawler.", [OUTLET]),
    ("SORREL - A senior officer who asked not to be named said that soldiers burned a mill.", ["senior officer"]),
    ("The rebels accepted a truce in Sorrel on Monday.", []),
]


@pytest.mark.parametrize(("text", "names"), CHAINS)
def test_a_chain_has_every_link_in_its_order(text: str, names: list[str]) -> None:
    assert chain(longest(text)) == names


HEADLINES = [
    ("Colonel Brandt: Sorrel rebels burned a mill", ["Brandt"], "asserted"),
    ("Reports: Sorrel army burned a mill", [""], "alleged"),
    ("Sorrel army reported to have burned a mill", [""], "alleged"),
    ("Sorrel army faces claims it burned a mill", [""], "alleged"),
    ("Osteria confirms: navy boarded trawler", ["Osteria"], "asserted"),
    ("Osteria Acknowledges Boarding of Trawler", ["Osteria"], "asserted"),
    ("EXCLUSIVE: navy boarded trawler, two hurt", [], "asserted"),
    ("Osterian navy to board trawlers", [], "predicted"),
]


@pytest.mark.parametrize(("title", "names", "firmness"), HEADLINES)
def test_a_headline_says_who_says_it_and_how_firmly(title: str, names: list[str], firmness: str) -> None:
    [claim] = [claim for claim, _ in read("The mill stands by the river.", title) if claim.where == "title"]
    assert (chain(claim), claim.firmness) == (names, firmness)


def test_a_place_before_a_colon_is_no_sayer() -> None:
    [claim] = [
        c for c, _ in read("Two men were hurt in Halm.", "Halm: two men hurt by falling mast") if c.where == "title"
    ]
    assert chain(claim) == []


def test_a_hedge_inside_what_a_source_says_is_no_link() -> None:
    [(claim, _)] = read("Radio Orvel reported that soldiers reportedly burned a mill in Sorrel.")
    assert (chain(claim), claim.firmness) == (["Radio Orvel"], "alleged")


def test_an_allegation_of_nobody_that_is_rejected_is_denied_by_the_one_who_rejects_it() -> None:
    found = read("Ilka Brandt, the deputy mayor, rejected as false the claim that soldiers had burned a mill.")
    assert {(claim.firmness, claim.polarity, tuple(chain(claim))) for claim, _ in found} == {
        ("denied", "-", ("Ilka Brandt",))
    }


def test_an_outlet_foretells_in_its_own_voice() -> None:
    [(claim, _)] = read("The strongest forward will wear the shirt.")
    assert (chain(claim), claim.firmness) == ([], "predicted")


@pytest.mark.parametrize(
    ("text", "firmness"),
    [
        ("The navy is about to board trawlers, a clerk said.", "predicted"),
        ("A second round is planned for April, a clerk said.", "predicted"),
        ("Unconfirmed reports say the navy boarded a trawler.", "alleged"),
        ("A clerk insisted that it was not true that the navy had boarded a trawler.", "denied"),
        ("Not a single gun was fired that night, the general said.", "denied"),
        ("The mayor called this “a tale for children”.", "denied"),
        ("The minister refused to rule out a decision before the autumn.", "possible"),
    ],
)
def test_firmness_follows_the_words(text: str, firmness: str) -> None:
    assert [claim.firmness for claim, _ in read(text)] == [firmness]
