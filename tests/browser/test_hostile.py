"""Nothing from an article is executed or trusted: hostile pages, titles, addresses, file names, and originals."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from rooms import Server, complaints, serving_room, violations
from selenium.webdriver.common.by import By

from allegedly.case import Case

ATTACK = "document.documentElement.setAttribute('data-owned', 'yes')"
TITLE = f'"><script>{ATTACK}</script><img src=x onerror="{ATTACK}">Mayor of Osk {{{{7*7}}}} </title>'
BODY = (
    f"Officials said <script>{ATTACK}</script> that the dam of Osk had burst. According to <b onmouseover={ATTACK}>police</b>,"
    " “the water <svg onload=1> came at night”."
)
PAGE = f"""<html><head><title>Dam of Osk bursts</title><meta property="og:site_name" content='<img src=x onerror="{ATTACK}">'>
<base href="http://evil.example/"><meta http-equiv="refresh" content="0;url=http://evil.example/">
<link rel="stylesheet" href="http://evil.example/x.css"></head><body><h1>Dam of Osk bursts</h1>
<article><p>Officials of the district said on Monday that the dam near Osk had burst and that forty houses were flooded.</p>
<p>The mayor of Osk, Tarn Velde, said that nobody had been hurt, and that the road would be opened on Friday again.</p>
<script>{ATTACK}; top.location = "http://evil.example/"; parent.postMessage("x", "*")</script>
<svg xmlns="http://www.w3.org/2000/svg" onload="{ATTACK}"><script>{ATTACK}</script></svg>
<img src="http://evil.example/pixel.gif" onerror="{ATTACK}"><iframe src="javascript:{ATTACK}"></iframe>
<form action="http://evil.example/"><input name=x><button>Send</button></form>
<a href="javascript:{ATTACK}">more</a><a target="_top" href="http://evil.example/">top</a></article></body></html>"""
ARABIC = "قال المحافظ إن السد انهار يوم الاثنين وإن أربعين منزلا غمرتها المياه."


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("hostile")
    lines = [
        {"id": "<script>1</script>", "title": TITLE, "outlet": f"<svg onload={ATTACK}>", "text": BODY,
         "url": f"javascript:{ATTACK}", "published": "2033-04-12"},
        {"id": "arabic", "title": "السد", "outlet": "صحيفة", "text": f"{ARABIC}\n\n{ARABIC}", "published": "2033-04-12"},
    ]  # fmt: skip
    pile = folder / "pile"
    pile.mkdir()
    (pile / "lines.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    (pile / "a<img src=x onerror=alert(1)>.html").write_text(PAGE, encoding="utf-8")
    (pile / "javascript:alert(1).txt").write_text("", encoding="utf-8")
    with Case(folder / "case") as case:
        case.read([pile], tagger="rules", jobs=1, operator="<b>Ada</b>")
    with serving_room(folder / "case") as server:
        yield server


def _documents(server: Server) -> dict[str, str]:
    rows = json.loads(server.ask("/api/documents").text)["rows"]
    return {row["title"] or "": row["id"] for row in rows}


def _is_owned(browser: Any) -> bool:
    return browser.find_element(By.TAG_NAME, "html").get_attribute("data-owned") is not None


def test_no_page_runs_what_an_article_says(hostile: Server, browser: Any) -> None:
    ids = list(_documents(hostile).values())
    assert len(ids) == 3
    paths = [
        "/documents",
        "/claims",
        "/allegations",
        "/sources",
        "/outlets",
        "/events",
        "/review",
        "/rejected",
        "/search?q=dam",
    ]
    for path in [*paths, *(f"/documents/{each}?cuts=1" for each in ids), f"/compare?here={ids[0]}&there={ids[1]}"]:
        browser.get(hostile.address + path)
        assert not _is_owned(browser), path
        assert complaints(browser) == [], path
        assert violations(browser) == [], path
        hrefs = browser.execute_script("return Array.from(document.querySelectorAll('[href]'), (e) => e.href)")
        assert [href for href in hrefs if not href.startswith(hostile.address)] == [], path


def test_words_that_look_like_a_template_stay_words(hostile: Server) -> None:
    assert "{{7*7}}" in hostile.ask("/documents").text.replace("&#123;", "{")


def test_a_search_is_printed_as_words(hostile: Server, browser: Any) -> None:
    browser.get(f"{hostile.address}/search?q=%3Cscript%3Edocument.documentElement.dataset.owned%3D1%3C%2Fscript%3E")
    assert not _is_owned(browser)
    assert "<script>" in browser.find_element(By.TAG_NAME, "h1").text


def test_an_original_runs_nothing_loads_nothing_and_leads_nowhere(hostile: Server, browser: Any) -> None:
    path = f"/documents/{_documents(hostile)['Dam of Osk bursts']}"
    browser.get(hostile.address + path)
    browser.find_elements(By.TAG_NAME, "summary")[-1].click()
    browser.get_log("performance")
    frame = browser.find_element(By.TAG_NAME, "iframe")
    browser.execute_script("arguments[0].loading = 'eager'; arguments[0].scrollIntoView()", frame)
    browser.switch_to.frame(frame)
    assert "forty houses" in browser.find_element(By.TAG_NAME, "body").text
    assert not _is_owned(browser)
    browser.switch_to.default_content()
    assert browser.current_url == hostile.address + path
    assert not _is_owned(browser)
    _no_request_elsewhere(browser, hostile)


def test_an_original_opened_by_itself_is_as_powerless(hostile: Server, browser: Any) -> None:
    browser.get(f"{hostile.address}/documents/{_documents(hostile)['Dam of Osk bursts']}/original")
    assert not _is_owned(browser)
    assert browser.execute_script("return self.origin") == "null"
    _no_request_elsewhere(browser, hostile)


def test_a_download_is_a_file_whatever_is_in_it(hostile: Server) -> None:
    answer = hostile.ask(f"/documents/{_documents(hostile)['Dam of Osk bursts']}/original?download=1")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''a%3Cimg")
    assert "http://evil.example/pixel.gif" in answer.text


def test_words_from_right_to_left_say_so(hostile: Server, browser: Any) -> None:
    browser.get(f"{hostile.address}/documents/{_documents(hostile)['السد']}")
    text = browser.find_element(By.CSS_SELECTOR, ".text")
    assert (text.get_attribute("lang"), text.get_attribute("dir")) == ("ar", "rtl")
    words = browser.find_element(By.CSS_SELECTOR, ".words")
    assert browser.execute_script("return getComputedStyle(arguments[0]).direction", words) == "rtl"


def _no_request_elsewhere(browser: Any, server: Server) -> None:
    entries = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    sent = [each["params"] for each in entries if each["method"] == "Network.responseReceived"]
    assert [each["response"]["url"] for each in sent if "evil.example" in each["response"]["url"]] == []
    assert server.address
