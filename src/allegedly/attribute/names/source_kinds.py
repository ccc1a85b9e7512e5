"""What sort of source speaks: named, unnamed, an outlet, a document."""

import re

from allegedly.attribute.names.mentions import Mention
from allegedly.attribute.names.referents import Referent
from allegedly.vocab import SourceKind

_INDEFINITE = re.compile(
    r"(?i)(?:an?|some|several|two|three|four|five|six|many|few|most|other|another|one|no)\b",
)
# Agents whose possessor tells who they are: "her lawyer" speaks for one known, "her captain" for nobody in particular.
_ADVOCATES = frozenset(
    ["lawyer", "solicitor", "barrister", "attorney", "counsel", "agent", "chairman", "director", "head", "leader"]
)


def kind_of(mention: Mention, referent: Referent) -> SourceKind:
    """Return the kind of a source by what it stands for and by how the text points to it.

    A body, an office that one person holds and whoever has a name are named; officials, residents and relatives are not.
    """
    if referent.sort == "outlet":
        return SourceKind.OUTLET
    if referent.sort == "document":
        return SourceKind.DOCUMENT
    if referent.sort == "user" or referent.nouns & {"user", "account"}:
        return SourceKind.UNNAMED
    is_known = referent.is_named or _is_family(mention) or _is_identified(mention, referent)
    return SourceKind.NAMED if is_known else SourceKind.UNNAMED


def _is_identified(mention: Mention, referent: Referent) -> bool:
    """Say whether a source without a name is one known body or person all the same."""
    if mention.is_definite and _is_title_of_one(mention):
        return True
    if referent.sort in {"office", "spokesperson"}:
        return not referent.is_plural and not is_indefinite(referent)
    if referent.sort in {"body", "place", "crowd"}:
        return mention.is_definite or not is_indefinite(referent)
    if referent.sort == "agent" and not referent.is_plural and not is_indefinite(referent) and mention.is_definite:
        is_somebodys = mention.owner is not None and mention.owner.pos_ == "PRON"
        return not is_somebodys or bool(_ADVOCATES & referent.nouns)
    return False


def _is_title_of_one(mention: Mention) -> bool:
    """Say whether a role is written with a capital inside a sentence, as of one person: "the Captain"."""
    head = mention.head
    return head.i > 0 and head.text[:1].isupper() and not head.text.isupper() and not mention.is_plural


def is_indefinite(referent: Referent) -> bool:
    """Say whether the words that describe a referent single nobody out: "a judge", "two ministries"."""
    return _INDEFINITE.match(referent.name) is not None


def _is_family(mention: Mention) -> bool:
    """Say whether a source is a family by its name, as in "the Aldous family"."""
    head = mention.head
    return head.lemma_ == "family" and any(child.pos_ == "PROPN" and child.dep_ != "poss" for child in head.lefts)
