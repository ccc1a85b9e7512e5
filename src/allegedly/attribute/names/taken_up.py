"""What a definite noun takes up: "the mayor", "the company", "the 34-year-old" of one whom the text has told of."""

import re

from allegedly.attribute.names.mentions import Form, Mention
from allegedly.attribute.names.nouns import PEOPLE, body_kinds, general_nouns, is_agentive, noun_sorts
from allegedly.attribute.names.referents import Referent, Referents, agree, alike, fold

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

# What a name without a telling word may not be called: a ministry has it in its name.
_OF_STATE = frozenset({"state", "ministry"})
# What tells an outlet from others by when, where or how it comes out.
_EDITIONS = frozenset(
    ["evening", "morning", "sunday", "weekend", "national", "local", "regional", "online", "daily", "weekly"]
)
# How many letters of a word before a noun must begin a word of the name: "ferry" and "Ferries".
_STEM = 4
_PASSING = frozenset({"same", "own", "other", "latest", "new", "media", "news", "said", "late", "whole", "entire"})
# "The six-page report" is the report told of before.
_LENGTH = re.compile(
    r"(?:[a-z]+|\d+)-pages?|\d+|pages?|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|sixty"
)
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


def by_noun(referents: Referents, mention: Mention) -> Referent | None:
    """Return the referent that a definite noun takes up: one called so before, else the latest of that sort."""
    noun = mention.head.lemma_.lower() if mention.form is Form.NOUN else mention.head.lower_
    wanted = {fold(word) for word in mention.words if word not in _PASSING and not _LENGTH.fullmatch(word)}
    for referent in referents.recent():
        in_passing = referent.was_quoted and not mention.is_quoted and not referent.is_named
        if not in_passing and _is_called(referent, mention, noun) and _is_told(referent, wanted):
            return _named_since(referents, referent, mention) or referent
    if wanted:
        return (
            _by_office(referents, mention, noun)
            or _by_sort(referents, mention, noun, wanted)
            or _by_epithet(referents, mention, noun)
        )
    return _by_sort(referents, mention, noun, wanted) or _by_epithet(referents, mention, noun)


def _named_since(referents: Referents, described: Referent, mention: Mention) -> Referent | None:
    """Return the one name that has spoken since "a newsletter", where "the newsletter" now takes both up as one.

    The description gets the name, so that a source which it stood for is called by it too.
    """
    is_new = described.name_span.of(referents.reading.text).lower().startswith(("a ", "an "))
    if described.is_named or described.sort != "outlet" or described.is_plural or not is_new:
        return None
    since = [
        one
        for one in referents.recent()
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
    referents.forget(described)
    return named


def _by_office(referents: Referents, mention: Mention, noun: str) -> Referent | None:
    """Return the one named person whom the text calls by an office: "the Orveli president" of President Ilka Brandt."""
    if mention.sort != "office" or mention.is_plural or mention.owner is not None or len(mention.words) != 1:
        return None
    holders = [one for one in referents.recent() if noun in one.nouns and one.is_named and one.sort in PEOPLE]
    return holders[0] if len(holders) == 1 and agree(mention, holders[0]) else None


def _by_epithet(referents: Referents, mention: Mention, noun: str) -> Referent | None:
    """Return the named person who spoke last, for a definite noun that is no known role: "the 34-year-old"."""
    listed = noun in noun_sorts()
    if mention.is_quoted and not listed:
        return None
    if mention.is_plural or mention.owner is not None or (listed and noun not in _EPITHETS):
        return None
    is_told = any(child.dep_ == "prep" and child.lower_ == "of" for child in mention.head.rights)
    if (not listed and not is_agentive(mention.head.lower_)) or is_told:
        return None  # "the owner of the stall" tells by itself who is meant
    for referent in referents.recent():
        near = mention.sentence - referent.sentence <= 3
        if near and referent.is_named and referent.sort in PEOPLE and agree(mention, referent):
            return referent
    return None


def _by_sort(referents: Referents, mention: Mention, noun: str, told: set[str]) -> Referent | None:
    """Return the latest referent that a general noun may stand for: "the outlet", "the document", "the man".

    ``told`` are the words before the noun; they must come back in a name: "the ferry company" of Orvel Ferries.
    """
    wanted = general_nouns().get(noun)
    if wanted is None or (told and wanted not in ({"body"}, {"outlet"})):
        return None
    near = [
        referent
        for referent in referents.recent()
        if referent.may_recur
        and mention.sentence - referent.sentence <= _NOUN_SENTENCES
        and (
            referent.is_plural == mention.is_plural
            or (referent.is_named and "body" in wanted and not mention.is_plural)
        )
        and agree(mention, referent)
        and ("outlet" in wanted or _shares_stems(told, referent))
    ]
    fitting = [
        referent
        for referent in near
        if referent.sort in wanted or ("body" in wanted and referent.is_named and referent.sort is None)
    ]
    if told and "outlet" in wanted and (len(fitting) != 1 or not fitting[0].is_named or not told <= _EDITIONS):
        return None  # "the evening paper", where the text has told of one outlet
    if wanted == {"body"}:
        fitting = [referent for referent in fitting if _is_of_kind(noun, referent)]
        surely = [referent for referent in fitting if _tells_kind(referent)]
        fitting = surely or fitting  # "the company" is Orvel Lines rather than a name that tells nothing of its bearer
    return max(fitting, key=lambda one: _prominence(mention, one, wanted), default=None)


def _shares_stems(told: set[str], referent: Referent) -> bool:
    """Say whether every one of ``told`` begins as a word of a referent's name does: "ferry", "Ferries"."""
    return all(any(word[:_STEM] == other[:_STEM] for other in referent.name_words) for word in told)


def _is_of_kind(noun: str, referent: Referent) -> bool:
    """Say whether a body may be called by a noun: a ministry is no company; one without a name must be told to be of its kind."""
    held = _tells_kind(referent)
    wanted = body_kinds().get(noun, held)
    return bool(held & wanted) if held else referent.is_named and not wanted <= _OF_STATE


def _tells_kind(referent: Referent) -> frozenset[str]:
    """Return the kinds of body that a referent's name, or what it was called, tells."""
    told = {*referent.nouns, *referent.name_words[-1:]}
    return frozenset[str]().union(*(body_kinds().get(word, frozenset()) for word in told))


def _prominence(mention: Mention, referent: Referent, wanted: frozenset[str]) -> float:
    """Return how much a referent is in the reader's mind where a general noun takes one up, the latest ones first."""
    distance = mention.sentence - referent.sentence
    spoke = mention.sentence - referent.spoke_in <= _SPOKEN_SENTENCES
    return _OF_SORT * (referent.sort in wanted) + _SPOKE * spoke + _SUBJECT * referent.was_subject - distance


def is_general(mention: Mention) -> bool:
    """Say whether a name is only a general noun with a capital and "the": "the Company"."""
    if mention.form is not Form.NAME or mention.name is None or mention.head.i != mention.head.left_edge.i + 1:
        return False
    is_one_word = mention.name.end - mention.name.start == len(mention.head)
    return is_one_word and mention.head.left_edge.lower_ == "the" and mention.head.lower_ in general_nouns()


def _is_called(referent: Referent, mention: Mention, noun: str) -> bool:
    """Say whether a referent has been called by a noun, in the same number, or has it as the last word of its name."""
    if noun in referent.nouns:
        return mention.is_plural == referent.is_plural
    return any(alike(noun, word) for word in referent.name_words[-1:])


def _is_told(referent: Referent, wanted: set[str]) -> bool:
    """Say whether all the words in ``wanted`` have been said of a referent."""
    told = {fold(word) for word in referent.words} | set(referent.name_words) | referent.nouns
    return all(any(alike(word, other) for other in told) for word in wanted)
