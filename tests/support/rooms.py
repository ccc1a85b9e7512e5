"""The reading room as its own process on a free port, and ways to ask it: plainly over HTTP, or in Debian's Chromium."""

from __future__ import annotations

import http.client
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

import pytest
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, TimeoutException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

AXE = Path(__file__).parents[1] / "browser" / "axe" / "axe.min.js"

# Rules of axe-core that a page must keep: WCAG 2.2 at levels A and AA, and its best practices.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

_STARTED = re.compile(r"reading room of .*: (http://\S+)")
_SECONDS_TO_START = 60.0

# A judgement matches and weighs anew what it touches; on a busy machine that takes seconds.
LONGEST_ANSWER = 60


class Answer(NamedTuple):
    """What the server answered: the names of its headers in small letters, cookies among them."""

    status: int
    headers: Mapping[str, str]
    text: str


class Server:
    """A running reading room; ``address`` is without a slash at its end, ``said`` what it printed when it began."""

    def __init__(self, address: str, said: str) -> None:
        self.address, self.said = address.partition("/?")[0].rstrip("/"), said
        self.token = address.partition("token=")[2]
        self.cookies: dict[str, str] = {}

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Answer:
        """Ask for a page, with the cookies that were given before."""
        parts = urlsplit(self.address)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=30)
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request(method, path, body=body, headers={**({"Cookie": jar} if jar else {}), **(headers or {})})
        answer = connection.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                cookie, _, content = value.partition(";")[0].partition("=")
                self.cookies[cookie] = content
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, text)

    def send(self, path: str, page: str, fields: Mapping[str, str], **headers: str) -> Answer:
        """Send a form as a browser would that has loaded ``page``: with its hidden token."""
        [token, *_] = re.findall(r'name="csrf" value="([0-9a-f]+)"', self.ask(page).text)
        body = urlencode({"csrf": token, "back": page, **fields}).encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.address}
        return self.ask(path, method="POST", headers={**kind, **headers}, body=body)


@contextmanager
def serving_room(case: Path, *options: str) -> Iterator[Server]:
    """Run ``allegedly serve`` as a process of its own."""
    command = [
        sys.executable,
        "-m",
        "allegedly",
        "serve",
        "--case",
        str(case),
        "--port",
        "0",
        "--engine",
        "rules",
        *options,
    ]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        yield _started(process)
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stderr is not None:
            process.stderr.close()


def _started(process: subprocess.Popen[str]) -> Server:
    said = ""
    deadline = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < deadline and process.stderr is not None:
        line = process.stderr.readline()
        said += line
        if not line and process.poll() is not None:
            break
        found = _STARTED.search(said)
        if found and "\n" in said[found.end() :]:
            server = Server(found.group(1), said)
            _wait_until_it_answers(server, deadline)
            return server
    message = f"the reading room did not start: {said}"
    raise RuntimeError(message)


def _wait_until_it_answers(server: Server, deadline: float) -> None:
    while time.monotonic() < deadline:
        try:
            server.ask("/static/icon.svg", headers={"Host": "localhost"})
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
        else:
            server.cookies.clear()
            return


@contextmanager
def browsing(*, width: int = 1200, height: int = 900, scripts: bool = True, dark: bool = False) -> Iterator[Any]:
    """Drive Debian's Chromium; a test is skipped where there is none."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.skip("there is no chromium with chromedriver here: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    flags = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        "--force-prefers-reduced-motion",
    ]
    for flag in [*flags, f"--window-size={width},{height}", *(["--force-dark-mode"] if dark else [])]:
        options.add_argument(flag)
    if not scripts:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    if width < 600:  # a window cannot be as narrow as a phone, an emulated one can
        metrics = {"deviceMetrics": {"width": width, "height": height, "pixelRatio": 1.0}}
        options.add_experimental_option("mobileEmulation", metrics)
    browser = webdriver.Chrome(options=options, service=Service(driver))
    try:
        yield browser
    finally:
        browser.quit()


def is_said(browser: Any, words: str) -> bool:
    """Wait until the page says so, once what was sent has been answered; False if it does not within LONGEST_ANSWER seconds."""
    waiting = WebDriverWait(browser, LONGEST_ANSWER, ignored_exceptions=[StaleElementReferenceException])
    try:
        waiting.until(lambda page: any(words in each.text for each in page.find_elements(By.CSS_SELECTOR, ".said")))
    except TimeoutException:
        return False
    return True


def violations(browser: Any) -> list[str]:
    """Return what axe-core finds wrong with the page that is open, each with the first element."""
    browser.execute_script(AXE.read_text(encoding="utf-8"))
    found = browser.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run(document, {runOnly: arguments[0], resultTypes: ['violations']}).then(done)",
        RULES,
    )
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found["violations"]]


def complaints(browser: Any) -> list[str]:
    """Return what the browser's console says against the page: refused by the policy, not found, broken."""
    return [entry["message"] for entry in browser.get_log("browser") if entry["level"] in {"SEVERE", "WARNING"}]
