import pytest
from pdfs import column, make_pdf

from allegedly.clean import clean
from allegedly.collect import collect
from allegedly.collect.apart import Apart
from allegedly.collect.pdf import read_pdf
from allegedly.collect.pieces import Piece, Unread
from allegedly.records import Item
from allegedly.vocab import Reason

LEFT = (
    "The bridge at Osk fell on Wednesday morning, officials of the district said in a statement to the press. Nobody was "
    "hurt, they said, because the road had been closed two hours before for repairs of its surface and of its railings."
)
RIGHT = (
    "The ministry of transport denied on Thursday that it had known of cracks in the eastern pillar. A report by two "
    "engineers of the town of Marn had warned of them in May, according to a copy seen by the Harbour Post newspaper."
)


def words(*pages, **about):
    [piece] = read_pdf(make_pdf(pages, **about))
    assert isinstance(piece, Piece)
    return piece.content.decode()


def test_two_columns_are_read_one_after_the_other_even_if_the_file_has_them_line_by_line():
    columns = [*column(LEFT, 50, 600), *column(RIGHT, 320, 600)]
    by_line = sorted(columns, key=lambda placed: (-placed[1], placed[0]))
    expected = f"{LEFT}\n\n{RIGHT}"
    assert words(columns) == expected
    assert words(by_line) == expected
    assert words(columns[::-1]) == expected


def test_three_columns_below_a_headline_and_a_line_across_are_read_in_order():
    page = [
        (50, 750, 24, "Bridge at Osk falls hours after closure"),
        *column(LEFT, 40, 700, letters=30),
        *column(RIGHT, 230, 700, letters=30),
        *column(LEFT.replace("Osk", "Marn"), 420, 700, letters=30),
        (40, 500, 10, "The Harbour Post prints corrections on page two and on its site, in the section on the right."),
    ]
    [piece] = read_pdf(make_pdf([page]))
    assert piece.known.title == "Bridge at Osk falls hours after closure"
    assert piece.content.decode().split("\n\n") == [LEFT, RIGHT, LEFT.replace("Osk", "Marn"), page[-1][3]]


def test_a_sentence_goes_on_in_the_next_column_and_on_the_next_page():
    half = LEFT.index("said in")
    columns = [*column(f"{RIGHT} {LEFT[:half]}", 50, 600), *column(f"{LEFT[half:]} {RIGHT}", 320, 600)]
    assert words(columns) == f"{RIGHT} {LEFT} {RIGHT}"
    assert words(column(LEFT[:half], 50, 100), column(LEFT[half:], 50, 700)) == LEFT


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        ("the govern- | ment of the district", "the government of the district"),
        ("the cease- | fire held, and the cease-fire was long", "the cease-fire held, and the cease-fire was long"),
        ("said Anna al- | Harun of the ministry", "said Anna al-Harun of the ministry"),
        ("between May - | and the end of June", "between May - and the end of June"),
        ("in 2030- | 31 the bridge", "in 2030-31 the bridge"),
    ],
)
def test_words_parted_at_a_line_end_are_made_whole(lines, whole):
    assert words(column(lines, 50, 700)) == whole


def test_a_gap_or_an_indent_begins_a_paragraph():
    lines = column(LEFT, 50, 700)
    indented = [
        (70, 700 - 12 * len(lines), 10, "It was the third bridge of the district to"),
        *column("fall within a year, the mayor said to the press.", 50, 688 - 12 * len(lines)),
    ]
    apart = column("Engineers will look at the others.", 50, 640 - 12 * len(lines))
    assert words([*lines, *indented, *apart]).split("\n\n") == [
        LEFT, "It was the third bridge of the district to fall within a year, the mayor said to the press.", "Engineers will look at the others.",
    ]  # fmt: skip


def test_running_heads_and_page_numbers_are_left_out_and_said():
    pages = [
        [
            (50, 780, 9, "Harbour Post, 5 March 2031"),
            *column(f"In {name} {LEFT} {name}.", 50, 700),
            (290, 20, 9, f"Page {n}"),
        ]
        for n, name in enumerate(("Osk", "Marn", "Tolv", "Ehl"), 1)
    ]
    [piece] = read_pdf(make_pdf(pages))
    assert "Harbour Post, 5" not in piece.content.decode()
    assert "Page" not in piece.content.decode()
    [note] = piece.known.assumptions
    assert (
        note == "lines that recur at the edge of its pages were left out: 'Harbour Post, 5 March 2031'; 'page numbers'"
    )


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Bridge at Osk falls", "Bridge at Osk falls"),
        ("Microsoft Word - osk_final2.docx", None),
        ("untitled", None),
        ("osk-report", None),
        ("Report on the bridges of the district", "Report on the bridges of the district"),
    ],
)
def test_a_stated_title_is_taken_if_it_is_one(title, expected):
    [piece] = read_pdf(make_pdf([column(f"Bridge at Osk falls | {LEFT}", 50, 700)], Title=title))
    assert piece.known.title == expected


def test_author_and_date_are_taken_where_sane_and_the_date_is_said_to_be_the_files():
    about = {"Author": "Mara Tolv", "CreationDate": "D:20310305143900+04'30'"}
    [piece] = read_pdf(make_pdf([column(LEFT, 50, 700)], **about))
    assert (piece.known.byline, piece.known.published) == ("Mara Tolv", "2031-03-05T14:39:00+04:30")
    assert any("date on which the PDF was made" in note for note in piece.known.assumptions)
    [piece] = read_pdf(make_pdf([column(LEFT, 50, 700)], Author="admin", CreationDate="D:19700101000000Z"))
    assert (piece.known.byline, piece.known.published) == (None, None)


@pytest.mark.parametrize(
    ("content", "reason", "words"),
    [
        (
            make_pdf([[]], pictures=True),
            Reason.NO_MAIN_TEXT,
            "its 1 page hold pictures and no text: make one with text recognition",
        ),
        (make_pdf([[], []]), Reason.EMPTY, "no text on its 2 pages"),
        (make_pdf([column(LEFT, 50, 700)], encrypt=True), Reason.LOCKED, "a password only"),
        (b"%PDF-1.7\nnothing", Reason.DAMAGED, "cannot be opened"),
        (make_pdf([column(LEFT, 50, 700)])[:200], Reason.DAMAGED, "cannot be opened"),
    ],
)
def test_a_pdf_without_text_says_why_and_what_to_do(content, reason, words):
    [unread] = read_pdf(content)
    assert isinstance(unread, Unread)
    assert (unread.reason, words in unread.detail) == (reason, True), unread.detail


def test_a_pdf_is_read_as_a_file_and_becomes_a_document(tmp_path):
    page = [(50, 750, 20, "Bridge at Osk falls"), *column(LEFT, 50, 700)]
    (tmp_path / "a.pdf").write_bytes(make_pdf([page], Author="Mara Tolv"))
    original, item = collect([tmp_path / "a.pdf"])
    assert isinstance(item, Item)
    assert original.media_type == "application/pdf"
    document = clean(item)
    assert (document.title, document.byline) == ("Bridge at Osk falls", "Mara Tolv")
    assert document.text == f"Bridge at Osk falls\n\n{LEFT}"
    assert document.title_span.of(document.text) == "Bridge at Osk falls"
    for run in document.alignment:
        assert (
            document.text[run.start : run.start + run.length]
            == item.content.decode()[run.original_start : run.original_start + run.length]
        )


def test_only_so_many_pages_and_so_much_time_are_spent_on_one_file(monkeypatch):
    monkeypatch.setattr("allegedly.collect.pdf.MOST_PAGES", 2)
    [piece] = read_pdf(make_pdf([column(LEFT, 50, 700)] * 3))
    assert "only the first 2 of 3 pages were read" in piece.known.assumptions
    monkeypatch.setattr("allegedly.collect.pdf.TIME_LIMIT", -1.0)
    [unread] = read_pdf(make_pdf([column(LEFT, 50, 700)] * 2))
    assert "only the first 0 of 2 pages were read" in unread.detail


def test_an_input_that_its_reader_cannot_stand_costs_only_itself(monkeypatch):
    monkeypatch.setattr("allegedly.collect.apart.READERS", {})
    with Apart(seconds=0.0) as apart:  # no time at all
        [unread] = apart.read("application/pdf", make_pdf([column(LEFT, 50, 700)]))
        assert unread.reason is Reason.TOO_SLOW
    with Apart() as apart:
        [unread] = apart.read("no such reader", b"")
        assert unread.reason is Reason.DAMAGED
        [piece] = apart.read("application/pdf", make_pdf([column(LEFT, 50, 700)]))
        assert piece.content.decode() == LEFT
