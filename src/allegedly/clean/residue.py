"""Lines and in-line stretches of a scraped text that are no part of its article."""

from __future__ import annotations

import re

from allegedly.clean.layout import Cut, Stretch, lines_of

TAIL_MARK = re.compile(r"(?i)(check also|related (posts|articles|news)|read more|you may also like|previous( post)?:?|next( post)?:?|leave a reply|about (the )?(author|admin)|share this:?|tags:.*|exit mobile version)$")
LINE_MARK = re.compile(r"(?i)#\w+$|\(photo\)$|exit mobile version|home [/»>] .*|.* [>»] .*|advertisement$|skip to content|subscribe to .*|follow us .*|tags: .*|©.*|share this:?$|about (the )?(author|admin)$|listen live.*|(read|check|see) also:? .*|powered by .*|.*https?://\S+.*(https?://|bet|slot|odds|spins|casino).*")
URL_SPAM = re.compile(r"(?:\s*https?://\S+){2,}")


def find_cuts(text: str) -> list[Cut]:
    """Return the stretches of ``text`` to cut, in order."""
    cuts = []
    lines = lines_of(text)
    tail = False
    for number, line in enumerate(lines):
        words = text[line.start : line.end]
        if number > len(lines) // 2 and TAIL_MARK.match(words):
            tail = True
        if tail or LINE_MARK.match(words):
            cuts.append(Cut(line.start, line.end, "residue"))
        else:
            cuts.extend(Cut(m.start(), m.end(), "injected spam") for m in URL_SPAM.finditer(text, line.start, line.end))
    return cuts


def paragraphs_of(text: str) -> list[Stretch]:
    """Return the paragraphs of ``text``: its lines, for now."""
    return lines_of(text)
