"""The country in which a named place lies, from the table of places, where no other country has a place to match it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from allegedly.link.gazetteer import load_gazetteer
from allegedly.link.register import Register

# A name is taken for a place of the country whose largest place of that name has this many times the people of any other's.
# Provinces and districts without a count of people are taken for this many.
CLEAR_LEAD = 4
UNCOUNTED_PROVINCE = 50_000
# A hamlet is as likely as a family name; GeoNames' smallest class of towns starts here.
LEAST_PEOPLE = 5_000


def country_finder(register: Register) -> Callable[[str], str | None]:
    """Return a function from a place's name to the ISO 3166-1 alpha-3 code of its country, or None where that is in doubt.

    The table of places is read when the function is first called.
    """

    @lru_cache(maxsize=8_192)
    def country_of(name: str) -> str | None:
        people: dict[str, int] = {}
        for named in load_gazetteer().lookup(name):
            place = named.place
            counted = max(place.population, UNCOUNTED_PROVINCE if place.kind in {"admin1", "admin2"} else 0)
            people[place.country] = max(people.get(place.country, 0), counted)
        ranked = sorted(people.items(), key=lambda pair: (-pair[1], pair[0]))
        if not ranked or ranked[0][1] < LEAST_PEOPLE or (len(ranked) > 1 and ranked[0][1] < CLEAR_LEAD * ranked[1][1]):
            return None
        return register.iso3.get(ranked[0][0])

    return country_of
