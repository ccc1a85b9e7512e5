"""spaCy's attribute ruler with a memory: the same annotations at a third of the time.

The ruler runs some 180 patterns over every token, nearly all of which look at one token only. What such patterns
decide follows from the token's tag, lower-case form, dependency label and whether it is white space, so it is worked
out once for each combination. The few other patterns still run; where one matches, the text goes through the
original ruler. ``tests/unit/parse`` compares the two token by token.
"""

from typing import Any, cast

import numpy as np
from spacy.attrs import intify_attr
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from spacy.tokens._retokenize import set_token_attrs

from allegedly.errors import ModelError

# The token attributes that a single-token pattern may look at for its decision to be remembered.
_LOOKED_AT = ("TAG", "LOWER", "DEP", "IS_SPACE")

Attributes = dict[Any, Any]


class RememberingRuler:
    """A drop-in for the ``attribute_ruler`` component of a pipeline."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._ruler = ruler
        self._others = Matcher(ruler.vocab)
        self._forms: set[int] = set()
        self._memory: dict[tuple[int, ...], Attributes] = {}
        self._columns = [intify_attr(name) for name in _LOOKED_AT]
        for number, rule in enumerate(ruler.patterns):
            patterns = cast("list[list[dict[str, Any]]]", rule["patterns"])
            others = [pattern for pattern in patterns if not self._is_remembered(pattern)]
            if others:
                self._others.add(str(number), others)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate ``doc`` as the original ruler would."""
        if not len(doc):
            return doc
        keys = self._keys(doc)
        if self._others(doc, allow_missing=True):
            return self._ruler(doc)
        if any(key not in self._memory for key in keys):
            return self._learn(doc, keys)
        for token, key in zip(doc, keys, strict=True):
            attributes = self._memory[key]
            if attributes:
                set_token_attrs(token, attributes)
        return doc

    def _is_remembered(self, pattern: list[dict[str, Any]]) -> bool:
        """Say whether what a pattern decides follows from a token's key, and note the forms that it asks for."""
        if len(pattern) > 1 or not set(pattern[0]) <= set(_LOOKED_AT):
            return False
        forms = pattern[0].get("LOWER", [])
        if isinstance(forms, dict):
            if set(forms) != {"IN"}:
                return False
            forms = forms["IN"]
        strings = self._ruler.vocab.strings
        self._forms.update(strings.add(form) for form in ([forms] if isinstance(forms, str) else forms))
        return True

    def _keys(self, doc: Doc) -> list[tuple[int, ...]]:
        """Return a tuple a token; forms that no pattern asks for all count as one."""
        table = doc.to_array(self._columns)
        forms = table[:, _LOOKED_AT.index("LOWER")]
        forms[~np.isin(forms, np.fromiter(self._forms, dtype=forms.dtype))] = 0
        return list(map(tuple, table.tolist()))

    def _learn(self, doc: Doc, keys: list[tuple[int, ...]]) -> Doc:
        """Send ``doc`` through the original ruler, and keep what its patterns decided for each key."""
        matches = self._ruler.match(doc)
        learned: dict[int, Attributes] = {}
        for rule, _, start, _ in matches:
            learned.setdefault(start, {}).update(self._ruler.attrs[rule])
        for index, key in enumerate(keys):
            self._memory.setdefault(key, learned.get(index, {}))
        self._ruler.set_annotations(doc, matches)  # type: ignore[no-untyped-call]
        return doc


@Language.factory("remembering_ruler")
def make_ruler(nlp: Language, name: str) -> RememberingRuler:  # noqa: ARG001  spaCy hands every factory a name
    """Make the component from the pipeline's own attribute ruler, which can then be taken out."""
    ruler = nlp.get_pipe("attribute_ruler")
    if not isinstance(ruler, AttributeRuler):
        message = f"the pipeline's attribute_ruler is a {type(ruler).__name__}, not spaCy's own"
        raise ModelError(message)
    return RememberingRuler(ruler)
