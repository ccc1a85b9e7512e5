"""The main paths in Chromium: every page opens, keeps the rules of accessibility and asks nobody but us."""

import json
import re
from typing import Any

import pytest
import roomful
from rooms import Server, browsing, complaints, violations
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

PAGES = [
    "/allegations",
    "/allegations?circular=true",
    f"/allegations/{roomful.SURGERY}",
    f"/allegations/{roomful.MINES}",
    f"/allegations/{roomful.FERRY}",
    "/claims",
    "/claims?firmness=denied&sort=newest",
    "/documents",
    "/sources",
    "/sources/of?name=Merrisk+Lines",
    "/sources/of",
    "/outlets",
    "/outlets/of?name=Vessara+Ledger",
    "/events",
    "/review",
    "/review?kind=accounts",
    "/review?kind=links",
    "/review?kind=cuts",
    "/read",
    "/search?q=mines",
    "/legend",
    "/rejected",
    "/nothing-here",
]


@pytest.fixture(scope="module")
def ledger(room: Server) -> str:
    """The address of the Vessara Ledger's article."""
    rows = json.loads(room.ask("/api/documents?q=Karvend+army+plants").text)["rows"]
    return f"/documents/{rows[0]['id']}"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_and_nothing_is_refused_or_broken(room: Server, browser: Any, path: str) -> None:
    browser.get(room.address + path)
    assert violations(browser) == []
    assert [each for each in complaints(browser) if "404" not in each] == []
    assert browser.find_element(By.TAG_NAME, "h1").text


@pytest.mark.parametrize("more", ["", "?cuts=1", "?at=20-40#w20"])
def test_an_article_is_accessible(room: Server, browser: Any, ledger: str, more: str) -> None:
    browser.get(room.address + ledger + more)
    assert violations(browser) == []
    assert complaints(browser) == []


def test_no_request_leaves_the_machine(room: Server, browser: Any, ledger: str) -> None:
    for path in ("/allegations", f"/allegations/{roomful.MINES}", ledger, "/events", "/read"):
        browser.get(room.address + path)
    entries = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [each["params"]["request"]["url"] for each in entries if each["method"] == "Network.requestWillBeSent"]
    assert asked
    assert [url for url in asked if not url.startswith((room.address, "about:", "data:"))] == []


def test_a_row_says_in_words_what_an_allegation_is_and_opens_its_card(room: Server, browser: Any) -> None:
    browser.get(f"{room.address}/allegations?q=surgery")
    [row] = browser.find_elements(By.CSS_SELECTOR, "main article.allegation")
    assert "4 articles, 4 outlets, no origin or 1, side not known, circular" in row.text
    row.find_element(By.TAG_NAME, "a").click()
    assert browser.current_url.endswith(f"/allegations/{roomful.SURGERY}")


def test_a_card_draws_the_circle_and_says_the_same_as_a_list(room: Server, browser: Any) -> None:
    browser.get(f"{room.address}/allegations/{roomful.SURGERY}")
    assert len(browser.find_elements(By.CSS_SELECTOR, "svg.drawing path.line.circle")) == 3
    assert len(browser.find_elements(By.CSS_SELECTOR, "svg.drawing g.box")) == 4
    listed = browser.find_element(By.CSS_SELECTOR, ".branches").text
    assert "↻ circle: back to Capital Mirror" in listed
    assert (
        "Capital Mirror → The Half Past → Aldmoor Insider → Capital Mirror"
        in browser.find_element(By.CSS_SELECTOR, ".warn").text
    )


def test_a_card_has_rivals_denials_the_reply_and_drift_with_the_lost_hedge_struck_out(
    room: Server, browser: Any
) -> None:
    browser.get(f"{room.address}/allegations/{roomful.MINES}")
    page = browser.find_element(By.TAG_NAME, "main")
    assert {"Denials of it", "Accounts that cannot hold together with it"} <= {
        each.text for each in page.find_elements(By.TAG_NAME, "h3")
    }
    assert [each.text for each in page.find_elements(By.CSS_SELECTOR, ".drift del")] == ["allegedly"]
    assert "Accused: Karvend army." in page.text


def test_a_card_says_why_another_account_is_one_and_opens_to_the_words(room: Server, browser: Any) -> None:
    browser.get(f"{room.address}/allegations/{roomful.MINES}")
    ties = browser.find_elements(By.CSS_SELECTOR, "details.tie")
    assert {each.text for each in ties} == {
        "Why: one is what the other denies (likelihood 95 %)",
        "Why: the same event, and another who did it (likelihood 62 %)",
    }
    for each in ties:
        each.find_element(By.TAG_NAME, "summary").click()
    assert violations(browser) == []
    [said] = browser.find_elements(By.CSS_SELECTOR, "details.tie > p:not(.told) > a.quote")
    said.click()
    assert "/documents/" in browser.current_url
    assert browser.find_elements(By.CSS_SELECTOR, ".words mark.asked")


def test_words_that_a_link_leads_to_are_marked_and_in_view(room: Server, browser: Any) -> None:
    browser.get(f"{room.address}/allegations/{roomful.MINES}")
    browser.find_element(By.CSS_SELECTOR, ".branches a.quote").click()
    [first, *_] = browser.find_elements(By.CSS_SELECTOR, ".words mark.asked")
    assert first.text in {"Orvel Valley Dispatch", "The Orvel Valley Dispatch"}
    top = browser.execute_script("return arguments[0].getBoundingClientRect().top", first)
    assert 0 <= top < 900


def test_marks_differ_by_line_not_by_colour_alone(room: Server, browser: Any, ledger: str) -> None:
    browser.get(room.address + ledger)
    looks = (
        "const found = [...document.querySelectorAll('.words span')].find((e) => e.className.split(' in-')[0] === arguments[0]);"
        "const s = getComputedStyle(found);"
        "return [s.textDecorationLine, s.textDecorationStyle, s.fontWeight, s.fontStyle].join(' ')"
    )
    styles = {role: browser.execute_script(looks, role) for role in ("source", "cue", "cue hedge")}
    assert len({styles[role] for role in ("source", "cue", "cue hedge")}) == 3
    assert "alleged" in browser.find_element(By.CSS_SELECTOR, ".notes").text


def test_what_was_cut_is_shown_in_its_place_on_demand(room: Server, browser: Any, ledger: str) -> None:
    browser.get(room.address + ledger)
    assert browser.find_elements(By.CSS_SELECTOR, ".was-cut") == []
    browser.find_element(By.LINK_TEXT, "show them in their places").click()
    assert browser.find_elements(By.CSS_SELECTOR, ".was-cut del")


def test_the_original_stands_in_a_frame_without_any_right(room: Server, browser: Any, ledger: str) -> None:
    browser.get(room.address + ledger)
    frame = browser.find_element(By.TAG_NAME, "iframe")
    assert frame.get_attribute("sandbox") == ""
    answer = room.ask(f"{ledger}/original")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "Karvend" in answer.text


def test_two_articles_stand_side_by_side(room: Server, browser: Any) -> None:
    rows = json.loads(room.ask("/api/documents?q=ferry").text)["rows"]
    ids = {row["outlet"]: row["id"] for row in rows}
    browser.get(f"{room.address}/documents/{ids['Gulf & Isles Today']}")
    browser.find_element(By.LINK_TEXT, "side by side").click()
    assert violations(browser) == []
    assert browser.find_elements(By.CSS_SELECTOR, "tr.piece-added .tag")


def test_the_keyboard_alone_leads_from_the_list_to_the_words(room: Server, browser: Any) -> None:
    browser.get(f"{room.address}/allegations")
    browser.switch_to.active_element.send_keys(Keys.TAB)
    assert browser.switch_to.active_element.text == "Skip to the page"
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    _tab_to(browser, "article.allegation a")
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert "/allegations/" in browser.current_url
    _tab_to(browser, ".branches a")
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert "/documents/" in browser.current_url


def test_dark_and_light_have_contrast(room: Server, ledger: str) -> None:
    with browsing() as browser:
        scheme = {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", scheme)
        for path in ("/allegations", f"/allegations/{roomful.MINES}", ledger, "/events", "/review", "/read"):
            browser.get(room.address + path)
            assert violations(browser) == []
        background = browser.execute_script("return getComputedStyle(document.documentElement).backgroundColor")
        assert max(map(int, re.findall(r"\d+", background)[:3])) < 60


def test_at_phone_width_nothing_runs_off_the_side(room: Server, ledger: str) -> None:
    with browsing(width=360, height=760) as browser:
        for path in (
            "/allegations",
            f"/allegations/{roomful.MINES}",
            ledger,
            "/events",
            "/review",
            "/read",
            "/documents",
            "/outlets",
        ):
            browser.get(room.address + path)
            assert violations(browser) == []
            width = browser.execute_script("return document.documentElement.scrollWidth")
            assert width <= 360, path


def test_without_scripts_every_page_says_the_same(room: Server, ledger: str) -> None:
    with browsing(scripts=False) as browser:
        browser.get(f"{room.address}/allegations")
        browser.find_element(By.NAME, "q").send_keys("mines")
        browser.find_element(By.CSS_SELECTOR, ".filters button").click()
        browser.find_element(By.CSS_SELECTOR, "article.allegation a").click()
        assert "relies on" in browser.find_element(By.CSS_SELECTOR, ".branches").text
        assert browser.find_elements(By.CSS_SELECTOR, "svg.drawing g.box")
        browser.get(room.address + ledger)
        assert browser.find_elements(By.CSS_SELECTOR, ".words .hedge")


def test_a_printed_page_has_no_forms_and_no_navigation(room: Server, browser: Any) -> None:
    browser.get(f"{room.address}/allegations/{roomful.MINES}")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert not browser.find_element(By.CSS_SELECTOR, "header.top").is_displayed()
        assert browser.find_element(By.CSS_SELECTOR, "svg.drawing").is_displayed()
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def _tab_to(browser: Any, selector: str) -> None:
    for _ in range(60):
        browser.switch_to.active_element.send_keys(Keys.TAB)
        if browser.execute_script("return document.activeElement.matches(arguments[0])", selector):
            return
    pytest.fail(f"no {selector} can be reached with the tabulator")
