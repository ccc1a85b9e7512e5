"""A document that was withdrawn leaves a case as if it had never been read; brought back, as if it had always been there."""

import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import msgspec
import pytest

from allegedly.case import Case
from allegedly.records import Document

# No claim of these meets another's, but for the Standard's and the Echo's: what drifted is found only where an article names the
# outlet of another. The Ledger names the Dispatch; so does the Post, by a name that the Quay Dispatch makes ambiguous; the
# Journal, too, but it came before what it names.
ARTICLES = (
    ("dispatch", "Orvel Dispatch", "2033-04-12T08:00:00Z", "Mara Yold, a nurse in Tavrin, said that nine people were allegedly dragged from the rubble of the Sallow Gate on Monday. Tem Hollis led the rescuers."),
    ("boats", "Orvel Dispatch", "2033-04-12T09:00:00Z", "Lena Varr, a teacher in Belmark, said that seven boats were allegedly raised from the bottom of the Ellis Basin on Friday. Oda Kemp led the divers."),
    ("ledger", "Vessara Ledger", "2033-04-12T15:00:00Z", "Nineteen people lay under the rubble in Tavrin, the Orvel Dispatch reported. Tem Hollis and Mara Yold were there."),
    ("post", "Selmar Post", "2033-04-13T06:00:00Z", "Seventy boats lay on the bottom in Belmark, the Dispatch reported. Oda Kemp and Lena Varr were there."),
    ("quay", "Quay Dispatch", "2033-04-11T06:00:00Z", "Fishermen blocked the harbour of Pellane on Thursday, the harbour master Ilse Brandt said."),
    ("journal", "Orrim Journal", "2033-04-10T07:00:00Z", "Tem Hollis and Mara Yold opened a school in Tavrin, the Orvel Dispatch reported."),
    ("standard", "Karvend Standard", "2033-04-13T09:00:00Z", "The Karvend army denied that Karvend soldiers had shelled the market in Osk on Monday."),
    ("echo", "Isle Echo", "2033-04-14T09:00:00Z", "Karvend soldiers shelled the market in Osk on Monday."),
)  # fmt: skip

Records = dict[str, list[object]]


@contextmanager
def case_of(parts: Sequence[Sequence[str]]) -> Iterator[Case]:
    """Read articles by their ids, a part after the other, into a case."""
    rows = {row[0]: dict(zip(("id", "outlet", "published", "text"), row, strict=True)) for row in ARTICLES}
    with tempfile.TemporaryDirectory() as folder, Case(Path(folder) / "case") as case:
        for number, part in enumerate(parts):
            path = Path(folder) / f"{number}.jsonl"
            path.write_text("".join(json.dumps(rows[one]) + "\n" for one in part), encoding="utf-8")
            case.read([path], tagger="rules", jobs=1)
        yield case


def made(case: Case) -> Records:
    """Return all that documents, matching and weighing gave, whatever its order."""
    return {
        name: sorted((msgspec.to_builtins(one) for one in case.records(name)), key=json.dumps)
        for name in ("claims", "attributions", "events", "links", "copies", "pairs", "allegations", "drifts")
    }


def made_of(parts: Sequence[Sequence[str]]) -> Records:
    """Return what reading some articles gives."""
    with case_of(parts) as case:
        return made(case)


def id_of(case: Case, given: str) -> str:
    """Return the id of an article in a case."""
    return next(one.id for one in cast("Iterable[Document]", case.records("documents")) if one.given_id == given)


ALL = [row[0] for row in ARTICLES]
# What is cited, what makes a name ambiguous, what cites, and what another claim was matched with.
WITHDRAWN = ("dispatch", "quay", "ledger", "echo")


@pytest.fixture(scope="module")
def whole() -> Records:
    return made_of([ALL])


def test_the_pile_drifts_by_citing_alone_and_a_name_means_nobody_where_it_may_mean_two(whole: Records) -> None:
    assert len(_drifts(whole, "names that outlet")) > 0
    alone = made_of([[one for one in ALL if one != "quay"]])
    assert len(_drifts(alone, "names that outlet")) > len(_drifts(whole, "names that outlet"))


def _drifts(found: Records, reason: str) -> list[object]:
    return [one for one in found["drifts"] if reason in str(one)]


@pytest.mark.parametrize("gone", WITHDRAWN)
def test_coming_late_or_back_equals_having_come_at_once_and_going_equals_never_having_come(
    gone: str, whole: Records
) -> None:
    rest = [one for one in ALL if one != gone]
    assert made_of([rest, [gone]]) == whole
    with case_of([ALL]) as case:
        number = case.withdraw(id_of(case, gone), operator="Ada", note="read in by mistake")
        assert made(case) == made_of([rest])
        case.take_back(number, operator="Ada", tagger="rules")
        assert made(case) == whole


def test_an_outlet_that_is_corrected_is_cited_under_its_new_name_only(whole: Records) -> None:
    """The Ledger had the article: who names the Dispatch then has nothing from it; undone, all is as it was."""
    with case_of([ALL]) as case:
        number = case.correct(id_of(case, "dispatch"), "outlet", "Pellane Herald", tagger="rules")
        assert not [one for one in _drifts(made(case), "names that outlet") if id_of(case, "ledger") in str(one)[:60]]
        case.take_back(number, tagger="rules")
        assert made(case) == whole


@pytest.mark.parametrize("gone", ["dispatch", "quay"])
def test_piecemeal_it_is_the_same_whenever_it_is_withdrawn(gone: str) -> None:
    rest = [one for one in ALL if one != gone]
    with case_of([[gone, rest[0]], rest[1:3]]) as case:
        case.withdraw(id_of(case, gone))
        more = case.folder.parent / "more.jsonl"
        rows = {row[0]: dict(zip(("id", "outlet", "published", "text"), row, strict=True)) for row in ARTICLES}
        more.write_text("".join(json.dumps(rows[one]) + "\n" for one in [*rest[3:], gone]), encoding="utf-8")
        case.read([more], tagger="rules", jobs=1)
        assert made(case) == made_of([rest])
