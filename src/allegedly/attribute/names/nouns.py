"""What nouns and names tell of a sayer by themselves: a person, an office, a body, a document, an outlet."""

import re
from functools import lru_cache

from spacy.tokens import Token

from allegedly.lexicon import load_table

PEOPLE = frozenset({"person", "office", "spokesperson", "agent"})
THINGS = frozenset({"body", "outlet", "document", "place"})

# What the parser's entity labels say of a name that no word list knows.
ENTITY_SORTS = {
    "PERSON": "person",
    "ORG": "body",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "body",
}  # fmt: skip

# Few words for documents end names: "the Treaty of Lisbane", "the Sattel Report".
_NAMED_DOCUMENTS = frozenset(
    [
        "report",
        "act",
        "treaty",
        "accord",
        "agreement",
        "charter",
        "convention",
        "protocol",
        "resolution",
        "constitution",
        "declaration",
        "census",
        "law",
        "bill",
        "memorandum",
    ]
)


# Words with which names of outlets begin.
_FIRST_WORDS = frozenset({"radio", "channel", "mail", "agence", "agencia", "tele", "télé", "daily"})
# What "of" follows in other names too: "the Review of Economics", "the Record of Service".
_RARELY_OF = frozenset({"review", "record", "press", "news", "media", "information"})

# What counts people and is no title: "The Half Past" is a paper.
_QUANTITIES = frozenset({"half", "third", "quarter", "majority", "minority", "number", "one", "all", "other"})

_AGENTIVE = re.compile(r"(?:[^l]er|[^o]or|[a-z]{2}ist|ian|eer|man|woman|back|holder|-old|star|medallist)$")


def is_agentive(word: str) -> bool:
    """Say whether a noun is made as words for people are: "trombonist", "34-year-old".

    >>> is_agentive("trombonist"), is_agentive("community"), is_agentive("matter")
    (True, False, False)
    """
    return _AGENTIVE.search(word) is not None and word not in _things()


@lru_cache(maxsize=1)
def _things() -> frozenset[str]:
    """Return the nouns that end as nouns for people do and are none."""
    return frozenset(row["word"] for row in load_table("name_words") if row["class"] == "thing")


@lru_cache(maxsize=1)
def noun_sorts() -> dict[str, tuple[str, str | None]]:
    """Return the sort of sayer (person, office, spokesperson, body, document, outlet) and the gender of each noun."""
    return {
        row["noun"]: (row["class"], row["gender"] if row["gender"] in {"m", "f"} else None)
        for row in load_table("source_nouns")
    }


@lru_cache(maxsize=1)
def first_names() -> dict[str, str]:
    """Return the gender, m or f, of given names that nearly always tell it, in lower case."""
    return {row["name"]: row["gender"] for row in load_table("first_names")}


@lru_cache(maxsize=1)
def titles() -> frozenset[str]:
    """Return the words that stand before a person's name without belonging to it."""
    roles = {noun for noun, (sort, _) in noun_sorts().items() if sort in PEOPLE and " " not in noun}
    return ranks() | roles - _QUANTITIES


@lru_cache(maxsize=1)
def ranks() -> frozenset[str]:
    """Return the words by which office-holders are addressed: "general", "president"."""
    return frozenset(row["title"] for row in load_table("titles"))


@lru_cache(maxsize=1)
def outlet_names() -> frozenset[str]:
    """Return the names of outlets that are known, casefolded."""
    return frozenset(row["name"].casefold() for row in load_table("outlets") if row["entry"] == "name")


@lru_cache(maxsize=1)
def outlet_shapes() -> frozenset[str]:
    """Return the words that names of outlets are made with, casefolded."""
    return frozenset(row["name"].casefold() for row in load_table("outlets") if row["entry"] == "shape")


def known_noun(head: Token) -> tuple[str, str | None] | None:
    """Return sort and gender of a noun from the list: with the noun before it, as it stands, or its lemma."""
    table, word = noun_sorts(), head.lower_
    for key in (_compound(head), word, head.lemma_.lower(), word.removesuffix("s"), word.removesuffix("es")):
        if key in table:
            return table[key]
    return None


def _compound(head: Token) -> str:
    """Return the head with the noun before it, in lower case: "prime minister", "news agency"."""
    before = head.nbor(-1) if head.i > 0 else None
    return f"{before.lower_} {head.lemma_.lower()}" if before is not None else head.lower_


def is_bodily(outlet: str) -> bool:
    """Say whether what publishes a text is rather a body than a news outlet: an institute, a mission, an office."""
    words = outlet.casefold().split()
    return any(
        noun_sorts().get(word, ("", None))[0] == "body" and word not in outlet_shapes() for word in words
    ) and not is_outlet_shaped(outlet.casefold())


def is_short_for(name: str, own: str) -> bool:
    """Say whether a name is the telling part of the document's own outlet: "Tideline" of Tideline News."""
    words, held = name.split(), own.split()
    return bool(words) and all(word in held for word in words) and any(word not in outlet_shapes() for word in words)


def is_outlet_shaped(folded: str) -> bool:
    """Say whether a name, casefolded and without its article, is made as names of papers and stations are."""
    words = folded.split()
    if not words:
        return False
    if len(words) >= 2 and " ".join(words[-2:]) in outlet_shapes():
        return True
    return (
        words[-1] in outlet_shapes()
        or words[0] in _FIRST_WORDS
        or (" of " in folded and words[0] in outlet_shapes() | {"voice"} and words[0] not in _RARELY_OF)
    )


def may_head_a_name(head: Token, sort: str) -> bool:
    """Say whether the last word of a name tells its sort: few words for documents end names ("the Treaty of Lisbane")."""
    if head.ent_type_ == "PERSON" or sort == "outlet":
        return False
    return sort != "document" or head.lower_ in _NAMED_DOCUMENTS


def holders_of(noun: str) -> frozenset[str]:
    """Return the sorts of those who have what a noun names: only bodies and outlets have owners; empty if anybody may."""
    return _holders().get(noun, frozenset())


@lru_cache(maxsize=1)
def _holders() -> dict[str, frozenset[str]]:
    rows = (row for row in load_table("name_words") if row["class"] == "held")
    return {row["word"]: frozenset(row["form"].split("|")) for row in rows}


@lru_cache(maxsize=1)
def body_kinds() -> dict[str, frozenset[str]]:
    """Return the kinds of body, "firm" or "state", that a noun or the last word of a name tells."""
    return {row["noun"]: frozenset(row["kinds"].split("|")) for row in load_table("body_kinds")}


@lru_cache(maxsize=1)
def general_nouns() -> dict[str, frozenset[str]]:
    """Return the sorts of referent that each general noun may take up."""
    return {
        row["noun"]: PEOPLE if row["class"] == "person" else frozenset({row["class"]})
        for row in load_table("general_nouns")
    }


def tells_body(last: Token) -> bool:
    """Say whether the last word of a name tells that its bearer is a firm or another body: "Lines", "Bank", "Ministry"."""
    return last.text.istitle() and last.lower_ in body_kinds()
