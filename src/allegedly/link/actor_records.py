"""What the register holds and what a phrase is resolved to: senses of names, actor links, outlet links."""

from __future__ import annotations

from enum import StrEnum

from allegedly.records import Record, Span


class ActorType(StrEnum):
    """What sort of actor it is; finer than PLOVER's sectors where readers want to know more (ours)."""

    STATE = "state"
    BREAKAWAY = "breakaway"
    GOVERNMENT = "government"
    LEGISLATURE = "legislature"
    JUDICIARY = "judiciary"
    MILITARY = "military"
    POLICE = "police"
    INTELLIGENCE = "intelligence"
    REBEL = "rebel"
    ARMED_GROUP = "armed group"
    CRIMINAL = "criminal"
    PARTY = "party"
    OPPOSITION = "opposition"
    CIVILIAN = "civilian"
    REFUGEES = "refugees"
    ELITE = "elite"
    ETHNIC_GROUP = "ethnic group"
    RELIGIOUS = "religious"
    MEDIA = "media"
    INTERNATIONAL = "international"
    NGO = "ngo"
    BUSINESS = "business"
    LABOUR = "labour"
    EDUCATION = "education"
    MEDICAL = "medical"
    PLACE = "place"
    PERSON = "person"
    UNKNOWN = "unknown"
    NOT_AN_ACTOR = "not an actor"


class Sector(StrEnum):
    """PLOVER 0.8 sector codes with those that NGEC adds, and CAMEO's for religious communities."""

    GOV = "GOV"  # government
    LEG = "LEG"  # legislature
    JUD = "JUD"  # judiciary
    MIL = "MIL"  # military
    COP = "COP"  # police
    SPY = "SPY"  # intelligence
    REB = "REB"  # rebels
    PRM = "PRM"  # paramilitaries
    UAF = "UAF"  # unidentified armed forces
    CRM = "CRM"  # criminals
    PTY = "PTY"  # parties
    OPP = "OPP"  # opposition
    ELI = "ELI"  # elites, former office holders
    CVL = "CVL"  # civilians
    REF = "REF"  # refugees
    AGR = "AGR"  # agriculture
    LAB = "LAB"  # labour
    BUS = "BUS"  # business
    EDU = "EDU"  # education
    MED = "MED"  # medical
    JRN = "JRN"  # journalists and media
    REL = "REL"  # religious
    NGO = "NGO"  # non-governmental organisations
    IGO = "IGO"  # intergovernmental organisations
    PRE = "PRE"  # partly recognised states
    UNK = "UNK"  # unknown
    JNK = "JNK"  # no actor at all
    MOS = "MOS"  # Muslims
    SHI = "SHI"
    SUN = "SUN"
    ALE = "ALE"
    DRZ = "DRZ"
    CHR = "CHR"  # Christians
    CTH = "CTH"
    PRO = "PRO"
    JEW = "JEW"
    HIN = "HIN"
    SIK = "SIK"
    BUD = "BUD"
    BAH = "BAH"
    ZRO = "ZRO"
    ADR = "ADR"  # adherents of traditional religions


class SenseKind(StrEnum):
    """How a name of the register refers."""

    STATE = "state"  # Afghanistan
    ADJECTIVE = "adjective"  # Afghan
    DEMONYM = "demonym"  # Afghans
    SEAT = "seat"  # Kabul
    BREAKAWAY = "breakaway"  # Transnistria
    REGION = "region"
    TOWN = "town"
    PEOPLE = "people"  # Kurds, Buddhists
    BODY = "body"  # Taliban, United Nations
    OUTLET = "outlet"
    NAMED_ORGAN = "named organ"  # FSB
    ORGAN = "organ"  # army
    OFFICE = "office"  # prime minister
    ROLE = "role"  # farmers
    THROUGH = "through"  # spokesman, members


class Strength(StrEnum):
    """How much a noun says of the sector of the phrase that it heads."""

    OWN = "own"
    WEAK = "weak"
    AGAINST = "against"


class Sense(Record, frozen=True, kw_only=True):
    """One thing that a name of the register may mean.

    ``country`` is an ISO 3166-1 alpha-3 code (XKX for Kosovo), or PLOVER's EUR, IGO, NGO or IMG for bodies of no one
    state. ``organ`` is the organ that a named organ is. ``start`` and ``end`` are years. ``of_country`` is the sector
    that a noun such as "leader" has where only a country is named beside it.
    """

    kind: SenseKind
    id: str
    name: str
    actor_type: ActorType | None = None
    country: str | None = None
    sector: Sector | None = None
    organ: str | None = None
    strength: Strength | None = None
    of_country: Sector | None = None
    start: int | None = None
    end: int | None = None
    source: str


class Candidate(Record, frozen=True, kw_only=True):
    """Another actor that a phrase may mean; ``linker_score`` from 0 to 1."""

    id: str
    name: str
    actor_type: ActorType
    country: str | None
    sector: Sector | None
    linker_score: float
    reason: str


class ActorLink(Record, frozen=True, kw_only=True):
    """A phrase resolved to an actor.

    ``id`` is the register's, "PAK/army" for an organ of a state, "AFG:CVL:farmer" for people by country and role, or
    "name:" and the folded name for an actor that the register lacks. ``country`` is an ISO 3166-1 alpha-3 code, or
    PLOVER's EUR, IGO, NGO or IMG for bodies of no one state; None where it is not known. ``country_inferred`` says that
    the country was taken from the document around the phrase. ``affiliation`` is the id of the body that the actor
    belongs or belonged to, ``role`` the words for what it is there. ``candidates`` holds other readings, likeliest first.
    """

    span: Span
    id: str
    name: str
    actor_type: ActorType
    country: str | None
    sector: Sector | None
    role: str | None = None
    affiliation: str | None = None
    person: str | None = None
    is_former: bool = False
    is_named: bool = False
    country_inferred: bool = False
    linker_score: float
    reason: str
    candidates: tuple[Candidate, ...] = ()


class OutletKind(StrEnum):
    """What sort of outlet it is (ours)."""

    AGENCY = "agency"
    STATE_MEDIA = "state media"
    PUBLIC_BROADCASTER = "public broadcaster"
    PRIVATE = "private"
    PARTY_MEDIA = "party media"
    INSURGENT_MEDIA = "insurgent media"


class Outlet(Record, frozen=True, kw_only=True):
    """One outlet of the register; what is not generally known is None."""

    id: str
    name: str
    kind: OutletKind
    country: str | None
    owner: str | None
    side: str | None
    source: str


class OutletLink(Record, frozen=True, kw_only=True):
    """A name or address resolved to an outlet.

    ``side`` is the state (ISO 3166-1 alpha-3) or the body (its id) that directs what the outlet says. An outlet that
    the register lacks has an id made of its folded name, "outlet:the folded name", and nothing else.
    """

    id: str
    name: str
    kind: OutletKind | None = None
    country: str | None = None
    owner: str | None = None
    side: str | None = None
    linker_score: float
    reason: str
    candidates: tuple[str, ...] = ()
