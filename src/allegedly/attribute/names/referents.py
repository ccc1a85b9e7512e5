"""Whom mentions stand for: one referent for "Ehsanullah Ehsan", "the former commander", "Ehsan" and "he"."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from allegedly.attribute.names.acronyms import initials, introduced_acronyms
from allegedly.attribute.names.mentions import Mention
from allegedly.attribute.names.nouns import PEOPLE, first_names, is_agentive, noun_sorts
from allegedly.attribute.reading import Reading
from allegedly.lexicon import load_table
from allegedly.records import Span, Spans

# How many referents back, at most, a pronoun or a bare noun may reach: the most recent ones come first, so this bounds
# the cost on long documents.
_REACH = 60
# How many sentences back a general noun ("the outlet") reaches.
_NOUN_SENTENCES = 6

# How many sentences after "a newsletter" its name and then "the newsletter" may come.
_NAMED_SENTENCES = 3

# What speaks for a referent where a general noun takes one up, in sentences of distance: first guesses, which turned five names
# of the written stories right, and one right and three wrong of the marked articles.
_OF_SORT = 1.0
_SPOKE = 1.5
_SUBJECT = 0.3
_SPOKEN_SENTENCES = 2
# How much a given name leans to its gender, where a pronoun taken to mean one counts 1.
_GIVEN_NAME = 1.5

_QUANTIFIED = re.compile(r"(?i)(?:every|no|any|each|neither|either)\s")


@dataclass(frozen=True, slots=True)
class Part:
    """Words inside a description that stand for ``referent``; ``held`` is what it possesses, ``title`` its office there.

    "His office" is a part whose ``held`` is "office": in full the office of whoever he is.
    """

    span: Span
    referent: "Referent"
    held: Span | None = None
    title: str = ""


@dataclass(slots=True, eq=False)
class Referent:
    """One who or what may speak, with all that the text has called it so far.

    ``gender`` is what words tell, m or f or n; ``leaning`` what is only likely: above 0 a man, below a woman.
    """

    name: str
    name_span: Span
    is_named: bool
    sort: str | None
    gender: str | None
    is_plural: bool
    nouns: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    sentence: int = 0
    start: int = 0
    was_subject: bool = False
    spoke_in: int = -100
    name_words: tuple[str, ...] = ()
    parts: "list[Part]" = field(default_factory=list)
    affiliation: Spans = ()
    may_recur: bool = True
    was_quoted: bool = False
    is_told: bool = False
    times: int = 0
    leaning: float = 0.0


class Referents:
    """The referents of one document, found again by name, by noun or by pronoun."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.last: Referent | None = None
        self._recent: list[Referent] = []
        self._by_word: dict[str, list[Referent]] = defaultdict(list)
        self._by_initials: dict[str, Referent] = {}
        self.first_speaker: Referent | None = None
        self._acronyms = {short: long for long, short in introduced_acronyms(reading.text)}

    def recent(self) -> Iterator[Referent]:
        """Yield the referents last mentioned, the latest first."""
        yield from self._recent[::-1]

    def touch(self, referent: Referent, mention: Mention) -> None:
        """Note that ``referent`` was mentioned again."""
        referent.sentence, referent.start, referent.was_subject = mention.sentence, mention.start, mention.is_subject
        referent.was_quoted = mention.is_quoted
        referent.times += 1
        if referent in self._recent:
            self._recent.remove(referent)
        self._recent.append(referent)
        del self._recent[:-_REACH]

    def add(self, mention: Mention, name: str, name_span: Span) -> Referent:
        """Open a new referent for ``mention``."""
        referent = Referent(
            name=name,
            name_span=name_span,
            is_named=mention.name is not None,
            sort=mention.sort,
            gender=mention.gender,
            is_plural=mention.is_plural,
            nouns=set(mention.nouns),
            words=set(mention.words),
            is_told=mention.is_told,
        )
        of_speaker = mention.owner is not None and mention.owner.lower_ in {"my", "our"}
        quantified = _QUANTIFIED.match(name) is not None and mention.name is None
        referent.may_recur = not (mention.head.lower_ in _NOBODY or mention.head.is_punct or of_speaker or quantified)
        self.last = referent
        self._name(referent, name if mention.name is not None else "")
        self.touch(referent, mention)
        return referent

    def _name(self, referent: Referent, name: str) -> None:
        referent.name_words = tuple(_fold(word) for word in name.split() if word[:1].isalnum())
        if len(referent.name_words) > 1 and referent.sort in PEOPLE:
            referent.leaning += _GIVEN_NAME * {"m": 1, "f": -1}.get(first_names().get(referent.name_words[0], ""), 0)
        for word in set(referent.name_words):
            self._by_word[word[:5]].append(referent)
        if referent.name_words:
            self._by_initials.setdefault(initials(name), referent)

    def merge(self, referent: Referent, mention: Mention) -> Referent:
        """Add to ``referent`` what ``mention`` tells of it; a fuller name replaces a shorter one."""
        referent.nouns |= mention.nouns
        referent.words |= mention.words
        referent.gender = referent.gender or mention.gender
        if mention.sort is not None and (referent.sort is None or (mention.is_told and not referent.is_told)):
            referent.sort, referent.is_told = mention.sort, mention.is_told
        if mention.name is not None:
            name = mention.name.of(self.reading.text)
            referent.may_recur = True
            if not referent.is_named or len(name.split()) > len(referent.name_words):
                referent.name, referent.name_span, referent.is_named = name, mention.name, True
                self._name(referent, name)
        self.touch(referent, mention)
        return referent

    def by_name(self, mention: Mention) -> Referent | None:
        """Return the referent that a name belongs to: the same words, a surname or short form, or an acronym."""
        if mention.name is None:
            return None
        name = mention.name.of(self.reading.text)
        words = tuple(_fold(word) for word in name.split() if word[:1].isalnum())
        if not words:
            return None
        for referent in reversed(self._by_word.get(words[-1][:5], [])[-_REACH:]):
            if self._same_name(words, mention, referent):
                return referent
        for referent in reversed(self._by_word.get(words[0][:5], [])[-_REACH:]) if len(words) == 1 else ():
            if referent.sort in PEOPLE and referent.name_words[:1] == words and agree(mention, referent):
                return referent
        return self._by_acronym(name)

    def _same_name(self, words: tuple[str, ...], mention: Mention, referent: Referent) -> bool:
        held = referent.name_words
        if held == words and len(words) > 1 and not (mention.is_told and referent.is_told):
            return not (mention.gender and referent.gender and mention.gender != referent.gender)
        if held == words[-1:] != words and _is_mislabelled(mention, referent):
            referent.sort = mention.sort
            return True
        return bool(held) and agree(mention, referent) and _share_words(words, mention, referent)

    def _by_acronym(self, name: str) -> Referent | None:
        short = name.removeprefix("the ").removeprefix("The ")
        if not (short.isupper() and 2 <= len(short) <= 8):
            return None
        long = self._acronyms.get(short, "")
        for referent in self.recent():
            if long and referent.is_named and referent.name.endswith(long):
                return referent
        return self._by_initials.get(short)

    def acronym(self, name: str) -> str | None:
        """Return the long form that the text gives for an acronym, or None."""
        return self._acronyms.get(name.removeprefix("the ").removeprefix("The "))

    def by_role(self, mention: Mention) -> Referent | None:
        """Return the one so far known only by the role that now stands before or beside a name: "the mayor"."""
        if mention.name is None or not mention.nouns or mention.is_plural:
            return None
        for referent in self.recent():
            if referent.is_named or referent.is_plural or referent.sort not in {"office", "agent"}:
                continue
            if (
                referent.nouns & mention.nouns
                and not referent.name.lower().startswith(("a ", "an "))
                and agree(mention, referent)
            ):
                return referent
        return None

    def by_noun(self, mention: Mention) -> Referent | None:
        """Return the referent that a definite noun takes up: one called so before, else the latest of that sort."""
        noun = mention.head.lemma_.lower()
        wanted = {_fold(word) for word in mention.words if word not in _PASSING}
        for referent in self.recent():
            in_passing = referent.was_quoted and not mention.is_quoted and not referent.is_named
            if not in_passing and _is_called(referent, mention, noun) and _is_told(referent, wanted):
                return self._named_since(referent, mention) or referent
        if wanted:
            return self._by_office(mention, noun) or self._by_epithet(mention, noun)
        return self._by_sort(mention, noun) or self._by_epithet(mention, noun)

    def _named_since(self, described: Referent, mention: Mention) -> Referent | None:
        """Return the one name that has spoken since "a newsletter", where "the newsletter" now takes both up as one.

        The description gets the name, so that a source which it stood for is called by it too.
        """
        is_new = described.name_span.of(self.reading.text).lower().startswith(("a ", "an "))
        if described.is_named or described.sort != "outlet" or described.is_plural or not is_new:
            return None
        since = [
            one
            for one in self._recent
            if one.is_named
            and not one.is_plural
            and one.name_span.start > described.name_span.end
            and one.spoke_in >= described.sentence >= mention.sentence - _NAMED_SENTENCES
            and (one.sort == "outlet" or (one.sort in {None, "body"} and not (one.is_told or one.nouns)))
        ]
        if len(since) != 1:
            return None
        [named] = since
        described.name, described.name_span, described.is_named = named.name, named.name_span, True
        named.nouns |= described.nouns
        named.words |= described.words
        named.sort, named.is_told = described.sort, True
        self._recent.remove(described)
        return named

    def _by_office(self, mention: Mention, noun: str) -> Referent | None:
        """Return the one named person whom the text calls by an office: "the Orveli president" of President Ilka Brandt."""
        if mention.sort != "office" or mention.is_plural or mention.owner is not None or len(mention.words) != 1:
            return None
        holders = [one for one in self.recent() if noun in one.nouns and one.is_named and one.sort in PEOPLE]
        return holders[0] if len(holders) == 1 and agree(mention, holders[0]) else None

    def _by_epithet(self, mention: Mention, noun: str) -> Referent | None:
        """Return the named person who spoke last, for a definite noun that is no known role: "the 34-year-old"."""
        listed = noun in noun_sorts()
        if mention.is_quoted and not listed:
            return None
        if mention.is_plural or mention.owner is not None or (listed and noun not in _EPITHETS):
            return None
        if not listed and not is_agentive(mention.head.lower_):
            return None
        for referent in self.recent():
            near = mention.sentence - referent.sentence <= 3
            if near and referent.is_named and referent.sort in PEOPLE and agree(mention, referent):
                return referent
        return None

    def _by_sort(self, mention: Mention, noun: str) -> Referent | None:
        """Return the latest referent that a general noun may stand for: "the outlet", "the document", "the man"."""
        wanted = _general_nouns().get(noun)
        if wanted is None:
            return None
        near = [
            referent
            for referent in self.recent()
            if referent.may_recur
            and mention.sentence - referent.sentence <= _NOUN_SENTENCES
            and referent.is_plural == mention.is_plural
            and agree(mention, referent)
        ]
        fitting = [
            referent
            for referent in near
            if referent.sort in wanted or ("body" in wanted and referent.is_named and referent.sort is None)
        ]
        return max(fitting, key=lambda one: _prominence(mention, one, wanted), default=None)


def _prominence(mention: Mention, referent: Referent, wanted: frozenset[str]) -> float:
    """Return how much a referent is in the reader's mind where a general noun takes one up, the latest ones first."""
    distance = mention.sentence - referent.sentence
    spoke = mention.sentence - referent.spoke_in <= _SPOKEN_SENTENCES
    return _OF_SORT * (referent.sort in wanted) + _SPOKE * spoke + _SUBJECT * referent.was_subject - distance


def _share_words(words: tuple[str, ...], mention: Mention, referent: Referent) -> bool:
    """Say whether a name and that of a referent are one in full and in short."""
    held = referent.name_words
    if (mention.sort == "place") != (referent.sort == "place") and None not in {mention.sort, referent.sort}:
        return words == held  # Orvel is not the Orveli Border Service
    if mention.sort == "person" or referent.sort == "person":
        if not _alike(held[-1], words[-1]):
            return False
        return len(words) == 1 or len(held) == 1 or _alike(held[0], words[0])
    return all(any(_alike(word, other) for other in held) for word in words) or all(
        any(_alike(word, other) for other in words) for word in held
    )


def _is_mislabelled(mention: Mention, referent: Referent) -> bool:
    """Say whether a full name shows that what the parse took for a place or a body is a person's surname."""
    return referent.sort in {"place", "body"} and not referent.is_told and mention.sort in PEOPLE


_PASSING = frozenset({"same", "own", "other", "latest", "new", "media", "news", "said", "late", "whole", "entire"})
_EPITHETS = frozenset(
    [
        "witness",
        "player",
        "veteran",
        "politician",
        "lawmaker",
        "prisoner",
        "accused",
        "suspect",
        "singer",
        "actor",
        "actress",
        "author",
        "writer",
        "champion",
        "footballer",
        "striker",
        "commander",
    ]
)
_NOBODY = frozenset(
    [
        "nobody",
        "everybody",
        "everyone",
        "anyone",
        "anybody",
        "nothing",
        "anything",
        "everything",
        "something",
        "half",
        "this",
        "that",
        "these",
        "those",
        "most",
        "none",
    ]
)


@lru_cache(maxsize=1)
def _general_nouns() -> dict[str, frozenset[str]]:
    """Return the sorts of referent that each general noun may take up."""
    return {
        row["noun"]: PEOPLE if row["class"] == "person" else frozenset({row["class"]})
        for row in load_table("general_nouns")
    }


def _is_called(referent: Referent, mention: Mention, noun: str) -> bool:
    """Say whether a referent has been called by a noun, in the same number, or has it as the last word of its name."""
    if noun in referent.nouns:
        return mention.is_plural == referent.is_plural
    return any(_alike(noun, word) for word in referent.name_words[-1:])


def _is_told(referent: Referent, wanted: set[str]) -> bool:
    """Say whether all the words in ``wanted`` have been said of a referent."""
    told = {_fold(word) for word in referent.words} | set(referent.name_words) | referent.nouns
    return all(any(_alike(word, other) for other in told) for word in wanted)


def _fold(word: str) -> str:
    return word.casefold().strip(".,()’'\"“”").removesuffix("’s").removesuffix("'s")


def _alike(one: str, other: str) -> bool:
    """Say whether two words are the same name: equal, or a country and its people ("Skerra", "Skerran")."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= 4 and len(long) - len(short) <= 3 and long.startswith(short[:-1] if len(short) > 5 else short)


def agree(mention: Mention, referent: Referent) -> bool:
    """Say whether nothing in gender or sort parts a mention from a referent."""
    if mention.gender and referent.gender and mention.gender != referent.gender:
        return False
    if mention.sort == "person" and referent.sort in {"body", "outlet", "document"}:
        return False
    return not (referent.sort == "person" and mention.sort in {"outlet", "document"})
