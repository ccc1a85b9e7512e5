"""Reads and checks marked text: the tags, labels and rules that `marked/` and `stories/` share."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

LABELS = {
    "kind": ("speech", "belief", "intent", "evidence", "decree"),
    "quotation": ("direct", "indirect", "mixed"),
    "firmness": ("asserted", "alleged", "possible", "predicted", "denied"),
    "polarity": ("+", "-"),
    "source_kind": ("named", "unnamed", "outlet", "document", "impersonal"),
}
HEADLINE_DRIFTS = ("headline_firmer", "headline_source_upgrade")  # the headline against its own body
RELATIVE_DRIFTS = ("hedge_loss", "attribution_loss", "source_upgrade", "number_change")  # against another article
ROLES = {"s": "source", "c": "cue", "t": "content", "h": "hedges"}
FIELDS = ("id", "parent", "source", "cue", "content", "hedges", *LABELS, "source_name")

_META = re.compile(
    r"^(?P<id>\d+): parent=(?P<parent>-|\d+) kind=(?P<kind>\w+) quotation=(?P<quotation>\w+) firmness=(?P<firmness>\w+) "
    r'polarity=(?P<polarity>[+-]) source_kind=(?P<source_kind>\w+) source="(?P<source_name>[^"]*)"$'
)
_TAG = re.compile(r"\[(?:([scth])(\d+)|(j))\|")
_DRIFT = re.compile(r"^(\w+)(?: from=(\w+))?$")

Pieces = list[list[int]]
Article = dict[str, Any]


class Mark(NamedTuple):
    """One tagged stretch: its role (``j`` is residue), the attribution's number, and where it stands."""

    role: str
    number: int
    start: int
    end: int


class MarkError(ValueError):
    """Marks that break the conventions; the message says where and how."""


def untag(marked: str, shift: int, where: str) -> tuple[str, list[Mark]]:
    """Return the plain text of ``marked`` and its marks, their offsets moved by ``shift``.

    >>> untag("[s1|Ann] [c1|said] [t1|no]", 0, "doctest")
    ('Ann said no', [Mark(role='s', number=1, start=0, end=3), Mark(role='c', number=1, start=4, end=8), Mark(role='t', number=1, start=9, end=11)])
    """
    text: list[str] = []
    marks: list[Mark] = []
    opened: list[tuple[str, int, int]] = []
    position = 0
    while position < len(marked):
        character = marked[position]
        if character == "\\" and marked[position + 1 : position + 2] in ("[", "]"):
            text.append(marked[position + 1])
            position += 2
            continue
        if character == "[":
            tag = _TAG.match(marked, position)
            if tag is None:
                raise MarkError(f"{where}: no tag at {marked[position : position + 30]!r}")
            opened.append((tag[1] or "j", int(tag[2] or 0), len(text)))
            position = tag.end()
            continue
        if character == "]":
            if not opened:
                raise MarkError(f"{where}: a ] without its [ before {marked[position : position + 30]!r}")
            role, number, start = opened.pop()
            marks.append(Mark(role, number, shift + start, shift + len(text)))
        else:
            text.append(character)
        position += 1
    if opened:
        raise MarkError(f"{where}: {opened[-1][0]}{opened[-1][1]} is never closed")
    return "".join(text), marks


def read_article(lines: list[str], head: re.Pattern[str], where: str) -> Article:
    """Return one article from its lines: a header that ``head`` reads, the marked text, and labels below ``--- meta``.

    ``head`` has the groups id, outlet, published and title; what else it has becomes fields too.

    Raises:
        MarkError: if a header, a tag or a label is not as the README says.
    """
    header = head.match(lines[0])
    if header is None or "--- meta" not in lines:
        raise MarkError(f"{where}: no proper header, or no labels: {lines[0][:80]!r}")
    below = lines.index("--- meta")
    where = header["id"]
    title, title_marks = untag(header["title"], 0, where)
    body, body_marks = untag("\n".join(lines[1:below]).strip("\n"), len(title) + 2, where)
    labels = [line for line in lines[below + 1 :] if line.strip()]
    return {
        **header.groupdict(),
        "title": title,
        "text": f"{title}\n\n{body}",
        "junk": sorted([mark.start, mark.end] for mark in title_marks + body_marks if mark.role == "j"),
        "attributions": attributions(
            [line for line in labels if not line.startswith("drift: ")], title_marks + body_marks, where
        ),
        "drift": [
            drift(told.strip(), where)
            for line in labels
            if line.startswith("drift: ")
            for told in line.removeprefix("drift: ").split(" | ")
        ],
    }


def drift(told: str, where: str) -> dict[str, str | None]:
    """Return a drift label as a record.

    >>> drift("hedge_loss from=T01A", "doctest")
    {'kind': 'hedge_loss', 'from': 'T01A'}

    Raises:
        MarkError: if it cannot be read.
    """
    label = _DRIFT.match(told)
    if label is None:
        raise MarkError(f"{where}: drift unreadable: {told!r}")
    return {"kind": label[1], "from": label[2]}


def attributions(labels: list[str], marks: list[Mark], where: str) -> list[Article]:
    """Return the attributions of one article: each label line with the spans of its number.

    Raises:
        MarkError: if a line cannot be read, a number is given twice, or a tag has no label line.
    """
    spans: dict[int, dict[str, Pieces]] = defaultdict(lambda: {field: [] for field in ROLES.values()})
    for mark in marks:
        if mark.role != "j":
            spans[mark.number][ROLES[mark.role]].append([mark.start, mark.end])
    found: dict[int, Article] = {}
    for line in labels:
        meta = _META.match(line)
        if meta is None or int(meta["id"]) in found:
            raise MarkError(f"{where}: label line unreadable or given twice: {line!r}")
        number = int(meta["id"])
        found[number] = {
            **{field: meta[field] for field in LABELS},
            "id": number,
            "parent": None if meta["parent"] == "-" else int(meta["parent"]),
            "source_name": None if meta["source_name"] in ("", "-") else meta["source_name"],
            **{field: sorted(pieces) for field, pieces in spans[number].items()},
        }
    if unlabelled := sorted(set(spans) - set(found)):
        raise MarkError(f"{where}: tags without a label line: {unlabelled}")
    return [{field: found[number][field] for field in FIELDS} for number in sorted(found)]


def lies_in(inner: Pieces, outer: Pieces) -> bool:
    """Say whether every piece of ``inner`` lies inside one of ``outer``."""
    return all(any(o[0] <= i[0] and i[1] <= o[1] for o in outer) for i in inner)


def overlap(one: Pieces, other: Pieces) -> bool:
    """Say whether any piece of ``one`` shares a character with one of ``other``."""
    return any(a[0] < b[1] and b[0] < a[1] for a in one for b in other)


def problems(
    article: Article, *, drifts: Sequence[str] = HEADLINE_DRIFTS, plain_negatives: bool = False
) -> Iterator[str]:
    """Yield what breaks the conventions in an article that could be read.

    ``drifts`` are the kinds that may be; ``plain_negatives`` lets what is asserted (not denied) have polarity ``-``.
    """
    by_id = {one["id"]: one for one in article["attributions"]}
    for one in by_id.values():
        complaints = (
            *_label_problems(one, plain_negatives=plain_negatives),
            *_span_problems(one, article),
            *_nesting_problems(one, by_id),
        )
        for complaint in complaints:
            yield f"{article['id']}, {one['id']}: {complaint}"
    for told in article["drift"]:
        if told["kind"] not in drifts:
            yield f"{article['id']}: no such drift: {told['kind']}"
        if (told["kind"] in RELATIVE_DRIFTS) != (told["from"] is not None):
            yield f"{article['id']}: from= goes with what is held against another article: {told['kind']}"


def _label_problems(one: Article, *, plain_negatives: bool) -> Iterator[str]:
    for field, values in LABELS.items():
        if one[field] not in values:
            yield f"{field}={one[field]}"
    if one["firmness"] == "denied" and one["polarity"] == "+":
        yield "denied with polarity +"
    if not plain_negatives and one["firmness"] != "denied" and one["polarity"] == "-":
        yield "polarity - without denied"
    if (one["source_kind"] == "impersonal") != (one["source_name"] is None):
        yield "impersonal and no source name go together"
    if not one["source"] and one["source_kind"] != "impersonal":
        yield "no source span"


def _span_problems(one: Article, article: Article) -> Iterator[str]:
    text, pieces = article["text"], [piece for field in ROLES.values() for piece in one[field]]
    body = len(article["title"]) + 2
    if not one["content"] or not (one["source"] or one["cue"]):
        yield "no content, or neither source nor cue"
    if any(not text[s:e] or text[s:e] != text[s:e].strip() for s, e in pieces):
        yield "a span is empty or has blanks at its edges"
    if any(text[s:e].endswith((",", ";", ":")) for s, e in one["source"]):
        yield "a source ends in punctuation"
    if len({s < body - 1 for s, _ in pieces}) > 1:
        yield "spans in title and body"
    if overlap(pieces, article["junk"]):
        yield "a span in residue"
    if overlap(one["cue"], one["content"]) or overlap(one["source"], one["content"]):
        yield "cue or source inside the own content"
    if not lies_in(one["hedges"], one["content"] + one["cue"] + one["source"]):
        yield "a hedge outside content, cue and source"


def _nesting_problems(one: Article, by_id: dict[int, Article]) -> Iterator[str]:
    above, number = [], one["parent"]
    while number is not None:
        if number in above or number not in by_id:
            yield f"parents go in a circle or are missing: {number}"
            return
        above.append(number)
        number = by_id[number]["parent"]
    if above and not lies_in(one["content"], by_id[above[0]]["content"]):
        yield f"content is not inside that of its parent {above[0]}"
    for other in by_id.values():
        held = other["id"] != one["id"] and lies_in(one["content"], other["content"])
        if held and other["id"] not in above and other["content"] != one["content"]:
            yield f"content lies inside that of {other['id']}, which is not above it"


def depth(one: Article, by_id: dict[int, Article]) -> int:
    """Return how deep an attribution is nested; 1 is outermost."""
    return 1 if one["parent"] is None else 1 + depth(by_id[one["parent"]], by_id)


def counts(articles: list[Article]) -> dict[str, Counter[Any]]:
    """Return how often each label, depth and drift occurs."""
    every = [
        (one, {a["id"]: a for a in article["attributions"]}) for article in articles for one in article["attributions"]
    ]
    found: dict[str, Counter[Any]] = {field: Counter(one[field] for one, _ in every) for field in LABELS}
    found["depth"] = Counter(depth(one, by_id) for one, by_id in every)
    found["drift"] = Counter(told["kind"] for article in articles for told in article["drift"])
    return found
