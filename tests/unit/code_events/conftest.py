"""A paragraph of our own, parsed and coded."""

from collections.abc import Callable

import pytest

from allegedly.code_events import code_events
from allegedly.parse import parse
from allegedly.records import Document, Event

Code = Callable[..., tuple[Event, ...]]


@pytest.fixture(scope="session")
def code() -> Code:
    def run(text: str, *, published: str | None = None) -> tuple[Event, ...]:
        return code_events(parse(Document(id="d", original_sha256="", path="", text=text, published=published)))

    return run
