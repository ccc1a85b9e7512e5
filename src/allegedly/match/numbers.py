"""Ids as numbers that sort as the ids do: 8 bytes instead of 65, and compared by the million."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from allegedly.records import ID_DIGITS

Numbers = NDArray[np.uint64]


def to_numbers(ids: pa.Array | pa.ChunkedArray | Iterable[str]) -> Numbers:
    """Return the numbers that ids write out in hexadecimal digits.

    >>> to_numbers(["00000000000000ff"]).tolist()
    [255]

    Raises:
        ValueError: if one is no id of a record.
    """
    text = "".join(cast("list[str]", ids.to_pylist()) if isinstance(ids, pa.Array | pa.ChunkedArray) else ids)  # pyright: ignore[reportAttributeAccessIssue]  (an array is no Iterable[str])
    return np.frombuffer(bytes.fromhex(text), ">u8").astype(np.uint64)


def to_ids(numbers: Numbers) -> list[str]:
    """Return the ids that numbers stand for.

    >>> to_ids(np.array([255], np.uint64))
    ['00000000000000ff']
    """
    digits = numbers.astype(">u8").tobytes().hex()
    return [digits[start : start + ID_DIGITS] for start in range(0, len(digits), ID_DIGITS)]
