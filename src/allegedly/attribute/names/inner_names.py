"""The name that a source phrase gives for the noun it begins with: "a commander who uses the name X", "her son, X"."""

import re

from allegedly.attribute.names.mentions import Form, Mention, title_gender
from allegedly.attribute.names.nouns import PEOPLE, known_noun, titles
from allegedly.attribute.reading import Reading
from allegedly.records import Span

_NAME = r"(?P<name>[A-Z][\w’'.-]+(?: (?:de|van|von|al|bin|of the|of)? ?[A-Z][\w’'.-]+)*)"
_NAMED = re.compile(
    r"\b(?:named|called|known as|name as|by (?:the )?name(?: of)?|the name(?: of)?|nicknamed|(?:him|her|it)self|identified as|name is|styled)\s+"
    + _NAME
)
# Words after which a name is somebody else's: "a note, seen by the Argus", "a report, dated March".
_NO_APPOSITION = r"(?!(?:by|in|at|to|of|on|from|with|for|near|after|before|since|until|who|which|that|dated|and)\b)"
_BESIDE = re.compile(
    r",\s+(?:(?:the|a|an|his|her|its|their|now|once|then) )?(?:"
    + _NO_APPOSITION
    + r"[a-z][\w-]+ ){0,3}"
    + _NAME
    + r"\s*(?=,|$|\()"
)
# "Two papers, the Orvel Post and Radio Lannoch"
_BOTH = re.compile(
    r"(?:\s+\w+)?,\s+(?:the )?(?P<name>"
    + _NAME.replace("?P<name>", "?:")
    + " and (?:the )?"
    + _NAME.replace("?P<name>", "?:")
    + r")\s*(?=,|$)"
)
_ADJACENT = re.compile(r"\s+" + _NAME)
_CAPITALS = r"(?:al-)?[A-Z][\w’']*(?:-[\w’']+)*\.?"
_PLACES = frozenset({"GPE", "LOC", "FAC", "DATE"})


# An office and whose it is: "the Chief Assessor, Mrs Ilka Brandt", "its harbour officer, Col. Brandt, who had come late".
_OFFICE = re.compile(
    r"(?i:the|his|her|its|their|our|my)\s+(?P<office>[^,;:]+),\s+(?P<name>"
    + _CAPITALS
    + r"(?:\s+(?:(?:de|van|von|bin|ag|al)\s+)?"
    + _CAPITALS
    + r")+)\s*(?=,|$)"
)

# An office without an article and its holder: "Minister of Public Works Ilka Brandt".
_OFFICE_OF = re.compile(
    r"(?P<office>[A-Z]\w+ (?:of|for) (?:the )?"
    + _CAPITALS
    + r"(?: (?:and |of |the )*"
    + _CAPITALS
    + r")*) (?P<name>"
    + _CAPITALS
    + r" "
    + _CAPITALS
    + r")$"
)


def find_inner_name(reading: Reading, mention: Mention, whole: Span) -> None:
    """Set the name of a mention that has none, if the phrase ``whole`` gives one further on; titles are left out."""
    if _take_person_beside(reading, mention, whole):
        return
    if mention.name is not None or mention.form is not Form.NOUN:
        return
    text, start = reading.text, mention.span.end
    known = known_noun(mention.head)
    if mention.is_plural:
        both = _BOTH.match(text, start, whole.end) if known is not None and known[0] not in PEOPLE else None
        mention.name = Span(both.start("name"), both.end("name")) if both else None
        return
    match = _NAMED.search(text, start, whole.end) or _BESIDE.search(text, start, whole.end)
    if match is None and known is not None and known[0] in PEOPLE | {"outlet"}:  # "the newsletter Harbour Notes"
        match = _ADJACENT.match(text, start, whole.end)
    if match is None:
        return
    tokens = reading.tokens((Span(match.start("name"), match.end("name")),))
    if not tokens or (match.re is _BESIDE and match.start() != start and tokens[-1].ent_type_ in _PLACES):
        return  # "a diplomat in Lannoch, Cadrel": a place, not a name
    while len(tokens) > 1 and tokens[0].lower_.rstrip(".") in titles():
        tokens = tokens[1:]
    mention.name = reading.span(tokens[0], tokens[-1])
    mention.sort = mention.sort or "person"


def _take_person_beside(reading: Reading, mention: Mention, whole: Span) -> bool:
    """Give a mention whose office the parse took for a name the name that stands beside it; say whether that was so."""
    found = _OFFICE.match(reading.text, whole.start, whole.end) or _OFFICE_OF.match(
        reading.text, whole.start, whole.end
    )
    if found is None or mention.sort not in PEOPLE | {None}:
        return False
    if found.re is _OFFICE_OF and found["office"].split()[0].lower() not in titles():
        return False
    tokens = reading.tokens((Span(found.start("name"), found.end("name")),))
    while len(tokens) > 1 and (tokens[0].lower_.rstrip(".") in titles() or not tokens[0].is_alpha):
        mention.gender = mention.gender or title_gender(tokens[0])
        tokens = tokens[1:]
    held = mention.name
    if (held is None and found.re is _OFFICE) or (held is not None and held.start >= found.start("name")):
        return False
    mention.name, mention.sort, mention.is_told = reading.span(tokens[0], tokens[-1]), "person", True
    mention.nouns |= {word.lower() for word in found["office"].split() if word.lower() in titles()}
    return True
