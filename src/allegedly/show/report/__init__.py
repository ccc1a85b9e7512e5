"""One self-contained HTML file with the views of the reading room, to send, print and archive."""

from allegedly.show.report.write import Written, write_report

__all__ = ["Written", "write_report"]
