"""Lists from the index: filters, sorting and pages give what a walk over the records gives."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import roomful

from allegedly.case import Case
from allegedly.records import Claim
from allegedly.show.web import lists, queue
from allegedly.show.web.cards import card, find_allegation
from allegedly.show.web.events import events, map_of, timeline_of
from allegedly.show.web.filters import AllegationFilter, ClaimFilter, DocumentFilter, EventsAsked, SourceFilter
from allegedly.show.web.index import Index
from allegedly.show.web.index_tables import IN_DOUBT_AT
from allegedly.show.web.room import Room


@pytest.fixture(scope="module")
def folder(example_case: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    import shutil  # noqa: PLC0415

    folder = Path(shutil.copytree(example_case.folder, tmp_path_factory.mktemp("lists") / "case"))
    roomful.fill(folder)
    return folder


@pytest.fixture(scope="module")
def index(folder: Path) -> Iterator[Index]:
    with Case(folder) as case:
        made = Index(case)
    yield made
    made.close()


def test_claims_come_back_from_the_index_as_they_are_in_the_case(index: Index, folder: Path) -> None:
    with Case(folder) as case:
        assert index.records(Claim, "SELECT * FROM claims ORDER BY n") == list(case.records("claims"))


def test_the_words_of_a_claim_are_those_of_its_document(index: Index, folder: Path) -> None:
    with Case(folder) as case:
        texts = {document.id: document.text for document, _ in case.list()}
    for row in lists.claims(index, ClaimFilter(), size=1000).rows:
        said = " … ".join(" ".join(span.of(texts[row.quote.document]).split()) for span in row.quote.spans)
        assert row.quote.words == said


@pytest.mark.parametrize("sort", ["order", "newest", "oldest", "chain", "nonsense"])
def test_pages_hold_every_claim_once(index: Index, sort: str) -> None:
    first = lists.claims(index, ClaimFilter(sort=sort), size=50)
    ids = [
        row.id
        for page in range(1, first.pages + 1)
        for row in lists.claims(index, ClaimFilter(sort=sort, page=page), size=50).rows
    ]
    assert len(ids) == len(set(ids)) == first.total


def test_filters_narrow_and_agree_with_what_is_shown(index: Index) -> None:
    denied = lists.claims(index, ClaimFilter(firmness="denied", q="MINES"), size=500)
    assert denied.total
    assert all(row.firmness == "denied" and "mine" in row.quote.words.lower() for row in denied.rows)
    named = lists.claims(index, ClaimFilter(source="merrisk", source_kind="named"), size=500)
    assert all(any("merrisk" in sayer.name.lower() for sayer in row.chain) for row in named.rows)


def test_searching_folds_accents_and_case(index: Index) -> None:
    assert (
        lists.claims(index, ClaimFilter(q="KÁRVEND")).total == lists.claims(index, ClaimFilter(q="karvend")).total > 0
    )


def test_what_a_reader_types_is_never_taken_for_sql(index: Index) -> None:
    for text in ("'; DROP TABLE claims; --", '" OR 1=1 --', "%", "\\", "\0"):
        lists.claims(index, ClaimFilter(q=text, source=text, outlet=text, since=text))
        lists.documents(index, DocumentFilter(outlet=text, sort=text))
        lists.sources(index, SourceFilter(q=text, sort=text))
        lists.allegations(index, AllegationFilter(q=text, actor=text, side=text, drift=text, sort=text))
        events(index, EventsAsked(actor=text, place=text, type=text))
    assert lists.claims(index, ClaimFilter()).total > 300


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        (AllegationFilter(circular=True), {roomful.SURGERY}),
        (AllegationFilter(outlet="vessara"), {roomful.MINES}),
        (AllegationFilter(place="tavrin", actor="karvend"), {roomful.MINES}),
        (AllegationFilter(side="Karvend"), {roomful.DENIAL, roomful.RIVAL}),
        (AllegationFilter(drift="headline_firmer"), {roomful.MINES}),
        (AllegationFilter(type="ASSAULT"), {roomful.MINES}),
        (AllegationFilter(firmness="denied"), {roomful.DENIAL}),
        (AllegationFilter(since="2034-01-01"), {roomful.FERRY}),
        (AllegationFilter(until="2032-12-31"), {roomful.SURGERY}),
        (AllegationFilter(q="steering sandbank"), {roomful.FERRY}),
        (AllegationFilter(q="no such words"), set()),
    ],
)
def test_allegations_are_found_by_what_is_asked(index: Index, asked: AllegationFilter, ids: set[str]) -> None:
    assert {row.id for row in lists.allegations(index, asked).rows} == ids


@pytest.mark.parametrize(
    ("sort", "first"),
    [("spread", roomful.FERRY), ("origins", roomful.MINES), ("fewest", roomful.SURGERY), ("drift", roomful.MINES), ("novelty", roomful.FERRY)],
)  # fmt: skip
def test_allegations_are_sorted(index: Index, sort: str, first: str) -> None:
    rows = lists.allegations(index, AllegationFilter(sort=sort)).rows
    assert rows[0].id == first


def test_a_card_holds_what_stands_behind_an_allegation(index: Index) -> None:
    found = card(index, roomful.MINES[:6])
    assert [row.id for row in found.denials] == [roomful.DENIAL]
    assert [row.id for row in found.rivals] == [roomful.RIVAL]
    assert [each.document.outlet for each in found.timeline] == [
        "Orvel Valley Dispatch",
        "Vessara Ledger",
        "Meridian Evening",
    ]
    assert [text for text, is_lost in found.drifts[0].there_pieces if is_lost] == ["allegedly"]
    assert found.claims.total == 3
    assert found.row.sentence == "3 articles, 3 outlets, 1 to 2 origins, 1 channel, one side, denied, 1 rival account"


def test_an_id_that_is_none_or_several_is_said_to_be(index: Index) -> None:
    for identity, said in (("zz", "no id in allegations begins with 'zz'"), ("", "several ids in allegations begin")):
        with pytest.raises(LookupError, match=said):
            find_allegation(index, identity)


def test_events_on_the_timeline_and_without_a_day_add_up(index: Index) -> None:
    line = timeline_of(index, EventsAsked())
    assert line.dated + line.undated == events(index, EventsAsked()).total
    assert sum(bar.events for bar in line.bars) + line.within_longer == line.dated


def test_a_place_known_to_its_country_only_is_no_point_on_the_map(index: Index) -> None:
    drawn = map_of(index, EventsAsked())
    assert all(place.precision != "country" and place.latitude is not None for place in drawn.places)
    assert all(place.x is None for place in drawn.not_drawn)


def test_the_index_follows_the_case(folder: Path, tmp_path: Path) -> None:
    import shutil  # noqa: PLC0415

    own = Path(shutil.copytree(folder, tmp_path / "own"))
    room = Room(own)
    before = room.index()
    assert room.index() is before
    with Case(own) as case:
        case.grade("Vessara Ledger", "C", operator="Ada")
    after = room.index(at_once=True)
    assert after is not before
    assert [review.operator for review in room.reviews()] == ["Ada"]
    room.close()


def test_a_folder_without_a_case_has_empty_lists(tmp_path: Path) -> None:
    room = Room(tmp_path / "none")
    assert lists.claims(room.index(), ClaimFilter()).total == 0
    assert room.reviews() == []
    room.close()


def test_events_are_found_as_the_library_finds_them(index: Index, folder: Path) -> None:
    with Case(folder) as case:
        told = [(document, one.event) for document, many in case.list_events() for one in many]
    for asked in (
        EventsAsked(actor="guard"),
        EventsAsked(actor="the"),
        EventsAsked(place="Tavrin"),
        EventsAsked(type="ASSAULT", since="2033-01-01"),
        EventsAsked(firmness="denied"),
    ):
        suiting = {event.id for document, event in told if asked.suits(event, document.text)}
        assert {row.id for row in events(index, asked, size=1000).rows} == suiting


def test_the_queue_asks_first_of_what_is_together_though_unlikely_then_of_what_is_apart_though_likely(
    index: Index,
) -> None:
    rows = queue.matches(index, ()).rows
    assert rows
    assert [row.together for row in rows] == sorted((row.together for row in rows), reverse=True)
    assert all(row.match_score < IN_DOUBT_AT for row in rows if row.together)
    assert all(row.match_score >= IN_DOUBT_AT for row in rows if not row.together)
    left = queue.matches(index, {rows[0].id}).rows
    assert rows[0].id not in {row.id for row in left}


def test_a_card_says_why_a_rival_or_denial_is_one_with_the_words_that_say_so(index: Index) -> None:
    denial, rival = sorted(card(index, roomful.MINES).ties, key=lambda tie: tie.how)
    assert (denial.allegation, denial.how, denial.match_score) == (roomful.DENIAL, "denials", 0.95)
    assert denial.quote is not None
    assert denial.quote.words
    assert denial.claim is not None
    assert denial.claim.id in {row.id for row in card(index, roomful.MINES).claims.rows}
    assert (rival.reason, rival.quote) == ("the same event, and another who did it", None)


def test_the_queue_has_what_a_text_itself_sets_against_one_another_with_its_reason_and_words(index: Index) -> None:
    [one] = queue.accounts(index, ()).rows
    assert (one.relation, one.together) == ("denial", False)
    assert one.reason == "said against what was said before: “repeated”"
    assert one.quote is not None
    assert one.quote.words == "repeated"
    assert queue.accounts(index, {one.id}).total == 0
    assert one.id not in {row.id for row in queue.matches(index, ()).rows}
