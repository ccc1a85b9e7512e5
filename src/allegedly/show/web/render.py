"""Templates: one Jinja environment for the server and the report; everything from an article is escaped."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from allegedly import vocab
from allegedly.show.web import filters, words
from allegedly.show.web.links import safe_address

_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}


@cache
def environment() -> Environment:
    """Return the environment of all templates."""
    made = Environment(
        loader=PackageLoader("allegedly.show.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        count=words.count, day=words.day, percent=words.percent, listed=words.listed, address=safe_address
    )
    made.globals.update(
        say=words,
        vocab=vocab,
        sorts={
            "allegations": filters.ALLEGATION_SORTS,
            "claims": filters.CLAIM_SORTS,
            "documents": filters.DOCUMENT_SORTS,
            "sources": filters.SOURCE_SORTS,
        },
        tongue=tongue,
        interval=words.interval,
    )
    return made


def render(template: str, **context: Any) -> str:
    """Return a template's text."""
    return environment().get_template(template).render(**context)


def tongue(language: str | None) -> Markup:
    """Return the attributes of an element that holds words of a document: its language, and the direction it is read in.

    >>> tongue("ar"), tongue(None)
    (Markup('lang="ar" dir="rtl"'), Markup('dir="auto"'))
    """
    if not language:
        return Markup('dir="auto"')
    direction = "rtl" if language.split("-")[0] in _RIGHT_TO_LEFT else "auto"
    return Markup('lang="{}" dir="{}"').format(language, direction)


def asset(name: str) -> str:
    """Return the text of a style sheet, a script or a picture of ours."""
    return files("allegedly.show.web").joinpath("static", name).read_text(encoding="utf-8")
