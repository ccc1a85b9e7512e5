"""Where the stages run: one protocol, and the engines that fill it."""

from allegedly.engine.base import Engine
from allegedly.engine.local import LocalEngine

__all__ = ["Engine", "LocalEngine"]
