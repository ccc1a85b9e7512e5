"""An article with all its marks, what is known of it, what was cut from it; and two articles side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from allegedly.case import Case
from allegedly.records import Attribution, Claim, Comparison, CustodyEntry, Document, Link, Span
from allegedly.review.put_back import put_back_in
from allegedly.show.details import known_of
from allegedly.show.web import lists, words
from allegedly.show.web.drifts import drifts_where
from allegedly.show.web.filters import Condition
from allegedly.show.web.index import Index
from allegedly.show.web.marks import cut_view, paragraphs
from allegedly.show.web.view_records import (
    Article,
    Compared,
    ComparedRow,
    CopyView,
    CustodyRow,
    Detail,
    LinkView,
    PutBackView,
    Quote,
)
from allegedly.store import Store

# Claims of one article that a page lists; a text of a thousand pages has fewer.
_MOST_CLAIMS = 100_000


def article(  # noqa: PLR0913  what a page may ask for, each by its name
    case: Case,
    index: Index,
    identity: str,
    *,
    asked: Sequence[Span] = (),
    claim: str | None = None,
    anchors: Iterable[int] = (),
    cuts: bool = False,
) -> Article:
    """Return the article with this id, or the one in which the claim with this id stands.

    Raises:
        UnknownIdError: if there is none, or several.
    """
    document, asked_claim = find_article(case, index, identity, claim)
    if asked_claim is not None and not asked:
        asked = asked_claim.content
    told = [Condition("document = ?", (document.id,))]
    rows = lists.claims_where(index, told, size=_MOST_CLAIMS).rows
    mine = "SELECT * FROM {} WHERE document = ? ORDER BY n"
    claims = index.records(Claim, mine.format("claims"), document.id)
    found = index.records(Attribution, mine.format("attributions"), document.id)
    shown = next((row for row in rows if asked_claim is not None and row.id == asked_claim.id), None)
    row = lists.documents_by_id(index, [document.id])[document.id]
    return Article(
        document=document,
        row=row,
        paragraphs=paragraphs(document, found, claims, asked=asked, anchors=anchors, cuts=cuts),
        details=details(document),
        cuts=tuple(map(cut_view, document.removed)),
        put_back=put_back_of(case, document.id),
        custody=custody_of(index, document.original_sha256),
        copies=copies_of(index, document.id),
        claims=tuple(rows),
        own_voice=sum(len(each.chain) == 1 for each in rows),
        drifts=drifts_where(index, "document = ? OR from_document = ?", document.id, document.id),
        links=links_of(index, document),
        asked=shown,
    )


def find_article(case: Case, index: Index, identity: str, claim: str | None) -> tuple[Document, Claim | None]:
    """Return the document whose id is, or begins with, ``identity``, and the claim that is asked for; an id of a claim does for both.

    Raises:
        UnknownIdError: if there is none, or several.
    """
    one = index.records(Claim, "SELECT * FROM claims WHERE id = ? LIMIT 1", claim or identity)
    if one and not claim:
        identity = one[0].document
    known = [each for each in case.records("documents", {identity}) if isinstance(each, Document)]
    found = known[0] if known else case.show(identity).document
    return found, one[0] if one and one[0].document == found.id else None


def details(document: Document) -> tuple[Detail, ...]:
    """Return what is known of a document, line by line, and how each was found."""
    return tuple(
        Detail(name=one.name, value=one.value, how=one.how, is_address=one.name == "address")
        for one in known_of(document)
    )


def links_of(index: Index, document: Document) -> tuple[LinkView, ...]:
    """Return what the words of a document are held to mean, in reading order."""
    found = index.records(Link, "SELECT * FROM links WHERE document = ? ORDER BY n", document.id)
    return tuple(
        LinkView(
            id=each.id,
            kind=each.kind,
            words=words.in_one_line(document.text, (each.span,)),
            spans=(each.span,),
            target=each.target,
            name=each.name,
            linker_score=each.linker_score,
            reason=each.reason,
            candidates=tuple((one.target, one.name, one.linker_score) for one in each.candidates),
            judged_by=each.judged_by,
            was=each.was_name or each.was_target,
        )
        for each in found
    )


def put_back_of(case: Case, document: str) -> tuple[PutBackView, ...]:
    """Return the cuts of a document that are put back, with who did so."""
    with Store(case.folder) as store:
        standing = put_back_in(store, document)
    return tuple(
        PutBackView(
            review=each.review,
            start=each.detail.span.start,
            end=each.detail.span.end,
            text=" ".join(each.detail.text.split()),
            reason=each.detail.reason,
            operator=each.operator,
            time=each.time,
            note=each.detail.note,
        )
        for each in standing
    )


def custody_of(index: Index, sha256: str) -> tuple[CustodyRow, ...]:
    """Return the lines of the custody log on one original, oldest first."""
    entries = index.records(CustodyEntry, "SELECT * FROM custody WHERE sha256 = ? ORDER BY number", sha256)
    names = CustodyRow.__struct_fields__
    return tuple(CustodyRow(**{name: getattr(entry, name) for name in names}) for entry in entries)


def copies_of(index: Index, document: str) -> tuple[CopyView, ...]:
    """Return the documents that share words with one, those that share most first."""
    rows = index.rows(
        'SELECT document, "of", kind, containment, containment_of, words, words_of, reason FROM copies'
        ' WHERE document = ? OR "of" = ? ORDER BY greatest(containment, containment_of) DESC, n',
        document,
        document,
    )
    known = lists.documents_by_id(
        index, [row["of"] if row["document"] == document else row["document"] for row in rows]
    )
    found = []
    for row in rows:
        is_copy = row["document"] == document
        other = known.get(row["of"] if is_copy else row["document"])
        if other is not None:
            kind = str(row["kind"]).replace("_", " ")
            share = f"{words.percent(row['containment'])} of its words stand in the other"
            found.append(CopyView(other=other, is_copy=is_copy, kind=kind, words=share, reason=row["reason"]))
    return tuple(found)


def compared(case: Case, index: Index, here: str, there: str) -> Compared:
    """Return two articles side by side, in the order of the first.

    Raises:
        UnknownIdError: if one of them is not there.
    """
    first, second = case.show(here).document, case.show(there).document
    comparison = case.compare(first, second)
    known = lists.documents_by_id(index, [first.id, second.id])
    shared = sum(passage.here.end - passage.here.start for passage in comparison.passages)
    return Compared(
        here=known[first.id],
        there=known[second.id],
        rows=tuple(_compared_rows(comparison, first, second)),
        copies=tuple(copy for copy in copies_of(index, first.id) if copy.other.id == second.id),
        drifts=drifts_where(
            index,
            "(document = ? AND from_document = ?) OR (document = ? AND from_document = ?)",
            *(first.id, second.id, second.id, first.id),
        ),
        shared=len(comparison.passages),
        shared_words=round(100 * shared / max(1, len(first.text))),
    )


def _compared_rows(comparison: Comparison, first: Document, second: Document) -> Iterable[ComparedRow]:
    for piece in comparison.pieces:
        here, there = (_quote(document, span) for document, span in ((first, piece.here), (second, piece.there)))
        if (here and here.words) or (there and there.words):
            yield ComparedRow(kind=piece.kind, kind_in_words=words.PIECES[piece.kind], here=here, there=there)


def _quote(document: Document, span: Span | None) -> Quote | None:
    if span is None:
        return None
    said = " ".join(span.of(document.text).split())
    return Quote(words=said, document=document.id, spans=(span,), language=document.language)


def name_of_original(document: Document) -> str:
    """Return a file name for an original: what it was called where it was found, without the folders.

    >>> name_of_original(Document(id="a", original_sha256="b", path="pile/x.html", text=""))
    'x.html'
    """
    return PurePath(document.path.replace("\\", "/")).name or document.id
