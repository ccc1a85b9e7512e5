"""Who vouches for what is attributed to them: not who asks, not who acts so that the writer concludes; and how many speak."""

import pytest
from telling import article, group_of

from allegedly.vocab import NodeKind
from allegedly.weigh.group import Weighed
from allegedly.weigh.provenance import weigh


def weighed(text: str, about: str) -> Weighed:
    return weigh(group_of(article("one", f"At the ford\n\n{text}", outlet="Orvel Dispatch"), about=about))


def origins(text: str, about: str = "mines") -> list[tuple[NodeKind, str | None]]:
    return [(node.kind, node.name or node.description) for node in weighed(text, about).nodes if node.is_origin]


@pytest.mark.parametrize(
    "question",
    [
        "{source:The Isle Tribune} {cue:asked} {content:about reports that soldiers had laid mines}.",
        "{source:A deputy} {cue:asked} {content:whether the army had laid mines}.",
        "{source:A deputy} {cue:asked}: {content:“Who laid the mines?”}",
        "{source:A deputy} {cue:has asked} {content:the army for an explanation of reports that it had laid mines}.",
    ],
)
def test_who_asks_about_something_is_no_origin_of_it(question: str) -> None:
    assert origins(question) == [(NodeKind.ARTICLE, "Orvel Dispatch")]


def test_a_question_is_nothing_beside_a_statement() -> None:
    text = "{source1:A deputy} {cue1:asked} {content1:whether the army laid mines}. {source2:Nel Orr} {cue2:said} {content2:the army laid mines}."
    assert origins(text) == [(NodeKind.NAMED, "Nel Orr")]


def test_who_asks_for_something_to_be_done_holds_that_it_should() -> None:
    text = "{source:Nel Orr} {cue:asked} {content:the army to clear its mines}."
    assert origins(text) == [(NodeKind.NAMED, "Nel Orr")]


def test_what_the_writer_concludes_from_a_deed_is_on_nobodys_word() -> None:
    deed = (
        "{source:The brigade} fired back, hitting two huts with mortars, {cue:revealing} {content:its store of mines}."
    )
    assert origins(deed) == [(NodeKind.ARTICLE, "Orvel Dispatch")]


@pytest.mark.parametrize(
    "text",
    [
        "{source:The brigade} issued a list on Monday, {cue:revealing} {content:its store of mines}.",
        "{source:The brigade} left the valley on Monday, {cue:revealing} {content:that it had a store of mines}.",
        "{source:Photographs} taken from a boat, {cue:showing} {content:a store of mines}.",
    ],
)
def test_what_a_source_shows_or_says_itself_stands_on_its_word(text: str) -> None:
    assert [kind for kind, _ in origins(text)] != [NodeKind.ARTICLE]


def test_two_people_named_side_by_side_are_two_origins() -> None:
    text = "{content:The army laid mines}, {cue:according to} {source:a senior rebel commander and a source within the border guard}."
    found = weighed(text, "mines")
    assert (found.origins.lo, found.origins.hi) == (2, 2)
    assert [node.description for node in found.nodes if node.is_origin] == [
        "a senior rebel commander",
        "a source within the border guard",
    ]


@pytest.mark.parametrize("source", ["officials and residents", "a nurse who had fled and asked for no name"])
def test_a_plural_and_one_person_of_whom_two_things_are_said_are_one(source: str) -> None:
    found = weighed(f"{{content:The army laid mines}}, {{source:{source}}} {{cue:said}}.", "mines")
    assert (found.origins.lo, found.origins.hi) == (1, 1)
