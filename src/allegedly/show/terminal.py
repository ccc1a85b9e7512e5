"""Views for the terminal: a case as a list, a document or a claim with its chain as a tree and the words in colour.

Every function returns something that rich can print; nothing is printed here. Colour is never the only sign: the chains
below a text repeat every source, cue and hedge in words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from allegedly.records import Attribution, ChainLink, Claim, Comparison, Copy, Document, Record, Rejected, Spans
from allegedly.review.put_back import PutBack
from allegedly.show.details import Known, known_of
from allegedly.vocab import Firmness, PieceKind, Polarity, SourceKind, Where

if TYPE_CHECKING:
    from duckdb import DuckDBPyRelation

    from allegedly.evaluate import Scores
    from allegedly.pipeline import Summary
    from allegedly.review.restore import Restored

SHORT_ID = 8

# A content longer than this is cut in a list; ``show`` gives all of it.
LONGEST_IN_LIST = 140

STYLES = {"source": "bold cyan", "cue": "yellow", "content": "", "hedge": "magenta underline", "title": "bold"}
FIRMNESS_STYLES = {
    Firmness.ASSERTED: "green",
    Firmness.ALLEGED: "magenta",
    Firmness.POSSIBLE: "blue",
    Firmness.PREDICTED: "cyan",
    Firmness.DENIED: "red",
}
_PIECE_STYLES = {
    PieceKind.EQUAL: "",
    PieceKind.CHANGED: "yellow",
    PieceKind.ADDED: "green",
    PieceKind.REMOVED: "red",
    PieceKind.MOVED: "cyan",
}
_NO_NAME = {
    SourceKind.IMPERSONAL: "nobody named",
    SourceKind.OUTLET: "the publisher (not known)",
}


def words(text: str, spans: Spans, *, limit: int | None = None) -> str:
    """Return the words of ``spans`` in one line; pieces that do not touch are parted by an ellipsis.

    >>> from allegedly.records import Span
    >>> words("The bridge, he said, fell.", (Span(0, 10), Span(21, 25)))
    'The bridge … fell'
    """
    line = " … ".join(" ".join(span.of(text).split()) for span in spans)
    if limit is not None and len(line) > limit:
        line = line[: limit - 1].rstrip() + "…"
    return line


def heading(document: Document, claims: int | None = None) -> Text:
    """Return one line on a document: short id, title, outlet, date, and the number of its claims if given."""
    line = Text(document.id[:SHORT_ID], style="dim")
    line.append("  ")
    line.append(document.title or "(no title)", style="bold")
    about = [document.outlet or "outlet unknown", document.published or "date unknown"]
    if document.language not in (None, "en"):
        about.append(f"language {document.language}, not analysed")
    if claims is not None:
        about.append(_count(claims, "claim"))
    line.append("  " + " · ".join(about), style="dim")
    return line


def chain_line(chain: Sequence[ChainLink]) -> Text:
    """Return a chain in one line, the publisher first: ``The Herald → officials (unnamed)``."""
    line = Text()
    for number, link in enumerate(chain):
        if number:
            line.append(" → ", style="dim")
        line.append(link.name or _NO_NAME.get(link.kind, "source not resolved"), style=STYLES["source"])
        if number:
            line.append(f" ({link.kind})", style="dim")
    return line


def firmness_word(firmness: Firmness, polarity: Polarity) -> Text:
    """Return how firmly a claim is put, with a word for a negative content."""
    word = Text(str(firmness), style=FIRMNESS_STYLES[firmness])
    if polarity is Polarity.NEGATIVE and firmness is not Firmness.DENIED:
        word.append(" not so", style="red")
    return word


def claim_line(claim: Claim, document: Document, *, limit: int | None = LONGEST_IN_LIST) -> Text:
    """Return a claim in one line: short id, firmness, chain, words."""
    line = Text(claim.id[:SHORT_ID] + "  ", style="dim")
    line.append_text(firmness_word(claim.firmness, claim.polarity))
    if claim.where is Where.TITLE:
        line.append(" in title", style="dim")
    line.append("  ")
    line.append_text(chain_line(claim.chain))
    line.append(": ", style="dim")
    line.append(words(document.text, claim.content, limit=limit))
    return line


def document_tree(document: Document, claims: Sequence[Claim]) -> Tree:
    """Return a document's heading, and its claims below it in reading order."""
    tree = Tree(heading(document), guide_style="dim")
    for claim in claims:
        tree.add(claim_line(claim, document))
    if not claims:
        tree.add(Text("no claim found", style="dim"))
    return tree


def sources_table(sources: DuckDBPyRelation) -> Table:
    """Return who is quoted as a table, the most quoted first."""
    table = Table("source", "kind", box=None, header_style="dim")
    table.add_column("attributions", justify="right")
    table.add_column("documents", justify="right")
    for name, kind, attributions, documents in sources.fetchall():
        table.add_row(name or "nobody named", kind, str(attributions), str(documents))
    return table


def scores_table(scores: Scores) -> Table:
    """Return scores as a table: precision, recall and F1 in per cent, and the counts that they rest on."""
    table = Table("measure", box=None, header_style="dim")
    for column in ("precision", "recall", "F1", "right", "found", "marked"):
        table.add_column(column, justify="right")
    for name, one in scores.items():
        shares = (f"{100 * share:.1f}" for share in (one.precision, one.recall, one.f1))
        table.add_row(name, *shares, *(f"{count:,}" for count in one))
    return table


def summary_lines(summary: Summary) -> Text:
    """Return what a run did in words: read, already there, rejected and why, claims found."""
    found = f"{_count(summary.attributions, 'attribution')}, {_count(summary.claims, 'claim')}, {_count(summary.events, 'event')}"
    lines = [f"read {_count(summary.documents, 'document')} in {summary.seconds:.1f} s: {found}"]
    if summary.copies:
        lines.append(f"texts that share words: {_count(summary.copies, 'pair')} (allegedly list copies)")
    if summary.allegations:
        lines.append(f"allegations made or changed: {summary.allegations:,} (allegedly list)")
    if summary.known_originals or summary.known_documents:
        lines.append(
            f"already there: {_count(summary.known_originals, 'file')}"
            f" and {_count(summary.known_documents, 'document')} in other files; nothing of them was changed"
        )
    if summary.rejected:
        reasons = Counter(str(rejected.reason) for rejected in summary.rejected)
        lines.append("rejected: " + ", ".join(f"{count} {reason}" for reason, count in sorted(reasons.items())))
    return Text("\n").join(Text(line) for line in lines)


def marked_text(document: Document, attributions: Iterable[Attribution]) -> Text:
    """Return the text of a document with sources, cues and hedges in colour and the title in bold."""
    text = Text(document.text)
    if document.title_span:
        text.stylize(STYLES["title"], document.title_span.start, document.title_span.end)
    for attribution in attributions:
        for role, spans in (
            ("source", attribution.source),
            ("cue", attribution.cue),
            ("hedge", attribution.hedges),
        ):
            for span in spans:
                text.stylize(STYLES[role], span.start, span.end)
    return text


def attribution_tree(document: Document, attributions: Sequence[Attribution]) -> Tree:
    """Return the attributions of a document as a tree, nested as they stand in one another."""
    tree = Tree(Text(document.outlet or _NO_NAME[SourceKind.OUTLET], style=STYLES["source"]), guide_style="dim")
    branches: dict[str, Tree] = {}
    for attribution in _parents_first(attributions):
        above = branches.get(attribution.parent or "", tree)
        branches[attribution.id] = above.add(_attribution_line(document, attribution))
    return tree


def _parents_first(attributions: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions so that each comes after its parent, otherwise in the order given."""
    children: dict[str | None, list[Attribution]] = {}
    known = {attribution.id for attribution in attributions}
    for attribution in attributions:
        children.setdefault(attribution.parent if attribution.parent in known else None, []).append(attribution)
    ordered: list[Attribution] = []
    waiting = children.get(None, [])[::-1]
    while waiting:
        attribution = waiting.pop()
        ordered.append(attribution)
        waiting.extend(children.get(attribution.id, [])[::-1])
    return ordered


def _attribution_line(document: Document, attribution: Attribution) -> Text:
    said = words(document.text, attribution.source) or "nobody named"
    line = Text(said, style=STYLES["source"])
    if attribution.source_name and attribution.source_name not in said:
        line.append(f" = {attribution.source_name}", style="cyan")
    if attribution.affiliation:
        line.append(f", of {words(document.text, attribution.affiliation)}", style="dim")
    line.append(f" ({attribution.source_kind}) ", style="dim")
    line.append(words(document.text, attribution.cue), style=STYLES["cue"])
    line.append(f" [{attribution.kind}, {attribution.quotation}, ", style="dim")
    line.append_text(firmness_word(attribution.firmness, attribution.polarity))
    if attribution.hedges:
        line.append(": ", style="dim")
        line.append(words(document.text, attribution.hedges), style=STYLES["hedge"])
    line.append("]  ", style="dim")
    line.append(words(document.text, attribution.content, limit=LONGEST_IN_LIST))
    for mark in attribution.corrected:
        was = f"“{words(document.text, mark.was)}”" if mark.was else "none"
        line.append(f"  {mark.role} corrected by {mark.by}, was: {was}", style="green")
    return line


def document_view(
    document: Document,
    attributions: Sequence[Attribution],
    claims: Sequence[Claim],
    put_back: Sequence[PutBack] = (),
) -> RenderableType:
    """Return all there is on a document: what is known of it, its text in colour, its chains as a tree."""
    own = sum(len(claim.chain) == 1 for claim in claims)
    legend = Text.assemble(
        ("source", STYLES["source"]), "  ", ("cue", STYLES["cue"]), "  ", ("hedge", STYLES["hedge"]), style="dim"
    )
    return Group(
        heading(document),
        _metadata(document, put_back),
        Text(),
        legend,
        Padding(marked_text(document, attributions), (1, 2), expand=False),
        Text(f"{len(claims)} claims, {own} of them in the outlet's own voice; who says what on whose word:"),
        attribution_tree(document, attributions),
    )


def engines_table(document: Document, engines: Mapping[str, Sequence[Attribution]]) -> Table:
    """Return what each engine finds, side by side: attributions with the same cue in one row, in reading order."""
    table = Table(*engines, show_lines=True, header_style="dim")
    rows: dict[int, dict[str, Text]] = {}
    for name, attributions in engines.items():
        for attribution in attributions:
            spans = attribution.cue or attribution.content
            rows.setdefault(spans[0].end, {})[name] = _attribution_line(document, attribution)
    for _, row in sorted(rows.items()):
        table.add_row(*(row.get(name, Text("not found", style="dim")) for name in engines))
    return table


def claim_view(claim: Claim, document: Document, attributions: Mapping[str, Attribution]) -> RenderableType:
    """Return a claim: its words, how firmly they are put, its chain as a tree, and where they stand."""
    tree: Tree | None = None
    branch: Tree | None = None
    for link in claim.chain:
        line = chain_line([link])
        attribution = attributions.get(link.attribution or "")
        if attribution is not None:
            line = _attribution_line(document, attribution)
        if branch is None:
            tree = branch = Tree(line, guide_style="dim")
        else:
            branch = branch.add(line)
    related = [attributions[link.attribution] for link in claim.chain if link.attribution]
    return Group(
        claim_line(claim, document, limit=None),
        Text(),
        tree or Text("no chain"),
        Text(),
        heading(document),
        Padding(_paragraphs_around(claim, document, related), (1, 2), expand=False),
    )


def removed_view(document: Document, put_back: Sequence[PutBack] = ()) -> RenderableType:
    """Return what cleaning left out of a document, in order, each with its reason and place in the original.

    What an analyst has put back follows, with who did so and why.
    """
    if not document.removed and not put_back:
        return Text("nothing was removed")
    lines = [
        Text.assemble((f"{cut.start}-{cut.end}  ", "dim"), (f"{cut.reason}  ", "red"), " ".join(cut.text.split()))
        for cut in document.removed
    ]
    for each in put_back:
        span, words_there = each.detail.span, " ".join(each.detail.text.split())
        why = f": {each.detail.note}" if each.detail.note else ""
        place = (f"{span.start}-{span.end}  ", "dim")
        lines.append(Text.assemble(place, (f"put back by {each.operator}{why}  ", "green"), words_there))
    return Group(*lines)


def restored_line(restored: Restored, *, undo: bool) -> Text:
    """Return what putting cuts back, or cutting them again, did: how many, whose, and what became of the claims."""
    what = "cut again" if undo else "put back"
    letters = sum(len(detail.text) for detail in restored.changed)
    return Text(
        f"{what} {_count(len(restored.changed), 'stretch', 'stretches')} ({_count(letters, 'letter')}) of"
        f" {restored.after.id}; claims before {restored.claims_before:,}, now {restored.claims_after:,}"
    )


def record_line(record: Record, documents: Mapping[str, Document]) -> Text:
    """Return a rejected input or a copy in one line."""
    if isinstance(record, Copy):
        return copy_line(record, documents)
    return rejected_line(record) if isinstance(record, Rejected) else Text(str(record))


def copy_line(copy: Copy, documents: Mapping[str, Document]) -> Text:
    """Return a copy in one line: which document, what kind of copy, of which, and why that is said."""
    line = _short(documents[copy.document])
    line.append(f"  {str(copy.kind).replace('_', ' ')} of  ", style="yellow")
    line.append_text(_short(documents[copy.of]))
    return line.append(f"  {copy.reason}", style="dim")


def comparison_table(document: Document, other: Document, comparison: Comparison) -> Table:
    """Return two texts side by side: what one has and the other has not in colour and with a word."""
    table = Table(box=None, show_lines=False, padding=(0, 2))
    table.add_column(ratio=1)
    table.add_column(_short(document), ratio=6, overflow="fold")
    table.add_column(_short(other), ratio=6, overflow="fold")
    for piece in comparison.pieces:
        style = _PIECE_STYLES[piece.kind]
        sides = (
            Text(" ".join(span.of(text).split()) if span else "", style=style)
            for span, text in ((piece.here, document.text), (piece.there, other.text))
        )
        table.add_row(Text("" if piece.kind is PieceKind.EQUAL else str(piece.kind), style="dim"), *sides)
    return table


def _short(document: Document) -> Text:
    return Text(f"{document.id[:SHORT_ID]} {document.outlet or 'outlet unknown'} {document.published or ''}".rstrip())


def rejected_line(rejected: Rejected) -> Text:
    """Return a rejected input in one line: where, which stage, why."""
    place = rejected.path if rejected.part is None else f"{rejected.path}, {rejected.part}"
    return Text.assemble(
        place, ("  ", ""), (f"{rejected.reason} ", "red"), (f"({rejected.stage}) ", "dim"), rejected.detail
    )


def _count(number: int, noun: str, many: str = "") -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {many or noun + 's'}"


def _by_operator(put_back: Sequence[PutBack]) -> list[str]:
    counts = Counter(each.operator for each in put_back)
    return [f"{_count(count, 'cut')} put back by {operator}" for operator, count in counts.items()]


def _metadata(document: Document, put_back: Sequence[PutBack] = ()) -> Text:
    """Return what is known of a document, one line each, and how it was found."""
    rows = [
        *known_of(document),
        Known("removed", f"{len(document.removed)} stretches (--removed shows them)" if document.removed else ""),
        *(Known("restored", line) for line in _by_operator(put_back)),
    ]
    lines = [
        Text.assemble((f"{one.name:>10}  ", "dim"), one.value, (f"  {one.how}" if one.how else "", "dim"))
        for one in rows
        if one.value
    ]
    return Text("\n").join(lines)


def _paragraphs_around(claim: Claim, document: Document, attributions: Iterable[Attribution]) -> Text:
    """Return the paragraphs in which a claim stands, in colour, the claim's own words in bold."""
    text = marked_text(document, attributions)
    for span in claim.content:
        text.stylize("bold", span.start, span.end)
    start = document.text.rfind("\n", 0, min(span.start for span in claim.content)) + 1
    end = document.text.find("\n", max(span.end for span in claim.content))
    return text[start : len(document.text) if end < 0 else end]
