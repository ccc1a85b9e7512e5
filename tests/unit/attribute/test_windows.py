"""Windows hold every word once, in order, within the encoder's length, and words quote the text."""

import pytest

from allegedly.attribute.neural.tagger import MODEL_FOLDER
from allegedly.attribute.neural.windows import (
    WINDOW_PIECES,
    borders_of,
    cut_windows,
    load_tokenizer,
    window_of,
    words_of,
)

TOKENIZER = load_tokenizer(MODEL_FOLDER / "vocab.txt")

TEXTS = {
    "nothing": "",
    "one line": "One line.",
    "one long sentence": "word " * 3000,
    "one long paragraph": "A sentence of six words. " * 400,
    "paragraphs never closed": "“Never closed.\n\n" * 90,
    "one long word": "x" * 5000,
    "nothing to be seen": "\x00\u200b",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_windows_cover_every_word_once(text: str) -> None:
    words = words_of(text, TOKENIZER)
    cuts = list(cut_windows(words))
    assert [i for begin, stop in cuts for i in range(begin, stop)] == list(range(len(words)))
    for begin, stop in cuts:
        window = window_of(words, begin, stop, borders=borders_of(TOKENIZER))
        assert len(window.pieces) <= WINDOW_PIECES
        assert len(window.rows) == stop - begin


def test_a_paragraph_that_fits_is_never_cut() -> None:
    words = words_of("The mayor said the bridge had fallen.\n\n" * 200, TOKENIZER)
    starts = [begin for begin, _ in cut_windows(words)]
    assert len(starts) > 1
    assert all(words.breaks[begin] for begin in starts)


def test_offsets_quote_the_words() -> None:
    text = "“Été fell,” said Zoë."
    words = words_of(text, TOKENIZER)
    assert [text[s:e] for s, e in zip(words.start, words.end, strict=True)] == [
        "“", "Été", "fell", ",", "”", "said", "Zoë", ".",
    ]  # fmt: skip


def test_quotation_state_ends_with_its_mark_or_its_paragraph() -> None:
    words = words_of("“A b” c\n“d\ne", TOKENIZER)
    assert words.quote.tolist() == [2, 1, 1, 2, 0, 2, 1, 0]
