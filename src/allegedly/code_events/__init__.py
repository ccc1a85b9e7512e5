"""Events: who did what to whom, coded by the PLOVER scheme."""

from allegedly.code_events.event import Auxiliary, Count, Event, EventType, Participant, Quad
from allegedly.code_events.stage import code_events

__all__ = ["Auxiliary", "Count", "Event", "EventType", "Participant", "Quad", "code_events"]
