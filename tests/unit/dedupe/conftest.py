"""Texts about a country that is not, and documents made of them."""

from typing import Protocol

import pytest

from allegedly.records import Document, Span

FERRY = """The ferry Lantern left the quay of Port Selmar two hours late on Monday, the harbour master said.

Forty passengers had waited in the rain since dawn, and some had gone home before the gangway was lowered.

"We found water in the engine room and would not sail before the pump had been changed," said Orla Brandis, who has run the harbour for nine years.

The owners of the line, which carries mail to the outer isles, said in a letter to the council that the pump was new.

Two members of the council asked on Tuesday for the log of the ship, which has been kept in the harbour office since spring.

A union of sailors in the town of Velunder said that its members had warned of leaks as early as February, and that nobody had answered.

The next crossing is planned for Thursday, if the inspectors from the capital have finished by then."""

BARGES = """Nineteen barges loaded with gravel have been held at the lock of Tarvin since the weekend, the Ministry of Works said.

The lock keeper, a man of sixty, told reporters that the lower gate had jammed on a beam that someone had thrown into the basin.

Farmers along the canal fear for their summer fields because the gates upstream stay shut until the beam is lifted.

An engineer of the ministry climbed down on Sunday evening and came back with a photograph of a railway sleeper.

Skippers have asked for money for every day of waiting; an office in the capital is to decide on that next week.

Nobody has been hurt, and the water in the upper basin stands a hand below the mark, the ministry wrote in its bulletin."""

SURGERY = """A surgeon at the hospital of Karvend operated for eleven hours to join the hand of a carpenter to his arm again.

Doctor Ilse Morvan said that the first finger had moved on the third day, which she called more than she had hoped for.

The carpenter had carried the hand in a bag of frozen peas, his sister told the evening paper.

Such operations are done twice a year in the whole of the republic, according to the chamber of physicians.

He will learn to hold a plane again in the winter, if the nerves grow as they should."""

STATEMENT = (
    "The Ministry of Works regrets every hour that the citizens of the republic have lost, has set up a commission of "
    "three judges and two engineers, and will publish its report in full before the first day of autumn."
)


class MakeDocument(Protocol):
    """Makes a document of a text; of a title, the text begins with it."""

    def __call__(self, identity: str, text: str, *, title: str | None = None, **fields: str | None) -> Document: ...


@pytest.fixture
def make() -> MakeDocument:
    def make_document(identity: str, text: str, *, title: str | None = None, **fields: str | None) -> Document:
        whole = f"{title}\n\n{text}" if title else text
        span = Span(0, len(title)) if title else None
        return Document(id=identity, original_sha256="", path="", text=whole, title=title, title_span=span, **fields)

    return make_document


@pytest.fixture
def texts() -> dict[str, str]:
    return {"ferry": FERRY, "barges": BARGES, "surgery": SURGERY, "statement": STATEMENT}
