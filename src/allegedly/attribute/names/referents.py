"""Whom mentions stand for: one referent for "Ehsanullah Ehsan", "the former commander", "Ehsan" and "he"."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from allegedly.attribute.names.acronyms import initials, introduced_acronyms
from allegedly.attribute.names.mentions import Mention
from allegedly.attribute.names.nouns import PEOPLE, first_names
from allegedly.attribute.reading import Reading
from allegedly.records import Span, Spans

# How many referents back, at most, a pronoun or a bare noun may reach: the most recent ones come first, so this bounds
# the cost on long documents.
_REACH = 60
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

    ``gender`` is what words tell, m or f or n; ``leaning`` what is only likely: above 0 a man, below a woman. ``voice`` is the
    sentence in which a spokesperson last stood for it, ``is_unsure`` says that only a capital made it a name.
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
    voice: int = -1
    is_unsure: bool = False
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

    def forget(self, referent: Referent) -> None:
        """Leave out a referent that has turned out to be another."""
        if referent in self._recent:
            self._recent.remove(referent)

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
        referent.is_unsure = (
            mention.sort is None and " " not in name and not mention.head.ent_type_ and bool(mention.head.is_sent_start)
        )
        referent.may_recur = not (mention.head.lower_ in _NOBODY or mention.head.is_punct or of_speaker or quantified)
        self.last = referent
        self._name(referent, name if mention.name is not None else "")
        self.touch(referent, mention)
        return referent

    def _name(self, referent: Referent, name: str) -> None:
        referent.name_words = tuple(fold(word) for word in name.split() if word[:1].isalnum())
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
            referent.may_recur, referent.is_unsure = True, False
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
        words = tuple(fold(word) for word in name.split() if word[:1].isalnum())
        if not words:
            return None
        near = self._by_word.get(words[-1][:5], [])[: -_REACH - 1 : -1]
        for referent in (*(one for one in near if one.name_words == words), *near):
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
        is_surname = len(words) == 1 < len(held) and referent.sort in PEOPLE and held[-1:] == words
        if is_surname and mention.sort == "place" and not mention.is_told:
            return True  # a label alone makes "according to Brandt" a place
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


def _share_words(words: tuple[str, ...], mention: Mention, referent: Referent) -> bool:
    """Say whether a name and that of a referent are one in full and in short."""
    held = referent.name_words
    if (mention.sort == "place") != (referent.sort == "place") and None not in {mention.sort, referent.sort}:
        return words == held  # Orvel is not the Orveli Border Service
    if mention.sort == "person" or referent.sort == "person":
        if not alike(held[-1], words[-1]):
            return False
        return len(words) == 1 or len(held) == 1 or alike(held[0], words[0])
    if len(words) == 1 and len(held) > 1 and mention.sort in {None, "place"} and words[0] not in held:
        return False  # Orvel is not the Orveli Times
    if len(words) == 1 and words[0] in held[1:] and held[held.index(words[0]) - 1] in _OF:
        return False  # nor the Bank of Orvel
    return all(any(alike(word, other) for other in held) for word in words) or all(
        any(alike(word, other) for other in words) for word in held
    )


def _is_mislabelled(mention: Mention, referent: Referent) -> bool:
    """Say whether a full name shows that what the parse took for a place or a body is a person's surname."""
    return referent.sort in {"place", "body"} and not referent.is_told and mention.sort in PEOPLE


_OF = frozenset({"of", "the", "for", "in"})
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


def fold(word: str) -> str:
    """Return a word of a name as it is compared: in small letters, without its marks and a possessor's ending."""
    return word.casefold().strip(".,()’'\"“”").removesuffix("’s").removesuffix("'s")


def alike(one: str, other: str) -> bool:
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


def settle_short_names(referents: Iterable[Referent]) -> None:
    """Give a name of one word the full name that one other has of it: "Brandt" of "Ilka Brandt", "Orvel" of "Orvel Mining"."""
    named = [one for one in referents if one.is_named and one.name_words]
    for short in (one for one in named if len(one.name_words) == 1 and one.sort != "place"):
        [word] = short.name_words
        longer = [one for one in named if len(one.name_words) > 1 and _is_short_for(word, short, one)]
        if len({one.name_words for one in longer}) == 1:
            short.name, short.name_span = longer[0].name, longer[0].name_span


def _is_short_for(word: str, short: Referent, long: Referent) -> bool:
    """Say whether a person's surname or given name, or the first word of a body's name, is that of a fuller one."""
    if short.gender and long.gender and short.gender != long.gender:
        return False
    if short.sort in PEOPLE or long.sort in PEOPLE:
        both = short.sort in PEOPLE | {None} and long.sort in PEOPLE | {None}
        return both and word in {long.name_words[0], long.name_words[-1]}
    return short.sort == long.sort and word == long.name_words[0]
