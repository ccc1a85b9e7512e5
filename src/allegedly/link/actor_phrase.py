"""An actor phrase cut into its parts, with every name of the register that stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from allegedly.link.actor_records import Sense, SenseKind
from allegedly.link.actor_words import Word, split
from allegedly.link.register import Register
from allegedly.link.register_tables import phrase_words

# Words that open a new part of a phrase; what follows "of" and its like says what the head belongs to.
BELONGING = phrase_words("belonging")
_CUTS = BELONGING | phrase_words("cut") | frozenset(",()")
GEOGRAPHY = frozenset(
    {
        SenseKind.STATE,
        SenseKind.ADJECTIVE,
        SenseKind.DEMONYM,
        SenseKind.SEAT,
        SenseKind.REGION,
        SenseKind.TOWN,
        SenseKind.BREAKAWAY,
    }
)
ENTITIES = frozenset({SenseKind.BODY, SenseKind.NAMED_ORGAN, SenseKind.OUTLET})
# Words that may have a capital where a phrase begins, or before a place, without being part of a name.
MODIFIERS = phrase_words("modifier")
# After a hyphen these say that the country before is a backer, not a home.
_BACKERS = phrase_words("backer")
_NO_NAMES = MODIFIERS | _BACKERS | phrase_words("holder")
_SURNAMES = phrase_words("surname")
# Acronyms of the register that are English words; in text set all in capitals they are read as those words.
_WORDS_IN_CAPITALS = phrase_words("capitals")
# Meanings that a single word with a capital may have by chance where it is part of a longer name.
_MISTAKEN = (GEOGRAPHY | ENTITIES | {SenseKind.ROLE, SenseKind.THROUGH, SenseKind.PEOPLE}) - {
    SenseKind.ADJECTIVE,
    SenseKind.DEMONYM,
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the register found at words ``start`` to ``end`` (exclusive) of a phrase."""

    start: int
    end: int
    senses: tuple[Sense, ...]

    def sense(self, kinds: Iterable[SenseKind]) -> Sense | None:
        """Return the first meaning that is of one of ``kinds``."""
        wanted = frozenset(kinds)
        return next((sense for sense in self.senses if sense.kind in wanted), None)

    @property
    def is_place(self) -> bool:
        """Say whether it can only be geography."""
        return all(sense.kind in GEOGRAPHY for sense in self.senses)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of words between two cuts; ``opener`` is the word that opened it, empty for the first."""

    opener: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase with its words, the names in it and its parts; all in reading order."""

    text: str
    words: tuple[Word, ...]
    hits: tuple[Hit, ...]
    parts: tuple[Part, ...]

    def hits_of(self, part: Part) -> list[Hit]:
        """Return the names that stand in a part."""
        return [hit for hit in self.hits if part.start <= hit.start and hit.end <= part.end]

    def written(self, start: int, end: int) -> str:
        """Return the text from word ``start`` to word ``end`` (exclusive)."""
        return self.text[self.words[start].start : self.words[end - 1].end] if start < end else ""


def read(text: str, register: Register) -> Phrase:
    """Return a phrase cut into parts, with the longest names found from left to right."""
    words = tuple(split(text))
    hits = _without_homonyms(words, _find(words, register))
    return Phrase(text, words, tuple(hits), tuple(_cut(words, hits)))


def _find(words: Sequence[Word], register: Register) -> list[Hit]:
    """Return the longest name at each word; a word asks for at most as many look-ups as its longest name has words."""
    hits = []
    shouted = (
        len(words) > 1
        and not any(word.written.islower() for word in words)
        and all(word.written.isupper() for word in words if word.written[0].isalpha())
    )
    at = 0
    while at < len(words):
        hit = _longest(words, at, register, shouted=shouted)
        if hit is not None and words[at].key == "the" and at + 1 < len(words):
            # "the National Lake Party" is that party and not a paper called "The National".
            behind = _longest(words, at + 1, register, shouted=shouted)
            hit = behind if behind is not None and behind.end > hit.end else hit
        if hit is not None:
            hits.append(hit)
        at = hit.end if hit is not None else at + 1
    return hits


def _longest(words: Sequence[Word], at: int, register: Register, *, shouted: bool) -> Hit | None:
    for length in range(min(register.longest.get(words[at].key, 0), len(words) - at), 0, -1):
        run = words[at : at + length]
        named = register.names.get(" ".join(word.key for word in run), ())
        senses = tuple(name.sense for name in named if _is_written_so(name.written, run, shouted=shouted))
        if senses:
            return Hit(at, at + length, senses)
    return None


def _is_written_so(written: str, run: Sequence[Word], *, shouted: bool) -> bool:
    """Say whether the capitals of a name are those of the text: "who" is not WHO, and "jordan" no state."""
    if written.islower():
        return True
    if not any(word.is_capital or word.written[:1].isdigit() for word in run):
        return False
    plain = written.replace(".", "")
    if len(run) == 1 and " " not in plain and sum(c.isupper() for c in plain) > 1 and plain.isalnum():
        found = run[0].written.replace(".", "")
        if shouted and plain.casefold() in _WORDS_IN_CAPITALS:
            return False
        return (
            found == plain
            or (found.isupper() and plain.upper() == found)
            or (len(plain) > 4 and plain[1:].isupper() and run[0].is_capital)
        )
    return True


def _without_homonyms(words: Sequence[Word], hits: list[Hit]) -> list[Hit]:
    """Leave out single words that look like part of a longer name that the register lacks ("Paris Example")."""
    covered = {at for hit in hits for at in range(hit.start, hit.end)}
    kept = []
    for hit in hits:
        word, kind = words[hit.start], hit.senses[0].kind
        is_safe = hit.end - hit.start > 1 or word.possessive or not word.is_capital or word.written.isupper()
        if not is_safe and kind in _MISTAKEN:
            before, after = hit.start - 1, hit.end
            is_noun = kind in {SenseKind.ROLE, SenseKind.THROUGH, SenseKind.PEOPLE}
            if is_noun and word.key not in _SURNAMES:
                pass
            elif _is_stray(words, before, covered, hit.start) or (
                not is_noun and _is_stray(words, after, covered, after)
            ):
                continue
        kept.append(hit)
    return kept


def _is_stray(words: Sequence[Word], at: int, covered: set[int], right: int) -> bool:
    """Say whether the word at ``at`` is a capital that no name explains and that goes with its neighbour."""
    if not 0 <= at < len(words) or at in covered:
        return False
    word = words[at]
    if not word.is_capital or word.possessive or word.key in _NO_NAMES:
        return False
    return not (right < len(words) and words[right].joined)


def _cut(words: Sequence[Word], hits: Sequence[Hit]) -> list[Part]:
    inside = {at for hit in hits for at in range(hit.start, hit.end)}
    parts = []
    opener, start = "", 0
    for at, word in enumerate(words):
        if word.key not in _CUTS or at in inside or word.joined:
            continue
        parts.append(Part(opener, start, at))
        opener, start = word.key, at + 1
    parts.append(Part(opener, start, len(words)))
    return [part for part in parts if part.start < part.end]


def is_backer(phrase: Phrase, hit: Hit) -> bool:
    """Say whether a hyphen makes a country a backer ("Skerran-backed rebels", "pro-Skerran"), not a home."""
    if hit.start and phrase.words[hit.start].joined and phrase.words[hit.start - 1].key in {"pro", "anti"}:
        return True
    return hit.end < len(phrase.words) and phrase.words[hit.end].joined and phrase.words[hit.end].key in _BACKERS
