"""One form for what belongs to somebody: "Orvel's harbour board" is the harbour board of Orvel, kin keep their "'s"."""

import re
from functools import lru_cache

from allegedly.lexicon import load_table

_POSSESSED = re.compile(
    r"(?P<owner>[A-Z][\w-]+(?: (?:of |the |de |for )*[A-Z][\w-]+)*)(?:(?<=s)[’']|[’']s) (?:own )?(?P<held>[^,’']*)"
)


@lru_cache(maxsize=1)
def _kin() -> frozenset[str]:
    return frozenset(row["word"] for row in load_table("name_words") if row["class"] == "kin")


@lru_cache(maxsize=1)
def _fillers() -> re.Pattern[str]:
    words = "|".join(re.escape(row["word"]) for row in load_table("name_words") if row["class"] == "filler")
    return re.compile(rf"(?i)^(?:(?:{words})\s+)+(?=\w)")


def is_kin(held: str) -> bool:
    """Say whether what somebody "has" is a relative, by its last word.

    >>> is_kin("elder sister"), is_kin("sister ship")
    (True, False)
    """
    words = held.split()
    return bool(words) and words[-1].lower() in _kin()


def kin_of(name: str, held: str, text: str) -> str:
    """Return a relative by the name of the one whose it is, with the apostrophe that ``text`` uses.

    >>> kin_of("Ilka Brandt", "brother", "Brandt’s house")
    'Ilka Brandt’s brother'
    """
    mark = "’" if "’" in text else "'"
    return f"{name}{mark}s {held}"


def whose_is(name: str, held: str, text: str) -> str:
    """Return what belongs to ``name`` in one form: "engineers of Orvel Mining", "Ilka Brandt's brother"."""
    return kin_of(name, held, text) if is_kin(held) else f"{held} of {name}"


def without_fillers(name: str) -> str:
    """Return a description without the words before its noun that tell nothing of the source.

    >>> without_fillers("same unnamed officer")
    'officer'
    """
    return _fillers().sub("", name)


@lru_cache(maxsize=1)
def _genera() -> re.Pattern[str]:
    kinds = (row["noun"] for row in load_table("body_kinds") if row["kinds"] == "firm")
    outlets = (row["noun"] for row in load_table("source_nouns") if row["class"] == "outlet")
    nouns = "|".join(re.escape(noun) for noun in (*kinds, *outlets))
    return re.compile(rf"(?<=\w )the (?:[a-z][a-z-]+ ){{0,2}}(?:{nouns}) (?=[A-Z])")


def without_genus(name: str) -> str:
    """Return a description without the words that say what sort of body a name in it is.

    >>> without_genus("former employees of the meal-kit company Larderly")
    'former employees of Larderly'
    """
    return _genera().sub("", name)


def in_one_form(name: str, *, has_article: bool) -> str:
    """Return a description with the name that possesses it behind "of"; relatives and the rest as they are.

    ``has_article`` says whether "the" stands before ``name`` in the text.

    >>> in_one_form("Orvel’s harbour board", has_article=False), in_one_form("League's treasurer", has_article=True)
    ('harbour board of Orvel', 'treasurer of the League')
    """
    found = _POSSESSED.fullmatch(name)
    if found is None or not found["held"][:1].islower() or is_kin(found["held"]):
        return name
    return f"{found['held']} of the {found['owner']}" if has_article else f"{found['held']} of {found['owner']}"
