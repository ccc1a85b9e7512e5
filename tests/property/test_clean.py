"""What holds for every input: no crash, alignment letter by letter, and what was clean stays as it is."""

from cleaning import document, read
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.records import Document

MEDIA_TYPES = st.sampled_from(["text/plain", "text/html", "text/markdown", "application/json"])
LINES = st.sampled_from(
    [
        "Ferry sinks off Marn",
        "KELDA – A ferry with ninety people on board sank off the island of Marn on Tuesday night, the coast guard said.",
        "Twelve people were still missing on Wednesday morning, according to a spokesman, who did not give their names.",
        "“We heard a bang and then the lights went out,” said a passenger who asked not to be named.",
        "Share this article",
        "Home / World / Ferry sinks off Marn",
        "By Mara Tolv",
        "5 March 2031",
        "Read also: Two killed as bus leaves mountain road",
        "https://zentabet88.ac.id/ situs slot gacor",
        "Not everyone agrees.",
        "© 2031 Harbour Post",
        "Harbour Post",
        "",
        "***",
    ]
)


@given(st.binary(max_size=300), MEDIA_TYPES)
@settings(max_examples=60, deadline=None)
def test_no_bytes_make_it_crash(content: bytes, media_type: str) -> None:
    read(content, media_type)


@given(st.text(max_size=300), MEDIA_TYPES)
@settings(max_examples=60, deadline=None)
def test_no_text_makes_it_crash(content: str, media_type: str) -> None:
    read(content.encode("utf-8", "surrogatepass"), media_type)


@given(st.lists(LINES, min_size=1, max_size=12), st.sampled_from(["\n", "\n\n", " \r\n"]))
@settings(max_examples=60, deadline=None)
def test_cleaning_twice_is_cleaning_once(lines: list[str], line_end: str) -> None:
    once = read(line_end.join(lines).encode())
    if isinstance(once, Document):
        twice = document(once.text)
        assert twice.text == once.text
        assert twice.removed == ()
