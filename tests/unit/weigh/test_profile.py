"""What an outlet does in a case, counted."""

import msgspec
from telling import Article, article, group_of

from allegedly.dedupe import find_copies
from allegedly.records import Link, OutletProfile, Span, Tally
from allegedly.vocab import CopyKind, LinkKind
from allegedly.weigh.drift import drifts
from allegedly.weigh.profile import profile_outlets

DISPATCH = article(
    "dispatch",
    "Mines\n\n{content1:Soldiers laid mines at the ford}, {source1:two officials} {cue1:said}. {content2:The ford is shut},"
    " {source2:Major Ina Brask} {cue2:said}.",
    outlet="Orvel Dispatch",
)
LEDGER = article(
    "ledger",
    "Mines\n\n{content1:{content2:Soldiers laid mines at the ford}, {source2:a guard} {cue2:said}}, {source1:the Orvel Dispatch}"
    " {cue1:reported}. The river is high.",
    outlet="Vessara Ledger",
    published="2033-04-13",
)
QUAY = article("quay", "Mines\n\nSoldiers laid mines at the ford.", outlet="Morning Quay", published="2033-04-14")


def profiles(*articles: Article, **more: object) -> dict[str, OutletProfile]:
    """Return the profiles of the outlets of articles by their names."""
    documents = {one.document.id: one.document for one in articles}
    claims = [claim for one in articles for claim in one.claims]
    found = profile_outlets(documents, claims, **more)  # type: ignore[arg-type]
    return {one.outlet: one for one in found}


def test_shares_are_of_the_innermost_claims_of_bodies() -> None:
    found = profiles(DISPATCH, LEDGER, QUAY)
    dispatch, ledger, quay = found["Orvel Dispatch"], found["Vessara Ledger"], found["Morning Quay"]
    assert (dispatch.documents, dispatch.claims) == (1, 2)
    assert (dispatch.unsourced, dispatch.unnamed, dispatch.relayed) == (0.0, 0.5, 0.0)
    assert (ledger.claims, ledger.unsourced, ledger.unnamed, ledger.relayed) == (2, 0.5, 0.5, 0.5)
    assert (quay.claims, quay.unsourced) == (1, 1.0)


def test_whom_an_outlet_relays_and_by_whom_it_is_relayed_is_counted() -> None:
    found = profiles(DISPATCH, LEDGER, QUAY)
    assert found["Vessara Ledger"].relays == (Tally(name="Orvel Dispatch", times=1),)
    assert found["Orvel Dispatch"].relayed_by == (Tally(name="Vessara Ledger", times=1),)
    assert found["Morning Quay"].relays == ()


def test_drift_is_counted_by_kind() -> None:
    drifted = drifts("a", group_of(DISPATCH, QUAY, about="mines"))
    found = profiles(DISPATCH, LEDGER, QUAY, drifts=drifted)
    assert found["Morning Quay"].drifts == (Tally(name="attribution_loss", times=1),)


def test_a_reprint_of_another_outlet_is_copied_and_a_shared_passage_is_not() -> None:
    words = (
        "Ferry\n\nA ferry with some hundred and sixty people aboard capsized in a squall off the northern isles early on Sunday, and the"
        " rescue service was still looking for those who were asleep in the cabins below when she went over. The wind was force eight."
    )
    first = article("first", words, outlet="Coastal Wire")
    second = article("second", words, outlet="Selmar Evening", published="2033-04-14")
    copies = find_copies([first.document, second.document])
    found = profiles(first, second, copies=copies)
    assert (found["Coastal Wire"].copied, found["Selmar Evening"].copied) == (0.0, 1.0)
    partly = [msgspec.structs.replace(copy, kind=CopyKind.PARTIAL) for copy in copies]
    assert profiles(first, second, copies=partly)["Selmar Evening"].copied == 0.0


def test_the_letter_is_the_analysts_alone_and_f_until_there_is_one() -> None:
    found = profiles(DISPATCH, QUAY, reliability={"Orvel Dispatch": "B"})
    assert (found["Orvel Dispatch"].reliability, found["Morning Quay"].reliability) == ("B", "F")


def test_side_and_owner_are_those_of_the_register() -> None:
    link = Link(
        id="1", document="dispatch", kind=LinkKind.OUTLET, span=Span(0, 0), target="o1", name="Orvel Dispatch", type="newspaper",
        owner="Orvel Ministry", side="Orvel state", linker_score=1.0, reason="by name",
    )  # fmt: skip
    found = profiles(DISPATCH, QUAY, links=[link])["Orvel Dispatch"]
    assert (found.side, found.owner) == ("Orvel state", "Orvel Ministry")


def test_the_order_of_documents_and_claims_changes_nothing() -> None:
    documents = {one.document.id: one.document for one in (DISPATCH, LEDGER, QUAY)}
    claims = [claim for one in (DISPATCH, LEDGER, QUAY) for claim in one.claims]
    turned = dict(reversed(documents.items()))
    assert profile_outlets(documents, claims) == profile_outlets(turned, reversed(claims))
