import gzip
import io
import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegedly.collect.unpack import UnpackError, chunks_of, lines_of, recoded
from allegedly.vocab import Reason

untimed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

TEXT = b"The bridge fell, officials said. " * 40_000


def pieces(content, cuts):
    """Cut bytes at some places, as they might come from a stream."""
    at = sorted({0, len(content), *(cut % (len(content) + 1) for cut in cuts)})
    return [content[start:end] for start, end in itertools.pairwise(at)]


@untimed
@given(
    st.lists(st.sampled_from([b"a", b"", b"bc\r", b"\r", b"  "]), max_size=6), st.lists(st.integers(0, 99), max_size=5)
)
def test_lines_are_those_of_the_bytes_however_they_are_cut(lines, cuts):
    content = b"\n".join(lines)
    expected = content.split(b"\n")
    if not expected[-1]:
        expected.pop()
    found = list(lines_of(pieces(content, cuts), limit=100))
    assert [line.content for line in found] == [line.removesuffix(b"\r") for line in expected]
    assert [line.number for line in found] == list(range(1, len(expected) + 1))


@untimed
@given(st.lists(st.integers(0, 9), max_size=6), st.lists(st.integers(0, 99), max_size=5), st.integers(1, 9))
def test_a_line_above_the_limit_is_counted_and_not_kept(lengths, cuts, limit):
    content = b"".join(b"x" * length + b"\n" for length in lengths)
    found = list(lines_of(pieces(content, cuts), limit))
    assert [line.content for line in found] == [b"x" * length if length <= limit else None for length in lengths]


def test_a_line_of_many_megabytes_in_small_pieces_is_put_together_once():
    [line] = lines_of((b"x" * 1000 for _ in range(20_000)), limit=1 << 30)
    assert len(line.content) == 20_000_000


@pytest.mark.parametrize("packed", [False, True])
def test_chunks_are_what_is_in_the_file_from_its_beginning(packed):
    file = io.BytesIO(gzip.compress(TEXT) if packed else TEXT)
    file.read(10)
    assert b"".join(chunks_of(file, packed=packed)) == TEXT


def test_several_streams_in_one_file_are_read_as_one():
    file = io.BytesIO(gzip.compress(b"The bridge ") + gzip.compress(b"fell.") + b"\0" * 512)
    assert b"".join(chunks_of(file, packed=True)) == b"The bridge fell."


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_stream_that_ends_early_says_how_far_it_went(share):
    content = gzip.compress(b"".join(str(number).encode() for number in range(200_000)))
    with pytest.raises(UnpackError, match=r"ends early: [\d,]+ bytes could be unpacked") as caught:
        list(chunks_of(io.BytesIO(content[: int(len(content) * share)]), packed=True))
    assert caught.value.reason is Reason.TRUNCATED


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[:-8] + b"\0\0\0\0" + content[-4:],
        lambda content: content[:40] + b"\xff" * 40 + content[80:],
        lambda content: content + b"rubbish after the end",
    ],
    ids=["checksum", "inside", "after the end"],
)
def test_a_damaged_stream_is_not_called_truncated(damage):
    content = gzip.compress(b"".join(str(number).encode() for number in range(20_000)))
    with pytest.raises(UnpackError, match="is damaged after ") as caught:
        list(chunks_of(io.BytesIO(damage(content)), packed=True))
    assert caught.value.reason is Reason.DAMAGED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("size", [1, 3, 1000])
def test_marked_text_becomes_utf_8_without_its_mark(encoding, size):
    content = "\ufeffDie Brücke fiel. 🙂\n".encode(encoding)
    chunks = [content[at : at + size] for at in range(0, len(content), size)]
    if encoding == "utf-8" and size < 3:
        pytest.skip("a file's first chunk holds the whole mark")
    assert b"".join(recoded(chunks, encoding)).decode() == "Die Brücke fiel. 🙂\n"
