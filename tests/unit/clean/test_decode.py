import pytest

from allegedly.clean.decode import decode

SENTENCE = "Die Regierung in Marnstadt äußerte sich nicht zu dem Überfall."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_is_taken_off(encoding: str) -> None:
    decoded = decode(SENTENCE.encode(encoding))
    assert decoded.text == SENTENCE
    assert decoded.assumptions == ()


def test_a_declared_charset_is_believed() -> None:
    page = f'<html><head><meta charset="iso-8859-1"></head><body>{SENTENCE}</body>'
    assert SENTENCE in decode(page.encode("latin-1"), declares=True).text


def test_valid_utf8_is_read_as_such_whatever_the_page_declares() -> None:
    page = f'<html><head><meta charset="iso-8859-1"></head><body>{SENTENCE}</body>'
    decoded = decode(page.encode(), declares=True)
    assert SENTENCE in decoded.text
    assert "UTF-8" in decoded.assumptions[0]


def test_windows_1252_is_preferred_for_latin_text_and_noted() -> None:
    decoded = decode("“No,” said the señor — twice.".encode("cp1252"))
    assert decoded.text == "“No,” said the señor — twice."
    assert decoded.assumptions == ("read as windows-1252, not declared",)


def test_cyrillic_without_declaration_is_guessed_and_noted() -> None:
    text = "Министерство обороны сообщило, что мост через реку разрушен. Жители покинули деревню ночью. " * 4
    decoded = decode(text.encode("cp1251"))
    assert decoded.text == text
    assert "not declared" in decoded.assumptions[0]


def test_a_few_broken_bytes_do_not_change_the_encoding_of_the_rest() -> None:
    decoded = decode(("Überfall in Marnstadt. " * 40).encode() + b"\xff end")
    assert decoded.text.startswith("Überfall")
    assert "\ufffd" in decoded.text
    assert decoded.assumptions


def test_mojibake_is_left_as_it_was_found() -> None:
    assert decode("sanciÃ³n".encode()).text == "sanciÃ³n"
