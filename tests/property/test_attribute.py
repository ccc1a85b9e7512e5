"""What holds for every text and both engines: spans that can be quoted, chains that end, and the same answer twice."""

from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from allegedly.attribute import attribute, claims
from allegedly.attribute.taggers import NAMES, load_tagger
from allegedly.parse import parse
from allegedly.records import Attribution, Claim, Document, Spans

# A clause a piece, so that mixing them gives texts in which much is attributed and little is well formed.
PIECES = (
    "The mayor of Orvel said the bridge had fallen.",
    "“We will rebuild it,” she told the Strait Ledger,",
    "“We will rebuild it. We always have.",
    "and nobody died,” according to two officials.",
    "'No,' he said, \"not 'yet' but soon",
    "„Wir“ »nous« “they”",
    "MINISTER SAYS NO TROOPS CROSSED THE RIVER, REBELS DENY IT",
    "officials said the bridge fell and the mayor said nobody died and she added that many did",
    "The Ledger, citing a report of the ministry, reported that rebels had claimed that the dam was mined.",
    "It is believed that the ford was closed.",
    "VOSS: The dam held.",
    "BRANDT -",
    "ORVEL, 3 March (Strait News Agency) —",
    "said",
    "He denied it.",
    "😡 said 🇫🇷 👩‍👩‍👧 “no 🚢”",
    "e\u0301te\u0301 tomba, said Zoe\u0308 N\u0303a\u0300\u0301.",
    "\u0301\u0308 said \u0301",
    "قال المسؤولون إن الجسر سقط، said the mayor,",
    "\u202eהגשר נפל\u202c, officials said.",
    "\x01\x08\x1c\x1f\x7f\x85 he said\x0b\x0c it\u2028fell\u2029",
    "\u200b\ufeff\u00ad said\u00a0the\u3000mayor\u2009.",
    "x" * 400,
    "https://example.org/" + "said/" * 60,
    "Ayrak" + "-Ayrak" * 40 + " said it fell.",
    "官员说桥塌了。한국어 ≠ ŉ İstanbul ﬁre",
    "",
)
JOINS = ("", " ", " ", " ", "\n", "\n\n", "\n\n\n\n", "\t", "\xa0")

TEXTS = st.one_of(
    st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(JOINS)), max_size=12).map(
        lambda parts: "".join(piece + join for piece, join in parts)
    ),
    st.builds(lambda piece, times: "\n\n".join([piece] * times), st.sampled_from(PIECES), st.integers(1, 6)),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=80).map(
        lambda odd: f"“{odd}” said the mayor. He said {odd} {odd}"
    ),
)
ENGINES = pytest.mark.parametrize("engine", NAMES)


def read(text: str, engine: str) -> tuple[tuple[Attribution, ...], tuple[Claim, ...]]:
    """Take a text through the engine as a case would, from its parse to its claims."""
    parsed = parse(Document(id="any", original_sha256="", path="", outlet="Strait Ledger", text=text))
    found = attribute(parsed, load_tagger(engine))
    return found, claims(parsed, found)


@ENGINES
@given(TEXTS)
@example("")
@example(" \n\n\t\n")
@example("said")
@settings(max_examples=60, deadline=None, derandomize=True)
def test_any_text_gives_sound_attributions_and_claims(engine: str, text: str) -> None:
    found, made = read(text, engine)
    for one in found:
        assert_quotable(text, one.source, one.cue, one.content, one.hedges, one.source_name_spans, one.affiliation)
        assert one.content
        for role in (one.source, one.cue, one.content, one.hedges):
            assert all(left.end <= right.start for left, right in pairwise(sorted(role)))
        assert not places(one.content) & places((*one.source, *one.cue))
        assert not places(one.source) & places(one.cue)
    for claim in made:
        assert_quotable(text, claim.content, claim.hedges, *(link.spans for link in claim.chain))
    assert_linked(found, made)


@ENGINES
@given(TEXTS)
@settings(max_examples=15, deadline=None, derandomize=True)
def test_the_same_text_gives_the_same_answer(engine: str, text: str) -> None:
    assert read(text, engine) == read(text, engine)


@ENGINES
def test_a_document_of_20_000_words_is_read_to_its_end(engine: str) -> None:
    paragraph = (
        "Officials said the bridge fell, and “nobody died,” the mayor told the Strait Ledger. It rained all day. "
    )
    text = "\n\n".join([paragraph * 5, "no full stop here and no end " * 20, "“Never closed. "] * 100)
    assert len(text.split()) > 20_000
    found, made = read(text, engine)
    assert found[-1].cue[0].start > 0.9 * len(text)
    assert_linked(found, made)


def assert_quotable(text: str, *roles: Spans) -> None:
    """Check that spans lie inside the text and quote words without white space at their ends."""
    for span in (span for spans in roles for span in spans):
        words = span.of(text)
        assert len(words) == span.end - span.start > 0
        assert words == words.strip()


def assert_linked(found: Iterable[Attribution], made: Iterable[Claim]) -> None:
    """Check that ids differ, that parents are there and no one is their own ancestor, and that chains name what is found."""
    found, made = list(found), list(made)
    known = {one.id: one for one in found}
    assert len(known) == len(found)
    assert len({claim.id for claim in made}) == len(made)
    for one in found:
        above, above_them = one, {one.id}
        while above.parent is not None:
            above = known[above.parent]
            assert above.id not in above_them
            above_them.add(above.id)
    assert all(link.attribution in known for claim in made for link in claim.chain if link.attribution is not None)


def places(spans: Spans) -> set[int]:
    """Return the code points that spans cover."""
    return {place for span in spans for place in range(span.start, span.end)}
