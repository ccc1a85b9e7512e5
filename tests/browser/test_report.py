"""The report in Chromium: accessible, readable on a phone, and asking nobody for anything."""

import json
from pathlib import Path
from typing import Any

import pytest
from rooms import browsing, complaints, violations
from selenium.webdriver.common.by import By

from allegedly.case import Case
from allegedly.show.report import write_report


@pytest.fixture(scope="module")
def report(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("report") / "report.html"
    with Case(filled) as case:
        write_report(case, path)
    return path.as_uri()


def test_it_is_accessible_and_asks_for_nothing(report: str, browser: Any) -> None:
    browser.get(report)
    assert violations(browser) == []
    assert complaints(browser) == []
    entries = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [each["params"]["request"]["url"] for each in entries if each["method"] == "Network.requestWillBeSent"]
    assert [url for url in asked if not url.startswith(("file:", "about:", "data:"))] == []


def test_a_number_leads_to_the_words_it_rests_on(report: str, browser: Any) -> None:
    browser.get(report)
    browser.find_element(By.CSS_SELECTOR, "#cards .branches a.quote").click()
    fragment = browser.current_url.partition("#")[2]
    assert fragment.startswith("w-")
    top = browser.execute_script("return document.getElementById(arguments[0]).getBoundingClientRect().top", fragment)
    assert -5 <= top < 900


def test_a_link_of_two_letters_that_is_a_line_of_its_own_can_be_hit(report: str, browser: Any) -> None:
    browser.get(report)
    browser.execute_script(
        "document.querySelectorAll('.branches .told > .quote, .tie .quote').forEach((e) => { e.textContent = 'He'; });"
        "document.querySelectorAll('.tie').forEach((e) => { e.open = true; });"
    )
    assert violations(browser) == []
    sizes = browser.execute_script(
        "return [...document.querySelectorAll('.branches .told > .quote')].map((e) => e.getBoundingClientRect())"
        ".map((box) => Math.min(box.width, box.height))"
    )
    assert sizes
    assert min(sizes) >= 24


def test_on_a_phone_nothing_runs_off_the_side(report: str) -> None:
    with browsing(width=360, height=760) as browser:
        browser.get(report)
        assert browser.execute_script("return document.documentElement.scrollWidth") <= 360
