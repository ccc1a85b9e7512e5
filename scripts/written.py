"""Written stories (data/stories, or the benchmark's) read into a case, with what their marks say of pairs of claims."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from allegedly.case import Case
from allegedly.match.signature import signatures
from allegedly.records import Claim, Document, Signature

Key = tuple[str, str]


class Pile(NamedTuple):
    """The documents, claims and signatures of a case, by id."""

    documents: dict[str, Document]
    claims: dict[str, Claim]
    signatures: dict[str, Signature]


class Stories(NamedTuple):
    """What is marked: the claims of the stories that each of ours tells, and which of these are denials and rivals.

    ``doubtful`` are claims of ours of which only a part is marked: what they tell besides is not known.
    """

    story_of: dict[str, str]
    told: dict[str, set[Key]]
    doubtful: set[str]
    denials: set[frozenset[Key]]
    rivals: set[frozenset[Key]]

    def relation(self, one: str, other: str) -> str | None:
        """Return how two claims stand by the marks: same, denial, rival, other; None if the marks leave it open."""
        mine, theirs = self.told.get(one, set()), self.told.get(other, set())
        if one in self.doubtful or other in self.doubtful or not (mine or theirs):
            return None
        if mine & theirs:
            return "same"
        crossed = {frozenset((a, b)) for a in mine for b in theirs}
        return "denial" if crossed & self.denials else ("rival" if crossed & self.rivals else "other")


def read_case(folder: Path) -> Pile:
    """Return the documents, claims and signatures of a case, by id; signatures are made anew."""
    case = Case(folder)
    documents = {document.id: document for document in case.records("documents")}
    held: dict[str, dict[str, list[Any]]] = {}
    for relation in ("claims", "events", "links"):
        held[relation] = defaultdict(list)
        for record in case.records(relation):
            held[relation][record.document].append(record)
    made = {
        signature.id: signature
        for key, document in documents.items()
        for signature in signatures(document, held["claims"][key], held["events"][key], held["links"][key])
    }
    return Pile(documents, {claim.id: claim for group in held["claims"].values() for claim in group}, made)


def read_stories(pile: Pile, gold: Path) -> Stories:
    """Return what the marks of written stories say of the claims of a pile.

    A marked mention is told by the claim of its article that is most like it, if they overlap by half of the shorter.
    """
    rows = [
        written for line in gold.read_text(encoding="utf-8").splitlines() for written in as_written(json.loads(line))
    ]
    articles = {row["id"]: row for row in rows if "text" in row}
    given = {document.given_id: key for key, document in pile.documents.items()}
    by_document = defaultdict(list)
    for key in pile.signatures:
        by_document[pile.claims[key].document].append(pile.claims[key])
    found = Stories({}, defaultdict(set), set(), set(), set())
    for row in (row for row in rows if "claims" in row):
        story = row["story"]
        for told in row["claims"]:
            for mention in told["mentions"]:
                article = articles[mention["article"]]
                span = letters(mention_spans(article, mention), article["text"])
                like = list(overlapping(by_document[given[article["id"]]], span, article["text"]))
                if like:
                    found.told[max(like)[1]].add((story, told["id"]))
                    found.doubtful.update(claim for _, claim in like)
        found.denials.update(frozenset(((story, d["claim"]), (story, d["denied_by_claim"]))) for d in row["denials"])
        found.rivals.update(frozenset(((story, a), (story, b))) for a, b in row["rivals"])
    found.doubtful.difference_update(found.told)
    for key in pile.signatures:
        name = pile.documents[pile.claims[key].document].given_id or ""
        found.story_of[key] = name[:-1]
    return found


def as_written(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a line of gold as it is, or a story of `data/retellings` as such lines: its articles and then its claims."""
    if "articles" not in row:
        yield row
        return
    for article in row["articles"]:
        yield {"id": article["id"], "text": article["text"]}
    told = defaultdict(list)
    for article in row["articles"]:
        for mark in article["marks"]:
            for key in mark["claims"]:
                told[key].append({"article": article["id"], "own_span": [mark["start"], mark["end"]]})
    yield {
        "story": row["story"],
        "claims": [{"id": claim["id"], "mentions": told[claim["id"]]} for claim in row["claims"]],
        "denials": [{"claim": key, "denied_by_claim": one["id"]} for one in row["claims"] for key in one["denies"]],
        "rivals": [(one["id"], key) for one in row["claims"] for key in one["rivals"]],
    }


def overlap(one: Claim, other: Claim) -> bool:
    """Say whether two claims share words of their document."""
    return one.document == other.document and any(
        a.start < b.end and b.start < a.end for a in one.content for b in other.content
    )


def mention_spans(article: dict[str, Any], mention: dict[str, Any]) -> list[list[int]]:
    """Return the spans of a gold mention: the content of the innermost attribution of its path, or its own span."""
    if not mention.get("path"):
        return [mention["own_span"]]
    return list(next(one for one in article["attributions"] if one["id"] == mention["path"][-1])["content"])


def letters(spans: Iterable[Iterable[int]], text: str) -> set[int]:
    """Return the places of the letters and digits inside spans."""
    return {place for start, end in spans for place in range(start, min(end, len(text))) if text[place].isalnum()}


def overlapping(claims: Iterable[Claim], span: set[int], text: str) -> Iterator[tuple[float, str]]:
    """Yield the claims that overlap a marked span by half of the shorter, with how alike the two are (F1 over letters)."""
    for claim in claims:
        own = letters(((piece.start, piece.end) for piece in claim.content), text)
        shared = len(own & span)
        if shared and shared * 2 >= min(len(own), len(span)):
            yield 2 * shared / (len(own) + len(span)), claim.id
