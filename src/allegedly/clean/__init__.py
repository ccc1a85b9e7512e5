"""Clean: what was found becomes a text with its title, outlet, byline, dateline and date, and nothing else in it."""

from allegedly.clean.item import clean
from allegedly.clean.recurring import changed_by, line_marks, recurring_lines

__all__ = ["changed_by", "clean", "line_marks", "recurring_lines"]
