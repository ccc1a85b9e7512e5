"""The likeliest antecedent of a pronoun: recent, a sayer, a subject, of its gender and number."""

from collections.abc import Container
from dataclasses import dataclass

from allegedly.attribute.mentions import Mention
from allegedly.attribute.nouns import PEOPLE, THINGS
from allegedly.attribute.referents import Referent, Referents

# How many sentences back a pronoun reaches.
_REACH = 6

# What speaks for and against a referent. Set by coordinate search over the pronoun sources of five registers of the
# marked articles (names right of 2,733: 2,080 with all weights at first guesses, 2,089 with these); the sixth register,
# kept aside, moved from .742 to .746.
_PER_SENTENCE = 0.8
_PER_RANK = 0.1
_SUBJECT = 0.3
_SPOKE_LATELY = 1.4
_NAMED_PERSON = 0.7
_OUTER_SPEAKER = 2.0
_QUOTED_ONLY = 0.8
_PER_MENTION = 0.1
_UNSURE_PERSON = 0.8
_SAME_GENDER = 0.2
_PLACE_IN_PASSING = 0.8
_DOCUMENT_THAT_SHOWS = 0.8
_DOCUMENT_THAT_SPEAKS = 0.4

_SPOKEN_SENTENCES = 2
_MENTIONS_COUNTED = 5

_MALE = frozenset({"he", "him", "his", "himself"})
_FEMALE = frozenset({"she", "her", "hers", "herself"})
_NEUTER = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})


@dataclass(frozen=True, slots=True)
class Hints:
    """What a pronoun's place tells: referents it cannot be, the speaker around it, a cue that documents go with."""

    apart: Container[Referent] = ()
    speaker: Referent | None = None
    shows: bool = False


NO_HINTS = Hints()


def antecedent(referents: Referents, mention: Mention, hints: Hints) -> Referent | None:
    """Return the likeliest antecedent of a pronoun, or None if nothing near fits it."""
    best: tuple[float, Referent] | None = None
    for rank, referent in enumerate(referents.recent()):
        if mention.sentence - referent.sentence > _REACH or referent in hints.apart or not referent.may_recur:
            continue
        if not fits(mention.head.lower_, referent):
            continue
        weight = _salience(mention, referent) + _suits(mention, referent, hints) - _PER_RANK * rank
        if best is None or weight > best[0]:
            best = (weight, referent)
    return best[1] if best else None


def fits(pronoun: str, referent: Referent) -> bool:
    """Say whether a pronoun may stand for a referent, by gender, number and sort."""
    if pronoun in _MALE | _FEMALE:
        gender = "m" if pronoun in _MALE else "f"
        if referent.is_plural or referent.sort in THINGS or (referent.gender or gender) != gender:
            return False
        return referent.sort in PEOPLE or referent.is_named
    if pronoun in _NEUTER:
        return not referent.is_plural and referent.sort in THINGS
    if pronoun in _PLURAL:
        return (referent.is_plural and referent.sort in {"person", None, "body", "outlet"}) or referent.sort == "body"
    return False


def _salience(mention: Mention, referent: Referent) -> float:
    """Return how much a referent is in the reader's mind where the pronoun stands."""
    weight = -_PER_SENTENCE * (mention.sentence - referent.sentence)
    weight += _SUBJECT * referent.was_subject + _PER_MENTION * min(referent.times, _MENTIONS_COUNTED)
    weight += _SPOKE_LATELY * (mention.sentence - referent.spoke_in <= _SPOKEN_SENTENCES)
    weight -= _QUOTED_ONLY * (referent.was_quoted and not mention.is_quoted)
    return weight


def _suits(mention: Mention, referent: Referent, hints: Hints) -> float:
    """Return how well a referent suits the pronoun and its cue."""
    weight = _NAMED_PERSON * (referent.is_named and referent.sort in PEOPLE)
    weight += _OUTER_SPEAKER * (referent is hints.speaker)
    weight += _SAME_GENDER * (mention.gender is not None and referent.gender == mention.gender)
    weight -= _UNSURE_PERSON * (mention.head.lower_ in _MALE | _FEMALE and referent.sort not in PEOPLE)
    weight -= _PLACE_IN_PASSING * (referent.sort == "place" and not referent.was_subject)
    if referent.sort == "document":
        weight += _DOCUMENT_THAT_SHOWS if hints.shows else -_DOCUMENT_THAT_SPEAKS
    return weight
