"""What an analyst corrects in a reading takes effect on all that rests on it, is respected later, and can be taken back."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from allegedly.case import RELATIONS, Case
from allegedly.errors import JudgementError, UnknownIdError
from allegedly.records import Allegation, Attribution, Claim, Document, Event, Link, Span
from allegedly.review.corrections import find, places_of
from allegedly.vocab import Firmness, LinkKind, SourceKind

SHELLING = """Shelling kills nine near Osk

Governor Harun Delko told reporters on Tuesday 12 April 2033 that two officials of the district had counted nine dead near Valencia.

Shells had fallen on Valencia since Monday, the Harbour Post reported. Gunmen killed two soldiers in Valencia, a witness told the paper.
"""
OTHER = """Nine dead near Osk

Two officials of the district said on Tuesday 12 April 2033 that nine people had died in shelling near Valencia.
"""
PRIMARY = ("documents", "attributions", "claims", "events", "links", "copies")


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    """Two articles on one shelling, read with the rules."""
    for name, text in (("a.txt", SHELLING), ("b.txt", OTHER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with Case(tmp_path / "case") as opened:
        opened.read([tmp_path / "a.txt", tmp_path / "b.txt"], tagger="rules", jobs=1)
        yield opened


def everything(case: Case, relations: tuple[str, ...] = RELATIONS) -> list[bytes]:
    """Return all records of a case, in an order of their own."""
    return sorted(msgspec.json.encode((name, one)) for name in relations for one in case.records(name))


def attribution(case: Case, cue: str) -> Attribution:
    """Return the attribution of the first article whose cue is so."""
    texts = {one.id: one.text for one in case.records("documents") if isinstance(one, Document)}
    return next(
        one
        for one in case.records("attributions")
        if isinstance(one, Attribution) and [span.of(texts[one.document]) for span in one.cue] == [cue]
    )


def link(case: Case, kind: LinkKind, words: str) -> Link:
    texts = {one.id: one.text for one in case.records("documents") if isinstance(one, Document)}
    return next(
        one
        for one in case.records("links")
        if isinstance(one, Link) and one.kind is kind and one.span.of(texts[one.document]) == words
    )


def test_a_corrected_source_changes_name_claim_and_chain_and_keeps_the_ids(case: Case) -> None:
    told = attribution(case, "told")
    before = {one.id: one for one in case.records("claims") if isinstance(one, Claim)}
    number = case.correct(told.id, "source", "two officials of the district", operator="Ada", tagger="rules")
    now = case.records("attributions")
    [moved] = [one for one in now if isinstance(one, Attribution) and one.id == told.id]
    [mark] = moved.corrected
    assert (mark.role, mark.was, mark.by) == ("source", told.source, "Ada")
    assert moved.source_kind is SourceKind.UNNAMED
    assert moved.source_name != told.source_name
    claims = {one.id: one for one in case.records("claims") if isinstance(one, Claim)}
    [carried] = [one for one in claims.values() if one.chain[-1].attribution == told.id]
    assert carried.id in before
    assert carried.chain[-1].kind is SourceKind.UNNAMED
    assert case.judgements()[-1].number == number


def test_a_corrected_content_changes_claim_and_allegation_and_the_claim_keeps_its_id(case: Case) -> None:
    said = attribution(case, "said")
    [claim] = [one for one in case.records("claims") if isinstance(one, Claim) and one.chain[-1].attribution == said.id]
    words = "nine people had died in shelling"
    case.correct(claim.id, "content", words, tagger="rules")
    [now] = [one for one in case.records("claims") if isinstance(one, Claim) and one.id == claim.id]
    assert [span.of(case.show(now.id).document.text) for span in now.content] == [words]
    told = [one for one in case.records("allegations") if isinstance(one, Allegation) and claim.id in one.claims]
    assert words in {one.text for one in told} or all(one.best != claim.id for one in told)


def test_hedges_taken_away_or_marked_change_the_firmness(case: Case) -> None:
    said = attribution(case, "said")
    case.correct(said.id, "hedges", "near Valencia", tagger="rules")
    assert attribution(case, "said").firmness is Firmness.POSSIBLE
    case.correct(said.id, "hedges", "", tagger="rules")
    assert attribution(case, "said").firmness is Firmness.ASSERTED


def test_no_content_means_no_attribution_and_the_sentence_becomes_the_outlets_own(case: Case) -> None:
    said = attribution(case, "said")
    number = case.correct(said.id, "content", "", tagger="rules")
    ids = {one.id for one in case.records("attributions") if isinstance(one, Attribution)}
    assert said.id not in ids
    own = [one for one in case.records("claims") if isinstance(one, Claim) and one.document == said.document]
    assert any(len(one.chain) == 1 and one.content[0].start <= said.content[0].start for one in own)
    case.take_back(number, tagger="rules")
    assert attribution(case, "said") == said


@pytest.mark.parametrize(
    ("cue", "role", "words"),
    [
        ("told", "source", "two officials of the district"),
        ("told", "content", "nine dead near Valencia"),
        ("said", "cue", "said on Tuesday"),
        ("said", "hedges", "nine people"),
        ("said", "content", ""),
        ("said", "source", ""),
    ],
)
def test_correcting_and_taking_back_gives_what_was_before(case: Case, cue: str, role: str, words: str) -> None:
    before = everything(case)
    number = case.correct(attribution(case, cue).id, role, words, tagger="rules")
    assert everything(case) != before
    case.take_back(number, tagger="rules")
    assert everything(case) == before
    assert case.verify() == []


def test_corrections_of_one_attribution_add_up_and_each_is_taken_back_by_itself(case: Case) -> None:
    told = attribution(case, "told")
    first = case.correct(told.id, "source", "two officials", tagger="rules", operator="Ada")
    once = everything(case)
    second = case.correct(told.id, "source", "two officials of the district", tagger="rules", operator="Bo")
    case.correct(told.id, "content", "nine dead", tagger="rules", operator="Bo")
    [now] = [one for one in case.records("attributions") if isinstance(one, Attribution) and one.id == told.id]
    assert [(mark.role, mark.by) for mark in now.corrected] == [("content", "Bo"), ("source", "Bo")]
    assert next(mark.was for mark in now.corrected if mark.role == "source") == told.source
    case.take_back(second + 1, tagger="rules")
    case.take_back(second, tagger="rules")
    assert everything(case) == once
    with pytest.raises(JudgementError, match="taken back before"):
        case.take_back(second, tagger="rules")
    case.take_back(first, tagger="rules")
    assert attribution(case, "told") == told


def test_a_correction_stands_when_another_engine_reads_and_when_a_cut_is_put_back(tmp_path: Path) -> None:
    text = f"Home | News | World | Sport\n\n{SHELLING}"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with Case(tmp_path / "case") as case:
        case.read([tmp_path / "a.txt"], tagger="rules", jobs=1)
        told = attribution(case, "told")
        words = "two officials of the district"
        case.correct(told.id, "source", words, tagger="rules")
        case.restore(told.document, None, tagger="model")
        [document] = [one for one in case.records("documents") if isinstance(one, Document)]
        assert document.text.startswith("Home | News")
        [now] = [one for one in case.records("attributions") if isinstance(one, Attribution) and one.id == told.id]
        assert [span.of(document.text) for span in now.source] == [words]
        assert now.corrected


def test_a_place_is_found_again_by_what_stands_around_it() -> None:
    text = "He said so. She said no. They said nothing."
    [place] = places_of(text, [Span(16, 20)])
    assert find("Cut no more. " + text, place) == Span(29, 33)
    assert find("She denied it.", place) is None


def test_words_that_mean_something_else_change_their_links_and_the_events_that_rest_on_them(case: Case) -> None:
    place = link(case, LinkKind.PLACE, "Valencia")
    other = next(one for one in place.candidates if one.target != place.target)
    before = everything(case)
    number = case.choose_meaning(place.id, other.target, operator="Ada", note="the other one", tagger="rules")
    now = [
        one
        for one in case.records("links")
        if isinstance(one, Link) and one.document == place.document and one.judged_by == "Ada"
    ]
    assert {one.target for one in now} == {other.target}
    assert {one.was_target for one in now} == {place.target}
    assert place.id in {one.id for one in now}
    assert now[0].latitude != place.latitude
    events = [one for one in case.records("events") if isinstance(one, Event) and one.document == place.document]
    assert {where.target for one in events for where in one.places} == {other.target}
    case.take_back(number, tagger="rules")
    assert everything(case) == before


def test_words_may_mean_what_was_no_candidate_and_nothing_at_all(case: Case) -> None:
    actor = link(case, LinkKind.ACTOR, "Two officials of the district")
    case.choose_meaning(actor.id, "Kyrgyz border guards", tagger="rules")
    [now] = [one for one in case.records("links") if isinstance(one, Link) and one.id == actor.id]
    assert (now.target, now.country, now.sector) == ("KGZ/border-guard", "KGZ", "COP")
    case.choose_meaning(actor.id, None, tagger="rules")
    [now] = [one for one in case.records("links") if isinstance(one, Link) and one.id == actor.id]
    assert (now.target, now.country, now.was_target) == (None, None, actor.target)
    day = link(case, LinkKind.DATE, "Tuesday 12 April 2033")
    case.choose_meaning(day.id, "2033-04-10/2033-04-11", tagger="rules")
    [now] = [one for one in case.records("links") if isinstance(one, Link) and one.id == day.id]
    assert (now.start, now.end) == ("2033-04-10", "2033-04-11")


def test_what_cannot_be_is_said(case: Case) -> None:
    said = attribution(case, "said")
    with pytest.raises(JudgementError, match="does not stand in the article"):
        case.correct(said.id, "source", "words that are not there", tagger="rules")
    with pytest.raises(JudgementError, match="no mark 'verb'"):
        case.correct(said.id, "verb", "said", tagger="rules")
    with pytest.raises(JudgementError, match="lies there already"):
        case.correct(said.id, "cue", "said", tagger="rules")
    with pytest.raises(UnknownIdError):
        case.correct("ffffffffffff", "cue", "said", tagger="rules")
    place = link(case, LinkKind.PLACE, "Valencia")
    with pytest.raises(JudgementError, match="no place is known as"):
        case.choose_meaning(place.id, "Qqqqville", tagger="rules")
    with pytest.raises(JudgementError, match="may be several"):
        case.choose_meaning(place.id, "Springfield", tagger="rules")


def test_a_credibility_stays_beside_the_suggested_one_and_goes_with_its_claims(case: Case) -> None:
    allegation = next(one for one in case.records("allegations") if isinstance(one, Allegation))
    before = everything(case)
    number = case.credit(allegation.id, 5, note="the hospital has no such patient", operator="Ada")
    [now] = [one for one in case.records("allegations") if isinstance(one, Allegation) and one.id == allegation.id]
    assert now.credited is not None
    assert (now.credited.credibility, now.credited.by) == (5, "Ada")
    assert now.suggested == allegation.suggested
    said = attribution(case, "said")
    other = case.correct(said.id, "cue", "said on Tuesday", tagger="rules")
    given = [one for one in case.records("allegations") if isinstance(one, Allegation) and one.credited]
    assert [one.best for one in given] == [allegation.best]
    case.take_back(other, tagger="rules")
    case.take_back(number)
    assert everything(case) == before
    with pytest.raises(JudgementError, match="no credibility"):
        case.credit(allegation.id, 7)


def test_what_an_analyst_knows_of_a_document_goes_before_what_its_page_says(case: Case) -> None:
    before = everything(case)
    [first, _] = [one for one in case.records("documents") if isinstance(one, Document)]
    number = case.correct(first.id, "outlet", "Osk Herald", operator="Ada", tagger="rules")
    dated = case.correct(first.id, "published", "2033-04-13", operator="Ada", tagger="rules")
    now = next(one for one in case.records("documents") if isinstance(one, Document) and one.id == first.id)
    assert (now.outlet, now.published) == ("Osk Herald", "2033-04-13")
    assert {(one.field, one.by) for one in now.findings} >= {("outlet", "Ada"), ("published", "Ada")}
    told = [one for one in case.records("claims") if isinstance(one, Claim) and one.document == first.id]
    assert {one.chain[0].name for one in told} == {"Osk Herald"}
    assert any("Osk Herald" in one.outlets for one in case.records("allegations") if isinstance(one, Allegation))
    with pytest.raises(JudgementError, match="no date"):
        case.correct(first.id, "published", "last week", tagger="rules")
    case.take_back(dated, tagger="rules")
    case.take_back(number, tagger="rules")
    assert everything(case) == before
