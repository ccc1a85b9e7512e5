"""Finding copies, whatever the texts: order changes nothing, edges rest on their two texts alone, spans are the words."""

import random
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.dedupe import clusters, compare, find_copies
from allegedly.records import Document, Span
from allegedly.vocab import CopyKind

WORDS = [a + b + c for a in "bdfgklmnprst" for b in ("a", "e", "i", "o", "u") for c in ("n", "r", "lt", "sk", "")]


def own_text(seed: int) -> list[str]:
    draw = random.Random(seed)  # noqa: S311  no secret
    return draw.choices(WORDS, k=draw.randint(0, 90))


@st.composite
def piles(draw: st.DrawFn) -> list[Document]:
    """Draw texts that take pieces from one another, with titles, dates and punctuation at random."""
    texts: list[list[str]] = []
    for number in range(draw(st.integers(2, 7))):
        words = own_text(draw(st.integers(0, 10**6)))
        if number and draw(st.booleans()):
            taken = texts[draw(st.integers(0, number - 1))]
            begin, length = draw(st.integers(0, 40)), draw(st.integers(5, 90))
            words = words[: draw(st.integers(0, 60))] + taken[begin : begin + length]
        texts.append(words)
    documents = []
    for number, words in enumerate(texts):
        title = draw(st.sampled_from([None, "Rain at the quay", "Late again"]))
        mark = draw(st.sampled_from([" ", ", ", ".\n\n", " — "]))
        body = mark.join(words)
        documents.append(
            Document(
                id=f"d{number}",
                original_sha256="",
                path="",
                text=f"{title}\n\n{body}" if title else body,
                title=title,
                title_span=Span(0, len(title)) if title else None,
                published=draw(st.sampled_from([None, "2031-05-02", "2031-05-03"])),
            )
        )
    return documents


def plain(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@settings(max_examples=25, deadline=None)
@given(piles(), st.randoms(use_true_random=False))
def test_the_order_of_documents_changes_nothing(documents: list[Document], shuffle: random.Random) -> None:
    copies = find_copies(documents)
    mixed = documents[:]
    shuffle.shuffle(mixed)
    assert find_copies(mixed) == copies
    turned = copies[:]
    shuffle.shuffle(turned)
    assert list(clusters(turned)) == list(clusters(copies))


@settings(max_examples=25, deadline=None)
@given(piles())
def test_one_more_document_changes_no_edge_among_the_others(documents: list[Document]) -> None:
    before = find_copies(documents[:-1])
    last = documents[-1].id
    after = [copy for copy in find_copies(documents) if last not in (copy.document, copy.of)]
    assert after == before


@settings(max_examples=25, deadline=None)
@given(piles())
def test_passages_lie_in_their_bodies_and_are_the_same_words(documents: list[Document]) -> None:
    known = {document.id: document for document in documents}
    for copy in find_copies(documents):
        here, there = known[copy.document], known[copy.of]
        for passage in copy.passages:
            assert (here.title_span or Span(0, 0)).end <= passage.here.start < passage.here.end <= len(here.text)
            assert plain(passage.here.of(here.text)) == plain(passage.there.of(there.text))
        assert 0 < copy.containment <= 1
        assert 0 < copy.containment_of <= 1


@settings(max_examples=25, deadline=None)
@given(piles())
def test_groups_are_apart_and_hold_only_documents_with_whole_copies(documents: list[Document]) -> None:
    copies = find_copies(documents)
    whole = {d for copy in copies if copy.kind is not CopyKind.PARTIAL for d in (copy.document, copy.of)}
    members = [document for cluster in clusters(copies) for document in cluster.documents]
    assert len(members) == len(set(members))
    assert set(members) <= whole


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_texts_of_words_drawn_apart_are_no_copies(one: int, other: int) -> None:
    texts = (own_text(one), own_text(other + 10**6 + 1))
    documents = [Document(id=f"d{i}", original_sha256="", path="", text=" ".join(t)) for i, t in enumerate(texts)]
    assert find_copies(documents) == []


@settings(max_examples=25, deadline=None)
@given(piles())
def test_a_comparison_holds_every_word_of_both(documents: list[Document]) -> None:
    one, other = documents[:2]
    pieces = compare(one, other).pieces
    bodies = [plain(d.text[d.title_span.end if d.title_span else 0 :]) for d in (one, other)]
    here = [word for piece in pieces if piece.here for word in plain(piece.here.of(one.text))]
    there = {word for piece in pieces if piece.there for word in plain(piece.there.of(other.text))}
    assert here == bodies[0]
    assert there == set(bodies[1])
