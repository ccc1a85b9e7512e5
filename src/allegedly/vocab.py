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


class Stage(StrEnum):
    """The stages, in order; a rejected input names the one that could not use it."""

    COLLECT = "collect"
    CLEAN = "clean"
    DEDUPE = "dedupe"
    PARSE = "parse"
    ATTRIBUTE = "attribute"


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
