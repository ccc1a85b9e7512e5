"""The stage over a pile: the same edges at once or bit by bit, and no pile of equal texts is too large."""

from collections.abc import Iterable, Sequence
from typing import Any

import pytest

from allegedly.dedupe import candidates, clusters, dedupe, find_copies, fingerprint, fingerprints
from allegedly.dedupe.candidates import CROWD
from allegedly.errors import UnknownIdError
from allegedly.records import Document

Make = Any
Texts = dict[str, str]


def reader(documents: Iterable[Document]) -> Any:
    known = {document.id: document for document in documents}

    def read(ids: Sequence[str]) -> list[Document]:
        return [known[identity] for identity in ids]

    return read


def pile(make: Make, texts: Texts) -> list[Document]:
    made = []
    for name in ("ferry", "barges", "surgery"):
        parts = texts[name].split("\n\n")
        made += [make(f"{name}{i}", "\n\n".join(parts[: i + 2])) for i in range(4)]
        made += [make(f"{name}-again", texts[name]), make(f"{name}-all", texts[name])]
    return made


def test_new_documents_have_the_edges_that_they_have_when_all_are_read_at_once(make: Make, texts: Texts) -> None:
    documents = pile(make, texts)
    table, read = fingerprints(documents), reader(documents)
    at_once = list(dedupe(table, read))
    bit_by_bit = []
    for i in range(0, len(documents), 5):
        fresh = [document.id for document in documents[i : i + 5]]
        bit_by_bit += list(dedupe(table.slice(0, i + 5), read, fresh=fresh))
    assert sorted(bit_by_bit, key=lambda c: c.id) == sorted(at_once, key=lambda c: c.id)


def test_no_new_documents_make_no_edges(make: Make, texts: Texts) -> None:
    documents = pile(make, texts)
    assert list(dedupe(fingerprints(documents), reader(documents), fresh=[])) == []


def test_an_empty_pile_has_no_copies() -> None:
    assert find_copies([]) == []


def test_empty_and_tiny_texts_in_the_pile_are_left_alone(make: Make, texts: Texts) -> None:
    tiny = [make(f"t{i}", text) for i, text in enumerate(["", "", "Fire", "Fire", "…", "Fire in the hold"])]
    copies = find_copies([*tiny, make("a", texts["ferry"]), make("b", texts["ferry"])])
    assert [(copy.document, copy.of) for copy in copies] == [("b", "a")]


def test_five_thousand_equal_texts_are_one_group_with_a_few_edges_each(make: Make, texts: Texts) -> None:
    documents = [make(f"d{i:04d}", texts["ferry"]) for i in range(5_000)]
    pairs = candidates(fingerprints(documents))
    assert pairs.num_rows <= 10 * len(documents)
    documents = documents[:300]
    [cluster] = clusters(find_copies(documents))
    assert len(cluster.documents) == len(documents)


def test_a_crowd_of_near_copies_is_one_group_with_a_few_edges_each(make: Make, texts: Texts) -> None:
    count = 3 * CROWD
    documents = [make(f"d{i:04d}", f"{texts['ferry']}\n\nPrinted as number {i} of {i + 7}.") for i in range(count)]
    assert candidates(fingerprints(documents)).num_rows <= 10 * count
    [cluster] = clusters(find_copies(documents))
    assert len(cluster.documents) == count


def test_a_footer_in_very_many_texts_pairs_nothing(make: Make, texts: Texts) -> None:
    invented = [" ".join(f"word{i}x{j}" for j in range(300)) for i in range(2 * CROWD)]
    documents = [make(f"d{i:04d}", f"{text}\n\n{texts['statement']}") for i, text in enumerate(invented)]
    assert candidates(fingerprints(documents)).num_rows == 0


def test_a_fingerprint_without_its_document_is_said(make: Make, texts: Texts) -> None:
    documents = [make("a", texts["ferry"]), make("b", texts["ferry"])]
    with pytest.raises(UnknownIdError, match="'b'"):
        list(dedupe(fingerprints(documents), lambda ids: [d for d in documents if d.id == "a" and d.id in ids]))


def test_a_fingerprint_is_of_the_body_alone_and_the_same_on_every_machine(make: Make, texts: Texts) -> None:
    one, other = (
        fingerprint(make("a", texts["ferry"])),
        fingerprint(make("b", texts["ferry"], title="A quay in the rain")),
    )
    assert (one.text, one.grams, one.words) == (other.text, other.grams, other.words)
    assert (
        fingerprint(make("c", "The bridge over the river fell on Sunday night.")).text
        == "ab53e8dbf2332de2b6c1c4bc365d5a33"
    )
