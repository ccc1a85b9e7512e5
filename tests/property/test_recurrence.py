"""Laws of lines that recur over a case: order and portions change nothing, copies are no evidence, a judgement stands."""

import random
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import cast

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegedly.case import Case
from allegedly.records import Document

LINE = "Tide tables and berths"
BODIES = (
    "The harbour master of Pellane said on Monday that two ferries would stay in port until the storm had passed over the strait. Fishermen were told to bring their boats in before noon.",
    "A court in Tavrin sentenced three customs officers to four years in prison on Tuesday. The judge said that they had let lorries pass for money, and that they had threatened a clerk who knew.",
    "Farmers blocked the road to Orvel with tractors on Wednesday, a police spokesman said. They demand that the ministry pays for the hay that was lost when the river rose in the spring.",
    "The museum of Vessara opened its new wing on Thursday. Its director said that half of the paintings had never been shown before, and that schools could visit without paying for a year.",
    "Doctors at the hospital of Marn treated forty people for smoke after a fire in a paper mill, the hospital said. The cause of the fire is not known, and the mill stays closed until further notice.",
)  # fmt: skip
TITLES = (
    "Ferries stay in port",
    "Officers sentenced",
    "Tractors block the road",
    "New wing opens",
    "Mill burns in Marn",
)
TEXTS = tuple(f"{title}\n\n{body}\n\n{LINE}\n" for title, body in zip(TITLES, BODIES, strict=True))

Found = tuple[dict[str, str], list[object]]


def _read(case: Case, folder: Path, texts: Iterable[str]) -> None:
    paths = []
    for text in texts:
        path = folder / f"{TEXTS.index(text) if text in TEXTS else 99}.txt"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    case.read(paths, tagger="rules", jobs=1)


def _found(case: Case) -> Found:
    texts = {one.id: one.text for one in cast("Iterable[Document]", case.records("documents"))}
    rows = [msgspec.to_builtins(one) for name in ("claims", "allegations", "copies") for one in case.records(name)]
    return texts, sorted(rows, key=lambda one: (str(one.get("id")), str(one)))


def _after(portions: Sequence[Sequence[str]]) -> Found:
    with tempfile.TemporaryDirectory() as folder, Case(Path(folder) / "case") as case:
        for portion in portions:
            _read(case, Path(folder), portion)
        return _found(case)


@pytest.fixture(scope="module")
def at_once() -> Found:
    return _after([TEXTS])


def test_a_line_below_several_articles_of_a_case_goes_and_says_why(at_once: Found) -> None:
    assert sorted(at_once[0].values()) == sorted(text.removesuffix(f"\n\n{LINE}\n") for text in TEXTS)


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10_000), cut=st.integers(1, len(TEXTS) - 1))
def test_the_same_texts_in_any_order_and_piecemeal_come_out_the_same(at_once: Found, seed: int, cut: int) -> None:
    texts = list(TEXTS)
    random.Random(seed).shuffle(texts)  # noqa: S311
    assert _after([texts[:cut], texts[cut:]]) == at_once


def test_copies_of_one_article_are_no_evidence_against_its_lines(tmp_path: Path) -> None:
    with Case(tmp_path / "case") as case:
        for number in range(4):
            path = tmp_path / f"copy{number}.txt"
            path.write_text(TEXTS[0].replace("Ferries stay", f"{number + 2} ferries stay"), encoding="utf-8")
            case.read([path], tagger="rules", jobs=1)
        assert all(text.endswith(LINE) for text in _found(case)[0].values())


def test_a_recurring_line_that_an_analyst_put_back_stays_when_more_texts_come(tmp_path: Path) -> None:
    with Case(tmp_path / "case") as case:
        _read(case, tmp_path, TEXTS[:3])
        [first] = [one for one in cast("Iterable[Document]", case.records("documents")) if one.title == TITLES[0]]
        [cut] = first.removed
        assert (cut.text, cut.reason) == (LINE, "recurring line")
        case.restore(first.id, cut.start, tagger="rules")
        _read(case, tmp_path, TEXTS[3:])
        texts = {one.title: one.text for one in cast("Iterable[Document]", case.records("documents"))}
        assert texts.pop(TITLES[0]).endswith(LINE)
        assert not any(text.endswith(LINE) for text in texts.values())
