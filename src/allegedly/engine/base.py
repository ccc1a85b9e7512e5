"""The protocol that every engine fills; what runs is written once, in the stages, and knows nothing of it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, Self, TypeVar

In = TypeVar("In")
Out = TypeVar("Out")

Batches = Iterable[list[In]]
DocumentStage = Callable[[list[In]], list[Out]]


class Engine(Protocol):
    """Runs document stages over batches of records.

    Every engine passes ``tests/engine``: the same batches give the same answers in the same order on each.
    """

    name: str

    def map(
        self,
        stage: DocumentStage[In, Out],
        batches: Batches[In],
        *,
        on_lost: Callable[[In, str], Out],
    ) -> Iterator[list[Out]]:
        """Yield ``stage(batch)`` for every batch, in the order of the batches.

        ``stage`` is a function that can be imported by name, and so is everything in a batch. Where the process that
        works on a record dies (out of memory, say), ``on_lost(record, what happened)`` stands for its result, and the
        rest is still worked on.
        """
        ...

    def close(self) -> None:
        """Let go of processes and connections; an engine closed twice stays closed."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *exception: object) -> None: ...
