"""The taggers by name, each loaded once in a process."""

from functools import lru_cache
from pathlib import Path

from allegedly.attribute.joint.tagger import SURE_WITH_RULES, JointTagger
from allegedly.attribute.neural.tagger import MODEL_FOLDER, ModelTagger
from allegedly.attribute.rules.tagger import RuleTagger
from allegedly.attribute.tagger import Tagger
from allegedly.errors import ModelError

NAMES = ("model", "rules")

# What a folder with a trained model holds; `allegedly train` writes it.
_CONFIG = "config.json"


@lru_cache
def load_tagger(name: str | None = None) -> Tagger:
    """Return the tagger called ``name``: ``model``, ``rules``, or the folder of a model that somebody trained.

    None takes the trained model that comes with the package, and the rules where it was left out.

    Raises:
        ModelError: if there is no such tagger, or what it needs is not installed.
    """
    if name is None:
        name = "model" if (MODEL_FOLDER / _CONFIG).exists() else "rules"
    if name == "rules":
        return RuleTagger()
    folder = MODEL_FOLDER if name == "model" else Path(name)
    if not (folder / _CONFIG).exists():
        message = f"there is no engine {name!r}: there is {', '.join(NAMES)}, or a folder that `allegedly train` wrote"
        raise ModelError(message)
    return JointTagger(ModelTagger(folder, least=SURE_WITH_RULES), RuleTagger())
