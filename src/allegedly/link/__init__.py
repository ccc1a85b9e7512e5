"""Spans -> links: actors, places, dates and outlets resolved to identifiers, with doubt kept."""
