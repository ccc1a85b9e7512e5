"""Every immutable record, module by module in the order in which it is made.

Offsets are code points, end-exclusive, into ``Document.text`` unless a field says otherwise. Records are values: an id
is a hash of content, so the same input has the same id on every machine.
"""

from allegedly.records.allegations import (
    Allegation,
    Appearance,
    Drift,
    Feature,
    Interval,
    Match,
    Node,
    OutletProfile,
    Reliance,
    Suggested,
    Tally,
)
from allegedly.records.base import ID_DIGITS, Record, Span, Spans
from allegedly.records.claims import Attribution, ChainLink, Claim, Frame
from allegedly.records.custody import CustodyEntry, Rejected
from allegedly.records.documents import (
    Aligned,
    Comparison,
    Copy,
    CopyCluster,
    Credit,
    Document,
    Fingerprint,
    Item,
    Known,
    Original,
    Paragraph,
    Parsed,
    Passage,
    Piece,
    Removed,
    document_id,
)
from allegedly.records.events import Count, Event, EventDate, EventPlace, Link, LinkCandidate, Participant

__all__ = [
    "ID_DIGITS",
    "Aligned",
    "Allegation",
    "Appearance",
    "Attribution",
    "ChainLink",
    "Claim",
    "Comparison",
    "Copy",
    "CopyCluster",
    "Count",
    "Credit",
    "CustodyEntry",
    "Document",
    "Drift",
    "Event",
    "EventDate",
    "EventPlace",
    "Feature",
    "Fingerprint",
    "Frame",
    "Interval",
    "Item",
    "Known",
    "Link",
    "LinkCandidate",
    "Match",
    "Node",
    "Original",
    "OutletProfile",
    "Paragraph",
    "Parsed",
    "Participant",
    "Passage",
    "Piece",
    "Record",
    "Rejected",
    "Reliance",
    "Removed",
    "Span",
    "Spans",
    "Suggested",
    "Tally",
    "document_id",
]
