import json
import signal
import subprocess
import sys

import pytest
from archives import PAGE, response
from running import Run
from server import Server, serving

from allegedly.case import Case
from allegedly.collect import Fetcher, collect_again
from allegedly.errors import FeedListError
from allegedly.store import Store
from allegedly.watch import Watch, feeds_of

OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body><outline text="Papers">
<outline type="rss" text="Harbour Post" xmlUrl="{url}/feed"/></outline></body></opml>"""


@pytest.fixture
def server():
    with serving() as server:
        yield server


@pytest.fixture
def case(tmp_path):
    with Case(tmp_path / "case") as case:
        yield case


def publish(server: Server, *names: str, **more: str) -> None:
    """Serve a page for each name and a feed with an entry for each."""
    items = ""
    for name in names:
        server.answers.setdefault(f"/{name}", response(PAGE.replace("Osk", name)))
        items += f"<item><title>Bridge fell at {name}</title><link>{server.url}/{name}</link><description>The bridge at {name} fell, officials of the district said.</description></item>"
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title>{items}{more.pop("extra", "")}</channel></rss>'
    server.answers["/feed"] = response(feed, content_type="application/rss+xml", **more)


def look(case: Case, server: Server):
    fetcher = Fetcher(allow_private=True, sleep=lambda _: None)
    watch = Watch(case, [f"{server.url}/feed"], fetcher=fetcher, tagger="rules", jobs=1)
    [news] = watch.look()
    case.close()
    return news


def titles(news):
    return [document.title for document in news.documents]


def test_a_look_reads_what_is_new_and_the_next_one_only_what_came_since(case, server):
    publish(server, "Osk", "Marn")
    first = look(case, server)
    assert (first.entries, titles(first)) == (2, ["Bridge fell at Osk", "Bridge fell at Marn"])
    assert first.claims
    assert {claim.document for claim in first.claims} == {document.id for document in first.documents}
    publish(server, "Tolv", "Osk", "Marn")
    second = look(case, server)  # another watch: what was seen is kept in the case
    assert (second.entries, titles(second)) == (1, ["Bridge fell at Tolv"])
    assert server.pages().count("/Osk") == 1
    third = look(case, server)
    assert (third.entries, third.documents) == (0, [])
    with Store(case.folder) as store:
        assert [document.url for document in store.documents()] == [
            f"{server.url}/{name}" for name in ("Osk", "Marn", "Tolv")
        ]
        [job] = store.jobs("watch")
        assert json.loads(job.detail)["url"] == f"{server.url}/feed"
    assert case.verify() == []


def test_a_server_is_asked_only_for_what_changed(case, server):
    publish(server, "Osk", etag='"abc"', last_modified="Wed, 05 Mar 2031 10:00:00 GMT")
    look(case, server)
    server.answers["/feed"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    news = look(case, server)
    assert (news.entries, news.problem) == (0, "")
    assert server.fields["if-none-match"] == '"abc"'
    assert server.fields["if-modified-since"] == "Wed, 05 Mar 2031 10:00:00 GMT"


def test_a_page_that_cannot_be_had_is_tried_again_and_then_the_feeds_own_words_are_read(case, server):
    server.answers["/Osk"] = response("", status="503 Service Unavailable")
    publish(server, "Osk", "Marn", etag='"abc"')
    assert titles(look(case, server)) == ["Bridge fell at Marn"]
    assert titles(look(case, server)) == []
    third = look(case, server)
    assert "if-none-match" not in server.fields  # as long as something is left to do
    [document] = third.documents
    assert document.text == "Bridge fell at Osk\n\nThe bridge at Osk fell, officials of the district said."
    assert (document.url, document.outlet) == (f"{server.url}/Osk", "Harbour Post")
    assert look(case, server).entries == 0
    assert server.pages().count("/Osk") == 3


def test_a_page_that_comes_back_in_time_is_read(case, server):
    server.answers["/Osk"] = response("", status="503 Service Unavailable")
    publish(server, "Osk")
    assert titles(look(case, server)) == []
    server.answers["/Osk"] = response()
    assert titles(look(case, server)) == ["Bridge fell at Osk"]


def test_what_robots_txt_forbids_and_what_has_no_page_is_read_from_the_feed_at_once(case, server):
    server.answers["/robots.txt"] = response("User-agent: *\nDisallow: /Osk\n", content_type="text/plain")
    publish(
        server,
        "Osk",
        extra="<item><title>No page</title><description>The ferry sank, the coast guard said.</description></item>",
    )
    news = look(case, server)
    assert [document.text.split("\n\n")[1] for document in news.documents] == [
        "The bridge at Osk fell, officials of the district said.",
        "The ferry sank, the coast guard said.",
    ]
    assert "/Osk" not in server.pages()
    assert look(case, server).entries == 0


def test_a_page_that_states_no_date_has_that_of_its_feed(case, server):
    server.answers["/Tolv"] = response(PAGE.replace("Osk", "Tolv"))
    dated = f"<item><title>Bridge</title><link>{server.url}/Tolv</link><pubDate>Wed, 05 Mar 2031 10:00:00 GMT</pubDate></item>"
    publish(server, extra=dated)
    [document] = look(case, server).documents
    assert (document.title, document.published) == ("Bridge fell at Tolv", "2031-03-05T10:00:00Z")
    assert f"date taken from {server.url}/feed: the page states none" in document.assumptions
    with Store(case.folder) as store:
        [again] = collect_again(document.path, store.originals.kept(document.original_sha256))
    assert again.known.published == document.published
    assert case.verify() == []


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (response("Gone", status="410 Gone"), "the server answered 410 Gone"),
        (response(PAGE), "what is there is no feed"),
        (response("<rss>", content_length="999"), "hung up"),
    ],
)
def test_a_feed_that_cannot_be_read_is_said_and_costs_nothing(case, server, answer, words):
    server.answers["/feed"] = answer
    news = look(case, server)
    assert words in news.problem
    publish(server, "Osk")
    assert len(look(case, server).documents) == 1


def test_a_watch_that_is_stopped_goes_on_where_it_was(case, server):
    publish(server, "Osk", "Marn")
    fetcher = Fetcher(allow_private=True, sleep=lambda _: None)
    watch = Watch(
        case, [f"{server.url}/feed"], fetcher=fetcher, is_over=lambda: "/Osk" in server.asked, tagger="rules", jobs=1
    )
    waits = []
    [news] = watch.go_on(60, lambda seconds: waits.append(seconds) or True)
    assert titles(news) == ["Bridge fell at Osk"]
    assert titles(look(case, server)) == ["Bridge fell at Marn"]


def test_it_looks_again_after_every_interval_until_it_is_told_to_stop(case, server):
    publish(server)
    waits = []
    watch = Watch(case, [f"{server.url}/feed"], fetcher=Fetcher(allow_private=True, sleep=lambda _: None))
    looks = list(watch.go_on(900, lambda seconds: waits.append(seconds) or len(waits) == 3))
    assert (waits, len(looks)) == ([900, 900, 900], 3)


def test_feeds_are_named_by_address_or_in_opml(tmp_path):
    (tmp_path / "feeds.opml").write_text(OPML.format(url="https://harbourpost.example"))
    assert feeds_of([tmp_path / "feeds.opml", "https://courier.example/atom", "https://courier.example/atom"]) == [
        "https://harbourpost.example/feed",
        "https://courier.example/atom",
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "cannot be read"),
        (b"<opml><body/></opml>", "names no feed"),
        (b"\x00\x01", "cannot be read"),
        (None, "No such file"),
    ],
)
def test_a_list_without_feeds_is_said_with_what_to_do(tmp_path, content, words):
    if content is not None:
        (tmp_path / "feeds.opml").write_bytes(content)
    with pytest.raises(FeedListError, match=words):
        feeds_of([tmp_path / "feeds.opml"])


def test_the_command_looks_once_and_prints_what_is_new(run: Run, tmp_path, server):
    publish(server, "Osk")
    (tmp_path / "feeds.opml").write_text(OPML.format(url=server.url))
    done = run("watch", "feeds.opml", "--once", "--allow-private", "--engine", "rules", "--jobs", "1")
    assert done.returncode == 0, done.stderr
    assert "Bridge fell at Osk" in done.stdout
    assert "1 new entries, 1 documents" in done.stderr
    again = run("watch", "feeds.opml", "--once", "--allow-private", "--engine", "rules", "--jobs", "1")
    assert (again.stdout, "nothing new" in again.stderr) == ("", True)


def test_addresses_are_read_from_the_command_line_and_kept_under_their_own_name(run: Run, tmp_path, server):
    server.answers["/osk"] = response()
    refused = run("read", f"{server.url}/osk", "--engine", "rules", "--jobs", "1")
    assert "--allow-private" in refused.stderr
    done = run("read", f"{server.url}/osk", "--allow-private", "--engine", "rules", "--jobs", "1")
    assert done.returncode == 0, done.stderr
    [document] = map(json.loads, run("list", "documents", "--json").stdout.splitlines())
    assert (document["path"], document["url"]) == (f"{server.url}/osk", f"{server.url}/osk")
    with Store(tmp_path / "case") as store:
        assert [entry.path for entry in store.custody()] == [f"{server.url}/osk"]
    assert run("list", "rejected").stdout == ""  # what was refused before was read since
    assert run("verify").returncode == 0


def test_an_interrupt_ends_the_watch_cleanly(tmp_path, server):
    publish(server)
    command = [
        sys.executable,
        "-m",
        "allegedly",
        "watch",
        f"{server.url}/feed",
        "--allow-private",
        "--case",
        str(tmp_path / "case"),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert "nothing new" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, "", "stopped\n")
