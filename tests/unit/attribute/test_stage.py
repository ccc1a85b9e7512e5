"""The stage takes any text with any tagger: spans stay inside the text, ids differ, the cost grows with the text alone."""

import pytest
from attributing import MarkedTagger, parsed_text
from marked import marked

from allegedly.attribute import attribute, claims
from allegedly.attribute.rules.tagger import RuleTagger
from allegedly.parse import parse
from allegedly.records import Document, Parsed, Span

ODD_TEXTS = {
    "nothing": "",
    "one word": "said",
    "marks without words": "“” \"\" '' ‘’ ((",
    "capitals": "MINISTER SAYS NO TROOPS CROSSED THE RIVER, REBELS DENY IT. HE SAID SHE WOULD RESIGN, THE HSB SAID.",
    "no punctuation": "officials said the bridge fell and the mayor said nobody died and she added that many did",
    "never closed": "The mayor said, “We will rebuild it. He added: ‘We will.",
    "a deep chain": "Ann Bell said that " * 80 + "it rained.",
    "one long line": "Officials said it fell, and “nobody died,” he told the Ledger. They denied it. " * 60,
    "only pronouns": "He said she said it said they said who said I said.",
}


def read(text: str, outlet: str | None = None) -> Parsed:
    return parse(Document(id="odd", original_sha256="", path="", outlet=outlet, text=text))


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS.keys())
def test_odd_texts_give_sound_attributions_and_claims(text: str) -> None:
    parsed = read(text, outlet="The Ford Herald")
    found = attribute(parsed, RuleTagger())
    made = claims(parsed, found)
    spans = [
        span
        for one in found
        for spans in (one.source, one.cue, one.content, one.hedges, one.source_name_spans, one.affiliation)
        for span in spans
    ]
    spans += [span for claim in made for span in (*claim.content, *claim.hedges)]
    assert all(Span(0, len(text)).holds(span) and span.start < span.end for span in spans)
    assert len({one.id for one in found}) == len(found)
    assert len({claim.id for claim in made}) == len(made)
    ids = {one.id for one in found}
    assert all(one.parent is None or one.parent in ids for one in found)


def test_a_child_lies_inside_its_parent() -> None:
    text = marked("{source1:Ann} {cue1:said} {content1:that {source2:Bea} {cue2:said} {content2:no}}.")
    outer, inner = attribute(parsed_text(text), MarkedTagger(text))
    assert all(any(held.holds(span) for held in outer.content) for span in inner.content)
