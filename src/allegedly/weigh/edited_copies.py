"""Sentences that a copy took over with changes: the places where a copied text drifts."""

from __future__ import annotations

from allegedly.weigh.edits import EDITED, SHORTEST, alike
from allegedly.weigh.group import Group
from allegedly.weigh.identity import Words, fold
from allegedly.weigh.tellings import Telling, sentences_of
from allegedly.weigh.whole_texts import WholeTexts


class EditedCopies:
    """Finds what a changed sentence of a copy was in the copied text, whatever allegation that belongs to."""

    def __init__(self, group: Group, texts: WholeTexts) -> None:
        self._group = group
        self._texts = texts
        self._bodies: dict[str, list[tuple[Words, Telling]]] = {}

    def opposite(self, telling: Telling, document: str) -> tuple[Telling | None, float]:
        """Return the telling of ``document`` in the sentence that a telling's was made from, and how alike the two are.

        Of several in that sentence, the one likest by its content; None and 0.0 where no sentence is like enough.
        """
        ours = fold(sentences_of(telling, self._text(telling.document)))
        if len(ours) < SHORTEST:
            return None, 0.0
        content = self._content(telling)
        best: tuple[float, float, int, Telling] | None = None
        for words, there in self._body(document):
            share = alike(ours, words, EDITED)
            if share >= EDITED:
                rank = share, alike(content, self._content(there)), -there.start
                if best is None or rank > best[:3]:
                    best = *rank, there
        return (best[3], best[0]) if best else (None, 0.0)

    def _body(self, document: str) -> list[tuple[Words, Telling]]:
        if document not in self._bodies:
            text = self._text(document) if document in self._group.documents else ""
            self._bodies[document] = [(fold(sentences_of(one, text)), one) for one in self._texts.told(document).body]
        return self._bodies[document]

    def _content(self, telling: Telling) -> Words:
        text = self._text(telling.document)
        return fold(" ".join(span.of(text) for span in telling.claim.content))

    def _text(self, document: str) -> str:
        return self._group.documents[document].text
