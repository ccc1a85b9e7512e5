"""The taggers by name, each loaded once in a process."""

from collections.abc import Callable
from functools import lru_cache

from allegedly.attribute.rules import RuleTagger
from allegedly.attribute.tagger import Tagger
from allegedly.errors import ModelError

DEFAULT = "rules"

_MAKERS: dict[str, Callable[[], Tagger]] = {"rules": RuleTagger}

NAMES = tuple(sorted(_MAKERS))


@lru_cache
def load_tagger(name: str | None = None) -> Tagger:
    """Return the tagger called ``name``; None takes the best one there is.

    Raises:
        ModelError: if there is no tagger of that name, or what it needs is not installed.
    """
    maker = _MAKERS.get(name or DEFAULT)
    if maker is None:
        message = f"there is no tagger {name!r}; there is {', '.join(NAMES)}"
        raise ModelError(message)
    return maker()
