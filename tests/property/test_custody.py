"""The custody log: whatever is done to one of its lines, the check finds it and names the place."""

import hashlib
import json

import msgspec
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from allegedly.records import CustodyEntry
from allegedly.store.custody import FIRST, Head, breaks, hash_entry, seal

untimed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

words = st.text('aZ/.\\"\n\0 äß字🙂\u2028', max_size=12)

FIELDS = sorted(CustodyEntry.__struct_fields__)
OTHER_VALUE = {int: lambda value: value + 1, str: lambda value: value + "x"}


@st.composite
def logs(draw, min_size=1):
    """A log as the store writes it, with its head."""
    previous, entries = FIRST, []
    for number in range(1, draw(st.integers(min_size, 8)) + 1):
        entry = seal(
            CustodyEntry(
                number=number,
                time="2026-11-22T05:39:08Z",
                action="collected",
                path=draw(words),
                sha256=hashlib.sha256(draw(st.binary(max_size=4))).hexdigest(),
                size=draw(st.integers(0, 2**40)),
                tool="allegedly 0.1.0",
                operator=draw(words),
                previous=previous,
                hash="",
            )
        )
        previous = entry.hash
        entries.append(entry)
    return entries, Head(len(entries), previous)


@untimed
@given(logs(min_size=0))
def test_a_log_left_alone_holds_together(log):
    assert list(breaks(*log)) == []


@untimed
@given(logs())
def test_the_hash_is_the_one_that_the_docstring_tells_a_stranger_to_compute(log):
    fields = msgspec.to_builtins(log[0][0])
    expected = fields.pop("hash")
    canonical = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(canonical.encode()).hexdigest() == expected


@untimed
@given(logs(), st.data())
def test_a_changed_field_is_found_at_its_line(log, data):
    entries, head = log
    at = data.draw(st.integers(0, len(entries) - 1))
    field = data.draw(st.sampled_from(FIELDS))
    value = getattr(entries[at], field)
    entries[at] = msgspec.structs.replace(entries[at], **{field: OTHER_VALUE[type(value)](value)})
    found = list(breaks(entries, head))
    assert any(each.number in {at + 1, at + 2} for each in found)


@untimed
@given(logs(), st.data())
def test_a_change_with_its_own_hash_made_right_is_found_by_the_line_after_or_the_head(log, data):
    entries, head = log
    at = data.draw(st.integers(0, len(entries) - 1))
    entries[at] = seal(msgspec.structs.replace(entries[at], path=entries[at].path + "x"))
    assert [each.number for each in breaks(entries, head)] == [min(at + 2, len(entries))]


@untimed
@given(logs(), st.data())
def test_a_removed_line_is_found_and_numbered(log, data):
    entries, head = log
    at = data.draw(st.integers(0, len(entries) - 1))
    del entries[at]
    [found] = breaks(entries, head)
    assert f"line {at + 1} is missing" in found.detail


@untimed
@given(logs(), st.data())
def test_removing_a_line_and_renumbering_the_rest_is_found(log, data):
    entries, head = log
    at = data.draw(st.integers(0, len(entries) - 1))
    del entries[at]
    entries[at:] = [msgspec.structs.replace(entry, number=entry.number - 1) for entry in entries[at:]]
    assert list(breaks(entries, head))


@untimed
@given(logs(), st.data())
def test_an_inserted_line_is_found(log, data):
    entries, head = log
    at = data.draw(st.integers(0, len(entries)))
    previous = entries[at - 1].hash if at else FIRST
    put_in = seal(msgspec.structs.replace(entries[0], number=at + 1, path="put in", previous=previous))
    after = [msgspec.structs.replace(entry, number=entry.number + 1) for entry in entries[at:]]
    assert list(breaks([*entries[:at], put_in, *after], head))


@untimed
@given(logs(), st.integers(1, 8))
def test_a_truncated_tail_is_found_because_the_end_was_noted(log, cut):
    entries, head = log
    assume(cut <= len(entries))
    [found] = breaks(entries[: len(entries) - cut], head)
    assert found.number == head.lines
    assert "missing at the end of the log" in found.detail


@untimed
@given(logs(), logs())
def test_equal_hashes_mean_equal_lines(one, other):
    for left in one[0]:
        for right in other[0]:
            assert (hash_entry(left) == hash_entry(right)) == (
                msgspec.structs.replace(left, hash="") == msgspec.structs.replace(right, hash="")
            )
