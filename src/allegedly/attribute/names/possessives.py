"""One form for a body of a place or of another body: "Orvel's harbour board" is the harbour board of Orvel."""

import re

_POSSESSED = re.compile(r"(?P<owner>[A-Z][\w-]+(?: [A-Z][\w-]+)*)(?:(?<=s)[’']|[’']s) (?:own )?(?P<held>[a-z][^,’']*)")


def in_one_form(name: str, *, has_article: bool) -> str:
    """Return a description with the name that possesses it behind "of"; others as they are.

    ``has_article`` says whether "the" stands before ``name`` in the text.

    >>> in_one_form("Orvel’s harbour board", has_article=False), in_one_form("League's treasurer", has_article=True)
    ('harbour board of Orvel', 'treasurer of the League')
    """
    found = _POSSESSED.fullmatch(name)
    if found is None:
        return name
    return f"{found['held']} of the {found['owner']}" if has_article else f"{found['held']} of {found['owner']}"
