"""Spans -> dates: expressions become intervals with a precision, counted from the day of writing if that is known."""

import re
from collections.abc import Iterator
from datetime import date

from spacy.tokens import Doc, Token

from allegedly.link.date_calendar import CALENDAR_RULES
from allegedly.link.date_distance import DISTANCE_RULES
from allegedly.link.date_grammar import Expression, expressions
from allegedly.link.date_values import DatePrecision, Resolved, Setting, Tense, impossible
from allegedly.records import Document, Paragraph, Parsed, Record, Span

# Verbs whose infinitive lies ahead: "is expected to vote on Tuesday".
_LOOKING_AHEAD = frozenset({
    "expect", "schedule", "plan", "set", "due", "hope", "intend", "want", "agree", "aim", "prepare", "ready", "vow", "promise", "pledge",
    "threaten", "go", "likely", "propose", "need", "order", "ask", "urge", "call", "decide", "refuse", "offer", "wait", "seek",
})  # fmt: skip
_COMING = frozenset({"will", "shall", "'ll", "wo", "’ll", "would", "may", "might", "could", "should", "must", "can"})
_REPORTING = frozenset({"say", "tell", "report", "add", "note", "be", "have", "show", "think", "know"})
_UNTIL = frozenset({"until", "till", "by", "through", "before", "to"})

_DATELINE_DAY = re.compile(
    r"^[A-Z][^\n]{0,60}?\b([A-Z][a-z]{2,8}\.?\s+\d{1,2})(?:,?\s+(\d{4}))?\b[^\n]{0,40}?(?:--|[—–_)]|-\s)"
)

# A dateline's day is taken for the day of writing if it is at most so many days before the publication.
DATELINE_DAYS = 7


class DateLink(Record, frozen=True, kw_only=True):
    """A date expression and its place on the calendar.

    ``type`` is DATE, TIME, DURATION or SET and ``value`` the TIMEX3 value, None if there is none. ``start`` and ``end``
    are ISO 8601 days, both inclusive, or None if the words cannot be placed. ``anchor`` is the day that they were
    counted from, None if that is not known or not needed.
    """

    document: str
    span: Span
    type: str
    value: str | None
    start: str | None
    end: str | None
    precision: DatePrecision
    anchor: str | None
    reason: str


def dates(parsed: Parsed) -> tuple[DateLink, ...]:
    """Link every date expression, in reading order."""
    anchor, named = day_of_writing(parsed.document, parsed.paragraphs)
    links = []
    before: Resolved | None = None
    for paragraph in parsed.paragraphs:
        for expression, found in _resolved(paragraph, anchor, named, before):
            if _is_spoken_of(expression, found):
                before = found
            links.append(_link(parsed.document, paragraph, expression, found))
    return tuple(links)


def resolve(expression: Expression, setting: Setting) -> Resolved | None:
    """Return the value of an expression, or None if its words are no date here."""
    rule = CALENDAR_RULES.get(expression.rule) or DISTANCE_RULES[expression.rule]
    try:
        return rule(expression, setting)
    except (ValueError, OverflowError):  # datetime's own bounds: no such day, or a year beyond 1 to 9999
        return impossible(expression.text)


def day_of_writing(document: Document, paragraphs: tuple[Paragraph, ...]) -> tuple[date | None, str]:
    """Return the day that words like "today" are counted from, and in words where it is known from."""
    published = _day(document.published or "")
    head = document.dateline or (paragraphs[0].doc.text[:120] if paragraphs else "")
    match = _DATELINE_DAY.match(head + " --" if document.dateline else head)
    if not match:
        return (published, "the publication date") if published else (None, "no publication date is known")
    setting = Setting(published, "the publication date", None, Tense.PAST, "", is_date_entity=True)
    words = match.group(1) + (f", {match.group(2)}" if match.group(2) else "")
    for expression in expressions(words):
        found = resolve(expression, setting)
        if found and found.start and (published is None or 0 <= (published - found.start).days <= DATELINE_DAYS):
            return found.start, "the dateline's date"
    return (published, "the publication date") if published else (None, "no publication date is known")


def _day(text: str) -> date | None:
    match = re.match(r"(\d{4})-?(\d\d)-?(\d\d)", text)
    if not match:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:  # a publication date that no calendar has counts as unknown
        return None


def _resolved(
    paragraph: Paragraph, anchor: date | None, named: str, before: Resolved | None
) -> Iterator[tuple[Expression, Resolved]]:
    doc = paragraph.doc
    places: dict[int, int] = {}
    for expression in expressions(doc.text):
        if not places:
            places = {token.idx: token.i for token in doc}
        first = _token(doc, places, expression.start)
        setting = Setting(
            anchor, named, before, tense(first), _preposition(first), is_date_entity=first.ent_type_ in ("DATE", "TIME")
        )
        found = resolve(expression, setting)
        if found is None:
            continue
        if _is_spoken_of(expression, found):
            before = found
        yield expression, found


def _is_spoken_of(expression: Expression, found: Resolved) -> bool:
    """Say whether later words like "that day" and "a year earlier" may count from a date: not from what it is set against."""
    if not found.start or found.type == "DURATION" or expression.rule in ("year earlier", "ago"):
        return False
    if expression.rule == "same quarter":
        return "year" not in expression.text
    return expression.rule != "which unit" or found.precision is not DatePrecision.YEAR


def _token(doc: Doc, places: dict[int, int], offset: int) -> Token:
    """Return the token that holds a character."""
    while offset > 0 and offset not in places:
        offset -= 1
    return doc[places.get(offset, 0)]


def _preposition(first: Token) -> str:
    """Return the word before an expression, in small letters, a "the" left out."""
    index = first.i - 1
    if index >= 0 and first.doc[index].lower_ == "the":
        index -= 1
    return first.doc[index].lower_ if index >= 0 else ""


def tense(token: Token) -> Tense:
    """Return whether the verb that governs a date looks back or ahead."""
    verb = token
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    if verb.pos_ not in ("VERB", "AUX"):
        return Tense.UNSAID
    helpers = {child.lower_: child for child in verb.lefts if child.dep_ in ("aux", "auxpass")}
    if _COMING & helpers.keys() and not {"have", "'ve"} & helpers.keys():
        return Tense.FUTURE
    if "to" in helpers and verb.head.i != verb.i and verb.head.lemma_ in _LOOKING_AHEAD:
        return Tense.FUTURE
    if verb.tag_ in ("VBD", "VBN") or {"was", "were", "had", "did", "has", "have"} & helpers.keys():
        return Tense.PAST
    if verb.tag_ in ("VBZ", "VBP", "VBG") and verb.lemma_ not in _REPORTING:
        return Tense.FUTURE if verb.tag_ != "VBG" or {"is", "are", "'s", "'re", "am"} & helpers.keys() else Tense.UNSAID
    return Tense.UNSAID


def _link(document: Document, paragraph: Paragraph, expression: Expression, found: Resolved) -> DateLink:
    offset = paragraph.span.start
    return DateLink(
        document=document.id,
        span=Span(offset + expression.start, offset + expression.end),
        type=found.type,
        value=found.value,
        start=found.start.isoformat() if found.start else None,
        end=found.end.isoformat() if found.end else None,
        precision=found.precision,
        anchor=found.anchor.isoformat() if found.anchor and found.reason != "written out" else None,
        reason=found.reason,
    )
