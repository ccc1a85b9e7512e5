"""Clean: what was found becomes a text with its title, outlet, byline, dateline and date, and nothing else in it."""

from allegedly.clean.item import clean
from allegedly.clean.recurring import is_scraped, line_marks, recurring_lines

__all__ = ["clean", "is_scraped", "line_marks", "recurring_lines"]
