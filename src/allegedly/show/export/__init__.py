"""Hands a case over: JSON lines for machines, CSV for spreadsheets, Parquet for data frames."""

from allegedly.show.export.jsonl import case_lines, json_lines, schemas
from allegedly.show.export.plover import plover_rows
from allegedly.show.export.tables import case_rows, write_parquet

__all__ = ["case_lines", "case_rows", "json_lines", "plover_rows", "schemas", "write_parquet"]
