"""What a page states about its article: JSON-LD, Open Graph, meta and time elements."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from allegedly.clean.headline import Candidate
from allegedly.clean.page_authors import read_authors
from allegedly.clean.page_headline import read_headlines

if TYPE_CHECKING:
    from lxml.html import HtmlElement

ARTICLE_TYPE = re.compile(r"Article|BlogPosting|Report(?!age$)|LiveBlog|Reportage", re.IGNORECASE)
# Nested deeper than any page of 1,245 that were looked at; JSON-LD made to be deep is left alone.
DEEPEST = 12
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
DATE_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?")
PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date", "dc.date.issued",
    "dc.date", "dcterms.created", "dcterms.date", "parsely-pub-date", "sailthru.date", "publish-date", "pubdate",
    "publication_date", "cxenseparse:recs:publishtime", "last-published", "iso-8601-publish-date", "published_at",
)  # fmt: skip


MODIFIED_META = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "last-modified",
    "lastmod",
)


class Stated(NamedTuple):
    """What a page states, before any vote, and in which of its elements."""

    headlines: tuple[Candidate, ...]
    authors: tuple[str, ...]
    authors_in: str
    published: str | None
    published_in: str | None
    modified: str | None
    modified_in: str
    outlet: str | None
    outlet_in: str
    names: tuple[str, ...]
    url: str | None
    url_in: str


def read_stated(tree: HtmlElement) -> Stated:
    """Read what a parsed page states about its article."""
    metas = _metas(tree)
    articles = list(_articles(tree))
    article = articles[0] if articles else {}
    url, url_in = _url(tree, metas, article)
    outlet, outlet_in = _outlet(metas, article)
    domain = urlsplit(url).hostname if url else None
    names = [name for name in (outlet, metas.get("application-name"), metas.get("twitter:site"), domain) if name]
    names += [part for part in (domain or "").split(".") if len(part) > 2]
    published, place = _published(tree, metas, articles)
    modified, modified_in = _modified(metas, articles)
    authors, authors_in = read_authors(tree, metas, article, names)
    return Stated(
        headlines=read_headlines(
            tree, _text(article.get("headline")), metas.get("og:title") or metas.get("twitter:title") or ""
        ),
        authors=authors,
        authors_in=authors_in,
        published=published,
        published_in=place,
        modified=modified,
        modified_in=modified_in,
        outlet=outlet or domain,
        outlet_in=outlet_in if outlet else "the address",
        names=tuple(names),
        url=url,
        url_in=url_in,
    )


def _metas(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = (meta.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _articles(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the JSON-LD objects of the page that are articles and have a headline or an author."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        for thing in _things(_loads(script.text or ""), 0):
            types = thing.get("@type")
            kinds = types if isinstance(types, list) else [types]
            if any(isinstance(kind, str) and ARTICLE_TYPE.search(kind) for kind in kinds) and (
                thing.get("headline") or thing.get("author") or thing.get("datePublished")
            ):
                yield thing


def _loads(text: str) -> object:
    """Read JSON-LD, with line ends inside its strings and what scripts put around it allowed for; None if it is broken."""
    text = (
        text.strip()
        .removeprefix("<!--")
        .removesuffix("-->")
        .removeprefix("//<![CDATA[")
        .removesuffix("//]]>")
        .strip(" ;\n")
    )
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _things(value: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _things(each, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart", "liveBlogUpdate"):
            if key in value and key not in ("hasPart", "liveBlogUpdate"):
                yield from _things(value[key], depth + 1)


def _text(value: object) -> str:
    """Return a JSON-LD value as text: the string, the name of the thing, or the first of a list."""
    if isinstance(value, list):
        return _text(value[0]) if value else ""
    if isinstance(value, dict):
        return _text(value.get("name") or value.get("@value") or "")
    return html.unescape(html.unescape(value)).strip() if isinstance(value, str) else ""


def _outlet(metas: dict[str, str], article: dict[str, Any]) -> tuple[str | None, str]:
    for name, place in (
        (metas.get("og:site_name"), "Open Graph"),
        (_text(article.get("publisher")), "JSON-LD"),
        (metas.get("publisher"), "meta publisher"),
        (metas.get("application-name"), "meta application-name"),
    ):
        if name and not name.startswith("http"):
            return html.unescape(name), place
    return None, ""


def _url(tree: HtmlElement, metas: dict[str, str], article: dict[str, Any]) -> tuple[str | None, str]:
    links = [link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "")]
    entity = article.get("mainEntityOfPage")
    stated = entity.get("@id") if isinstance(entity, dict) else entity
    for url, place in (
        *((link, "the canonical link") for link in links),
        (metas.get("og:url"), "Open Graph"),
        (_text(article.get("url")), "JSON-LD"),
        (stated, "JSON-LD"),
    ):
        if isinstance(url, str) and url.startswith(("http://", "https://")):
            return url, place
    return None, ""


def iso_date(value: str) -> str | None:
    """Return the ISO 8601 date, or date and time with its zone, at the beginning of ``value``.

    >>> iso_date("2031-03-05T14:39:00.123+0430")
    '2031-03-05T14:39:00+04:30'
    """
    found = DATE_TIME.match(value.strip())
    if (
        found is None
        or not "1900" < found[1] < "2100"
        or not 1 <= int(found[1][5:7]) <= 12
        or not 1 <= int(found[1][8:]) <= 31
    ):
        return None
    if found[2] is None:
        return found[1]
    zone = found[3] or ""
    if len(zone) == 5:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"{found[1]}T{found[2]}{zone}"


def _published(
    tree: HtmlElement, metas: dict[str, str], articles: Sequence[dict[str, Any]]
) -> tuple[str | None, str | None]:
    for article in articles:
        date = iso_date(_text(article.get("datePublished")))
        if date:
            return date, "JSON-LD"
    for name in PUBLISHED_META:
        date = iso_date(metas.get(name, ""))
        if date:
            return date, f"meta {name}"
    for element in tree.iter("time"):
        date = iso_date(element.get("datetime") or "")
        if date:
            return date, "the first time element"
    return None, None


def _modified(metas: dict[str, str], articles: Sequence[dict[str, Any]]) -> tuple[str | None, str]:
    """Return when the page says that it was changed last, and where."""
    stated = [(_text(article.get("dateModified")), "JSON-LD") for article in articles]
    stated += [(metas.get(name, ""), f"meta {name}") for name in MODIFIED_META]
    return next(((date, place) for value, place in stated if (date := iso_date(value))), (None, ""))
