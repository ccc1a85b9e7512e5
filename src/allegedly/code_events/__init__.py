"""Events: who did what to whom, coded by the PLOVER scheme."""

from allegedly.code_events.resolve import resolved
from allegedly.code_events.stage import code_events

__all__ = ["code_events", "resolved"]
