"""Whose body a name says that it is: which country's ministry, which town's police."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from allegedly.weigh.identity import fold
from allegedly.weigh.parties import is_related, party_of
from allegedly.weigh.roles import office_of

# "… of Orvel" at the end of a name says whose body it is; "Ministry of Works" does not.
_OF_WHOM: Final = re.compile(r"\bof\s+(?:the\s+)?(?P<whose>[A-ZÀ-Þ][\w’'-]+(?:\s+[A-ZÀ-Þ][\w’'-]+)*)$")
_OF: Final = re.compile(r"\sof\s", re.IGNORECASE)


def are_of_two_countries(name: str, other: str) -> bool:
    """Say whether two names of bodies each say whose they are, and not the same.

    >>> are_of_two_countries("Ministry of Defence of Orvel", "Karvend's defence ministry")
    True
    >>> are_of_two_countries("Ministry of Defence of Orvel", "Orveli defence ministry")
    False
    """
    ours, theirs = whose(name), whose(other)
    return bool(ours and theirs) and not any(is_related(a, b) for a in ours for b in theirs)


@lru_cache(maxsize=4096)
def whose(name: str) -> frozenset[str]:
    """Return the names, folded, of the country or place whose body a name says it is: before it, or behind its last "of".

    >>> sorted(whose("Orvel's defence ministry")), sorted(whose("Ministry of Defence of Orvel")), sorted(whose("Ministry of Works"))
    (['orvel'], ['orvel'], [])
    """
    found = _OF_WHOM.search(name)
    is_field = office_of(name) is not None and len(_OF.findall(name)) == 1
    behind = fold(found["whose"]) if found and not is_field else ()
    party = party_of(name)
    return frozenset((*behind, *(party.names if party else ())))
