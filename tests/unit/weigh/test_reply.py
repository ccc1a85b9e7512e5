"""The right of reply: who is accused, and whether their answer is there."""

import pytest
from telling import article, group_of, words

from allegedly.records import Event, Participant, Span
from allegedly.vocab import Auxiliary, EventType, Quad, Reply
from allegedly.weigh.group import Group
from allegedly.weigh.reply import Answer, find_reply

ACCUSED = "{source1:Orvel} {cue1:accused} {content1:the Karvend army of laying mines}."


def answer(text: str) -> tuple[Group, Answer]:
    """Return what is found for the claims on mines in one article."""
    one = article("one", f"At the ford\n\n{text}", outlet="Orvel Dispatch")
    group = group_of(one, about="mines")
    return group, find_reply(group)


def test_whom_a_source_accuses_is_accused() -> None:
    _, found = answer(ACCUSED)
    assert found == Answer(("Karvend army",), Reply.ABSENT)


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ("{source2:The Karvend general staff} {cue2:said} {content2:its guns were silent}.", "its guns were silent"),
        ("{content2:“We were asleep,”} {cue2:said} {source2:an officer of the Karvend army}.", "“We were asleep,”"),
    ],
)
def test_a_statement_of_theirs_in_an_article_that_carries_it_is_an_answer(reply: str, said: str) -> None:
    group, found = answer(f"{ACCUSED} {reply}")
    assert found.reply is Reply.PRESENT
    [claim] = [claim for claim in group.context if claim.id in found.reply_claims]
    assert words(group.documents["one"], claim.content) == said


def test_a_statement_of_others_is_no_answer() -> None:
    _, found = answer(f"{ACCUSED} {{source2:The Orvel navy}} {{cue2:said}} {{content2:the river was high}}.")
    assert found.reply is Reply.ABSENT


@pytest.mark.parametrize(
    "text",
    [
        "The Karvend army did not respond to a request.",
        "A spokesman for Karvend declined to comment.",
        "The Karvend defence ministry could not be reached on Monday.",
    ],
)
def test_an_accused_who_was_asked_and_did_not_answer_was_asked(text: str) -> None:
    _, found = answer(f"{ACCUSED} {text}")
    assert found.reply is Reply.ASKED


def test_that_others_did_not_comment_asks_nobody() -> None:
    _, found = answer(f"{ACCUSED} There was no immediate comment from the Harbour Board.")
    assert found.reply is Reply.ABSENT


def test_a_claim_of_an_allegation_that_denies_it_is_an_answer_wherever_it_stands() -> None:
    group, _ = answer(ACCUSED)
    denial = article(
        "two", "No\n\n{source:Karvend} {cue:denied} {content:that its army laid mines}.", outlet="Karvend Standard"
    )
    found = find_reply(group, denials=denial.claims)
    assert (found.reply, len(found.reply_claims)) == (Reply.PRESENT, 1)


def test_a_rival_account_answers_only_on_the_word_of_the_accused() -> None:
    one = article("one", f"Ford\n\n{ACCUSED}", outlet="Orvel Dispatch")
    theirs = article(
        "two", "Ford\n\n{source:The Karvend army} {cue:said} {content:smugglers did it}.", outlet="Karvend Standard"
    )
    others = article("three", "Ford\n\n{source:A shepherd} {cue:said} {content:smugglers did it}.", outlet="Quay")
    group = group_of(one, theirs, others, about="mines")
    for rivals, reply in ((theirs.claims, Reply.PRESENT), (others.claims, Reply.ABSENT)):
        bare = Group(claims=group.claims, documents=group.documents, attributions=group.attributions)
        assert find_reply(bare, rivals=rivals).reply is reply


def harm(group: Group, *auxiliary: Auxiliary, trigger: str = "laid") -> Event:
    """Return the event of laying mines, told by the group's first claim."""
    text = group.documents["one"].text
    start, at = text.index("Karvend soldiers"), text.index(trigger)
    return Event(
        id="e", document="one", claim=group.claims[0].id, event_type=EventType.ASSAULT, mode=None, contexts=(),
        auxiliary=auxiliary, actors=(Participant(span=Span(start, start + len("Karvend soldiers"))),), recipients=(),
        trigger=(Span(at, at + len(trigger)),), places=(), dates=(), counts=(), cameo_root="19",
        quad_class=Quad.MATERIAL_CONFLICT, model_probability=None, reason="a frame",
    )  # fmt: skip


def test_who_does_harm_in_what_is_told_is_accused() -> None:
    group, found = answer("{content:Karvend soldiers laid mines}, {source:a guard} {cue:said}.")
    assert found == Answer((), Reply.NOT_ACCUSED)
    assert find_reply(group, events=[harm(group)]) == Answer(("Karvend soldiers",), Reply.ABSENT)
    assert find_reply(group, events=[harm(group, Auxiliary.NEGATED)]).reply is Reply.NOT_ACCUSED


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("{content:Karvend’s army is} {cue:allegedly} {content:laying mines at the ford}.", ("Karvend’s army",)),
        ("{content:Karvend soldiers} {cue:allegedly} {content:laid mines at the ford}.", ("Karvend soldiers",)),
        ("{content:Orvel soldiers were} {cue:allegedly} {content:killed by mines}.", ()),
    ],
)
def test_who_allegedly_did_it_is_accused_and_not_whom_it_befell(text: str, accused: tuple[str, ...]) -> None:
    _, found = answer(text)
    assert found.accused == accused


def test_that_something_was_not_done_accuses_nobody() -> None:
    group, found = answer("{source:Karvend} {cue:denied} {content:that Karvend soldiers laid mines}.")
    assert found.reply is Reply.NOT_ACCUSED
    assert find_reply(group, events=[harm(group)]).reply is Reply.NOT_ACCUSED


@pytest.mark.parametrize(
    "witness",
    ["Sources within the Karvend army", "A deserter from the Karvend army", "A former officer of the Karvend army"],
)
def test_who_tells_of_the_accused_from_inside_does_not_answer_for_them(witness: str) -> None:
    _, found = answer(f"{ACCUSED} {{source2:{witness}}} {{cue2:said}} {{content2:the order came from above}}.")
    assert found.reply is Reply.ABSENT


def test_a_denial_by_bystanders_or_unnamed_sources_is_no_answer() -> None:
    group, _ = answer(ACCUSED)
    for who in ("{source:Sources}", "{source:Residents of Orvel}"):
        denial = article("two", f"No\n\n{who} {{cue:denied}} {{content:that anybody laid mines}}.", outlet="Quay")
        both = group_of(article("one", f"At the ford\n\n{ACCUSED}", outlet="Orvel Dispatch"), denial, about="accused")
        held = Group(claims=group.claims, documents=both.documents, attributions=both.attributions)
        assert find_reply(held, denials=denial.claims).reply is Reply.ABSENT


def test_of_several_statements_of_the_accused_those_that_contradict_are_the_answer() -> None:
    text = "{source2:The Karvend army} {cue2:said} {content2:smugglers did it}. {source3:The Karvend army} {cue3:said} {content3:the road is open}."
    one = article("one", f"At the ford\n\n{ACCUSED} {text}", outlet="Orvel Dispatch")
    group = group_of(one, about="mines")
    rivals = [claim for claim in one.claims if "smugglers" in words(one.document, claim.content)]
    found = find_reply(group, rivals=rivals)
    assert found.reply_claims == tuple(claim.id for claim in rivals)
