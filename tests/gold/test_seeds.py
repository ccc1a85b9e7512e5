"""Two texts scraped from news sites, from their bytes to their claims: who says what in them, and on whose word."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest

from allegedly.attribute import attribute, claims
from allegedly.attribute.taggers import load_tagger
from allegedly.clean import clean
from allegedly.parse import parse
from allegedly.records import Attribution, Claim, Document, Item, Spans

FIRST, SECOND = "000_acd6ef2948106c17.txt", "004_e83ba98ece6719d9.txt"


class Read(NamedTuple):
    """A seed as read: its document, attributions and claims."""

    document: Document
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]

    def words(self, spans: Spans) -> str:
        """Return the words of ``spans``."""
        return " ".join(span.of(self.document.text) for span in spans)

    def saying(self, *words: str) -> list[Attribution]:
        """Return the attributions whose content holds all of ``words``."""
        return [one for one in self.attributions if all(word in self.words(one.content) for word in words)]

    def chain_of(self, one: Attribution) -> list[tuple[str, str | None]]:
        """Return kind and name of every link of the chain of an attribution's claim."""
        [claim] = [claim for claim in self.claims if claim.chain[-1].attribution == one.id]
        return [(str(link.kind), link.name) for link in claim.chain]


@lru_cache
def read(path: Path, engine: str) -> Read:
    content = path.read_bytes()
    item = Item(
        original_sha256=sha256(content).hexdigest(),
        path=path.name,
        part=None,
        media_type="text/plain",
        content=content,
    )
    document = clean(item)
    assert isinstance(document, Document)
    parsed = parse(document)
    found = attribute(parsed, load_tagger(engine))
    return Read(document, found, claims(parsed, found))


@pytest.fixture(params=["model", "rules"])
def engine(request: pytest.FixtureRequest) -> str:
    """Return each engine in turn: what stands in these texts both should read."""
    return str(request.param)


@pytest.fixture
def first(shared: Path, engine: str) -> Read:
    return read(shared / "seeds" / FIRST, engine)


@pytest.fixture
def second(shared: Path, engine: str) -> Read:
    return read(shared / "seeds" / SECOND, engine)


def test_officials_of_the_emirate_say_that_the_group_operates_training_centres(first: Read) -> None:
    [one] = first.saying("ISKP operates multiple training centers")
    assert (one.source_kind, one.source_name) == ("unnamed", "Officials of the Islamic Emirate of Afghanistan")
    assert one.firmness == "asserted"


def test_the_camps_stand_on_the_word_of_unnamed_sources_whom_an_outlet_cites(first: Read) -> None:
    cited = [one for one in first.saying("the existence of ISIS suicide training camps") if one.parent is not None]
    assert first.chain_of(cited[0]) == [
        ("outlet", "Al-Mirsaad"),
        ("outlet", "Khyber Chronicles"),
        ("unnamed", "sources from the Counter-Terrorism Department"),
    ]


def test_the_outlet_is_named_by_the_words_that_make_it_known(first: Read) -> None:
    [one] = first.saying("being assigned missions to carry out attacks")
    assert (one.source_kind, one.source_name) == ("outlet", "Khyber Chronicles")


def test_al_mirsaad_cites_an_earlier_report_of_its_own(first: Read) -> None:
    [one] = [one for one in first.saying("ISIS was planning to assassinate") if one.kind == "speech"]
    assert (one.source_kind, one.source_name) == ("outlet", "Al-Mirsaad")


def test_the_report_is_that_of_the_outlet(first: Read) -> None:
    [one] = first.saying("the apprehended individuals were linked")
    assert first.words(one.source) == "the report"
    assert one.source_name == "Khyber Chronicles"


def test_a_named_source_speaks_through_the_paper_that_he_told(second: Read) -> None:
    [one] = second.saying("Pakistani army is trying to use the porous")
    assert second.chain_of(one) == [
        ("outlet", "AT News"),
        ("outlet", "The Sunday Guardian"),
        ("named", "Ehsanullah Ehsan"),
    ]
    assert second.words(one.affiliation) == "Former Tehrik-e-Taliban Pakistan (TTP) commander"


def test_unnamed_military_sources_say_that_the_clash_was_orchestrated(second: Read) -> None:
    [one] = second.saying("the clash was orchestrated")
    assert (one.source_kind, one.source_name) == ("unnamed", "Sources within the Pakistani military")
    assert second.words(one.affiliation) == "Pakistani military"


def test_the_direct_quotation_is_resolved_from_a_surname(second: Read) -> None:
    [one] = second.saying("The intruders had the full support")
    assert (one.source_name, one.quotation) == ("Ehsanullah Ehsan", "direct")
    assert second.words(one.source) == "Ehsan"


def test_the_armys_rival_account_is_kept(second: Read) -> None:
    rival = [one for one in second.saying("repairs at the border fence") if "army" in (one.source_name or "")]
    assert [one.source_kind for one in rival] == ["named"]


def test_two_unnamed_sources_are_hedged(second: Read) -> None:
    [one] = second.saying("has reportedly increased")
    assert (one.source_kind, one.firmness) == ("unnamed", "alleged")
    assert second.words(one.hedges) == "reportedly"


def test_a_belief_without_a_source_has_none(second: Read) -> None:
    [one] = second.saying("to be destabilizing Afghanistan")
    assert (one.source_kind, one.source_name, one.kind, one.firmness) == ("impersonal", None, "belief", "possible")
    assert second.words(one.cue) == "is believed"


def test_what_is_allegedly_attempted_is_alleged_by_nobody_but_the_outlet(second: Read) -> None:
    found = [
        claim for claim in second.claims if "attempting a ‘Kashmir-style infiltration’" in second.words(claim.content)
    ]
    assert [claim.firmness for claim in found] == ["alleged"]
    assert {link.kind for link in found[0].chain} <= {"outlet", "impersonal"}


def test_title_and_body_claims_are_kept_apart(second: Read) -> None:
    titles = [claim for claim in second.claims if claim.where == "title"]
    assert [second.words(claim.content) for claim in titles] == ["Pakistan pushing ISIS terrorists into Afghanistan"]
