"""That a passage of one article was made from a passage of another, and what says so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

import msgspec

from allegedly.records import Copy
from allegedly.weigh.tellings import Line, Telling

_DAY: Final = len("2031-01-06")


class Basis(Enum):
    """What says that one telling depends on another."""

    COPIED = "it copies that text"
    NAMED = "it names that outlet"
    SAME_SOURCE = "both have it from the same source, this one later"
    LIKELY = "it says it later and on nobody’s word"


@dataclass(frozen=True, slots=True)
class Descent:
    """``here`` has what it tells from ``there``, as ``basis`` says.

    ``beyond`` is what the chain of ``here`` says of sources further in than the outlet it names; ``is_plural`` that it
    speaks of several outlets where there is one, ``others`` are further tellings that it may be from as well.
    ``is_open`` says that it may as well be the other way round: copies that neither a date nor a credit puts in an order,
    and of which neither has more of the text. ``is_rival`` says that ``there`` is only a rival account of the same thing.
    """

    here: Telling
    there: Telling
    basis: Basis
    beyond: Line = ()
    is_plural: bool = False
    others: tuple[Telling, ...] = ()
    is_open: bool = False
    is_rival: bool = False


def turned(copy: Copy) -> Copy:
    """Return a copy edge the other way round."""
    passages = tuple(msgspec.structs.replace(one, here=one.there, there=one.here) for one in copy.passages)
    return msgspec.structs.replace(copy, document=copy.of, of=copy.document, passages=passages)


def is_before(one: str | None, other: str | None) -> bool:
    """Say whether a date of publication is before another, both ISO 8601; False where either is not known.

    Where one is only a day, days are compared.

    >>> is_before("2031-01-06", "2031-01-06T08:00:00Z"), is_before("2031-01-05", "2031-01-06T08:00:00Z")
    (False, True)
    """
    if not one or not other:
        return False
    length = _DAY if min(len(one), len(other)) <= _DAY else max(len(one), len(other))
    return one[:length] < other[:length]
