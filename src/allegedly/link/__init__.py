"""Spans -> links: actors, places, dates and outlets resolved to identifiers, with doubt kept."""

from allegedly.link.register import Register, load_register
from allegedly.link.stage import link

__all__ = ["Register", "link", "load_register"]
