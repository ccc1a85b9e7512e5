"""Files and addresses that are handed in on a page: what they may be called, where they lie until they have been read."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from allegedly.show.web.links import safe_address
from allegedly.show.web.settings import ADDRESS_LETTERS, ADDRESSES

# Letters of a file name that are kept: the longest that common file systems take, less room for our own.
LONGEST_NAME = 120

_UNSAFE = re.compile(r"[\x00-\x1f\x7f<>:\"/\\|?*\u202a-\u202e\u2066-\u2069]+")


def safe_name(name: str, taken: Iterable[str] = ()) -> str:
    """Return a file name that stays in its folder, is not hidden and is not ``taken``; its endings stay.

    >>> safe_name("../../etc/passwd"), safe_name(".html"), safe_name("a<script>.html", ["a_script_.html"])
    ('passwd', 'upload.html', '2-a_script_.html')
    """
    last = re.split(r"[/\\]", name)[-1]
    clean = (
        _UNSAFE.sub("_", last).strip(". ")
        if last.strip(". ") == last.rstrip(". ")
        else "upload" + _UNSAFE.sub("_", last)
    )
    if len(clean) > LONGEST_NAME:
        stem, dot, ending = clean.rpartition(".")
        clean = clean[:LONGEST_NAME] if len(ending) > 10 or not dot else f"{stem[: LONGEST_NAME - 11]}.{ending}"
    clean = clean or "upload"
    names = set(taken)
    made, number = clean, 1
    while made in names:
        number += 1
        made = f"{number}-{clean}"
    return made


def new_folder() -> Path:
    """Make a folder in which the files of one upload lie until they have been read and are among the originals."""
    return Path(tempfile.mkdtemp(prefix="allegedly-uploaded-"))


def addresses_in(pasted: str) -> tuple[list[str], list[str]]:
    """Return the addresses among pasted lines, and what is none, with why.

    >>> addresses_in("https://a.example/x\\n\\nfile:///etc/passwd")
    (['https://a.example/x'], ['file:///etc/passwd: only http:// and https:// addresses can be read'])
    """
    found: list[str] = []
    refused: list[str] = []
    for line in dict.fromkeys(part.strip() for part in pasted.splitlines()):
        if not line:
            continue
        if len(line) > ADDRESS_LETTERS:
            refused.append(f"{line[:80]}…: longer than {ADDRESS_LETTERS:,} letters")
        elif safe_address(line) is None:
            refused.append(f"{line}: only http:// and https:// addresses can be read")
        elif len(found) >= ADDRESSES:
            refused.append(f"{line}: more than {ADDRESSES} addresses at once")
        else:
            found.append(line)
    return found, refused
