"""Reading in on the page: files and addresses, progress, and errors as the terminal says them."""

import json
import time
from pathlib import Path
from typing import Any

from rooms import LONGEST_ANSWER, Server, browsing, serving_room, violations
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

ARTICLE = "Mine collapse near Osk\n\nOfficials of the mining board said on Monday that a shaft near Osk had collapsed. The owner denied it.\n"

# Seconds for a process that loads the language model and reads two short texts, on a busy machine.
PATIENCE = 120.0


def _until_over(server: Server, number: int = 1) -> dict[str, Any]:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        job: dict[str, Any] = json.loads(server.ask(f"/api/jobs/{number}").text)
        if job.get("is_over"):  # it may not have been taken in yet
            return job
        time.sleep(0.2)
    message = f"the pile was not read within {PATIENCE} s: {job}"
    raise AssertionError(message)


def test_files_are_read_into_a_new_case_and_errors_are_said(tmp_path: Path, browser: Any) -> None:
    good, bad = tmp_path / "mine <b>.txt", tmp_path / "empty.txt"
    good.write_text(ARTICLE, encoding="utf-8")
    bad.write_text("", encoding="utf-8")
    with serving_room(tmp_path / "case", "--jobs", "1") as server:
        browser.get(f"{server.address}/read")
        browser.find_element(By.ID, "files").send_keys(f"{good}\n{bad}")
        assert "mine <b>.txt" in browser.find_element(By.CSS_SELECTOR, "[data-chosen]").text
        browser.find_element(By.NAME, "operator").send_keys("Ada")
        browser.find_element(By.CSS_SELECTOR, "form.stack button").click()
        job = _until_over(server)
        assert (job["state"], job["documents"], job["operator"]) == ("done", 1, "Ada")
        browser.get(f"{server.address}/read/1")
        page = browser.find_element(By.TAG_NAME, "main").text
        assert "empty.txt: empty (collect)" in page
        assert violations(browser) == []
        browser.get(f"{server.address}/claims?q=shaft")
        assert "a shaft near Osk had collapsed" in browser.find_element(By.TAG_NAME, "main").text
        [line] = json.loads(server.ask("/api/documents").text)["rows"]
        assert "Ada" in server.ask(f"/documents/{line['id']}").text


def test_files_are_read_without_scripts(tmp_path: Path) -> None:
    good = tmp_path / "mine.txt"
    good.write_text(ARTICLE, encoding="utf-8")
    with serving_room(tmp_path / "case", "--jobs", "1") as server, browsing(scripts=False) as browser:
        browser.get(f"{server.address}/read")
        browser.find_element(By.ID, "files").send_keys(str(good))
        browser.find_element(By.CSS_SELECTOR, "form.stack button").click()
        onward = browser.find_elements(
            By.LINK_TEXT, "See how it stands now"
        )  # none where all is read before the page comes
        _until_over(server)
        for link in onward:
            link.click()
        waiting = WebDriverWait(browser, LONGEST_ANSWER, ignored_exceptions=[StaleElementReferenceException])
        waiting.until(lambda page: "read 1 article" in page.find_element(By.TAG_NAME, "main").text)


def test_a_private_address_is_refused_and_said_so(tmp_path: Path) -> None:
    with serving_room(tmp_path / "case", "--jobs", "1") as server:
        answer = server.send("/read", "/read", {"addresses": "http://127.0.0.1:9/secret"})
        assert answer.headers["location"] == "/read/1"
        job = _until_over(server)
        assert job["documents"] == 0
        assert any("refused" in line for line in job["rejected"])


def test_what_is_no_web_address_is_refused_at_once(room: Server) -> None:
    for address in ("file:///etc/passwd", "javascript:alert(1)", "ftp://a.example/x", "/etc/passwd", "-"):
        answer = room.send("/read", "/read", {"addresses": address})
        assert answer.status == 400
        assert "only http:// and https://" in answer.text


def test_an_upload_past_the_limit_is_refused(tmp_path: Path) -> None:
    with serving_room(tmp_path / "case", "--upload-limit", "1") as server:
        answer = server.send("/read", "/read", {"addresses": "x" * (3 * 2**20)})
        assert answer.status == 413
        assert json.loads(server.ask("/api/jobs").text) == []
