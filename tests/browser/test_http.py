"""What the server answers and refuses, asked plainly: headers, names, tokens, forms, hostile input, the API."""

import json
import threading
from pathlib import Path

import pytest
import roomful
from rooms import Server, serving_room

HEADERS = {"Host": "localhost"}


def test_every_answer_carries_a_strict_policy(room: Server) -> None:
    for path in ("/allegations", "/static/room.css", "/api/claims", "/nothing"):
        headers = room.ask(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["x-frame-options"] == "DENY"


def test_no_page_has_a_script_or_a_style_within_it(room: Server) -> None:
    for path in ("/allegations", f"/allegations/{roomful.MINES}", "/events", "/review", "/read", "/legend"):
        text = room.ask(path).text
        assert "<style" not in text
        assert " style=" not in text
        assert " onclick" not in text
        assert text.count("<script") == text.count('<script src="/static/room.js" defer>') == 1
        assert "//cdn" not in text


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "localhost.evil.example", "127.0.0.1.evil.example", ""]
)
def test_another_host_name_is_refused(room: Server, host: str) -> None:
    assert room.ask("/allegations", headers={"Host": host}).status == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Referer": "http://evil.example/form"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_from_another_page_is_refused(room: Server, headers: dict[str, str]) -> None:
    fields = {"subject": "Vessara Ledger", "grade": "B", "operator": "Mallory"}
    page = "/outlets/of?name=Vessara+Ledger"
    if "Referer" in headers:
        headers = {**headers, "Origin": "http://evil.example"}
    assert room.send("/review/grade", page, fields, **headers).status == 403


@pytest.mark.parametrize(
    "path", ["match", "link", "merge", "split", "grade", "correct", "undo", "put-back", "cut-again"]
)
def test_a_form_without_its_token_is_refused(room: Server, path: str) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": room.address}
    answer = room.ask(f"/review/{path}", method="POST", headers=headers, body=b"subject=x&csrf=00")
    assert answer.status == 403
    assert "expired" in answer.text


def test_the_token_of_one_session_is_none_of_another(room: Server) -> None:
    page = room.ask("/read").text
    token = page.partition('name="csrf" value="')[2].partition('"')[0]
    room.cookies.clear()
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": room.address}
    answer = room.ask("/read", method="POST", headers=headers, body=f"csrf={token}&addresses=".encode())
    assert answer.status == 403


def test_a_way_back_never_leads_elsewhere(room: Server) -> None:
    for back in ("http://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"):
        answer = room.send("/read", "/read", {"back": back, "addresses": "https://a.example/1"})
        assert answer.status == 303
        assert answer.headers["location"].startswith("/read/")


def test_beyond_this_machine_a_token_is_needed(filled: Path) -> None:
    with serving_room(filled, "--host", "0.0.0.0") as server:  # noqa: S104  that is what is tested
        assert len(server.token) >= 24
        server.address = server.address.replace("0.0.0.0", "127.0.0.1")  # noqa: S104
        assert server.ask("/allegations").status == 401
        assert server.ask("/api/claims").status == 401
        assert server.ask("/static/room.css").status == 401
        assert server.ask("/allegations?token=wrong").status == 401
        assert server.ask("/api/case", headers={"Authorization": f"Bearer {server.token}"}).status == 200
        answer = server.ask(f"/claims?q=mines&token={server.token}")
        assert (answer.status, answer.headers["location"]) == (303, "/claims?q=mines")
        assert "httponly" in answer.headers["set-cookie"].lower()
        assert server.ask("/claims?q=mines").status == 200


def test_the_api_gives_what_the_pages_show_and_describes_itself(room: Server) -> None:
    description = json.loads(room.ask("/api/openapi.json").text)
    paths = set(description["paths"])
    assert {"/api/allegations", "/api/allegations/{identity}", "/api/claims", "/api/documents/{identity}"} <= paths
    for path in sorted(paths):
        if "{" not in path and path not in {"/api/compare", "/api/outlets/of"}:
            assert room.ask(path).status == 200, path
    card = json.loads(room.ask(f"/api/allegations/{roomful.MINES}").text)
    assert card["row"]["sentence"].startswith("3 articles, 3 outlets, 1 to 2 origins")
    assert card["allegation"]["origins"] == [1, 2]
    assert card["drifts"][0]["there_pieces"][1] == ["allegedly", True]


def test_lists_are_cut_into_pages(room: Server) -> None:
    first = json.loads(room.ask("/api/claims?size=10").text)
    second = json.loads(room.ask("/api/claims?size=10&page=2").text)
    assert first["total"] == second["total"] > 300
    assert {row["id"] for row in first["rows"]}.isdisjoint({row["id"] for row in second["rows"]})
    assert room.ask("/api/claims?size=100000").status == 400
    assert "previous" in room.ask("/claims?page=2&firmness=asserted").text


@pytest.mark.parametrize(
    "path",
    ["/claims?page=x", "/claims?page=-1", "/claims?since=%00", "/claims?q=%27%3B+DROP+TABLE+claims", "/documents?q=%22",
     "/documents?q=NEAR(", "/allegations?sort=nothing", "/documents/%2e%2e%2fetc", "/documents/zzzz?at=9-1,x,1-99999999",
     "/sources/of?name=%3Cscript%3E", "/compare?here=a", "/static/..%2f..%2fapp.py", "/claims?circular=%F0%9F%92%A5"],
)  # fmt: skip
def test_odd_questions_get_an_answer_and_break_nothing(room: Server, path: str) -> None:
    assert room.ask(path).status in {200, 400, 404}
    assert room.ask("/claims").status == 200


def test_an_error_is_said_as_in_the_terminal(room: Server) -> None:
    answer = room.ask("/documents/zzzz")
    assert answer.status == 404
    assert "no id in documents begins with &#39;zzzz&#39;" in answer.text
    assert json.loads(room.ask("/api/documents/zzzz").text)["error"].startswith("no id in")


def test_a_case_that_is_not_there_yet_opens_empty(tmp_path: Path) -> None:
    with serving_room(tmp_path / "none") as server:
        assert "Nothing has been read into this case yet" in server.ask("/allegations").text
        for path in ("/claims", "/documents", "/sources", "/outlets", "/events", "/review", "/api/case"):
            assert server.ask(path).status == 200, path
    assert not (tmp_path / "none").exists()


def test_many_ask_at_once(room: Server) -> None:
    paths = [
        "/allegations",
        "/claims?q=said",
        f"/allegations/{roomful.FERRY}",
        "/documents?q=ferry",
        "/events",
        "/outlets",
    ] * 4
    statuses: list[int] = []
    threads = [
        threading.Thread(target=lambda path=path: statuses.append(Server(room.address, "").ask(path).status))
        for path in paths
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * len(paths)
