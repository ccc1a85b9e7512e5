"""Clean: what was found becomes a text with its title, outlet, byline, dateline and date, and nothing else in it."""

from allegedly.clean.item import clean

__all__ = ["clean"]
