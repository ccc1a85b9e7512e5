"""Mailboxes: their messages, however the box was written, and boxes that are damaged or too large."""

import gzip
import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegedly.collect import collect
from allegedly.collect.mailbox import messages_of
from allegedly.records import Item, Rejected
from allegedly.vocab import Reason

untimed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

BOX = b"""From press@harbourpost.example Wed Mar  5 10:00:00 2031
From: Harbour Post <press@harbourpost.example>
Subject: Bridge fell at Osk
Date: Wed, 05 Mar 2031 10:00:00 +0000

The bridge at Osk fell on Wednesday morning, officials said.

>From the ministry nothing was heard.
From there it was a short way to the harbour.

From desk@courier.example Thu Mar  6 09:00:00 2031
From: Marn Courier <desk@courier.example>
Subject: Ferry late
Date: Thu, 06 Mar 2031 09:00:00 +0000

The ferry was late, the harbour master said.

From now on it will leave at noon, he said.
"""


def read(path):
    found = list(collect([path]))
    return [each for each in found if isinstance(each, Item)], [each for each in found if isinstance(each, Rejected)]


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "packed"])
def test_every_message_of_a_mailbox_is_an_item_with_its_fields(tmp_path, pack):
    (tmp_path / "a.mbox").write_bytes(pack(BOX))
    items, rejected = read(tmp_path / "a.mbox")
    assert rejected == []
    assert [(item.part, item.known.title, item.known.outlet, item.known.published) for item in items] == [
        ("message 1", "Bridge fell at Osk", "Harbour Post", "2031-03-05T10:00:00+00:00"),
        ("message 2", "Ferry late", "Marn Courier", "2031-03-06T09:00:00+00:00"),
    ]
    first, second = (item.content.decode() for item in items)
    assert "\nFrom the ministry nothing was heard.\nFrom there it was a short way to the harbour." in first
    assert second.endswith("\n\nFrom now on it will leave at noon, he said.")


def test_line_ends_of_windows_make_no_difference(tmp_path):
    (tmp_path / "a.mbox").write_bytes(BOX.replace(b"\n", b"\r\n"))
    (tmp_path / "b.mbox").write_bytes(BOX)
    [one, two], _ = read(tmp_path / "a.mbox")
    [same, _other], _ = read(tmp_path / "b.mbox")
    assert one.content == same.content
    assert two.part == "message 2"


def test_a_message_above_the_limit_is_said_and_the_others_are_read(tmp_path, monkeypatch):
    monkeypatch.setattr("allegedly.collect.pile.LARGEST_ITEM", 400)
    large = b"From a@b.example Wed Mar  5 2031\nSubject: Long\n\n" + b"The bridge fell.\n" * 40 + b"\n"
    (tmp_path / "a.mbox").write_bytes(large + BOX)
    items, [rejected] = read(tmp_path / "a.mbox")
    assert [item.part for item in items] == ["message 2", "message 3"]
    assert (rejected.part, rejected.reason) == ("message 1", Reason.TOO_LARGE)


def test_a_mailbox_that_breaks_off_in_its_packing_says_so(tmp_path):
    (tmp_path / "a.mbox.gz").write_bytes(gzip.compress(BOX * 99)[:-20])
    _, rejected = read(tmp_path / "a.mbox.gz")
    assert [each.reason for each in rejected] == [Reason.TRUNCATED]


def test_a_text_that_is_called_a_mailbox_is_none(tmp_path):
    (tmp_path / "a.mbox").write_bytes(b"The bridge fell.\n\nFrom then on nobody crossed.\nOfficials said so.\n")
    items, [rejected] = read(tmp_path / "a.mbox")
    assert (items, rejected.reason) == ([], Reason.DAMAGED)


@untimed
@given(
    st.lists(st.sampled_from([b"From a b", b"A: b", b"", b">From c", b"words", b"From "]), max_size=9),
    st.lists(st.integers(0, 99), max_size=5),
)
def test_messages_do_not_depend_on_how_the_bytes_come(lines, cuts):
    content = b"\n".join(lines)
    at = sorted({0, len(content), *(cut % (len(content) + 1) for cut in cuts)})
    pieces = [content[start:end] for start, end in itertools.pairwise(at)]
    assert list(messages_of(pieces, 100)) == list(messages_of([content], 100))
