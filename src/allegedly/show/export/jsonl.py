"""One JSON object a line; ``"record"`` says which kind it is, and a JSON Schema for each kind ships with the package."""

from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any

import msgspec

from allegedly.case import RELATIONS, Case
from allegedly.records import (
    Allegation,
    Attribution,
    Claim,
    Copy,
    CustodyEntry,
    Document,
    Drift,
    Event,
    Link,
    OutletProfile,
    Pair,
    Record,
    Rejected,
)

RECORDS: dict[str, type[Record]] = {
    "document": Document,
    "attribution": Attribution,
    "claim": Claim,
    "event": Event,
    "link": Link,
    "copy": Copy,
    "allegation": Allegation,
    "drift": Drift,
    "pair": Pair,
    "outlet": OutletProfile,
    "rejected": Rejected,
    "custody": CustodyEntry,
}

_NAMES = {kind: name for name, kind in RECORDS.items()}
_ENCODER = msgspec.json.Encoder()


def json_lines(records: Iterable[Record]) -> Iterator[bytes]:
    """Yield each record as a line of JSON, without the line break.

    >>> from allegedly.records import Rejected
    >>> from allegedly.vocab import Reason, Stage
    >>> [line] = json_lines([Rejected(path="a", stage=Stage.COLLECT, reason=Reason.EMPTY, detail="no byte in it")])
    >>> line[:33]
    b'{"record":"rejected","path":"a","'
    """
    for record in records:
        yield _ENCODER.encode({"record": _NAMES[type(record)], **msgspec.structs.asdict(record)})


def case_lines(case: Case) -> Iterator[bytes]:
    """Yield every record of a case as a line of JSON: documents first, then what was found in them."""
    for relation in RELATIONS:
        yield from json_lines(case.records(relation))


def schemas() -> dict[str, Any]:
    """Return the JSON Schema of every kind of line, by its name."""
    text = files("allegedly.show.export").joinpath("schemas.json").read_bytes()
    loaded: dict[str, Any] = msgspec.json.decode(text)
    return loaded


def make_schemas() -> dict[str, Any]:
    """Work the schemas out from the records; a test holds ``schemas.json`` to them."""
    made = {}
    for name, kind in RECORDS.items():
        [schema], parts = msgspec.json.schema_components([kind], ref_template="#/$defs/{name}")
        own = parts.pop(kind.__name__)
        own["properties"] = {"record": {"const": name}, **own["properties"]}
        own["required"] = ["record", *own.get("required", [])]
        made[name] = {"$schema": "https://json-schema.org/draft/2020-12/schema", **own, "$defs": parts}
        made[name].pop("$ref", schema)
    return made
