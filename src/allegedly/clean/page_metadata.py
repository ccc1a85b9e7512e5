"""What a page states about its article: JSON-LD, Open Graph, meta and time elements."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from allegedly.clean.headline import Candidate, fold
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
AUTHOR_META = (
    "author",
    "article:author",
    "dc.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "cxenseparse:author",
)
BYLINE_WORD = re.compile(
    r"^(?:by|von|par|por|di|da|door|av|af|text|foto|autor|autorin|author|written by|words by|redaktion|story by)\b[\s:]*",
    re.I,
)
NOT_A_NAME = re.compile(r"https?:|www\.|[@/\\<>{}]|\d{2}")
LONGEST_NAME = 60
IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
SURE_ROW = re.compile(r"\s*[;|]\s*")
ROW = re.compile(r"\s*(?:[;|]|,(?=\s)|,?\s(?:and|und|et|&)\s)\s*")


class Stated(NamedTuple):
    """What a page states, before any vote."""

    headlines: tuple[Candidate, ...]
    authors: tuple[str, ...]
    published: str | None
    published_in: str | None
    outlet: str | None
    names: tuple[str, ...]
    url: str | None


def read_stated(tree: HtmlElement) -> Stated:
    """Read what a parsed page states about its article."""
    metas = _metas(tree)
    articles = list(_articles(tree))
    article = articles[0] if articles else {}
    url = _url(tree, metas, article)
    outlet = _outlet(metas, article)
    domain = urlsplit(url).hostname if url else None
    names = [name for name in (outlet, metas.get("application-name"), metas.get("twitter:site"), domain) if name]
    names += [part for part in (domain or "").split(".") if len(part) > 2]
    published, place = _published(tree, metas, articles)
    return Stated(
        headlines=read_headlines(
            tree, _text(article.get("headline")), metas.get("og:title") or metas.get("twitter:title") or ""
        ),
        authors=_authors(tree, metas, article, names),
        published=published,
        published_in=place,
        outlet=outlet or domain,
        names=tuple(names),
        url=url,
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


def _outlet(metas: dict[str, str], article: dict[str, Any]) -> str | None:
    for name in (metas.get("og:site_name"), _text(article.get("publisher")), metas.get("application-name")):
        if name and not name.startswith("http"):
            return html.unescape(name)
    return None


def _url(tree: HtmlElement, metas: dict[str, str], article: dict[str, Any]) -> str | None:
    links = [link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "")]
    entity = article.get("mainEntityOfPage")
    stated = entity.get("@id") if isinstance(entity, dict) else entity
    for url in (*links, metas.get("og:url"), _text(article.get("url")), stated):
        if isinstance(url, str) and url.startswith(("http://", "https://")):
            return url
    return None


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


def _authors(
    tree: HtmlElement, metas: dict[str, str], article: dict[str, Any], names: Sequence[str]
) -> tuple[str, ...]:
    stated = article.get("author") or article.get("creator")
    people = stated if isinstance(stated, list) else [stated]
    in_article = _distinct(name for person in people for name in _split(_text(person)))
    if in_article:
        return in_article
    outlets = {fold(name).replace(" ", "") for name in names}
    in_page = tuple(name for name in _bylines(tree) if not outlets & set(fold(name).split()))
    in_meta = _distinct(name for key in AUTHOR_META for name in _split(metas.get(key, "")))
    return in_page or tuple(name for name in in_meta if fold(name).replace(" ", "") not in outlets)


def _bylines(tree: HtmlElement) -> tuple[str, ...]:
    """Return the names that the page's own markup gives as authors of the article."""
    found = []
    for element in tree.xpath(
        "//*[@rel='author' or @itemprop='author' or contains(@class, 'author') or contains(@class, 'byline')]"
    ):
        words = " ".join(element.text_content().split())
        if 3 < len(words) <= LONGEST_NAME and BYLINE_WORD.match(words):
            found.append(BYLINE_WORD.sub("", words))
        elif element.get("rel") == "author" and 3 < len(words) <= LONGEST_NAME:
            found.append(words)
    return _distinct(name for words in found[:1] for name in _split(words))


def _split(names: str) -> list[str]:
    """Split a row of names, each of two words or more; words that are no name (addresses, numbers) are left out."""
    names = IN_BRACKETS.sub("", BYLINE_WORD.sub("", " ".join(names.split())))
    parts = [part.strip(" ,.") for part in ROW.split(names)]
    if not all(" " in part for part in parts):
        parts = [part.strip(" ,.") for part in SURE_ROW.split(names)]
    return [part for part in parts if 1 < len(part) <= LONGEST_NAME and not NOT_A_NAME.search(part)]


def _distinct(names: Iterator[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(fold(name), name)
    return tuple(found.values())
