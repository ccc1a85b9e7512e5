"""Weighing, whatever the articles: copies, relays and further reliances never raise a count, and order changes nothing."""

import itertools
import random
from collections.abc import Sequence

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from sourced import Telling, article, copy_of, group

from allegedly.records.allegations import Interval, Node, Reliance
from allegedly.vocab import Certainty, NodeKind
from allegedly.weigh.channels import count_channels
from allegedly.weigh.group import Group
from allegedly.weigh.origins import count_origins, find_ends
from allegedly.weigh.provenance import weigh

OUTLETS = ("Orvel Post", "The Selmar Echo", "Isle Tribune", "Coastal Wire", "Vessara Ledger")
# An outlet that no other article names. A copy, or a relay with its source, by one that is cited changes what the citations of it
# lead to, and so may, in one of some two thousand of these stories, tell two sources apart that were taken for one.
UNCITED = "Far Herald"
SOURCES = (
    "Ilse Drom, a nurse in Tavrin,",
    "Drom",
    "Magnus Tarn, a baker,",
    "Edda Marr, the minister of works,",
    "the ministry of works",
    "a spokesman for the Vessaran border guard",
    "?a nurse",
    "?residents of Tavrin",
    "?sources within the navy",
    "?a senior officer who asked not to be named",
    "#a police report",
    "?our correspondent",
    "-",
)


@st.composite
def chains(draw: st.DrawFn) -> str:
    """Draw a chain of up to two outlets and up to one source."""
    outlets = draw(st.lists(st.sampled_from(OUTLETS), max_size=2, unique=True))
    source = draw(st.sampled_from(("", *SOURCES)))
    return " > ".join([*(f"@{outlet}" for outlet in outlets), *([source] if source else [])])


@st.composite
def stories(draw: st.DrawFn) -> list[Telling]:
    """Draw the articles of one allegation, copies and part-copies among them."""
    told: list[Telling] = []
    for number in range(draw(st.integers(1, 6))):
        name, outlet, day = f"d{number}", draw(st.sampled_from(OUTLETS)), draw(st.integers(1, 5))
        if told and draw(st.integers(0, 4)) == 0:
            own = article("own", outlet, day, draw(chains())) if draw(st.booleans()) else None
            told.append(copy_of(draw(st.sampled_from(told)), name, outlet, day, own))
        else:
            elsewhere = draw(st.lists(chains(), max_size=1))
            told.append(article(name, outlet, day, *draw(st.lists(chains(), max_size=2)), elsewhere=elsewhere))
    return told


def origins(told: Sequence[Telling]) -> Interval:
    return weigh(group(*told)).origins


@given(stories(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_verbatim_copy_never_raises_a_count(told: list[Telling], data: st.DataObject) -> None:
    original = data.draw(st.sampled_from(told))
    day = data.draw(st.integers(1, 9))
    more = [*told, copy_of(original, "copy", UNCITED, day)]
    before, after = origins(told), origins(more)
    assert after.lo <= before.lo
    assert after.hi <= before.hi


@given(stories(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_relay_of_an_article_never_raises_a_count(told: list[Telling], data: st.DataObject) -> None:
    original = data.draw(st.sampled_from(told))
    others = [outlet for outlet in (*OUTLETS, UNCITED) if outlet != original.document.outlet]
    relay = article("relay", data.draw(st.sampled_from(others)), 9, f"@{original.document.outlet}")
    before, after = origins(told), origins([*told, relay])
    assert after.lo <= before.lo
    assert after.hi <= before.hi


@given(stories(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_relay_that_names_the_articles_own_source_never_raises_a_count(
    told: list[Telling], data: st.DataObject
) -> None:
    outlet, source = data.draw(st.sampled_from(OUTLETS[:3])), data.draw(st.sampled_from(SOURCES[:10]))
    original = article("original", outlet, 6, source)
    retold = data.draw(st.sampled_from((source, source.split(",")[0], source.split(" who ")[0])))
    relay = article("relay", UNCITED, 9, f"@{outlet} > {retold}")
    before, after = origins([*told, original]), origins([*told, original, relay])
    assert after.lo <= before.lo
    assert after.hi <= before.hi


@given(stories(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_records_changes_nothing(told: list[Telling], chance: random.Random) -> None:
    given_group = group(*told)
    parts = {name: list(getattr(given_group, name)) for name in ("claims", "copies", "attributions", "context")}
    for part in parts.values():
        chance.shuffle(part)
    documents = list(given_group.documents.items())
    chance.shuffle(documents)
    shuffled = Group(documents=dict(documents), **{name: tuple(part) for name, part in parts.items()})  # type: ignore[arg-type]
    assert weigh(shuffled) == weigh(given_group)


@given(stories())
@settings(max_examples=60, deadline=None)
def test_the_counts_agree_with_one_another_and_with_the_graph(told: list[Telling]) -> None:
    weighed = weigh(group(*told))
    assert 0 <= weighed.origins.lo <= weighed.origins.hi
    assert weighed.channels <= weighed.origins.hi
    assert weighed.origins == count_origins(weighed.nodes, weighed.reliances)
    ids = {node.id for node in weighed.nodes}
    assert len(ids) == len(weighed.nodes)
    assert all({reliance.node, reliance.on} <= ids for reliance in weighed.reliances)
    texts = {telling.document.id: telling.document.text for telling in told}
    for reliance in weighed.reliances:
        assert all(span.of(texts[reliance.document or ""]) for span in reliance.spans)


@given(stories(), st.data())
@settings(max_examples=60, deadline=None)
def test_taking_an_uncertain_reliance_away_never_lowers_the_upper_end(told: list[Telling], data: st.DataObject) -> None:
    weighed = weigh(group(*told))
    open_ones = [one for one in weighed.reliances if one.certainty is Certainty.UNCERTAIN]
    if open_ones:
        away = data.draw(st.sampled_from(open_ones))
        left = count_origins(weighed.nodes, [one for one in weighed.reliances if one is not away])
        assert left.hi >= weighed.origins.hi
        assert left.lo >= weighed.origins.lo


KINDS = (NodeKind.ARTICLE, NodeKind.ARTICLE, NodeKind.EXTERNAL, NodeKind.NAMED, NodeKind.UNNAMED)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Node], list[Reliance]]:
    """Draw a graph of articles, outlets and sources; sources rely on nobody."""
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=7))
    nodes = [Node(id=f"n{number}", kind=kind, name=None) for number, kind in enumerate(kinds)]
    relying = [node for node in nodes if node.kind in {NodeKind.ARTICLE, NodeKind.EXTERNAL}] or nodes
    pairs = draw(st.lists(st.tuples(st.sampled_from(relying), st.sampled_from(nodes)), max_size=10))
    certainty = draw(st.lists(st.sampled_from(list(Certainty)), min_size=len(pairs), max_size=len(pairs)))
    reliances = [
        Reliance(node=one.id, on=other.id, certainty=sure, reason="drawn")
        for (one, other), sure in zip(pairs, certainty, strict=True)
        if one is not other
    ]
    return nodes, reliances


@given(graphs(), st.data())
@settings(max_examples=120, deadline=None)
def test_a_further_reliance_or_merge_never_raises_a_count(
    graph: tuple[list[Node], list[Reliance]], data: st.DataObject
) -> None:
    nodes, reliances = graph
    sources = [node for node in nodes if node.kind in {NodeKind.NAMED, NodeKind.UNNAMED}]
    relying = [node for node in nodes if node not in sources]
    is_merge = bool(sources) and data.draw(st.booleans())
    if not sources and not relying:
        return
    one = data.draw(st.sampled_from(sources if is_merge else relying or sources))
    other = data.draw(st.sampled_from(sources if is_merge else nodes))
    if one in sources and not is_merge:
        return
    certainty = Certainty.UNCERTAIN if is_merge else data.draw(st.sampled_from(list(Certainty)))
    more = Reliance(node=one.id, on=other.id, certainty=certainty, is_merge=is_merge, reason="drawn")
    before, after = count_origins(nodes, reliances), count_origins(nodes, [*reliances, more])
    assert after.lo <= before.lo
    assert after.hi <= before.hi


@given(graphs())
@settings(max_examples=120, deadline=None)
def test_channels_are_the_fewest_parties_that_part_the_reader_from_all_origins(
    graph: tuple[list[Node], list[Reliance]],
) -> None:
    nodes, reliances = graph
    kinds = {node.id: node.kind for node in nodes}
    edges = {(one.node, one.on) for one in reliances}
    assert count_channels(kinds, edges) == _fewest(kinds, edges)


def _fewest(kinds: dict[str, NodeKind], edges: set[tuple[str, str]]) -> int:
    """Return the size of the smallest cut by trying all of them."""
    ends = find_ends(kinds, edges)
    numbers = range(len(ends.components))
    starts = [n for n in numbers if any(kinds[node] is NodeKind.ARTICLE for node in ends.components[n])]
    links = {(ends.component_of[one], ends.component_of[other]) for one, other in edges}
    for size in range(len(numbers) + 1):
        for cut in itertools.combinations(numbers, size):
            seen: set[int] = set()
            work = [n for n in starts if n not in cut]
            while work:
                here = work.pop()
                if here not in seen:
                    seen.add(here)
                    work += [there for one, there in links if one == here and there not in cut]
            if not seen & set(ends.ends):
                return size
    return len(numbers)


def test_records_of_the_graph_are_frozen() -> None:
    weighed = weigh(group(article("a", "Orvel Post", 1, SOURCES[0])))
    assert msgspec.json.decode(msgspec.json.encode(weighed.nodes[0]), type=Node) == weighed.nodes[0]
