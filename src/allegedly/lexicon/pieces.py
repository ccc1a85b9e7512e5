"""Texts in word pieces, as the networks that ship read them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

_UNKNOWN: Final = "[UNK]"
# A longer word is one unknown piece.
_LONGEST_WORD: Final = 60


def piece_tokenizer(vocabulary: Iterable[str]) -> Tokenizer:
    """Build the uncased WordPiece tokenizer of a vocabulary, its pieces in the order of their numbers."""
    numbers = {piece: number for number, piece in enumerate(vocabulary)}
    tokenizer = Tokenizer(models.WordPiece(numbers, unk_token=_UNKNOWN, max_input_chars_per_word=_LONGEST_WORD))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer
