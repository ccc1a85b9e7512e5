"""Acronyms that a text introduces, and the initials of names."""

import re

# How far before a bracket the long form of the acronym in it may begin, in code points.
_LONGEST_FORM = 120


def introduced_acronyms(text: str) -> list[tuple[str, str]]:
    """Return the (long form, acronym) pairs that a text introduces.

    >>> introduced_acronyms("said the Counter-Terrorism Department (CTD, a police branch")
    [('Counter-Terrorism Department', 'CTD')]
    """
    found = []
    for match in re.finditer(r"\(([A-Z]{2,8})\b", text):
        before = re.findall(r"[\w’'&-]+", text[max(0, match.start() - _LONGEST_FORM) : match.start()])
        short = match.group(1)
        for count in range(1, min(len(short) + 4, len(before)) + 1):
            words = before[-count:]
            if initials(" ".join(words)) == short and words[0][:1].isupper():
                found.append((" ".join(words), short))
                break
    return found


def initials(name: str) -> str:
    """Return the initials of a name, small words left out and hyphens counted.

    >>> initials("General Directorate of Intelligence"), initials("Counter-Terrorism Department")
    ('GDI', 'CTD')
    """
    return "".join(part[0] for part in re.split(r"[\s-]+", name) if part and part[0].isupper())
