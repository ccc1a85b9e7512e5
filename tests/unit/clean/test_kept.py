"""What is put back stands where it was cut from, and every letter is aligned with the source."""

import pytest

from allegedly.clean.kept import put_back
from allegedly.clean.layout import Cut, keep, lay_out, lines_of, removed_from, trim
from allegedly.clean.scraped import Scraped
from allegedly.records import Aligned

SOURCE = "Top line\nHe said BUY NOW it rained. \n\nMiddle\n  SPAM It snowed, she said.WIN\nLast line"


def without(*words: str) -> Scraped:
    """Return ``SOURCE`` with some of its words cut."""
    cuts = sorted(Cut(SOURCE.index(word), SOURCE.index(word) + len(word), "spam") for word in words)
    layout = lay_out(SOURCE, [[trim(SOURCE, *piece) for piece in line] for line in keep(lines_of(SOURCE), cuts)])
    removed = removed_from(SOURCE, cuts, [Aligned(0, 0, len(SOURCE))])
    return Scraped(layout.text, layout.alignment, tuple(removed), None, None, None, None, None)


@pytest.mark.parametrize("word", ["Top line", "BUY NOW", "He said", "it rained.", "Middle", "SPAM", "WIN", "Last line"])
def test_one_cut_of_many_put_back_stands_as_if_it_had_not_been_made(word: str) -> None:
    others = [other for other in ("Top line", "BUY NOW", "Middle", "SPAM", "WIN", "Last line") if other != word]
    found = without(word, *others)
    restored = put_back(SOURCE, found, [cut for cut in found.removed if cut.text == word])
    assert restored.text == without(*others).text
    assert [cut.text for cut in restored.removed] == [cut.text for cut in without(*others).removed]
    for run in restored.alignment:
        there = SOURCE[run.original_start : run.original_start + run.length]
        assert restored.text[run.start : run.start + run.length] == there


def test_all_cuts_put_back_give_the_whole_text() -> None:
    found = without("Top line", "He said", "BUY NOW", "it rained.", "Middle", "SPAM", "WIN", "Last line")
    restored = put_back(SOURCE, found, found.removed)
    assert restored.text == without().text
    assert sum(run.length for run in restored.alignment) >= len("".join(SOURCE.split()))
