"""Small records that the store's tests put into cases."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from allegedly.records import ChainLink, Claim, Document, Original, Rejected, Span
from allegedly.store import Batch, Writer
from allegedly.vocab import Firmness, Polarity, Quotation, Reason, SourceKind, Stage, Where


def claim(identity: str, document: str, *, firmness: Firmness = Firmness.ALLEGED) -> Claim:
    outlet = ChainLink(kind=SourceKind.OUTLET, name="Saltmark Gazette", spans=(), attribution=None)
    return Claim(
        id=identity,
        document=document,
        where=Where.BODY,
        content=(Span(0, 3), Span(5, 9)),
        chain=(outlet, ChainLink(kind=SourceKind.UNNAMED, name=None, spans=(Span(4, 5),), attribution="a1")),
        firmness=firmness,
        polarity=Polarity.POSITIVE,
        quotation=Quotation.INDIRECT,
    )


def batch_of(writer: Writer, text: str, *, path: str = "a.txt") -> Batch:
    """One text as a batch of its own: original, document, two claims."""
    kept = writer.keep(io.BytesIO(text.encode()))
    document = Document(
        id=kept.sha256[:16],
        original_sha256=kept.sha256,
        path=path,
        title=text[:20],
        outlet="Saltmark Gazette",
        text=text,
    )
    return Batch(
        originals=[Original(sha256=kept.sha256, path=path, size=kept.size, media_type="text/plain")],
        documents=[document],
        relations={"claims": [claim(f"{document.id}-{number}", document.id) for number in (1, 2)]},
    )


@pytest.fixture
def new_claim() -> Callable[..., Claim]:
    return claim


@pytest.fixture
def new_batch() -> Callable[..., Batch]:
    return batch_of


@pytest.fixture
def empty_file() -> Rejected:
    return Rejected(path="empty.txt", stage=Stage.COLLECT, reason=Reason.EMPTY, detail="no byte in it")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case with two documents from two places, and one rejected input."""
    folder = tmp_path / "case [1]*"
    with Writer(folder, operator="ana") as writer:
        writer.commit(batch_of(writer, "Officials in Orvel said the bridge fell.", path="orvel.txt"))
        writer.commit(batch_of(writer, "The ministry denied that barges were hit.", path="barges.txt"))
        nothing = Rejected(path="empty.txt", stage=Stage.COLLECT, reason=Reason.EMPTY, detail="no byte in it")
        writer.commit(Batch(rejected=[nothing]))
    return folder
