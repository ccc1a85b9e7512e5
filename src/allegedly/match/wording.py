"""A comparison in words: what was compared, as a reader would say it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from allegedly.match.reach import reached_words
from allegedly.match.thesaurus import sense_of
from allegedly.records import Figure, Moment, Party, Signature, Site


def words_for(name: str, value: float, one: Signature, other: Signature) -> str:
    """Say in words what a feature compared; "" where one of the two is silent."""
    if value == 0:
        return ""
    return _SAY[name](value, one, other)


def _two(label: str, value: float, one: str, other: str) -> str:
    if not one or not other:
        return f"{label}: {one or other} (from the rest of the document)"
    if one == other:
        return f"same {label}: {one}"
    joined = f"{one} | {other}"
    return f"{label} agree: {joined}" if value > 0 else f"{label} differ: {joined}"


def _parties(parties: tuple[Party, ...]) -> str:
    return ", ".join(dict.fromkeys(" ".join((*party.names, *party.words)) for party in parties))


def _sites(sites: tuple[Site, ...]) -> str:
    return ", ".join(site.name for site in sites)


def _moments(moments: tuple[Moment, ...]) -> str:
    return ", ".join(one.start if one.start == one.end else f"{one.start} to {one.end}" for one in moments)


def _figures(figures: tuple[Figure, ...]) -> str:
    return ", ".join(_figure(figure) for figure in figures)


def _figure(figure: Figure) -> str:
    if figure.high is None:
        number = f"at least {figure.low:g}"
    else:
        number = f"{figure.low:g}" if figure.low == figure.high else f"{figure.low:g} to {figure.high:g}"
    return f"{number} {figure.counted}".strip()


def _shared(_value: float, one: Signature, other: Signature) -> str:
    held = set(other.terms)
    words = [term for term in one.terms if term in held]
    return f"shared words: {', '.join(words)}" if words else ""


def _names(value: float, one: Signature, other: Signature) -> str:
    return _two("names", value, " ".join(one.names), " ".join(other.names))


def _time(value: float, one: Signature, other: Signature) -> str:
    days = f"{(one.published or '')[:10]}, {(other.published or '')[:10]}"
    return f"published close together: {days}" if value > 0 else f"published far apart: {days}"


def _relay(value: float, one: Signature, _other: Signature) -> str:
    return "one cites the other's outlet, or both cite one" if value == 1 else f"the same source: {one.source}"


def _particular(_value: float, one: Signature, other: Signature) -> str:
    """Name the words that both say and fewest other claims of their articles have."""
    mine, theirs = (dict(zip(reached_words(each), each.spread, strict=False)) for each in (one, other))
    said = {*one.terms, *one.names} & {*other.terms, *other.names}
    ranked = sorted(said & mine.keys() & theirs.keys(), key=lambda word: (mine[word] * theirs[word], word))
    return f"words that few other claims there have: {', '.join(ranked[:_MOST_WORDS])}" if ranked else ""


def _numbers(one: Signature, other: Signature) -> str:
    return ", ".join(f"{low:g}" for low in sorted({f.low for f in one.figures} & {f.low for f in other.figures}))


def _concepts(one: Signature, other: Signature, *, is_near: bool) -> str:
    """Name the words of the one and the other that tell the same (or, ``is_near``, of which one hints at the other)."""
    mine, theirs = (
        {word: sense for word in (*each.phrases, *each.terms) if (sense := sense_of(word)) is not None}
        for each in (one, other)
    )
    found = []
    for word, sense in mine.items():
        for second, its in theirs.items():
            same = not sense.same.isdisjoint(its.same)
            near = not same and not (sense.same.isdisjoint(its.near) and sense.near.isdisjoint(its.same))
            if word != second and (near if is_near else same):
                found.append(f"“{word}” / “{second}”")
    label = "words akin" if is_near else "other words for the same"
    return f"{label}: {', '.join(found[:_MOST_WORDS])}" if found else ""


# Both claims stand before this share of their articles is left: in the upper half.
_EARLY: Final = 0.5
# Two claims stand at like places if their places in the order differ by no more than a quarter.
_LEVEL: Final = 0.75
# From this likeness of meaning on two claims are said to tell much the same.
_MEANT: Final = 0.4
# So many words are named.
_MOST_WORDS: Final = 3

_SAY: Final[dict[str, Callable[[float, Signature, Signature], str]]] = {
    "who": lambda value, one, other: _two("actors", value, _parties(one.actors), _parties(other.actors)),
    "names": _names,
    "whom": lambda value, one, other: _two("recipients", value, _parties(one.recipients), _parties(other.recipients)),
    "where": lambda value, one, other: _two("places", value, _sites(one.sites), _sites(other.sites)),
    "when": lambda value, one, other: _two("days", value, _moments(one.moments), _moments(other.moments)),
    "number": lambda value, one, other: _two("numbers", value, _figures(one.figures), _figures(other.figures)),
    "act": lambda value, one, other: _two("kinds of event", value, ", ".join(one.acts), ", ".join(other.acts)),
    "words": _shared,
    "held": lambda value, _one, _other: f"{value:.0%} of the words of the shorter stand in the other",
    "meaning": lambda value, _one, _other: (
        "read in their articles they tell "
        + ("much the same" if value > _MEANT else "different things" if value < 0 else "something alike")
    ),
    "wording": lambda value, _one, _other: f"{value:.0%} of the word sequences of the shorter stand in the other",
    "story": lambda value, _one, _other: f"{value:.0%} of the names that the documents speak of most are the same",
    "relay": _relay,
    "time": _time,
    "near": lambda value, _one, _other: f"{value:.0%} of the words of both stand in the other or around it",
    "synonyms": lambda value, _one, _other: (
        f"{value:.0%} of the shorter has words of the same or like meaning in the other"
    ),
    "substance": lambda value, _one, _other: "" if value == 1 else "one of them says little",
    "common": lambda value, _one, _other: "they share much" if value == 1 else "they share little of weight",
    "early": lambda value, _one, _other: "both stand early in their articles" if value >= _EARLY else "",
    "first": lambda _value, _one, _other: "",
    "level": lambda _value, _one, _other: "",
    "elsewhere": lambda _value, _one, _other: "two articles",
    "heading": lambda _value, _one, _other: "a headline and the body below it",
    "next": lambda _value, _one, _other: "one follows the other",
    "sourced": lambda value, _one, _other: "both have a source" if value == 1 else "",
    "length": lambda _value, _one, _other: "",
    "order": lambda value, _one, _other: "at like places among the claims of their articles" if value >= _LEVEL else "",
    "voiced": lambda _value, _one, _other: "both in somebody's mouth",
    "title": lambda _value, _one, _other: "one of them is a headline",
    "denied": lambda _value, _one, _other: "one of them answers an accusation",
    "particular": _particular,
    "rarest": lambda _value, _one, _other: "",
    "reached": lambda value, _one, _other: "they and what stands around them speak of the same" if value == 1 else "",
    "figure": lambda _value, one, other: f"the same number: {_numbers(one, other)}",
    "concepts": lambda _value, one, other: _concepts(one, other, is_near=False),
    "akin": lambda _value, one, other: _concepts(one, other, is_near=True),
    "voice": lambda _value, one, other: (
        f"sources alike: {', '.join(w for w in one.said_by if w in set(other.said_by))}"
    ),
    "answers": lambda _value, _one, _other: "one speaks of who says the other",
}
