"""The words of a piece of HTML that is all content (a feed's entry, a mail), as paragraphs; nothing is left out but scripts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

# Elements that begin and end a line of their own in every browser.
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer form "
        "h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead title tr ul",
    )
)
_UNSEEN = frozenset(["script", "style", "template", "noscript", "head", "object", "svg", "iframe"])

# More open elements than this are an attack, not an article: deeper text is left out (libxml2 has a limit of its own).
_DEEPEST = 256

_SPACE = re.compile(r"[ \t\r\n\f\u00a0]+")
_MARKUP = re.compile(r"<[a-zA-Z/!]|&#?\w+;")


def words_of(fragment: str) -> str:
    """Return the words of a fragment, paragraphs parted by an empty line; plain text is returned as it is.

    >>> words_of("<p>The bridge <b>fell</b>.</p><p>Nobody was hurt, she&nbsp;said.</p>")
    'The bridge fell.\\n\\nNobody was hurt, she said.'
    """
    if not _MARKUP.search(fragment):
        return fragment.strip()
    if "<" not in fragment:
        return html.unescape(fragment).strip()
    from lxml import etree  # noqa: PLC0415  # pyright: ignore[reportAttributeAccessIssue]

    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=False, no_network=True, encoding="utf-8")
    content = fragment.replace("\0", "").encode("utf-8", "replace")
    root = etree.fromstring(content, parser)
    if root is None:
        return ""
    lines = "".join(_texts(root)).split("\n")
    return "\n\n".join(filter(None, (_SPACE.sub(" ", line).strip() for line in lines)))


def _texts(root: object) -> Iterator[str]:
    """Yield the texts of a tree in order, with a newline wherever a block begins or ends."""
    from lxml import etree  # noqa: PLC0415  # pyright: ignore[reportAttributeAccessIssue]

    unseen = 0
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = element.tag
        if event == "start":
            depth += 1
            unseen += name in _UNSEEN
            is_seen = not unseen and depth <= _DEEPEST
            yield "\n" if name in _BLOCKS else ""
            yield _SPACE.sub(" ", element.text) if is_seen and element.text else ""
            continue
        depth -= 1
        unseen -= name in _UNSEEN
        yield "\n" if name in _BLOCKS else ""
        yield _SPACE.sub(" ", element.tail) if not unseen and element.tail else ""
