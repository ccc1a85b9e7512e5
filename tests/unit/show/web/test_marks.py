"""Marks on a text: contents nest, cross paragraphs and other marks, and no letter is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.records import Aligned, Attribution, Document, Removed, Span
from allegedly.show.web.marks import numbered, paragraphs, place_of
from allegedly.vocab import AttributionKind, Firmness, Polarity, Quotation, SourceKind

TEXT = (
    "Camps near Osk\n\nThe Post said that officials reportedly said that there were camps.\n\nThe ministry denied it."
)


def _span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def _attribution(
    identity: str, source: str, cue: str, content: str, *, parent: str | None = None, hedges: str = ""
) -> Attribution:
    return Attribution(
        id=identity,
        document="d",
        parent=parent,
        source=(_span(source),),
        cue=(_span(cue),),
        content=(_span(content),),
        source_kind=SourceKind.UNNAMED,
        source_name=None,
        quotation=Quotation.INDIRECT,
        kind=AttributionKind.SPEECH,
        firmness=Firmness.ASSERTED,
        hedges=(_span(hedges),) if hedges else (),
        polarity=Polarity.POSITIVE,
    )


OUTER = _attribution("o", "The Post", "said", "that officials reportedly said that there were camps")
INNER = _attribution("i", "officials", "said that there", "that there were camps", parent="o", hedges="reportedly")
DOCUMENT = Document(id="d", original_sha256="0", path="a.txt", text=TEXT, title_span=Span(0, 14))


def test_attributions_are_numbered_in_reading_order_with_their_depth() -> None:
    assert [(each.number, each.depth, each.attribution.id) for each in numbered([INNER, OUTER])] == [
        (1, 0, "o"),
        (2, 1, "i"),
    ]


def test_contents_open_and_close_in_one_another() -> None:
    _, body, _ = paragraphs(DOCUMENT, [OUTER, INNER])
    printed = "".join(
        "".join(f"[{number} " for number in piece.opens)
        + piece.text
        + "".join(f" {number}]" for number in piece.closes)
        for piece in body.pieces
    )
    assert printed == "The Post said [1 that officials reportedly said [2 that there were camps 2] 1]."


def test_a_piece_carries_every_mark_that_lies_on_it() -> None:
    _, body, _ = paragraphs(DOCUMENT, [OUTER, INNER], asked=[_span("reportedly said")])
    roles = {piece.text: piece.roles for piece in body.pieces}
    assert roles["reportedly"] == ("asked", "hedge")
    assert roles["officials"] == ("source",)
    assert roles["The Post"] == ("source",)


def test_notes_stand_beside_the_paragraph_in_which_their_attribution_begins() -> None:
    title, body, last = paragraphs(DOCUMENT, [OUTER, INNER])
    assert title.is_title
    assert [(note.number, note.depth, note.source, note.hedges) for note in body.notes] == [
        (1, 0, "The Post", ""),
        (2, 1, "officials", "reportedly"),
    ]
    assert last.notes == ()


def test_words_that_were_asked_for_can_be_linked_to() -> None:
    _, body, _ = paragraphs(DOCUMENT, [], asked=[_span("officials")], anchors=[_span("camps.").start])
    assert [piece.text for piece in body.pieces if piece.is_anchor] == ["officials", "camps."]


def test_a_mark_that_leaves_the_text_is_cut_at_its_end() -> None:
    made = paragraphs(DOCUMENT, [], asked=[Span(5, 10_000), Span(9_000, 9_001)])
    assert "".join(piece.text for paragraph in made for piece in paragraph.pieces) == TEXT.replace("\n", "")


@pytest.mark.parametrize(("start", "place"), [(0, 0), (20, 5), (22, 5), (40, 14), (99, 20)])
def test_a_cut_has_its_place_after_the_words_that_stood_before_it(start: int, place: int) -> None:
    runs = (Aligned(0, 15, 5), Aligned(6, 30, 8), Aligned(15, 60, 5))
    document = Document(id="d", original_sha256="0", path="a.txt", text="x" * 20, alignment=runs)
    assert place_of(document, Removed(start=start, end=start + 1, reason="teaser", text="x")) == place


def test_cuts_stand_between_the_paragraphs_on_demand() -> None:
    cut = Removed(start=200, end=230, reason="teaser", text="Read  also:\nmore")
    runs = (Aligned(0, 0, len(TEXT)),)
    document = Document(id="d", original_sha256="0", path="a.txt", text=TEXT, removed=(cut,), alignment=runs)
    assert not any(each.is_cut for each in paragraphs(document, []))
    [shown] = [each for each in paragraphs(document, [], cuts=True) if each.is_cut]
    assert shown.pieces[0].cut is not None
    assert shown.pieces[0].cut.text == "Read also: more"


SPANS = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: Span(min(pair), max(pair)))


@given(st.text(alphabet="ab \n“é\u0627", max_size=60), st.lists(SPANS, max_size=8), st.lists(SPANS, max_size=5))
def test_however_marks_lie_no_letter_is_lost_or_doubled(text: str, contents: list[Span], asked: list[Span]) -> None:
    found = [_attribution(str(number), "The Post", "said", "that officials") for number in range(len(contents))]
    placed = [
        type(each)(
            **{
                **{name: getattr(each, name) for name in each.__struct_fields__},
                "source": (),
                "cue": (),
                "content": (span,),
            }
        )
        for each, span in zip(found, contents, strict=True)
    ]
    document = Document(id="d", original_sha256="0", path="a.txt", text=text)
    made = paragraphs(document, placed, asked=asked)
    assert "".join(piece.text for paragraph in made for piece in paragraph.pieces) == text.replace("\n", "")
    assert all(piece.text for paragraph in made for piece in paragraph.pieces)
