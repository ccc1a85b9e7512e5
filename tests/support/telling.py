"""Articles marked by hand as the claims of one allegation, for tests of what is weighed of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec
from attributing import MarkedTagger, parsed_text
from marked import marked

from allegedly.attribute import attribute, claims
from allegedly.dedupe import find_copies
from allegedly.records import Attribution, Claim, Document, Drift, Spans
from allegedly.weigh.group import Group


@dataclass(frozen=True)
class Article:
    """An article with what is said in it, as the attribute stage gives it for the marks."""

    document: Document
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]


def article(name: str, text: str, *, outlet: str, published: str | None = "2033-04-12") -> Article:
    """Return a marked text as an article of ``outlet``; its first paragraph is the headline."""
    words = marked(text)
    parsed = parsed_text(words, outlet=outlet, has_title=True)
    document = msgspec.structs.replace(parsed.document, id=name, published=published)
    parsed = type(parsed)(document, parsed.paragraphs)
    found = attribute(parsed, MarkedTagger(words))
    return Article(document, found, claims(parsed, found))


def group_of(*articles: Article, about: str = "", beside: bool = False) -> Group:
    """Return the claims of articles that hold the word ``about`` as one group; with ``beside`` those that lack it."""
    documents = {one.document.id: one.document for one in articles}
    every = [claim for one in articles for claim in one.claims]
    own = [claim for claim in every if (about in words(documents[claim.document], claim.content)) is not beside]
    return Group(
        claims=tuple(own),
        documents=documents,
        copies=tuple(find_copies(documents.values())),
        attributions=tuple(one for each in articles for one in each.attributions),
        context=tuple(every),
    )


def words(document: Document, spans: Spans) -> str:
    """Return the words of ``spans``, parted by an ellipsis."""
    return " … ".join(span.of(document.text) for span in spans)


def told_of(drifts: Iterable[Drift]) -> list[tuple[str, str, str]]:
    """Return what drifts say in short: the document, the kind, and the document drifted from."""
    return sorted((one.document, one.kind.value, one.from_document) for one in drifts)
