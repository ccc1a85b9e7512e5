"""All that articles tell, in headline and body, passage by passage, whatever allegation each passage belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from allegedly.records import Attribution, Claim, Document
from allegedly.weigh.alignment import Alignment
from allegedly.weigh.group import Cited, Group
from allegedly.weigh.identity import fold
from allegedly.weigh.tellings import Telling, Told, tell

# What an article begins with is what its headline is of, unless another passage has clearly more in common with it: added to
# the score of the first passages. F1 of all drift on the benchmark's written stories: .75 without, .78 at .1 for the first,
# .80 at .2, .79 at .3.
LEADS: Final = (0.2, 0.1, 0.05, 0.0)
# ... and so is what those say whom the headline names, in however different words: .78 without, .80 at .2 and .3.
SAYER: Final = 0.2
# Words of two sources are the same from this many letters on ("minister", "ministry"; "Orvel", "Orvelian").
_STEM: Final = 5
# ... and shorter ones than these are articles and prepositions.
_SHORTEST: Final = 4


class WholeTexts:
    """The passages of articles, read once for all allegations; the records are by document."""

    def __init__(
        self,
        documents: Mapping[str, Document],
        claims_of: Mapping[str, Sequence[Claim]],
        attributions_of: Mapping[str, Sequence[Attribution]],
    ) -> None:
        self._documents = documents
        self._claims_of = claims_of
        self._attributions_of = attributions_of
        self.alignment = Alignment(documents)
        self._told: dict[str, Told] = {}
        self._last: tuple[Group, Mapping[str, Told]] | None = None
        self._headlines: dict[str, tuple[tuple[Telling, tuple[float, ...]], ...]] = {}

    def tell(self, group: Group) -> Mapping[str, Told]:
        """Return what each document of a group tells of its allegation; of one group asked for again and again made once."""
        if self._last is None or self._last[0] is not group:
            self._last = group, tell(group)
        return self._last[1]

    def told(self, document: str) -> Told:
        """Return the passages of an article, in reading order; none for an article that is not known."""
        if document not in self._told:
            claims = tuple(dict.fromkeys(self._claims_of.get(document, ())))
            found: dict[str, Told] = {}
            if claims and document in self._documents:
                own = {document: self._documents[document]}
                found = tell(Group(claims, own, attributions=tuple(self._attributions_of.get(document, ()))))
            self._told[document] = found.get(document, Told((), ()))
        return self._told[document]

    def cited(self, group: Group, cited_by: Mapping[str, Sequence[str]]) -> Cited | None:
        """Return the articles that a group's articles cite, on whatever, with all that they claim; None where they cite none."""
        by = {
            document: tuple(other for other in cited_by.get(document, ()) if other in self._documents)
            for document in sorted(group.documents)
        }
        if not any(by.values()):
            return None
        held = sorted({other for others in by.values() for other in others} - group.documents.keys())
        claims = tuple(claim for document in held for claim in self._claims_of.get(document, ()))
        documents = {document: self._documents[document] for document in held}
        attributions = tuple(one for document in held for one in self._attributions_of.get(document, ()))
        return Cited(Group(claims=claims, documents=documents, attributions=attributions), by)

    def headlines(self, document: str) -> tuple[tuple[Telling, tuple[float, ...]], ...]:
        """Return each passage of a headline, and how much it has in common with each passage of the body, early ones favoured."""
        if document not in self._headlines:
            told = self.told(document)
            self._headlines[document] = tuple((title, self._scores(title, told.body)) for title in told.title)
        return self._headlines[document]

    def _scores(self, title: Telling, body: Sequence[Telling]) -> tuple[float, ...]:
        named = self._sources(title)
        return tuple(
            self.alignment.score(title, one)
            + LEADS[min(number, len(LEADS) - 1)]
            + SAYER * bool(named and named & self._sources(one))
            for number, one in enumerate(body)
        )

    def _sources(self, telling: Telling) -> set[str]:
        """Return the words that name the sayers of a telling, each cut to its first letters."""
        text = self._documents[telling.document].text
        named = (
            " ".join(span.of(text) for span in link.spans) or link.name or "" for line in telling.lines for link in line
        )
        return {word[:_STEM] for name in named for word in fold(name) if len(word) >= _SHORTEST}


def texts_of(*groups: Group) -> WholeTexts:
    """Return the passages of the articles of groups, as far as the groups have their claims."""
    documents: dict[str, Document] = {}
    claims: dict[str, dict[Claim, None]] = defaultdict(dict)
    attributions: dict[str, dict[Attribution, None]] = defaultdict(dict)
    for group in groups:
        documents |= group.documents
        for claim in (*group.context, *group.claims):
            claims[claim.document][claim] = None
        for attribution in group.attributions:
            attributions[attribution.document][attribution] = None
    return WholeTexts(
        documents,
        {document: tuple(held) for document, held in claims.items()},
        {document: tuple(held) for document, held in attributions.items()},
    )
