"""Says of two texts whether one is a copy of the other, how much of each is shared, and in which passages."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np

from allegedly.dedupe.align import Mask, Shared, longest_gap, share, share_all
from allegedly.dedupe.credit import agency, credit, is_agency
from allegedly.dedupe.words import Words, read_words
from allegedly.records import Copy, Credit, Document, Passage
from allegedly.vocab import CopyKind, CreditKind, DirectionBasis

# A text is a whole copy if this share of its words stands in the other. On `copies` dev the copies lie at .60 and above
# and texts that share a statement, a quotation or a footer at .33 and below; between them lie only splices.
CONTAINED: Final = 0.55

# ... and if no stretch of its own is longer than this share of it: a copy has words changed here and there or a paragraph
# added (on `copies` dev .17 at most between a copy and its original), a longer piece of its own is somebody's reporting.
OWN_STRETCH: Final = 0.25

# ... though three sequences' length (15 words: a line of navigation, a caption) is always allowed, in short texts too.
OWN_LINE: Final = 3

# Texts that are no whole copies are joined by a partial edge if they share a run this many times as long as a sequence
# (12 words, 24 letters of unspaced scripts): shorter runs are names of offices and set phrases.
PARTIAL_RUN: Final = 2.4

# Hexadecimal digits of the id of a copy: 64 bits.
ID_DIGITS: Final = 16


class Direction(NamedTuple):
    """Whether the first of two texts is the copy, and by what."""

    first_is_copy: bool
    basis: DirectionBasis


@dataclass(frozen=True)
class Reading:
    """A document with its words and, once it is asked for, the credit it bears."""

    document: Document
    words: Words

    @cached_property
    def credit(self) -> Credit | None:
        """Read the credit."""
        return credit(self.document)


def read(document: Document) -> Reading:
    """Read what judging needs of a document; keep it where one document is compared with many."""
    return Reading(document, read_words(document))


def judge(one: Document, other: Document) -> Copy | None:
    """Return how one of two documents copies the other, or None if they share no passage worth the name.

    The answer rests on these two documents alone and is the same in either order.
    """
    return judge_read(read(one), read(other))


def judge_read(one: Reading, other: Reading) -> Copy | None:
    """Do what ``judge`` does for documents that were read before."""
    if one.document.id == other.document.id or one.words.is_too_short or other.words.is_too_short:
        return None
    if one.document.id > other.document.id:
        one, other = other, one
    exact = bool(np.array_equal(one.words.hashes, other.words.hashes))
    shared = share_all(one.words) if exact else share(one.words, other.words)
    is_whole = exact or _is_whole(shared, max(one.words.gram, other.words.gram))
    longest = max((run.length for run in shared.runs), default=0)
    if not is_whole and longest < PARTIAL_RUN * max(one.words.gram, other.words.gram):
        return None
    direction = _direction(one, other)
    copy, of = (one, other) if direction.first_is_copy else (other, one)
    if copy is other and not exact:
        shared = share(copy.words, of.words)
    kind = _kind(copy, of) if is_whole else CopyKind.PARTIAL
    return _copy(copy, of, shared, kind=kind, basis=direction.basis, exact=exact)


def _is_whole(shared: Shared, gram: int) -> bool:
    """Say whether either text is the other's but for changes and additions."""
    here, there = _part(shared.here), _part(shared.there)
    covered = shared.here if here >= there else shared.there
    return max(here, there) >= CONTAINED and longest_gap(covered) <= max(OWN_STRETCH * len(covered), OWN_LINE * gram)


def _part(covered: Mask) -> float:
    """Return the share of the words that shared runs cover, to four places."""
    return round(int(np.count_nonzero(covered)) / len(covered), 4)


def _kind(copy: Reading, of: Reading) -> CopyKind:
    """Name a whole copy by the credit of either text, for a reprint may drop it; an agency's own text has none."""
    kinds = {found.kind for found in (copy.credit, of.credit) if found}
    if CreditKind.WIRE in kinds or (of.document.outlet and is_agency(of.document.outlet)):
        return CopyKind.WIRE_COPY
    return CopyKind.SYNDICATION if CreditKind.REPRINT in kinds else CopyKind.COPY


def _copy(copy: Reading, of: Reading, shared: Shared, *, kind: CopyKind, basis: DirectionBasis, exact: bool) -> Copy:
    passages = tuple(
        Passage(
            here=copy.words.span(run.here, run.here + run.length),
            there=of.words.span(run.there, run.there + run.length),
        )
        for run in shared.runs
    )
    names = f"{copy.document.id}\n{of.document.id}"
    return Copy(
        id=hashlib.sha256(names.encode()).hexdigest()[:ID_DIGITS],
        document=copy.document.id,
        of=of.document.id,
        kind=kind,
        containment=_part(shared.here),
        containment_of=_part(shared.there),
        words=len(copy.words),
        words_of=len(of.words),
        passages=passages,
        exact=exact,
        direction=basis,
        credit=copy.credit,
        reason=_reason(shared, exact=exact, basis=basis),
    )


def _reason(shared: Shared, *, exact: bool, basis: DirectionBasis) -> str:
    """Put into words what the edge rests on."""
    ours, theirs, runs = int(shared.here.sum()), int(shared.there.sum()), len(shared.runs)
    if exact:
        said = f"all {ours} words are the same, in the same order"
    else:
        said = (
            f"{ours} of {len(shared.here)} words stand in the other text, in {runs} passage{'s' if runs != 1 else ''}; "
            f"of the other's {len(shared.there)} words {theirs} stand here"
        )
    because = {
        DirectionBasis.CREDITED: "it credits the other's outlet",
        DirectionBasis.DATED: "the other is dated earlier",
        DirectionBasis.FULLER: "no dates tell them apart and the other is fuller",
        DirectionBasis.NONE: "nothing says which came first",
    }[basis]
    return f"{said}; {because}"


def _direction(one: Reading, other: Reading) -> Direction:
    """Say which of two texts is the copy: the one that credits the other, else the later, the shorter, the greater id."""
    credits_other, credits_one = _credits(one, other), _credits(other, one)
    if credits_other != credits_one:
        return Direction(credits_other, DirectionBasis.CREDITED)
    earlier = compare_dates(one.document.published, other.document.published)
    if earlier:
        return Direction(earlier > 0, DirectionBasis.DATED)
    if len(one.words) != len(other.words):
        return Direction(len(one.words) < len(other.words), DirectionBasis.FULLER)
    return Direction(one.document.id > other.document.id, DirectionBasis.NONE)


def _credits(one: Reading, other: Reading) -> bool:
    outlet = other.document.outlet
    if one.credit is None or not outlet:
        return False
    return one.credit.name.casefold() == (agency(outlet) or outlet).casefold()


def compare_dates(one: str | None, other: str | None) -> int:
    """Return -1 if the first ISO 8601 date or date-time is the earlier, 1 if the second is, 0 if they do not say.

    Times count only where both bear an offset from UTC; otherwise days are compared, as written.

    >>> compare_dates("2031-05-02T08:00:00+00:00", "2031-05-02T08:00:00+02:00"), compare_dates("2031-05-02", None)
    (1, 0)
    >>> compare_dates("2031-05-02", "2031-05-03T01:00:00+00:00")
    -1
    """
    first, second = _read_date(one), _read_date(other)
    if first is None or second is None:
        return 0
    if first.tzinfo is not None and second.tzinfo is not None:
        return (first > second) - (first < second)
    return (first.date() > second.date()) - (first.date() < second.date())


def _read_date(written: str | None) -> datetime | None:
    """Read an ISO 8601 date (as the midnight it begins with) or date-time; None for anything else."""
    if not written:
        return None
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return None
