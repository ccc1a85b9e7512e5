"""Groups of whole copies: what belongs together is together, and nothing fuses two texts."""

from itertools import pairwise
from typing import Any

from allegedly.dedupe import clusters, find_copies

Make = Any
Texts = dict[str, str]


def grouped(documents: list[Any]) -> list[set[str]]:
    return [set(cluster.documents) for cluster in clusters(find_copies(documents))]


def parts(text: str) -> list[str]:
    return text.split("\n\n")


def test_cut_edited_and_wrapped_copies_are_one_group_round_the_fullest(make: Make, texts: Texts) -> None:
    ferry = parts(texts["ferry"])
    documents = [
        make("all", texts["ferry"], published="2031-05-02"),
        make("cut", "\n\n".join(ferry[:3]), published="2031-05-03"),
        make("edited", texts["ferry"].replace("harbour", "port"), published="2031-05-03"),
        make("wrapped", f"{parts(texts['surgery'])[0]}\n\n{texts['ferry']}", published="2031-05-04"),
        make("other", texts["barges"]),
    ]
    [cluster] = clusters(find_copies(documents))
    assert cluster.documents == ("all", "cut", "edited", "wrapped")
    assert (cluster.fullest, cluster.first) == ("wrapped", "all")


def test_a_splice_is_in_a_group_with_neither_of_its_texts(make: Make, texts: Texts) -> None:
    for cut in (2, 3, 4, 5):
        spliced = parts(texts["ferry"])[:cut] + parts(texts["barges"])[cut - 3 :]
        documents = [make("s", "\n\n".join(spliced)), make("f", texts["ferry"]), make("b", texts["barges"])]
        assert not any({"f", "b"} <= group for group in grouped(documents))


def test_a_digest_of_whole_texts_does_not_fuse_them(make: Make, texts: Texts) -> None:
    digest = f"{texts['ferry']}\n\n{texts['barges']}\n\n{texts['surgery']}"
    documents = [make("d", digest), *(make(name, texts[name]) for name in ("ferry", "barges", "surgery"))]
    assert grouped(documents) == []


def test_a_brief_in_the_midst_of_another_text_does_not_join_it(make: Make, texts: Texts) -> None:
    brief = parts(texts["surgery"])[0]
    documents = [make("long", f"{texts['ferry']}\n\n{brief}"), make("ferry", texts["ferry"]), make("brief", brief)]
    assert not any({"ferry", "brief"} <= group for group in grouped(documents))


def test_a_statement_printed_alone_and_in_two_texts_joins_neither(make: Make, texts: Texts) -> None:
    documents = [
        make("statement", texts["statement"]),
        make("ferry", f"{texts['ferry']}\n\n{texts['statement']}"),
        make("barges", f"{texts['barges']}\n\n{texts['statement']}"),
    ]
    assert grouped(documents) == []


def test_pairs_do_not_chain(make: Make, texts: Texts) -> None:
    pieces = parts(texts["ferry"]) + parts(texts["barges"]) + parts(texts["surgery"])
    windows = [make(f"w{i:02d}", "\n\n".join(pieces[i : i + 5])) for i in range(len(pieces) - 4)]
    groups = grouped(windows)
    for group in groups:
        numbers = sorted(int(name[1:]) for name in group)
        assert numbers[-1] - numbers[0] <= 4
    assert all(not (one & other) for one, other in pairwise(groups))


def test_documents_of_one_wording_are_one_group_whatever_their_titles(make: Make, texts: Texts) -> None:
    documents = [make(f"d{i}", texts["ferry"], title=f"Title {i}") for i in range(5)] + [make("b", texts["barges"])]
    assert grouped(documents) == [{f"d{i}" for i in range(5)}]


def test_a_copy_of_a_splice_is_in_a_group_with_the_splice(make: Make, texts: Texts) -> None:
    spliced = "\n\n".join(parts(texts["ferry"])[:4] + parts(texts["barges"])[:4])
    documents = [
        make("s", spliced),
        make("t", spliced.replace("Monday", "Friday").replace("Sunday", "Saturday")),
        make("ferry", texts["ferry"]),
        make("barges", texts["barges"]),
    ]
    assert grouped(documents) == [{"s", "t"}]


def test_no_copies_make_no_groups() -> None:
    assert list(clusters([])) == []
