"""Tell places from those who act in their name: "Washington said", "Syrian forces", "talks with Iran"."""

from spacy.tokens import Doc, Token

from allegedly.link.place_mentions import Mention, place_words

# Kinds of place whose name stands for a government or a body; a village's name hardly ever does.
_ACTING = frozenset({"country", "admin1", "continent", "building"})

# Prepositions after which a country is a party and not a ground.
_PARTY = frozenset({"by", "with", "against", "between", "among"})

# Verbs with a country as their subject that describe it rather than let it act.
_DESCRIBING = frozenset(
    {"be", "have", "lie", "border", "remain", "become", "see", "host", "contain", "suffer", "experience", "boast"}
)

# Verbs that any place may be the subject of only as a body of people: a town's council, a club.
_SPEAKING = frozenset(
    {
        "say",
        "announce",
        "claim",
        "deny",
        "accuse",
        "demand",
        "insist",
        "reject",
        "win",
        "lose",
        "beat",
        "defeat",
        "draw",
        "play",
        "score",
    }
)

# Verbs whose object is a party.
_ADDRESSING = frozenset({
    "accuse", "ask", "urge", "tell", "blame", "warn", "criticise", "criticize", "condemn", "press", "pressure", "sanction", "support",
    "help", "join", "beat", "defeat", "face", "thank", "threaten", "call", "allow", "force", "persuade", "back", "praise", "advise",
})  # fmt: skip


def is_actor(mention: Mention, doc: Doc) -> str:
    """Return in words why a mention stands for those who act in the place's name, or "" if it is the place itself."""
    last = doc[mention.end - 1]
    names = {one.name_kind for one in mention.readings}
    if names == {"demonym"}:
        return "" if _describes_ground(last) else "the name of a people, who act here"
    if any(name.startswith("inside a longer ORG") and value for name, value in mention.features.items()):
        return "part of the name of a body"
    if any(one.place.kind in _ACTING or one.place.is_capital for one in mention.readings):
        return _by_grammar(last)
    return "the subject of an act" if last.dep_ == "nsubj" and last.head.lemma_ in _SPEAKING else ""


def _by_grammar(last: Token) -> str:
    dep, head = last.dep_, last.head
    while dep in ("conj", "appos") and head.ent_type_ in ("GPE", "NORP"):
        dep, head = head.dep_, head.head
    if dep == "nsubj" and head.pos_ in ("VERB", "AUX"):
        return "" if head.lemma_ in _DESCRIBING else "the subject of an act"
    if dep == "pobj" and head.lower_ in _PARTY:
        return "named as a party"
    if dep in ("dobj", "iobj", "dative") and head.lemma_ in _ADDRESSING:
        return "addressed as a party"
    if (
        dep in ("compound", "nmod", "amod", "poss")
        and head.pos_ in ("NOUN", "PROPN")
        and head.lower_ not in place_words()["kind"]
    ):
        return "" if head.lower_ in place_words()["direction"] else "says whose it is"
    return ""


def _describes_ground(last: Token) -> bool:
    """Say whether a people's name describes a stretch of ground: "the Syrian border", "Turkish city"."""
    words = place_words()
    after = last.nbor(1) if last.i + 1 < len(last.doc) else last
    head = last.head
    return after.lower_ in words["kind"] or (
        last.dep_ == "amod" and (head.lower_ in words["kind"] or head.lower_ in words["direction"])
    )
