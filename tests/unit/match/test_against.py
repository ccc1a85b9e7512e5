"""Claims that a document itself sets against one another: accounts contradicted, charges rejected, rival causes."""

import pytest
from telling import article, words

from allegedly.match import Against, set_against, signatures, with_stated
from allegedly.match.causes import are_rival, read_cause
from allegedly.records import Document, Pair
from allegedly.vocab import MatchRelation

CONTRADICTION, DENIAL = MatchRelation.CONTRADICTION, MatchRelation.DENIAL


def read(text: str) -> tuple[Document, Against, dict[str, str]]:
    """Return a marked text as a document, what it sets against one another, and its claims' words by their ids."""
    one = article("one", f"At the ford\n\n{text}", outlet="Orvel Dispatch")
    held = {each.id: each for each in signatures(one.document, one.claims, (), ())}
    said = {claim.id: words(one.document, claim.content) for claim in one.claims}
    return one.document, set_against(one.document, one.claims, one.attributions, held), said


def told(against: Against, said: dict[str, str]) -> set[tuple[frozenset[str], MatchRelation]]:
    """Return the pairs by the claims' words."""
    return {(frozenset((said[pair.claim], said[pair.other])), pair.relation) for pair in against.pairs}


def test_a_version_that_is_contradicted_is_tied_to_what_its_holder_says_and_to_what_is_said_instead() -> None:
    text = (
        "{source1:The Karvend army’s version}, {cue1:attributing} {content1:the fire to a fault in the wiring}, is disputed. "
        "{source2:Dockers} {cue2:reject} {content2:the Karvend army’s version}. "
        "{source3:Dockers} {cue3:say} {content3:that it began when smugglers forced the depot}."
    )
    _, against, said = read(text)
    fault, began = "the fire to a fault in the wiring", "that it began when smugglers forced the depot"
    assert told(against, said) == {
        (frozenset((fault, "the Karvend army’s version")), DENIAL),
        (frozenset((fault, began)), CONTRADICTION),
    }


def test_each_pair_says_why_by_words_of_the_text() -> None:
    document, against, said = read(
        "{source1:The union} {cue1:said} {content1:that the mine was never inspected}. "
        "{source2:The company} {cue2:dismissed} {content2:the charge}."
    )
    [pair] = against.pairs
    assert {said[pair.claim], said[pair.other]} == {"that the mine was never inspected", "the charge"}
    assert pair.relation is DENIAL
    assert words(document, pair.spans) == "dismissed"
    assert pair.reason is not None
    assert "“dismissed”" in pair.reason


@pytest.mark.parametrize(
    ("denial", "denied"),
    [
        ("{source3:The palace} {cue3:denied} {content3:both}.", {"that he had fled", "that she ruled in his place"}),
        ("{source3:The palace} {cue3:denied} {content3:that}.", {"that she ruled in his place"}),
    ],
)
def test_how_much_is_denied_follows_from_the_word_that_points(denial: str, denied: set[str]) -> None:
    text = "{source1:Tribune editors} {cue1:announced} {content1:that he had fled}, {source2:Tribune editors} {cue2:announced} "
    _, against, said = read(f"{text}{{content2:that she ruled in his place}}. {denial}")
    assert {end for pair, relation in told(against, said) for end in pair if relation is DENIAL} - {
        "both",
        "that",
    } == denied


def test_a_denial_that_names_what_it_denies_is_tied_to_what_shares_its_words_not_to_what_stands_nearest() -> None:
    _, against, said = read(
        "{source1:The ministry} {cue1:accused} {content1:marchers of throwing petrol bombs}. "
        "{source2:A doctor} {cue2:said} {content2:that eleven officers had been treated}. "
        "{source3:The union} {cue3:denied} {content3:that petrol bombs had been thrown}."
    )
    assert (frozenset(("marchers of throwing petrol bombs", "that petrol bombs had been thrown")), DENIAL) in told(
        against, said
    )
    assert not any("that eleven officers had been treated" in pair for pair, _ in told(against, said))


def test_what_is_said_against_what_was_said_before_is_another_account_if_it_is_of_the_same_thing() -> None:
    before = "{source1:Residents} {cue1:said} {content1:that two shells hit the granary}. "
    _, same, said = read(
        before + "{source2:The army}, however, {cue2:said} {content2:that the granary blew up on its own}."
    )
    assert told(same, said) == {
        (frozenset(("that two shells hit the granary", "that the granary blew up on its own")), CONTRADICTION)
    }
    _, other, _ = read(
        before + "{source2:The mayor}, however, {cue2:said} {content2:that schools would open on Friday}."
    )
    assert other.pairs == ()


def test_two_causes_of_one_event_by_different_sources_are_rival() -> None:
    causes = (
        "{source1:The harbour office} {cue1:blamed} {content1:the blast on a gas leak}. Nobody was there. Ships waited. "
        "{source2:A stoker} {cue2:said} {content2:that the blast was caused by a shell}."
    )
    _, against, said = read(causes)
    assert told(against, said) == {
        (frozenset(("the blast on a gas leak", "that the blast was caused by a shell")), CONTRADICTION)
    }


@pytest.mark.parametrize(
    ("one", "other", "rival"),
    [
        ("the fire was caused by arson", "the fire broke out because of a fault", True),
        ("the fire was caused by arson", "the fire was the result of arson", False),
        ("the fire was caused by arson", "the flood was caused by rain", False),
    ],
)
def test_causes_are_rival_if_the_event_is_one_and_they_are_not(one: str, other: str, *, rival: bool) -> None:
    first, second = read_cause(one), read_cause(other)
    assert first is not None
    assert second is not None
    assert are_rival(first, second, is_near=False) is rival


def test_what_a_text_states_goes_before_likeness_and_what_it_implies_does_not() -> None:
    def pair(relation: MatchRelation, log_odds: float, reason: str | None = None, other: str = "b") -> Pair:
        return Pair(claim="a", other=other, document="d", of="d", relation=relation, log_odds=log_odds, reason=reason)

    alike = pair(MatchRelation.SAME, 2.0)
    stated, implied = pair(CONTRADICTION, 3.0, "it says so"), pair(CONTRADICTION, 1.5, "it seems so")
    assert with_stated([alike], [Against((stated,), frozenset())]) == [stated]
    assert with_stated([alike], [Against((implied,), frozenset())]) == [alike]
    assert with_stated([], [Against((implied,), frozenset())]) == [implied]


def test_a_claim_that_only_points_to_what_it_denies_denies_nothing_else() -> None:
    found = Pair(claim="a", other="c", document="d", of="e", relation=DENIAL, log_odds=1.2)
    assert with_stated([found], [Against((), frozenset({"a"}))]) == []
    assert with_stated([found], [Against((), frozenset())]) == [found]
