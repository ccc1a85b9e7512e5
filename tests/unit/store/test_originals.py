import hashlib
import io
import stat

import pytest

from allegedly.errors import CaseError, UnknownIdError
from allegedly.store.originals import CHUNK, Originals


class Dripping:
    """A pipe that gives a few bytes at a time."""

    def __init__(self, content):
        self._rest = io.BytesIO(content)

    def read(self, size, /):
        return self._rest.read(min(size, 7777))


@pytest.fixture
def originals(tmp_path):
    made = Originals(tmp_path / "originals")
    made.make()
    return made


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 17])
@pytest.mark.parametrize("stream", [io.BytesIO, Dripping])
def test_the_hash_is_of_the_bytes_that_are_read_afterwards(originals, size, stream):
    content = (b"0123456789abcdef" * (size // 16 + 1))[:size]
    kept = originals.stage(stream(content))
    with kept.open() as file:
        assert file.read() == content
    assert (kept.sha256, kept.size) == (hashlib.sha256(content).hexdigest(), size)


def test_placed_originals_are_read_only_and_found_by_hash(originals):
    kept = originals.stage(io.BytesIO(b"The bridge fell."))
    originals.place([kept.sha256])
    lasting = originals.folder / kept.sha256[:2] / kept.sha256
    assert stat.S_IMODE(lasting.stat().st_mode) == 0o444
    with originals.open(kept.sha256) as file:
        assert file.read() == b"The bridge fell."


def test_an_original_can_be_opened_before_it_has_its_lasting_place(originals):
    kept = originals.stage(io.BytesIO(b"The bridge fell."))
    with originals.open(kept.sha256) as file:
        assert file.read() == b"The bridge fell."


def test_small_known_bytes_are_not_written_again(originals):
    kept = originals.stage(io.BytesIO(b"The bridge fell."))
    originals.place([kept.sha256])
    again = originals.stage(io.BytesIO(b"The bridge fell."))
    assert originals.staged() == []
    with again.open() as file:
        assert file.read() == b"The bridge fell."


def test_a_changed_original_is_never_what_is_analysed(originals):
    kept = originals.stage(io.BytesIO(b"The bridge fell."))
    originals.place([kept.sha256])
    lasting = originals.path(kept.sha256)
    lasting.chmod(0o644)
    lasting.write_bytes(b"The bridge stands")
    with originals.stage(io.BytesIO(b"The bridge fell.")).open() as file:
        assert file.read() == b"The bridge fell."


def test_recovery_places_what_the_log_knows_and_deletes_the_rest(originals):
    logged, other = (originals.stage(io.BytesIO(each)).sha256 for each in (b"logged", b"other"))
    originals.recover([logged])
    assert list(originals.names()) == [f"{logged[:2]}/{logged}"]
    assert originals.staged() == []
    with pytest.raises(UnknownIdError, match=other):
        originals.open(other)


def test_recovery_never_places_half_a_file(originals):
    digest = originals.stage(io.BytesIO(b"The bridge fell.")).sha256
    (originals.folder / ".incoming" / digest).write_bytes(b"The bri")
    originals.recover([digest])
    assert list(originals.names()) == []


def test_an_error_of_the_source_is_passed_on_as_it_is(originals):
    class Broken:
        def read(self, _size, /):
            raise OSError(5, "Input/output error")

    with pytest.raises(OSError, match=r"Input/output error"):
        originals.stage(Broken())


def test_an_error_of_our_own_disk_names_the_file(originals):
    (originals.folder / ".incoming" / "partial").mkdir()
    with pytest.raises(CaseError, match=r"cannot write .*partial"):
        originals.stage(io.BytesIO(b"The bridge fell."))
