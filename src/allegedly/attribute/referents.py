"""Whom mentions stand for: one referent for "Ehsanullah Ehsan", "the former commander", "Ehsan" and "he"."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from allegedly.attribute.mentions import PEOPLE, Mention, noun_sorts, titles
from allegedly.attribute.reading import Reading
from allegedly.records import Span, Spans

# How many referents back, at most, a pronoun or a bare noun may reach: the most recent ones come first, so this bounds
# the cost on long documents.
_REACH = 60
# How many sentences back a pronoun reaches.
_PRONOUN_SENTENCES = 6

_THINGS = frozenset({"body", "outlet", "document", "place"})
_ACRONYM = re.compile(r"((?:[\w’'&-]+ ){1,8}?)\(([A-Z]{2,8})\b")


@dataclass(slots=True, eq=False)
class Referent:
    """One who or what may speak, with all that the text has called it so far."""

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
    owner: "Referent | None" = None
    affiliation: Spans = ()
    may_recur: bool = True
    was_quoted: bool = False
    is_told: bool = False
    times: int = 0


class Referents:
    """The referents of one document, found again by name, by noun or by pronoun."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.all: list[Referent] = []
        self._recent: list[Referent] = []
        self._by_word: dict[str, list[Referent]] = defaultdict(list)
        self._acronyms = {short: long for long, short in introduced_acronyms(reading.text)}

    def recent(self) -> Iterator[Referent]:
        """Yield the referents last mentioned, the latest first."""
        yield from list(reversed(self._recent[-_REACH:]))

    def touch(self, referent: Referent, mention: Mention) -> None:
        """Note that ``referent`` was mentioned again."""
        referent.sentence, referent.start, referent.was_subject = mention.sentence, mention.start, mention.is_subject
        referent.was_quoted = mention.is_quoted
        referent.times += 1
        if self._recent and self._recent[-1] is referent:
            return
        if referent in self._recent[-_REACH:]:
            self._recent.remove(referent)
        self._recent.append(referent)

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
        referent.may_recur = mention.head.lower_ not in _NOBODY and not mention.head.is_punct
        self.all.append(referent)
        self._name(referent, name if mention.name is not None else "")
        self.touch(referent, mention)
        return referent

    def _name(self, referent: Referent, name: str) -> None:
        referent.name_words = tuple(_fold(word) for word in name.split() if word[:1].isalnum())
        for word in set(referent.name_words):
            self._by_word[word[:5]].append(referent)

    def merge(self, referent: Referent, mention: Mention) -> Referent:
        """Add to ``referent`` what ``mention`` tells of it; a fuller name replaces a shorter one."""
        referent.nouns |= mention.nouns
        referent.words |= mention.words
        referent.gender = referent.gender or mention.gender
        if mention.sort is not None and (referent.sort is None or (mention.is_told and not referent.is_told)):
            referent.sort, referent.is_told = mention.sort, mention.is_told
        if mention.name is not None:
            name = mention.name.of(self.reading.text)
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
        for referent in reversed(self._by_word.get(words[-1][:5], [])):
            if self._same_name(words, mention, referent):
                return referent
        for referent in reversed(self._by_word.get(words[0][:5], [])) if len(words) == 1 else ():
            if referent.sort in PEOPLE and referent.name_words[:1] == words and _agree(mention, referent):
                return referent
        return self._by_acronym(name)

    def _same_name(self, words: tuple[str, ...], mention: Mention, referent: Referent) -> bool:
        held = referent.name_words
        if not held or not _agree(mention, referent):
            return False
        if mention.sort == "person" or referent.sort == "person":
            if not _alike(held[-1], words[-1]):
                return False
            return len(words) == 1 or len(held) == 1 or _alike(held[0], words[0])
        return all(any(_alike(word, other) for other in held) for word in words) or all(
            any(_alike(word, other) for other in words) for word in held
        )

    def _by_acronym(self, name: str) -> Referent | None:
        short = name.removeprefix("the ").removeprefix("The ")
        if not (short.isupper() and 2 <= len(short) <= 8):
            return None
        long = self._acronyms.get(short, "")
        for referent in self.recent():
            if long and referent.is_named and referent.name.endswith(long):
                return referent
        for referent in reversed(self.all):
            if referent.is_named and initials(referent.name) == short:
                return referent
        return None

    def acronym(self, name: str) -> str | None:
        """Return the long form that the text gives for an acronym, or None."""
        return self._acronyms.get(name.removeprefix("the ").removeprefix("The "))

    def by_noun(self, mention: Mention) -> Referent | None:
        """Return the referent that a definite noun takes up: one called so before, else the latest of that sort."""
        noun = mention.head.lemma_.lower()
        wanted = {_fold(word) for word in mention.words if word not in _PASSING}
        for referent in self.recent():
            if noun in referent.nouns or any(_alike(noun, word) for word in referent.name_words[-1:]):
                if mention.is_plural == referent.is_plural or noun not in referent.nouns:
                    told = {_fold(word) for word in referent.words} | set(referent.name_words) | referent.nouns
                    if all(any(_alike(word, other) for other in told) for word in wanted):
                        return referent
        if wanted:
            return self._by_epithet(mention, noun)
        return self._by_sort(mention, noun) or self._by_epithet(mention, noun)

    def _by_epithet(self, mention: Mention, noun: str) -> Referent | None:
        """Return the named person who spoke last, for a definite noun that is no known role: "the 34-year-old"."""
        listed = noun in noun_sorts()
        if mention.is_plural or mention.owner is not None or (listed and noun not in _EPITHETS):
            return None
        if not listed and not _AGENTIVE.search(mention.head.lower_):
            return None
        for referent in self.recent():
            near = mention.sentence - referent.sentence <= 3
            if near and referent.is_named and referent.sort in PEOPLE and _agree(mention, referent):
                return referent
        return None

    def _by_sort(self, mention: Mention, noun: str) -> Referent | None:
        """Return the latest referent that a general noun may stand for: "the outlet", "the document", "the man"."""
        wanted = _GENERAL.get(noun)
        if wanted is None:
            return None
        for referent in self.recent():
            if mention.sentence - referent.sentence > _PRONOUN_SENTENCES or referent.is_plural != mention.is_plural:
                continue
            unsure = referent.is_named and referent.sort is None and "body" in wanted
            if (referent.sort in wanted or unsure) and _agree(mention, referent):
                return referent
        return None

    def by_pronoun(self, mention: Mention, *, apart: Iterable[Referent] = (), prefer: Referent | None = None) -> Referent | None:
        """Return the likeliest antecedent of a pronoun: recent, a subject, a sayer, of its gender and number."""
        word = mention.head.lower_
        best: tuple[float, Referent] | None = None
        barred = list(apart)
        for rank, referent in enumerate(self.recent()):
            distance = mention.sentence - referent.sentence
            if referent in barred or not referent.may_recur or distance > _PRONOUN_SENTENCES or not _fits(word, referent):
                continue
            score = -W[0]*distance - W[1] * rank + W[2] * referent.was_subject + W[3] * (mention.sentence - referent.spoke_in <= 2)
            score += W[4] * (referent.sort in PEOPLE and referent.is_named) + W[5] * (referent is prefer)
            score -= W[6] * (referent.was_quoted and not mention.is_quoted)
            score += W[7] * min(referent.times,5) - W[8]*(referent.sort not in PEOPLE and word[0] in "hs") + W[9]*(mention.gender is not None and referent.gender==mention.gender) + W[10]*(mention.sentence==referent.spoke_in)
            if best is None or score > best[0]:
                best = (score, referent)
        return best[1] if best else None


W=[0.8,0.1,0.3,1.4,0.7,2.0,0.8,0.1,0.8,0.2,0.0]
_PASSING = frozenset({"same", "own", "other", "latest", "new", "media", "news", "said", "late", "whole", "entire"})
_AGENTIVE = re.compile(r"(?:[^l]er|or|ist|ian|eer|man|woman|back|holder|-old|star|medallist)$")
_EPITHETS = frozenset({"witness", "player", "veteran", "politician", "lawmaker", "prisoner", "accused", "suspect", "singer", "actor", "actress", "author", "writer", "champion", "footballer", "striker", "commander"})
_NOBODY = frozenset({"nobody", "everybody", "everyone", "anyone", "anybody", "nothing", "anything", "everything", "something", "half", "this", "that", "these", "those", "most", "none"})

_GENERAL: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        ("outlet", "paper", "newspaper", "page", "site", "website", "channel", "station", "agency", "broadcaster", "weekly", "daily", "monthly", "magazine", "platform", "portal", "tabloid", "publication", "programme", "journal", "periodical", "blog", "podcast"),
        frozenset({"outlet"}),
    ),
    **dict.fromkeys(("report", "document", "paper", "text", "letter", "note", "memo", "study", "file"), frozenset({"document"})),
    **dict.fromkeys(
        ("group", "organisation", "organization", "movement", "militia", "force", "company", "firm", "party", "body", "institution", "side", "union", "club", "manufacturer", "airline", "operator", "studio", "team", "bank", "ministry", "agency", "regulator", "maker", "brewery", "insurer"),
        frozenset({"body"}),
    ),
    **dict.fromkeys(("man", "woman", "boy", "girl", "official", "officer", "prisoner", "suspect", "accused", "speaker", "author", "writer", "politician", "lawmaker"), PEOPLE),
    **dict.fromkeys(("men", "women"), frozenset({"person"})),
}


def _fold(word: str) -> str:
    return word.casefold().strip(".,()’'\"“”").removesuffix("’s").removesuffix("'s")


def _alike(one: str, other: str) -> bool:
    """Say whether two words are the same name: equal, or a country and its people ("Skerra", "Skerran")."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= 4 and len(long) - len(short) <= 3 and long.startswith(short[:-1] if len(short) > 5 else short)


def _agree(mention: Mention, referent: Referent) -> bool:
    """Say whether nothing in gender or sort parts a mention from a referent."""
    if mention.gender and referent.gender and mention.gender != referent.gender:
        return False
    if mention.sort == "person" and referent.sort in {"body", "outlet", "document"}:
        return False
    return not (referent.sort == "person" and mention.sort in {"outlet", "document"})


def _fits(pronoun: str, referent: Referent) -> bool:
    """Say whether a pronoun may stand for a referent."""
    if pronoun in {"he", "him", "his", "himself", "she", "her", "hers", "herself"}:
        gender = "m" if pronoun[0] == "h" and pronoun != "her" and pronoun != "hers" and pronoun != "herself" else "f"
        if referent.is_plural or referent.sort in _THINGS or (referent.gender or gender) != gender:
            return False
        return referent.sort in PEOPLE or referent.is_named
    if pronoun in {"it", "its", "itself"}:
        return not referent.is_plural and referent.sort in _THINGS
    if pronoun in {"they", "them", "their", "theirs", "themselves"}:
        return (referent.is_plural and referent.sort in {"person", None, "body", "outlet"}) or referent.sort == "body"
    return False


def introduced_acronyms(text: str) -> list[tuple[str, str]]:
    """Return the (long form, acronym) pairs that a text introduces.

    >>> introduced_acronyms("said the Counter-Terrorism Department (CTD, a police branch")
    [('Counter-Terrorism Department', 'CTD')]
    """
    found = []
    for match in re.finditer(r"\(([A-Z]{2,8})\b", text):
        before = re.findall(r"[\w’'&-]+", text[max(0, match.start() - 120) : match.start()])
        short = match.group(1)
        for count in range(1, min(len(short) + 4, len(before)) + 1):
            words = before[-count:]
            if initials(" ".join(words)) == short and words[0][:1].isupper():
                found.append((" ".join(words), short))
                break
    return found


def initials(name: str) -> str:
    """Return the initials of a name, small words left out and hyphens counted.

    >>> initials("General Directorate of Intelligence"), initials("Counter-Terrorism Department")
    ('GDI', 'CTD')
    """
    return "".join(part[0] for part in re.split(r"[\s-]+", name) if part and part[0].isupper())


def is_title(word: str) -> bool:
    """Say whether a word is a title or rank rather than part of a name."""
    return word.casefold().rstrip(".") in titles()


def sort_of(noun: str) -> str | None:
    """Return what sort of sayer a noun names, or None if the list does not have it."""
    known = noun_sorts().get(noun)
    return known[0] if known else None
