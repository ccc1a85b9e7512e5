"""The closed word lists: every label that a record may carry, with the standard it comes from."""

from enum import StrEnum


class AttributionKind(StrEnum):
    """What the cue does (PolNeAR guidelines; PARC 3.0, Pareti 2016; ``decree`` after PARC's eventuality attributions)."""

    SPEECH = "speech"
    BELIEF = "belief"
    INTENT = "intent"
    EVIDENCE = "evidence"
    DECREE = "decree"


class Quotation(StrEnum):
    """How the content is given: all, part or none of it inside quotation marks (PARC 3.0)."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class SourceKind(StrEnum):
    """What sort of source speaks (newsroom usage); ``impersonal`` means that the text names none."""

    NAMED = "named"
    UNNAMED = "unnamed"
    OUTLET = "outlet"
    DOCUMENT = "document"
    IMPERSONAL = "impersonal"


class Firmness(StrEnum):
    """How firmly the source puts it (ours; FactBank, Saurí and Pustejovsky 2009, in exports)."""

    ASSERTED = "asserted"
    ALLEGED = "alleged"
    POSSIBLE = "possible"
    PREDICTED = "predicted"
    DENIED = "denied"


class Polarity(StrEnum):
    """Whether the source holds the content to be so (``+``) or not to be so (``-``)."""

    POSITIVE = "+"
    NEGATIVE = "-"


class Where(StrEnum):
    """The part of a document in which a claim stands; the two are kept apart for headline drift."""

    TITLE = "title"
    BODY = "body"


class CopyKind(StrEnum):
    """How a text stands to the one it shares words with (newsroom usage; definitions ours).

    ``copy``, ``wire_copy`` and ``syndication`` are whole copies: nearly all of the text, or all that it has, is the
    other's. ``partial`` is a passage shared by two texts that are otherwise each their own.
    """

    COPY = "copy"
    WIRE_COPY = "wire_copy"
    SYNDICATION = "syndication"
    PARTIAL = "partial"


class DirectionBasis(StrEnum):
    """What says which of two texts is the copy: a credit, the dates, the lengths, or nothing (then the ids)."""

    CREDITED = "credited"
    DATED = "dated"
    FULLER = "fuller"
    NONE = "none"


class CreditKind(StrEnum):
    """Whether a credit names a news agency, says that the text was printed elsewhere first, or only cites an outlet."""

    WIRE = "wire"
    REPRINT = "reprint"
    CITED = "cited"


class PieceKind(StrEnum):
    """What a piece of a comparison is; ``moved`` words stand elsewhere in the other text."""

    EQUAL = "equal"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


class EventType(StrEnum):
    """What an event is (PLOVER manual 0.8)."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Quad(StrEnum):
    """The quad class: words or deeds, with or against one another (PLOVER manual 0.8)."""

    VERBAL_COOPERATION = "verbal cooperation"
    MATERIAL_COOPERATION = "material cooperation"
    VERBAL_CONFLICT = "verbal conflict"
    MATERIAL_CONFLICT = "material conflict"


class Auxiliary(StrEnum):
    """How an event stands to what happened (PLOVER manual 0.8, auxiliary modes), and to who tells of it (the last three, ours)."""

    NEGATED = "negated"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"
    HISTORICAL = "historical"
    REPORTED = "reported"
    ALLEGED = "alleged"
    DENIED = "denied"


class LinkKind(StrEnum):
    """What sort of thing a link's words name."""

    ACTOR = "actor"
    PLACE = "place"
    DATE = "date"
    OUTLET = "outlet"


class MatchRelation(StrEnum):
    """How two claims stand to one another (ours; ``denial`` is the same proposition with the other polarity)."""

    SAME = "same"
    NARROWER = "narrower"
    BROADER = "broader"
    CONTRADICTION = "contradiction"
    DENIAL = "denial"


class NodeKind(StrEnum):
    """What a party in a provenance graph is (docs/origins.md)."""

    ARTICLE = "article"
    EXTERNAL = "external"
    NAMED = "named"
    UNNAMED = "unnamed"
    DOCUMENT = "document"
    OWN_REPORTING = "own reporting"


class Certainty(StrEnum):
    """Whether the text states a dependence, or something else speaks for it."""

    STATED = "stated"
    UNCERTAIN = "uncertain"


class DriftKind(StrEnum):
    """How a claim changed: the first two within one document, the rest between it and what it relays (ours)."""

    HEADLINE_FIRMER = "headline_firmer"
    HEADLINE_SOURCE_UPGRADE = "headline_source_upgrade"
    HEDGE_LOSS = "hedge_loss"
    ATTRIBUTION_LOSS = "attribution_loss"
    SOURCE_UPGRADE = "source_upgrade"
    NUMBER_CHANGE = "number_change"


class Reply(StrEnum):
    """Whether the accused party's own answer is in the case (the journalists' right of reply)."""

    PRESENT = "present"
    ASKED = "asked"
    ABSENT = "absent"
    NOT_ACCUSED = "not accused"


class Order(StrEnum):
    """What a list of allegations is sorted by, the most first; ties go by the allegations' ids."""

    SPREAD = "spread"  # outlets, then articles
    ORIGINS = "origins"
    DRIFT = "drift"
    NEW = "new"  # latest first appearance
    ACTIVE = "active"  # latest appearance of all


class Stage(StrEnum):
    """The stages, in order; a rejected input names the one that could not use it."""

    COLLECT = "collect"
    CLEAN = "clean"
    DEDUPE = "dedupe"
    PARSE = "parse"
    ATTRIBUTE = "attribute"
    CODE_EVENTS = "code_events"
    LINK = "link"
    MATCH = "match"
    WEIGH = "weigh"


class Reason(StrEnum):
    """Why a stage could not use an input."""

    UNREADABLE = "unreadable"  # missing, no permission, or not a regular file
    EMPTY = "empty"  # no byte, or no text after cleaning
    BINARY = "binary"  # neither text nor a format that a reader knows
    TRUNCATED = "truncated"  # a compressed stream, an archive or a response that ends early
    DAMAGED = "damaged"  # a compressed stream that cannot be unpacked, a file that its reader cannot make out
    TOO_LARGE = "too large"  # past the limit of one document
    BROKEN_LINE = "broken line"  # a JSONL line that is no object with a text
    LOCKED = "locked"  # it opens with a password only
    TOO_SLOW = "too slow"  # past the time that one input may take
    REFUSED = "refused"  # an address that robots.txt, or our own rules, keep us from
    UNREACHABLE = "unreachable"  # an address that did not answer, or answered with an error
    PASSED_OVER = "passed over"  # parts of an archive that are no articles, counted
    NO_MAIN_TEXT = "no main text"  # a page without an article, a PDF of pictures
    OTHER_LANGUAGE = "other language"  # kept and searchable, but not analysed
    INTERNAL = "internal error"  # our mistake; the detail holds the traceback's last line
