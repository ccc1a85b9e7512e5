"""Who speaks, where the parse misleads or the name is told elsewhere: appositions, owners, parts of groups, given names."""

import pytest
from attributing import attributions

NAMES = {
    "she, by a given name that women bear": (
        "{source1:Deborah Kroll} {cue1:told} Walter Brandt {content1:that it fell}. {source2:She} {cue2:said} {content2:it was old}.",
        "Deborah Kroll",
    ),
    "she, whom another's quotation calls she": (
        (
            "Tordis Velm's lawyer, {source1:Maud Orrin}, {cue1:denied} {content1:it}. {content2:“The only coat he has is his brother's,”} "
            "{source2:she} {cue2:said}."
        ),
        "Maud Orrin",
    ),
    "a name that who follows is a person's": (
        "{content1:“We ran,”} {cue1:says} {source1:Orvela, 31, who left Halm in April}. {source2:She} {cue2:reckons} {content2:it took an hour}.",
        "Orvela",
    ),
    "the group, of which an apposition told": (
        (
            "{source1:The Tarrow Desk, a group of retired pilots,} {cue1:said} {content1:it fell}. "
            "{source2:The group} {cue2:could not say} {content2:why}."
        ),
        "Tarrow Desk",
    ),
    "the company, by the one that spoke": (
        (
            "No bottle of Coldrop was sold. {source1:Sorrel Foods} {cue1:said} {content1:its samples were clean}. "
            "{source2:The company} {cue2:suspects} {content2:a swap}."
        ),
        "Sorrel Foods",
    ),
    "the spokesman, after a spokesman for a body": (
        (
            "{source1:A spokesman for the Coast Command} {cue1:said} {content1:a boat struck its side}. "
            "{source2:The spokesman} {cue2:added} {content2:that damage was light}."
        ),
        "Coast Command",
    ),
    "one of a group that is not counted, in the singular": (
        "{source1:Officials of the Border Bureau} {cue1:said} {content1:it fell}. {source2:One of them} {cue2:added} {content2:that it burned}.",
        "official of the Border Bureau",
    ),
    "one of the two, of the group with that number": (
        (
            "{source1:Two clerks aware of the audit} {cue1:said} {content1:auditors found holes}. "
            "{source2:One of the two} {cue2:mentioned} {content2:traces of a transfer}."
        ),
        "one of two clerks aware of the audit",
    ),
    "a body of a place, in one form": (
        "{source1:Halm's harbour authority} {cue1:said} {content1:the pier was shut}.",
        "harbour authority of Halm",
    ),
    "a body described more fully before": (
        "The riot brigade came at noon. {source1:A member of the brigade} {cue1:said} {content1:nobody fell}.",
        "member of the riot brigade",
    ),
    "an outlet by name": (
        (
            "{source1:A media outlet close to the army} {cue1:verified} {content1:it}. {source2:The outlet, by name Halm Files,} "
            "{cue2:writes} {content2:that it fell}."
        ),
        "Halm Files",
    ),
    "a title with a full stop": (
        "{source1:The minister of works, Hon. Baruk Otumo,} {cue1:said} {content1:a committee would sit}.",
        "Baruk Otumo",
    ),
    "it is no name that every and no stand before": (
        "{source1:The Tarrow Board} {cue1:published} {content1:a report}. No body was shown. {source2:It} {cue2:said} {content2:all was well}.",
        "Tarrow Board",
    ),
}


@pytest.mark.parametrize(("text", "name"), NAMES.values(), ids=NAMES.keys())
def test_the_last_marked_source_is_named(text: str, name: str) -> None:
    found = attributions(text)
    assert found[-1].source_name == name


def test_a_thing_that_shows_something_is_a_document_and_nobody() -> None:
    [one] = attributions("{source:The angle of the crater} {cue:indicates} {content:a firing point to the east}.")
    assert one.source_kind == "document"
