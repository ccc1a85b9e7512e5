"""Records: impossible ones cannot be made, and every one survives the way to JSON and back."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.errors import SpanError
from allegedly.records import Span


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (4, 3)])
def test_an_impossible_span_is_refused(start: int, end: int) -> None:
    with pytest.raises(SpanError, match="impossible span"):
        Span(start, end)


@pytest.mark.parametrize("line", [b"[4,3]", b'["a",3]', b"[1]"])
def test_an_impossible_span_is_refused_from_json_too(line: bytes) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(line, type=Span)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_span_survives_json(start: int, length: int) -> None:
    span = Span(start, start + length)
    assert msgspec.json.decode(msgspec.json.encode(span), type=Span) == span
    assert msgspec.json.encode(span) == f"[{start},{start + length}]".encode()
