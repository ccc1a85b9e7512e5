"""The rules by which an actor phrase gets its head, sector, country and affiliation."""

from __future__ import annotations

from dataclasses import replace

from allegedly.link.actor_phrase import BELONGING, ENTITIES, GEOGRAPHY, MODIFIERS, Hit, Part, Phrase, is_backer
from allegedly.link.actor_places import Finding, Places, Surroundings
from allegedly.link.actor_records import ActorType, Sector, Sense, SenseKind, Strength
from allegedly.link.register import Register
from allegedly.link.register_tables import phrase_words

_ARMED = frozenset({Sector.REB, Sector.UAF, Sector.PRM, Sector.CRM})
_INTERNATIONAL = frozenset({"IGO", "EUR", "NGO"})
# What the noun says rather than the international body before it: "UN peacekeepers", "EU lawmakers".
_ORGANS_OF_BODIES = frozenset({Sector.MIL, Sector.COP, Sector.LEG, Sector.JUD, Sector.SPY})
# Trades that say less than the organ they stand in: "army accountant", "ministry employees".
_TRADES = frozenset({Sector.LAB, Sector.BUS, Sector.AGR})
_OFFICIAL = frozenset({Sector.GOV, Sector.LEG, Sector.JUD, Sector.SPY, Sector.PTY, Sector.OPP, Sector.MIL, Sector.COP})
_FORMER = phrase_words("former")
_BEARING = ENTITIES | {
    SenseKind.ORGAN,
    SenseKind.OFFICE,
    SenseKind.ROLE,
    SenseKind.THROUGH,
    SenseKind.PEOPLE,
    SenseKind.BREAKAWAY,
}


class Rules:
    """The rules applied to one phrase; ``finding`` is the entry."""

    def __init__(self, phrase: Phrase, register: Register, around: Surroundings) -> None:
        self.phrase = phrase
        self.register = register
        self.around = around
        self.places = Places(phrase, register, around)

    def finding(self) -> Finding:
        """Return what the phrase as a whole says: its first part that names somebody, the later ones where it is silent."""
        for at, part in enumerate(self.phrase.parts):
            found = self._part(at)
            if found.head is None and self._shares_head(at):
                found = self._part(at + 1)
                found.country = self.places.country_in(part)
                found.reasons.append("its country is the first of those named")
                return found
            if found.head is None and self.places.is_place(part):
                if at and part.opener in BELONGING and not self.places.is_stretch(self.phrase.parts[at - 1]):
                    return Finding(country=self.places.country_in(part), reasons=["only a place is known of it"])
                return self.places.reading(part)
            if found.head is None and self._is_name(part):
                found = self._apposed(at + 1, found)
            elif found.head is None:
                continue
            if found.country is None and found.entity is None:
                self._country_after(at, found)
            return found
        return Finding()

    def _shares_head(self, at: int) -> bool:
        """Say whether a part is but an adjective that shares the noun of the next ("Kenyan and Ugandan police")."""
        parts, words = self.phrase.parts, self.phrase.words
        if at + 1 >= len(parts) or parts[at + 1].opener not in {"and", "or"}:
            return False
        here, there = self.phrase.hits_of(parts[at]), self.phrase.hits_of(parts[at + 1])
        if not here or len(there) < 2 or here[-1].end != parts[at].end or words[here[-1].start].possessive:
            return False
        return all(hit.sense({SenseKind.ADJECTIVE}) is not None for hit in (here[-1], there[0]))

    def _is_name(self, part: Part) -> bool:
        """Say whether a part holds a name that the register lacks."""
        covered = {at for hit in self.phrase.hits for at in range(hit.start, hit.end)}
        words = [self.phrase.words[at] for at in range(part.start, part.end) if at not in covered]
        return any(word.is_capital and word.key not in MODIFIERS for word in words)

    def _apposed(self, start: int, found: Finding) -> Finding:
        """Take over what a part behind a comma says of the name before it ("X, the deputy minister of Y")."""
        for at in range(start, len(self.phrase.parts)):
            if self.phrase.parts[at].opener in {",", "(", "as"}:
                later = self._part(at)
                if later.head is not None:
                    if later.country is None and later.entity is None:
                        self._country_after(at, later)
                    return later
        return found

    # -- one part -----------------------------------------------------------------------------------------------------

    def _part(self, at: int) -> Finding:
        part = self.phrase.parts[at]
        hits = self._chosen(at)
        found = Finding()
        if not hits:
            return found
        hit, head = hits[-1]
        found.head, found.role_end = head, hit.end
        found.sector, found.actor_type = self._standing(head)
        found.country = self.places.country_in(part, before=hit.end)
        entities = [sense for _, sense in hits if sense.kind in ENTITIES]
        if entities:
            self._with_entity(found, head, entities[-1] if head.kind not in ENTITIES else head)
        else:
            self._without_entity(found, at, hits)
        if head.kind in {SenseKind.ORGAN, SenseKind.OFFICE}:
            found.organ = self._organ_of(head) or head
        if found.entity is not head:
            found.role = self.phrase.written(hit.start, hit.end)
        self._former(found, part, hit)
        return found

    def _standing(self, sense: Sense) -> tuple[Sector | None, ActorType | None]:
        actor_type, sector = self.register.standing(sense, self.around.year)
        return sector, actor_type

    def _chosen(self, at: int) -> list[tuple[Hit, Sense]]:
        """Return the names of a part that say what sort of actor it is, each with the meaning chosen."""
        chosen: list[tuple[Hit, Sense]] = []
        part = self.phrase.parts[at]
        for hit in self.phrase.hits_of(part):
            if hit.end < len(self.phrase.words) and is_backer(self.phrase, hit):
                continue
            if self._is_surname(hit, chosen):
                break
            sense = self._choose(hit, chosen, at)
            if sense is not None:
                chosen.append((hit, sense))
        return chosen

    def _is_surname(self, hit: Hit, chosen: list[tuple[Hit, Sense]]) -> bool:
        """Say whether a capital after an office begins or ends a person's name ("Foreign Minister Park")."""
        if not chosen or chosen[-1][1].kind is not SenseKind.OFFICE or hit.end - hit.start > 1:
            return False
        word = self.phrase.words[hit.start]
        office = self.phrase.words[chosen[-1][0].start]
        return (
            office.is_capital
            and word.is_capital
            and hit.senses[0].kind in {SenseKind.ROLE, SenseKind.THROUGH, SenseKind.BODY, SenseKind.PEOPLE}
        )

    def _choose(self, hit: Hit, chosen: list[tuple[Hit, Sense]], at: int) -> Sense | None:
        """Return the meaning of a name that fits its place in the phrase, or None where it is but geography."""
        bearing = [sense for sense in hit.senses if sense.kind in _BEARING]
        if not bearing or (
            hit.senses[0].kind in GEOGRAPHY
            and hit.senses[0].kind is not SenseKind.BREAKAWAY
            and bearing[0].kind is SenseKind.OUTLET
        ):
            return None
        through = next((sense for sense in bearing if sense.kind is SenseKind.THROUGH), None)
        if through is not None and (
            self._belongs(chosen, hit)
            or self._belongs_after(at, hit)
            or all(s.kind in {SenseKind.THROUGH, SenseKind.ROLE} for s in bearing)
        ):
            return through
        country = self.places.country_in(self.phrase.parts[at], before=hit.start)
        named = [sense for sense in bearing if sense.kind in ENTITIES]
        if named:
            return self._entity(hit, named, bearing, country)
        return bearing[0]

    def _entity(self, hit: Hit, named: list[Sense], bearing: list[Sense], country: str | None) -> Sense | None:
        """Return which of several bodies of one name is meant: that of the country named, else of the document's."""
        plain = next((sense for sense in bearing if sense.kind not in ENTITIES), None)
        if country is not None:
            fitting = [sense for sense in named if sense.country == country]
            if fitting:
                return fitting[0]
            organ = self._organ_of(named[0]) if named[0].country not in _INTERNATIONAL | {"IMG"} else None
            if plain is not None or organ is not None:
                return plain or organ
        near = [sense for sense in named if sense.country in self.around.countries]
        best = near[0] if near else named[0]
        if best.kind is SenseKind.OUTLET:
            return best if plain is None and self._stands_alone(hit) else plain
        return best

    def _organ_of(self, sense: Sense) -> Sense | None:
        return self.register.sense(SenseKind.ORGAN, sense.organ) if sense.organ else None

    def _stands_alone(self, hit: Hit) -> bool:
        """Say whether an outlet's name is safe: long, in capitals, or all that its part holds."""
        bare = hit.start + (self.phrase.words[hit.start].key == "the")
        if hit.end - bare > 1 or self.phrase.words[bare].written[1:].isupper():
            return True
        others = [
            hit_
            for hit_ in self.phrase.hits
            if hit_ is not hit and any(s.actor_type is ActorType.MEDIA for s in hit_.senses)
        ]
        rest = [
            word
            for at, word in enumerate(self.phrase.words)
            if not hit.start <= at < hit.end and word.key not in {"the", "a"}
        ]
        return not rest or bool(others)

    @staticmethod
    def _belongs(chosen: list[tuple[Hit, Sense]], hit: Hit) -> bool:
        """Say whether a body or organ stands right before ("party president")."""
        if not chosen or chosen[-1][0].end != hit.start:
            return False
        return chosen[-1][1].kind in ENTITIES | {SenseKind.ORGAN, SenseKind.ROLE}

    def _belongs_after(self, at: int, hit: Hit) -> bool:
        """Say whether "of" and a body or organ follow ("president of the party")."""
        parts = self.phrase.parts
        if parts[at].end != hit.end or at + 1 >= len(parts) or parts[at + 1].opener != "of":
            return False
        later = self.phrase.hits_of(parts[at + 1])
        return any(
            sense.kind in ENTITIES | {SenseKind.ORGAN, SenseKind.ROLE} for hit_ in later for sense in hit_.senses[:1]
        )

    def _country_after(self, at: int, found: Finding) -> None:
        """Take the country from the parts behind ("rebels in X", "minister of Y")."""
        part = self.phrase.parts[at]
        found.country = self.places.country_behind(at) or self.places.country_in(part) or self.places.by_title(part)
        if found.country is None and found.head is not None:
            found.country = self.places.by_table(part)
        if found.country is None:
            for later in range(at + 1, len(self.phrase.parts)):
                if self.phrase.parts[later].opener in BELONGING:
                    inner = self._part(later)
                    if inner.entity is not None and inner.entity.country is not None:
                        found.country = inner.entity.country
                        return

    # -- sectors ------------------------------------------------------------------------------------------------------

    def _with_entity(self, found: Finding, head: Sense, entity: Sense) -> None:
        """Weigh a body's sector against that of the noun that heads the phrase."""
        sector, actor_type = self._standing(entity)
        found.entity = entity
        found.reasons.append(f"“{entity.name}” is in the register as {actor_type or 'a body'}")
        if head.kind is SenseKind.ROLE and head.strength is Strength.AGAINST:
            found.entity, found.beside = None, entity
            found.reasons.append(f"“{head.name}” stands against it")
            return
        if entity.country not in {None, "IMG"}:
            found.country = entity.country
        armed = sector in {Sector.PTY, Sector.OPP} and head is not entity and head.sector in _ARMED
        keeps = head is entity or head.kind is SenseKind.THROUGH or self._outweighs(entity, sector, head, found.sector)
        keeps = keeps and not armed  # the guerrillas of a movement that is a party too
        if keeps:
            found.sector, found.actor_type = sector, actor_type
        else:
            found.reasons.append(f"“{head.name}” settles the sector")
            if found.sector is Sector.CVL:
                found.entity, found.beside = None, entity

    @staticmethod
    def _outweighs(entity: Sense, sector: Sector | None, head: Sense, said: Sector | None) -> bool:
        """Say whether a body's sector goes before what the noun behind it says."""
        if head.kind is SenseKind.ROLE and said is Sector.CVL:
            return sector not in _ARMED | {Sector.BUS, Sector.EDU}
        if head.kind is SenseKind.ROLE and said is Sector.JRN:
            return entity.kind is not SenseKind.OUTLET
        if entity.country in _INTERNATIONAL:
            return not (said in _ORGANS_OF_BODIES or head.kind is SenseKind.OFFICE)
        if sector in {Sector.PTY, Sector.OPP}:
            return said not in {Sector.LEG, Sector.GOV, Sector.JUD}
        return True

    def _without_entity(self, found: Finding, at: int, hits: list[tuple[Hit, Sense]]) -> None:
        head = hits[-1][1]
        before = [sense for _, sense in hits[:-1]]
        if head.kind is SenseKind.THROUGH:
            self._through(found, at, before)
            return
        found.reasons.append(f"“{head.name}” is {_article(head)}")
        modifier = before[-1] if before else None
        if modifier is None or head.kind is not SenseKind.ROLE:
            return
        takes = (
            head.strength is Strength.WEAK and modifier.sector is not None and modifier.strength is not Strength.WEAK
        )
        if modifier.kind in {SenseKind.ORGAN, SenseKind.OFFICE}:
            takes = takes or (
                found.sector in _TRADES
                and modifier.sector in {Sector.MIL, Sector.COP, Sector.SPY, Sector.GOV, Sector.JUD}
            )
            takes = takes or (modifier.id in {"opposition", "party"} and found.sector is Sector.CVL)
        if takes:
            found.sector, found.actor_type = self._standing(modifier)
            found.reasons.append(f"“{modifier.name}” before it settles the sector")

    def _through(self, found: Finding, at: int, before: list[Sense]) -> None:
        """Find what a spokesman, member or leader belongs to: the noun before, the parts behind, else the country."""
        head = found.head
        solid = [sense for sense in before if sense.kind is not SenseKind.THROUGH]
        if solid and not (solid[-1].kind is SenseKind.PEOPLE and head is not None and head.sector is not None):
            found.sector, found.actor_type = self._standing(solid[-1])
            found.organ = (
                (self._organ_of(solid[-1]) or solid[-1])
                if solid[-1].kind in {SenseKind.ORGAN, SenseKind.OFFICE}
                else None
            )
            if solid[-1].actor_type is ActorType.RELIGIOUS:
                found.sector = Sector.REL
            found.reasons.append(f"“{head.name if head else ''}” belongs to “{solid[-1].name}”")
            return
        for later in range(at + 1, len(self.phrase.parts)):
            if self.phrase.parts[later].opener not in BELONGING:
                break
            inner = self._part(later)
            if inner.head is not None:
                self._take_over(found, inner)
                return
        self._by_default(found, head, at)

    @staticmethod
    def _take_over(found: Finding, inner: Finding) -> None:
        found.sector, found.actor_type = inner.sector, inner.actor_type
        found.entity, found.organ = inner.entity, inner.organ
        found.noun = inner.noun or inner.head
        found.country = (inner.country if inner.entity else None) or found.country or inner.country
        found.is_former = found.is_former or inner.is_former
        found.reasons += [f"“{found.head.name if found.head else ''}” belongs to what follows", *inner.reasons]

    def _by_default(self, found: Finding, head: Sense | None, at: int) -> None:
        if head is None:
            return
        if head.of_country is not None and head.sector is None:
            named = found.country or self.places.country_behind(at)
            if named is not None and named not in _INTERNATIONAL:
                found.sector, found.actor_type = head.of_country, ActorType.GOVERNMENT
                found.reasons.append(f"“{head.name}” with only a country beside it is its government")
                return
        found.sector, found.actor_type = head.sector, head.actor_type or _TYPE_OF.get(head.sector or Sector.UNK)
        found.reasons.append(f"“{head.name}” without a body it belongs to")

    def _former(self, found: Finding, part: Part, hit: Hit) -> None:
        """Note "former" before the head; who held an office and no longer does belongs to the elite (PLOVER)."""
        words = self.phrase.words
        for at in range(part.start, hit.end):
            if words[at].key not in _FORMER:
                continue
            follows = next((other for other in self.phrase.hits if other.start == at + 1), None)
            if (
                follows is not None
                and follows.is_place
                and words[at].key == "former"
                and follows.end < hit.start
                and follows.senses[0].end
            ):
                continue
            found.is_former = True
            plural = words[hit.end - 1].key.endswith("s")
            led = found.sector is None and found.head is not None and found.head.of_country is not None
            if led or (found.sector in _OFFICIAL and not (found.sector in {Sector.MIL, Sector.COP} and plural)):
                found.sector, found.actor_type = Sector.ELI, ActorType.ELITE
            found.reasons.append(f"“{words[at].written}”: no longer so")
            return


_TYPE_OF = {
    Sector.GOV: ActorType.GOVERNMENT,
    Sector.MIL: ActorType.MILITARY,
    Sector.UAF: ActorType.ARMED_GROUP,
    Sector.UNK: ActorType.UNKNOWN,
}


def _article(sense: Sense) -> str:
    kind = {
        SenseKind.ORGAN: "an organ of a state",
        SenseKind.OFFICE: "an office",
        SenseKind.PEOPLE: "a people or community",
    }
    return kind.get(sense.kind, "a noun for actors") + (f" ({sense.actor_type})" if sense.actor_type else "")


def with_country(found: Finding, country: str, reason: str) -> Finding:
    """Return a finding with a country taken from outside the phrase."""
    return replace(found, country=country, reasons=[*found.reasons, reason])
