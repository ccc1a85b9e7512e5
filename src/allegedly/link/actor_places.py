"""What the places in an actor phrase tell: the country of its actor, or an actor named by a place alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from allegedly.link.actor_phrase import BELONGING, GEOGRAPHY, MODIFIERS, Hit, Part, Phrase, is_backer
from allegedly.link.actor_records import ActorType, Sector, Sense, SenseKind
from allegedly.link.register import Register
from allegedly.link.register_tables import phrase_words

_PLACE_NOUNS = phrase_words("place")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the rules may know from outside the phrase: the main country of the document, all that it names, its year.

    ``country_of`` gives the ISO 3166-1 alpha-3 code of the state in which a place lies, or None where that is in doubt.
    """

    country: str | None = None
    countries: frozenset[str] = frozenset()
    year: int | None = None
    country_of: Callable[[str], str | None] | None = None


@dataclass(slots=True)
class Finding:
    """What the rules found in one part of a phrase, with their reasons in words."""

    head: Sense | None = None
    sector: Sector | None = None
    actor_type: ActorType | None = None
    country: str | None = None
    entity: Sense | None = None
    organ: Sense | None = None
    noun: Sense | None = None
    beside: Sense | None = None
    """A body named beside people who are not it: its supporters, its victims."""
    role: str | None = None
    role_end: int = 0
    is_former: bool = False
    others: list[Sense] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


class Places:
    """The places of one phrase."""

    def __init__(self, phrase: Phrase, register: Register, around: Surroundings) -> None:
        self.phrase = phrase
        self.register = register
        self.around = around

    def is_stretch(self, part: Part) -> bool:
        """Say whether a part is but a noun for a stretch of what follows ("parts of")."""
        last = self.phrase.words[part.end - 1].key
        return last in _PLACE_NOUNS or last in MODIFIERS

    def is_place(self, part: Part) -> bool:
        """Say whether a part is a place and no longer name that only begins with one."""
        places = self.of(part)
        if not places:
            return False
        covered = {at for hit in self.phrase.hits for at in range(hit.start, hit.end)}
        rest = [self.phrase.words[at] for at in range(part.start, part.end) if at not in covered]
        return not any(word.is_capital and word.key not in MODIFIERS for word in rest)

    def of(self, part: Part) -> list[Hit]:
        """Return the names in a part that tell a country, backers left out."""
        return [
            hit
            for hit in self.phrase.hits_of(part)
            if hit.sense(GEOGRAPHY | {SenseKind.PEOPLE}) and not is_backer(self.phrase, hit)
        ]

    def country_in(self, part: Part, *, before: int | None = None) -> str | None:
        """Return the country that a part names, that nearest before the head first."""
        found = None
        for hit in self.of(part):
            sense = hit.sense(GEOGRAPHY) or hit.sense({SenseKind.PEOPLE})
            if sense is None or sense.country is None or (hit.senses[0].kind not in GEOGRAPHY | {SenseKind.PEOPLE}):
                continue
            if before is None or hit.start < before:
                return sense.country
            found = found or sense.country
        return found if before is None else None

    def by_title(self, part: Part) -> str | None:
        """Return the only state whose head bears a title that stands in a part ("taoiseach")."""
        titles = (self.register.unique_titles.get(self.phrase.words[at].key) for at in range(part.start, part.end))
        return next((country for country in titles if country is not None), None)

    def by_table(self, part: Part) -> str | None:
        """Return the country of a place that only the table of places has: capitals behind "in", or before the head."""
        covered = {at for hit in self.phrase.hits for at in range(hit.start, hit.end)}
        run: list[int] = []
        for at in range(part.start, part.end):
            word = self.phrase.words[at]
            if word.is_capital and at not in covered and word.key not in MODIFIERS:
                run.append(at)
            elif run:
                break
        if not run:
            return None
        after = run[-1] + 1
        if not part.opener and (after not in covered or self.phrase.words[after].is_capital):
            return None  # a name of something else, or its beginning ("Lakeside Front")
        return self.around.country_of(self.phrase.written(run[0], run[-1] + 1)) if self.around.country_of else None

    def country_behind(self, at: int) -> str | None:
        """Return the country that the parts behind part ``at`` name first."""
        for later in self.phrase.parts[at + 1 :]:
            if later.opener in BELONGING | {",", "("}:
                country = self.country_in(later) or (self.by_table(later) if later.opener in BELONGING else None)
                if country is not None:
                    return country
        return None

    def reading(self, part: Part) -> Finding:
        """Read a part that names only a place: a state, its government by its seat, the people of a town."""
        hits = self.of(part)
        hit = hits[-1]
        senses = [sense for sense in hit.senses if sense.kind in GEOGRAPHY]
        last = self.phrase.words[part.end - 1]
        found = Finding(head=senses[0], country=self.country_in(part), actor_type=ActorType.STATE, role_end=hit.end)
        if hit.end < part.end and last.key in _PLACE_NOUNS:
            found.actor_type = ActorType.PLACE
            found.reasons.append(f"“{last.written}” makes it a place")
            return found
        if hit.end < part.end and last.written.islower():
            found.actor_type, found.sector = ActorType.UNKNOWN, Sector.UNK
            found.reasons.append(f"“{last.written}” is no noun for an actor that the register has")
            return found
        return self._named(found, senses, hit)

    def _named(self, found: Finding, senses: list[Sense], hit: Hit) -> Finding:
        kinds = {sense.kind for sense in senses}
        written = self.phrase.words[hit.end - 1].written
        if SenseKind.SEAT in kinds:
            found.sector, found.actor_type = Sector.GOV, ActorType.GOVERNMENT
            found.reasons.append(f"“{written}” is a seat of government, which stands for the government")
        elif SenseKind.TOWN in kinds:
            found.sector, found.actor_type = Sector.CVL, ActorType.CIVILIAN
            found.reasons.append(f"“{written}” is a town; as an actor, its inhabitants")
        elif SenseKind.REGION in kinds:
            found.actor_type = ActorType.PLACE
            found.reasons.append(f"“{written}” is a region")
        elif kinds == {SenseKind.DEMONYM} or (SenseKind.DEMONYM in kinds and written.endswith(("s", "men", "women"))):
            found.sector, found.actor_type = Sector.CVL, ActorType.CIVILIAN
            found.reasons.append(f"“{written}” are people of that state")
        else:
            found.reasons.append(f"“{written}” names the state")
        return found
