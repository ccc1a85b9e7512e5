"""Allegations for the terminal: a list of them, and the card of one with chains, origins, drift, rivals and timeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from allegedly.allegations import Card, Page
from allegedly.records import Allegation, Document, Node, OutletProfile, Reliance, Spans
from allegedly.review.unmet import Unmet
from allegedly.show.judged import in_words, unmet_in_words
from allegedly.show.standing import CREDIBILITY, DRIFTS, NODE_KINDS, REPLIES, drifts_in_words, sentence, standing
from allegedly.show.terminal import SHORT_ID, chain_line, claim_line, words
from allegedly.store import Review
from allegedly.vocab import Certainty, NodeKind

# An allegation's sentence is cut here in a list; its card gives all of it.
LONGEST_SENTENCE = 160


def allegations_list(page: Page) -> RenderableType:
    """Return allegations, two lines each: the sentence, and how it stands."""
    lines: list[RenderableType] = [line for allegation in page.allegations for line in _lines(allegation)]
    rest = page.total - len(page.allegations)
    if not page.total:
        lines.append(Text("no allegation suits"))
    elif rest > 0:
        lines.append(Text(f"and {rest:,} more (--limit)", style="dim"))
    return Group(*lines)


def _lines(allegation: Allegation) -> Iterator[Text]:
    said = sentence(allegation)
    said = said if len(said) <= LONGEST_SENTENCE else said[: LONGEST_SENTENCE - 1].rstrip() + "…"
    yield Text.assemble((allegation.id[:SHORT_ID] + "  ", "dim"), said)
    about = Text(" " * (SHORT_ID + 2) + standing(allegation), style="dim")
    drift = drifts_in_words(allegation)
    if drift:
        about.append(f"; {drift}", style="magenta")
    yield about


def card_view(card: Card) -> RenderableType:
    """Return all there is on one allegation."""
    allegation = card.allegation
    parts: list[RenderableType] = [
        Text.assemble((allegation.id[:SHORT_ID] + "  ", "dim"), (sentence(allegation), "bold")),
        Text(standing(allegation)),
        *_credibility(allegation),
        Text(f"right of reply: {REPLIES[allegation.reply]}"),
        Text(),
        Text("on whose word (● an origin):"),
        _graph(card),
    ]
    if allegation.loop:
        parts.append(Text("the circle: " + " → ".join(allegation.loop), style="red"))
    parts += _drifts(card)
    parts += _related(card)
    if allegation.missing:
        parts += [Text(), Text("what would add an origin: " + "; ".join(allegation.missing))]
    parts += [Text(), Text("who told it, in order of publication:"), _timeline(card)]
    return Group(*parts)


def _credibility(allegation: Allegation) -> Iterator[Text]:
    """Yield the credibility that an analyst gave, and the suggested one with its reason."""
    given, suggested = allegation.credited, allegation.suggested
    if given is not None:
        why = f": {given.note}" if given.note else ""
        yield Text(f"credibility {given.credibility} of 6, {CREDIBILITY[given.credibility]}, as {given.by} judged{why}")
    yield Text(f"suggested credibility {suggested.credibility} of 6: {suggested.reason}")


def _graph(card: Card) -> Tree:
    """Return the provenance graph as a tree, publishers outermost; what was drawn above is only named again."""
    nodes = {node.id: node for node in card.allegation.nodes}
    reliances: dict[str, list[Reliance]] = {}
    for reliance in card.allegation.reliances:
        if not reliance.is_merge:
            reliances.setdefault(reliance.node, []).append(reliance)
    relied_on = {reliance.on for edges in reliances.values() for reliance in edges}
    tree = Tree(Text("the reader", style="dim"), guide_style="dim")
    drawn: set[str] = set()
    articles = [node for node in card.allegation.nodes if node.kind is NodeKind.ARTICLE]
    for node in sorted(articles, key=lambda each: each.id in relied_on):
        if node.id not in drawn:
            _grow(tree, node, nodes, reliances, card, drawn)
    for merge in (each for each in card.allegation.reliances if each.is_merge):
        line = f"perhaps one source: {_name(nodes[merge.node])} and {_name(nodes[merge.on])} ({merge.reason})"
        tree.add(Text(line, style="dim"))
    return tree


def _grow(  # noqa: PLR0913, PLR0917  one recursion with all that it draws from
    tree: Tree,
    node: Node,
    nodes: Mapping[str, Node],
    reliances: Mapping[str, list[Reliance]],
    card: Card,
    drawn: set[str],
    how: Text | None = None,
) -> None:
    branch = tree.add(_node_line(node, card, how))
    if node.id in drawn:
        if reliances.get(node.id):
            branch.add(Text("(as above)", style="dim"))
        return
    drawn.add(node.id)
    for reliance in reliances.get(node.id, ()):
        _grow(branch, nodes[reliance.on], nodes, reliances, card, drawn, _how(reliance, card))


def _node_line(node: Node, card: Card, how: Text | None) -> Text:
    line = Text("● " if node.is_origin else "", style="green")
    line.append(_name(node), style="bold cyan")
    about = NODE_KINDS[node.kind] + (f", {node.party}" if node.party else "")
    copies = len(node.documents) - 1 if node.kind is NodeKind.ARTICLE else 0
    if node.kind is NodeKind.ARTICLE:
        first = next((card.documents[each] for each in node.documents if each in card.documents), None)
        about = first.published if first is not None and first.published else "date unknown"
        about += f", with {copies} copies" if copies > 1 else ", with 1 copy" if copies else ""
    line.append(f" ({about})", style="dim")
    return line.append_text(how) if how is not None else line


def _how(reliance: Reliance, card: Card) -> Text:
    document = card.documents.get(reliance.document or "")
    said = words(document.text, reliance.spans, limit=80) if document is not None else ""
    line = Text("  ", style="dim")
    if reliance.certainty is Certainty.UNCERTAIN:
        line.append(f"uncertain: {reliance.reason} ", style="magenta")
    return line.append(f"“{said}”" if said else "", style="dim")


def _name(node: Node) -> str:
    return node.name or node.description or "not named"


def _drifts(card: Card) -> list[RenderableType]:
    """Return each drift in two lines, what was above what it became."""
    lines: list[RenderableType] = [Text()] if card.drifts else []
    for drift in card.drifts:
        here, there = card.documents[drift.document], card.documents[drift.from_document]
        was = Text.assemble((f"{DRIFTS[drift.kind]}: ", "magenta"), "was ")
        became = Text(" " * (len(DRIFTS[drift.kind]) + 2) + "became ")
        lines.append(was.append_text(_quoted(there, drift.there, drift.lost)))
        lines.append(became.append_text(_quoted(here, drift.here)))
    return lines


def _quoted(document: Document, spans: Spans, lost: Spans = ()) -> Text:
    """Return words of a document with what was lost struck out, and where they stand."""
    quoted = Text()
    for number, span in enumerate(spans):
        piece = Text(document.text[span.start : span.end].replace("\n", " "))
        for gone in lost:
            if span.holds(gone):
                piece.stylize("strike red", gone.start - span.start, gone.end - span.start)
        quoted.append(" … " if number else "“")
        quoted.append_text(piece)
    quoted.append("”")
    return quoted.append(f" {document.outlet or 'outlet unknown'}, {document.id[:SHORT_ID]}", style="dim")


def _related(card: Card) -> list[RenderableType]:
    allegation = card.allegation
    rows = (
        ("denied", "denials"),
        ("it denies", "denies"),
        ("rival account", "rivals"),
        ("says less", "broader"),
        ("says more", "narrower"),
    )
    lines: list[RenderableType] = []
    for word, how in rows:
        for identity in getattr(allegation, how):
            other = card.related[identity]
            best = card.claims.get(other.best)
            line = Text.assemble((f"{word}: ", "yellow"), (identity[:SHORT_ID] + "  ", "dim"), sentence(other))
            if best is not None:
                line.append("  ").append_text(chain_line(best.chain))
            lines += [line, Text(" " * (len(word) + 2) + standing(other), style="dim")]
            lines += [Text(" " * (len(word) + 2) + why, style="dim") for why in _why(allegation, identity, how)]
    return [Text(), *lines] if lines else []


def _why(allegation: Allegation, identity: str, how: str) -> Iterator[str]:
    """Yield why an allegation stands to another as it does, with the likelihood of it."""
    for tie in allegation.ties:
        if (tie.allegation, tie.how) == (identity, how):
            yield f"{tie.reason} (likelihood {tie.match_score:.2f})"


def _timeline(card: Card) -> RenderableType:
    lines: list[RenderableType] = []
    for appearance in card.allegation.timeline:
        claim, document = card.claims.get(appearance.claim), card.documents.get(appearance.document)
        if claim is not None and document is not None:
            when = Text(f"{appearance.published or 'date unknown'}  ", style="dim")
            lines.append(when.append_text(claim_line(claim, document, limit=None)))
    return Padding(Group(*lines), (0, 0, 0, 2), expand=False)


def profiles_table(profiles: tuple[OutletProfile, ...]) -> Table:
    """Return what outlets do in the case, the most prolific first."""
    table = Table("outlet", "reliability", box=None, header_style="dim")
    for column in ("documents", "claims", "unsourced", "unnamed", "relayed", "copied"):
        table.add_column(column, justify="right")
    table.add_column("relays")
    table.add_column("drift")
    for profile in profiles:
        shares = (profile.unsourced, profile.unnamed, profile.relayed, profile.copied)
        table.add_row(
            profile.outlet,
            profile.reliability,
            f"{profile.documents:,}",
            f"{profile.claims:,}",
            *(f"{100 * share:.0f} %" for share in shares),
            ", ".join(f"{each.name} ({each.times})" for each in profile.relays[:3]),
            ", ".join(
                f"{DRIFTS[kind]} ({each.times})" for each in profile.drifts for kind in DRIFTS if kind == each.name
            ),
        )
    return table


def judgements_table(judgements: Sequence[Review], unmet: Iterable[Unmet] = ()) -> Table:
    """Return analysts' judgements that stand, oldest first, with their numbers and reasons; ``unmet`` find a claim no longer."""
    lacking = {one.review.number: unmet_in_words(one) for one in unmet}
    table = Table("number", "when", "who", "what", "of", "how", box=None, header_style="dim")
    for review in judgements:
        said = in_words(review)
        how = f"{said.about}: {said.note}" if said.note else said.about
        how += f" [{lacking[review.number]}]" if review.number in lacking else ""
        table.add_row(str(review.number), review.time, review.operator, said.action, review.subject, Text(how))
    return table
