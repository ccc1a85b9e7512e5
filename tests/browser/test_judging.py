"""Judging on the page: each act is a line of the ledger with the analyst's name, and can be taken back."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import roomful
from rooms import LONGEST_ANSWER, Server, browsing, is_said, serving_room, violations
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait


@pytest.fixture
def own(own_case: Path) -> Iterator[Server]:
    """A reading room of a case of the test's own."""
    with serving_room(own_case, "--operator", "Berit") as server:
        yield server


def _judged(server: Server) -> list[dict[str, Any]]:
    return list(json.loads(server.ask("/api/judgements").text))


def test_a_match_is_rejected_with_the_keyboard_and_the_judgement_taken_back(own: Server, browser: Any) -> None:
    browser.get(f"{own.address}/review")
    item = browser.find_element(By.CSS_SELECTOR, ".item")
    item.send_keys("j")
    second = browser.switch_to.active_element
    assert second.get_attribute("aria-label").startswith("Match 2")
    second.send_keys("k")
    browser.switch_to.active_element.send_keys("n")
    note = browser.switch_to.active_element
    assert note.get_attribute("name") == "note"
    note.send_keys("another night")
    item.find_element(By.NAME, "operator").clear()
    item.find_element(By.NAME, "operator").send_keys("Ada Lund")
    subject = item.find_element(By.NAME, "subject").get_attribute("value")
    item.send_keys("r")
    assert is_said(browser, "Kept")
    left = [each.get_attribute("value") for each in browser.find_elements(By.CSS_SELECTOR, ".item [name=subject]")]
    assert subject not in left
    assert violations(browser) == []
    [judged] = _judged(own)
    assert (judged["operator"], judged["note"]) == ("Ada Lund", "another night")
    browser.switch_to.active_element.send_keys("u")
    assert is_said(browser, "Taken back")
    assert {each["number"]: each["undone_by"] for each in _judged(own)} == {1: 2, 2: None}


def test_single_keys_do_nothing_outside_an_item_or_while_writing(own: Server, browser: Any) -> None:
    browser.get(f"{own.address}/review")
    browser.find_element(By.TAG_NAME, "body").send_keys("r")
    field = browser.find_element(By.CSS_SELECTOR, ".item [name=note]")
    field.send_keys("ar")
    assert field.get_attribute("value") == "ar"
    assert _judged(own) == []


def test_a_cut_is_put_back_and_cut_again(own: Server, browser: Any) -> None:
    rows = json.loads(own.ask("/api/documents?q=Karvend+army+plants").text)["rows"]
    path = f"/documents/{rows[0]['id']}"
    browser.get(own.address + path)
    button = browser.find_element(By.CSS_SELECTOR, 'form[action="/review/put-back"] button')
    browser.execute_script("arguments[0].click()", button)
    assert is_said(browser, "Put back")
    assert "put back by Berit" in browser.find_element(By.TAG_NAME, "main").text
    button = browser.find_element(By.CSS_SELECTOR, 'form[action="/review/cut-again"] button')
    browser.execute_script("arguments[0].click()", button)
    assert "put back by" not in browser.find_element(By.TAG_NAME, "main").text
    assert [each["action"] for each in _judged(own)] == ["a cut made again", "a cut put back"]


def test_an_outlet_is_graded_without_scripts(own: Server) -> None:
    with browsing(scripts=False) as browser:
        browser.get(f"{own.address}/outlets/of?name=Vessara+Ledger")
        browser.find_element(By.CSS_SELECTOR, 'select[name=grade] option[value="C"]').click()
        browser.find_element(By.NAME, "note").send_keys("headlines outrun texts")
        browser.find_element(By.NAME, "note").send_keys(Keys.ENTER)
        assert "C, fairly reliable" in browser.find_element(By.TAG_NAME, "main").text
    assert [each["operator"] for each in _judged(own)] == ["Berit"]


def test_a_mark_is_moved_by_its_words(own: Server) -> None:
    rows = json.loads(own.ask("/api/documents?q=Karvend+army+plants").text)["rows"]
    path = f"/documents/{rows[0]['id']}"
    article = json.loads(own.ask(f"/api{path}").text)
    notes = [note for paragraph in article["paragraphs"] for note in paragraph["notes"]]
    note = next(each for each in notes if "officials" in each["source"])
    fields = {"subject": note["id"], "role": "source", "words": "two officials", "note": "narrower", "operator": "Cai"}
    assert own.send("/review/correct", path, fields).status == 303
    assert "source corrected by Cai" in own.ask(path).text
    moved = json.loads(own.ask(f"/api{path}").text)
    again = next(each for paragraph in moved["paragraphs"] for each in paragraph["notes"] if each["id"] == note["id"])
    assert (again["source"], again["corrected"][0]["was"]) == ("two officials", note["source"])
    assert any(claim["id"] == note["claim"] for claim in moved["claims"])
    [judged] = _judged(own)
    assert own.send("/review/undo", "/review", {"number": str(judged["number"])}).status == 303
    back = json.loads(own.ask(f"/api{path}").text)
    assert back["paragraphs"] == article["paragraphs"]
    wrong = own.send("/review/correct", path, {**fields, "words": "words that are not there"})
    assert wrong.status == 400
    assert "does not stand in the article" in wrong.text


def test_words_selected_in_the_article_are_filled_into_the_form(own: Server, browser: Any) -> None:
    rows = json.loads(own.ask("/api/documents?q=Karvend+army+plants").text)["rows"]
    browser.get(f"{own.address}/documents/{rows[0]['id']}")
    browser.find_element(By.CSS_SELECTOR, "a.correct").click()
    field = browser.find_element(By.CSS_SELECTOR, "[data-selected]")
    assert field.is_displayed()
    source = browser.find_element(By.CSS_SELECTOR, ".words .source")
    browser.execute_script("getSelection().selectAllChildren(arguments[0])", source)
    WebDriverWait(browser, LONGEST_ANSWER).until(lambda _: field.get_attribute("value") == source.text)
    assert violations(browser) == []


def test_an_outlet_that_the_analyst_knows_better_is_given_by_hand(own: Server) -> None:
    row = next(row for row in json.loads(own.ask("/api/documents?size=200").text)["rows"] if row["claims"])
    path = f"/documents/{row['id']}"
    fields = {"subject": row["id"], "role": "outlet", "words": "Gilded Bittern", "operator": "Cai"}
    assert own.send("/review/correct", path, fields).status == 303
    article = json.loads(own.ask(f"/api{path}").text)
    assert article["row"]["outlet"] == "Gilded Bittern"
    [outlet] = [each for each in article["details"] if each["name"] == "outlet"]
    assert outlet["how"].startswith(f"as Cai judged, was: {row['outlet'] or 'not known'}")
    assert {each["outlet"] for each in article["claims"]} == {"Gilded Bittern"}


def test_what_is_no_attribution_is_none_from_then_on(own: Server) -> None:
    rows = json.loads(own.ask("/api/documents?q=Karvend+army+plants").text)["rows"]
    path = f"/documents/{rows[0]['id']}"
    article = json.loads(own.ask(f"/api{path}").text)
    note = next(note for paragraph in article["paragraphs"] for note in paragraph["notes"])
    fields = {"subject": note["id"], "role": "none", "words": "", "operator": "Cai"}
    assert own.send("/review/correct", path, fields).status == 303
    left = json.loads(own.ask(f"/api{path}").text)
    assert note["id"] not in {each["id"] for paragraph in left["paragraphs"] for each in paragraph["notes"]}


def test_a_credibility_is_set_beside_the_suggested_one_without_scripts(own: Server) -> None:
    with browsing(scripts=False) as browser:
        browser.get(f"{own.address}/allegations/{roomful.MINES}")
        suggested = browser.find_element(By.CSS_SELECTOR, ".figures").text
        assert "Suggested credibility" in suggested
        browser.find_element(By.XPATH, "//summary[.='How credible it is']").click()
        browser.find_element(By.CSS_SELECTOR, 'select[name=credibility] option[value="5"]').click()
        form = browser.find_element(By.CSS_SELECTOR, 'form[action="/review/credit"]')
        form.find_element(By.NAME, "note").send_keys("the ford is dry in April")
        form.find_element(By.TAG_NAME, "button").click()
        assert is_said(browser, "credibility is set")
    [judged] = _judged(own)
    assert (judged["action"], judged["words"], judged["operator"]) == ("credibility set", "5 of 6", "Berit")


def test_a_cut_is_found_right_and_leaves_the_queue(own: Server, browser: Any) -> None:
    browser.get(f"{own.address}/review?kind=cuts")
    items = browser.find_elements(By.CSS_SELECTOR, ".item")
    if not items:
        pytest.skip("no cut of the example corpus stands between kept words")
    before = len(items)
    items[0].send_keys("a")
    assert is_said(browser, "rightly cut")
    assert len(browser.find_elements(By.CSS_SELECTOR, ".item")) == before - 1
    browser.switch_to.active_element.send_keys("u")
    assert is_said(browser, "Taken back")
    assert len(browser.find_elements(By.CSS_SELECTOR, ".item")) == before


def test_two_allegations_are_joined_and_one_is_parted(own: Server) -> None:
    page = f"/allegations/{roomful.MINES}"
    assert own.send("/review/merge", page, {"subject": roomful.MINES, "other": roomful.RIVAL}).status == 303
    assert _judged(own)[0]["action"] == "held to say the same"
    page = f"/allegations/{roomful.SURGERY}"
    assert own.send("/review/merge", page, {"subject": roomful.SURGERY, "other": "zzzz"}).status == 404
    claims = json.loads(own.ask(f"/api{page}").text)["allegation"]["claims"]
    fields = {"subject": roomful.SURGERY, "claim": claims[-1], "note": "it cites two"}
    assert own.send("/review/split", page, fields).status == 303
    assert (_judged(own)[0]["action"], _judged(own)[0]["note"]) == ("held not to say the same", "it cites two")


def test_what_words_mean_is_chosen_among_the_candidates(own: Server, browser: Any) -> None:
    browser.get(f"{own.address}/review?kind=links")
    items = browser.find_elements(By.CSS_SELECTOR, ".item")
    if not items:
        pytest.skip("no link of the example corpus is in doubt")
    subject = items[0].find_element(By.NAME, "subject").get_attribute("value")
    items[0].send_keys("r")
    assert is_said(browser, "Kept")
    [judged] = _judged(own)
    assert judged["subject"] == subject
    assert judged["words"].endswith("is nothing that is known")
    article = json.loads(own.ask(f"/api/documents/{judged['document']}").text)
    [link] = [each for each in article["links"] if each["id"] == subject]
    assert (link["target"], link["judged_by"]) == (None, "Berit")
    wrong = own.send("/review/link", "/review?kind=links", {"subject": subject, "target": "geonames:0"})
    assert wrong.status == 400


def test_an_article_is_withdrawn_what_was_judged_on_it_is_told_and_undoing_brings_it_back(
    own: Server, browser: Any
) -> None:
    rows = json.loads(own.ask("/api/documents?q=Karvend+army+plants").text)["rows"]
    path = f"/documents/{rows[0]['id']}"
    claims = [
        row["id"] for row in json.loads(own.ask("/api/claims?q=mines").text)["rows"] if row["quote"]["document"] in path
    ]
    other = next(
        row["id"]
        for row in json.loads(own.ask("/api/claims?q=ferry").text)["rows"]
        if row["quote"]["document"] not in path
    )
    own.send("/review/match", path, {"subject": f"{claims[0]}-{other}", "verdict": "other", "operator": "Ada"})
    browser.get(own.address + path)
    browser.find_element(By.CSS_SELECTOR, "#withdraw-title + details summary").click()
    assert violations(browser) == []
    browser.find_element(By.CSS_SELECTOR, 'form[action="/review/withdraw"] button').click()
    assert is_said(browser, "Withdrawn")
    assert is_said(browser, "1 judgement no longer finds its claim")
    assert "1 judgement that no longer finds its claim" in browser.find_element(By.CSS_SELECTOR, "#unmet-title").text
    assert violations(browser) == []
    assert own.ask(path).status == 404
    browser.find_element(By.CSS_SELECTOR, '[aria-label="Undo judgement 2"]').click()
    assert is_said(browser, "Taken back")
    assert browser.find_elements(By.ID, "unmet-title") == []
    assert own.ask(path).status == 200
