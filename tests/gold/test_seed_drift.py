"""Both seeds read together: what became of their claims in their headlines, and the rival account of the second."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest

from allegedly.attribute import attribute, claims
from allegedly.attribute.taggers import load_tagger
from allegedly.clean import clean
from allegedly.parse import parse
from allegedly.records import Attribution, Claim, Document, Drift, Item, Spans
from allegedly.vocab import DriftKind, Reply
from allegedly.weigh.drift import drifts
from allegedly.weigh.group import Group
from allegedly.weigh.reply import find_reply

CAMPS, CLASH = "000_acd6ef2948106c17.txt", "004_e83ba98ece6719d9.txt"


class Read(NamedTuple):
    """A seed as read."""

    document: Document
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]


@lru_cache
def read(path: Path, tagger: str | None = None) -> Read:
    """Read one seed from its bytes to its claims, with the best tagger that is installed or the one named."""
    content = path.read_bytes()
    document = clean(
        Item(
            original_sha256=sha256(content).hexdigest(),
            path=path.name,
            part=None,
            media_type="text/plain",
            content=content,
        )
    )
    assert isinstance(document, Document)
    parsed = parse(document)
    found = attribute(parsed, load_tagger(tagger))
    return Read(document, found, claims(parsed, found))


@pytest.fixture(params=[None, "rules"])
def pile(shared: Path, request: pytest.FixtureRequest) -> tuple[Read, ...]:
    """Both seeds, read with the model and by the rules alone."""
    return tuple(read(shared / "seeds" / name, request.param) for name in (CAMPS, CLASH))


def group_of(pile: tuple[Read, ...], *stems: str) -> Group:
    """Return the claims of the pile that hold one of ``stems``: one allegation, put together by hand."""
    texts = {one.document.id: one.document.text for one in pile}
    every = [claim for one in pile for claim in one.claims]
    own = [claim for claim in every if any(stem in said(texts[claim.document], claim.content) for stem in stems)]
    return Group(
        claims=tuple(own),
        documents={one.document.id: one.document for one in pile},
        attributions=tuple(one for each in pile for one in each.attributions),
        context=tuple(every),
    )


def said(text: str, spans: Spans) -> str:
    """Return the words at ``spans`` in small letters, the pieces joined."""
    return " ".join(span.of(text) for span in spans).casefold()


def only(found: tuple[Drift, ...], kind: DriftKind, document: Document) -> Drift:
    """Return the one drift of a kind in a document."""
    [drift] = [one for one in found if one.kind is kind and one.document == document.id]
    return drift


def test_the_headline_of_the_first_names_a_country_where_the_article_has_an_outlet_and_officials(
    pile: tuple[Read, ...],
) -> None:
    first = pile[0].document
    found = drifts("camps", group_of(pile, "training c"))
    drift = only(found, DriftKind.HEADLINE_SOURCE_UPGRADE, first)
    assert said(first.text, drift.here).startswith("pakistan acknowledges")
    assert drift.lost
    assert all(any(whole.holds(part) for whole in drift.there) for part in drift.lost)
    assert DriftKind.HEADLINE_FIRMER not in {one.kind for one in found}


def test_the_headline_of_the_second_puts_as_so_what_the_article_calls_alleged(pile: tuple[Read, ...]) -> None:
    second = pile[1].document
    found = drifts("infiltration", group_of(pile, "infiltration", "pushing isis", "push in the terror group"))
    drift = only(found, DriftKind.HEADLINE_FIRMER, second)
    assert said(second.text, drift.lost) == "allegedly"
    assert DriftKind.HEADLINE_SOURCE_UPGRADE not in {one.kind for one in found}


def test_the_rival_account_of_the_second_is_the_answer_of_the_accused(pile: tuple[Read, ...]) -> None:
    second = pile[1].document
    group = group_of(pile, "infiltration", "pushing isis", "push in the terror group")
    found = find_reply(group)
    assert (found.accused, found.reply) == (("Pakistan’s army",), Reply.PRESENT)
    answers = [said(second.text, claim.content) for claim in group.context if claim.id in found.reply_claims]
    assert any("repairs at the border fence" in answer for answer in answers)
