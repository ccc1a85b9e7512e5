"""The likeliest antecedent of a pronoun: recent, a sayer, a subject, of its gender and number."""

from collections.abc import Container, Iterator
from dataclasses import dataclass

from allegedly.attribute.names.mentions import Mention
from allegedly.attribute.names.nouns import PEOPLE, THINGS
from allegedly.attribute.names.referents import Referent, Referents

# How many sentences back a pronoun reaches.
_REACH = 6

# How many sentences back one still has the word, how many mentions count, and how far gender can lean.
_SPOKEN_SENTENCES = 2
_MENTIONS_COUNTED = 5
_FARTHEST_LEANING = 2.0

# What speaks for and against a referent. Set by coordinate search over sources with a marked name (marked articles and written
# stories with marked spans): of 3,700 such names 2,982 were right with the weights of before, 2,988 with these. A conditional
# logit over these signs and twenty more, fitted across articles, ranked no better.
_WEIGHTS = {
    "sentences": -1.0,
    "rank": -0.1,
    "subject": 0.3,
    "spoke lately": 1.0,
    "quoted only": -0.8,
    "mentions": 0.1,
    "named person": 0.7,
    "around": 2.0,
    "same gender": 0.2,
    "leaning": 1.2,
    "quoted of one who spoke": -1.4,
    "unsure person": -0.8,
    "place in passing": -0.8,
    "document that shows": 0.8,
    "document that speaks": -0.4,
    "hardly a person": -2.0,
    "has such": 2.0,
    "one body for many": -1.0,
}

# Nouns in the singular that are several people.
_GROUPS = frozenset(
    {"crew", "staff", "family", "public", "crowd", "population", "majority", "minority", "couple", "pair"}
)
# How many words a person's name has that nothing but its form tells.
_PERSON_WORDS = (2, 3)

_MALE = frozenset({"he", "him", "his", "himself"})
_FEMALE = frozenset({"she", "her", "hers", "herself"})
_NEUTER = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
# Who works for an outlet is an outlet's voice and a person all the same.
_WRITERS = frozenset(
    {"editor", "reporter", "correspondent", "journalist", "photojournalist", "sub-editor", "columnist", "presenter"}
)


@dataclass(frozen=True, slots=True)
class Hints:
    """What a pronoun's place tells: referents it cannot be, the speaker around it, a cue that documents go with, the sorts
    of those who have what "its" is said of.
    """

    apart: Container[Referent] = ()
    speaker: Referent | None = None
    shows: bool = False
    sorts: frozenset[str] = frozenset()


NO_HINTS = Hints()


def antecedent(referents: Referents, mention: Mention, hints: Hints) -> Referent | None:
    """Return the likeliest antecedent of a pronoun, or None if nothing near fits it."""
    best: tuple[float, Referent] | None = None
    for rank, referent in enumerate(referents.recent()):
        if mention.sentence - referent.sentence > _REACH or referent in hints.apart or not referent.may_recur:
            continue
        if not fits(mention.head.lower_, referent):
            continue
        weight = sum(_WEIGHTS[name] * value for name, value in signs(mention, referent, hints, rank))
        if best is None or weight > best[0]:
            best = (weight, referent)
    return best[1] if best else None


def fits(pronoun: str, referent: Referent) -> bool:
    """Say whether a pronoun may stand for a referent, by gender, number and sort."""
    if pronoun in _MALE | _FEMALE:
        gender = "m" if pronoun in _MALE else "f"
        writes = bool(referent.nouns & _WRITERS) or referent.voice == referent.sentence
        is_thing = referent.sort in THINGS and not (writes or may_be_person(referent))
        if referent.is_plural or referent.nouns & _GROUPS or is_thing or (referent.gender or gender) != gender:
            return False
        return referent.sort in PEOPLE or writes or (referent.is_named and not referent.is_unsure)
    if pronoun in _NEUTER:
        return not referent.is_plural and referent.sort in THINGS
    if pronoun in _PLURAL:
        return (referent.is_plural and referent.sort != "place") or referent.sort == "body"
    return False


def may_be_person(referent: Referent) -> bool:
    """Say whether a name of two or three words that only a label makes a body's or a place's may be a person's all the same."""
    words = referent.name_words
    bare = referent.is_named and not referent.is_told and not referent.nouns
    if words and words[-1].endswith("s"):
        return False  # "the Grey Scarves"
    return bare and referent.sort in {"body", "place"} and _PERSON_WORDS[0] <= len(words) <= _PERSON_WORDS[1]


def signs(mention: Mention, referent: Referent, hints: Hints, rank: int) -> Iterator[tuple[str, float]]:
    """Yield what speaks for and against a referent, each by its name and how strongly it holds."""
    pronoun, distance = mention.head.lower_, mention.sentence - referent.sentence
    is_person = pronoun in _MALE | _FEMALE
    yield "sentences", distance
    yield "rank", rank
    yield "subject", referent.was_subject
    yield "mentions", min(referent.times, _MENTIONS_COUNTED)
    yield "spoke lately", mention.sentence - referent.spoke_in <= _SPOKEN_SENTENCES
    yield "quoted only", referent.was_quoted and not mention.is_quoted
    yield "named person", referent.is_named and referent.sort in PEOPLE
    yield "around", referent is hints.speaker
    yield "same gender", mention.gender is not None and referent.gender == mention.gender
    yield "place in passing", referent.sort == "place" and not referent.was_subject
    if referent.sort == "document":
        yield "document that shows" if hints.shows else "document that speaks", 1
    yield "has such", referent.sort in hints.sorts
    yield "one body for many", pronoun in _PLURAL and not referent.is_plural
    if is_person:
        yield "quoted of one who spoke", mention.is_quoted and mention.sentence - referent.spoke_in <= _SPOKEN_SENTENCES
        leaning = max(-_FARTHEST_LEANING, min(_FARTHEST_LEANING, referent.leaning))
        yield "leaning", leaning if pronoun in _MALE else -leaning
        yield "hardly a person", referent.sort in THINGS and not referent.nouns & _WRITERS and referent.voice < 0
        yield "unsure person", referent.sort not in PEOPLE and not referent.nouns & _WRITERS
