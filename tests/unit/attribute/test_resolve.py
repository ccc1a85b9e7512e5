"""Who speaks: pronouns, short names, roles, bodies and outlets, resolved within the document."""

import pytest
from attributing import attributions, words
from marked import marked

NAMES = {
    "a pronoun, to the one who spoke before": (
        "{source1:Colonel Hanno Strand} {cue1:said} {content1:the post was lost}. {source2:He} {cue2:added} {content2:that rain fell}.",
        "Hanno Strand",
    ),
    "a surname, to the full name": (
        "{source1:Damira Soltun, a nurse}, {cue1:said} {content1:she saw it}. {source2:Soltun} {cue2:said} {content2:it burned}.",
        "Damira Soltun",
    ),
    "a surname with a title": (
        "{source1:Damira Soltun} {cue1:said} {content1:she saw it}. {source2:Ms Soltun} {cue2:said} {content2:it burned}.",
        "Damira Soltun",
    ),
    "she, past a man named later": (
        "{source1:Mrs Ada Bell} {cue1:told} Mr Odo Kern {content1:that it fell}. {source2:She} {cue2:said} {content2:it was old}.",
        "Ada Bell",
    ),
    "a ministry, to its fuller name": (
        "{source1:The Temrini interior ministry} {cue1:said} {content1:it rained}. {source2:The ministry} {cue2:said} {content2:it snowed}.",
        "Temrini interior ministry",
    ),
    "it, to the body that spoke": (
        "{source1:The Border Service} {cue1:said} {content1:the post fell}. {source2:It} {cue2:denied} {content2:that men died}.",
        "Border Service",
    ),
    "an acronym that the text introduces": (
        "Men of the Harbour Security Bureau (HSB) came at dawn. {source1:The HSB} {cue1:said} {content1:the pier was safe}.",
        "Harbour Security Bureau",
    ),
    "an outlet named further down": (
        "{source2:A media outlet} {cue2:reported} {content2:that it fell}. {source1:The outlet, known as Ford Chronicles}, {cue1:said} {content1:it burned}.",
        "Ford Chronicles",
    ),
    "a general noun, to the outlet": (
        "{source1:The daily Ayrak Lamp} {cue1:reported} {content1:that it fell}. {source2:The newspaper} {cue2:said} {content2:it burned}.",
        "Ayrak Lamp",
    ),
    "the report, to the outlet whose report it is": (
        "{source1:The Ayrak Herald} {cue1:reported} {content1:that it fell}. {cue2:According to} {source2:the report}, {content2:it burned}.",
        "Ayrak Herald",
    ),
    "a spokeswoman, to her body": (
        "{source1:A spokeswoman for the Border Service} {cue1:said} {content1:the post fell}.",
        "Border Service",
    ),
    "one of them": (
        "{source1:Two hospital doctors} {cue1:said} {content1:he lived}. {source2:One of them} {cue2:added} {content2:that he spoke}.",
        "one of two hospital doctors",
    ),
    "his office": (
        "{source1:Odo Kern} {cue1:said} {content1:it fell}. {source2:His office} {cue2:said} {content2:it was old}.",
        "office of Odo Kern",
    ),
    "a country's body, by the adjective that the text has": (
        "Skerran boats came. {source1:Skerra's navy} {cue1:said} {content1:it fell}.",
        "Skerran navy",
    ),
    "a surname inside a description": (
        "Odo Kern was ill. {source1:A cousin of Mr Kern} {cue1:said} {content1:he slept}.",
        "cousin of Odo Kern",
    ),
    "a pronoun inside a description": (
        "{source1:Odo Kern} {cue1:said} {content1:it fell}. {source2:People close to him} {cue2:said} {content2:it stood}.",
        "People close to Odo Kern",
    ),
    "the possession of an office-holder": (
        "{source1:Governor Odo Kern} {cue1:said} {content1:it fell}. {source2:The governor's office} {cue2:said} {content2:it stood}.",
        "office of Governor Odo Kern",
    ),
    "the possession of a person without a name": (
        "{source1:A shrimper} {cue1:said} {content1:it fell}. {source2:His son} {cue2:said} {content2:it stood}.",
        "shrimper's son",
    ),
    "a description without the clause after it": (
        "{source1:A clerk who worked at the weir} {cue1:said} {content1:it fell}.",
        "clerk",
    ),
    "what the document was seen by is not its name": (
        "{source1:A note by the river board, seen by the Lamp}, {cue1:says} {content1:that it fell}.",
        "note by the river board",
    ),
    "a description stands for the unnamed": (
        "{source1:Officials of the Emirate of Qasr} {cue1:said} {content1:it fell}.",
        "Officials of the Emirate of Qasr",
    ),
    "a description taken up by its noun": (
        "{source1:A fishing skipper} {cue1:said} {content1:it burned}. {source2:The skipper} {cue2:said} {content2:it sank}.",
        "fishing skipper",
    ),
    "a name inside the description": (
        "{source1:A commander who uses the name Gannet} {cue1:said} {content1:it burned}.",
        "Gannet",
    ),
    "who": (
        "Reporters met {content1:}Odo Kern, {source1:who} {cue1:said} {content1:it burned}.",
        "Odo Kern",
    ),
    "a title of a plural noun, beside what it is": (
        "{cue1:According to} {source1:the harbour newsletter Tidal Notes}, {content1:the pier fell}.",
        "Tidal Notes",
    ),
    "they, past a firm to the police": (
        "Police have searched a disused bakery in Lower Hirsen from which, {source1:they} {cue1:say}, {content1:bets were taken}.",
        "Police",
    ),
    "I, to the one quoted": (
        "{content2:“{source1:I} {cue1:said} {content1:no},”} {source2:Odo Kern} {cue2:told} the court.",
        "Odo Kern",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "name"), NAMES.values(), ids=NAMES.keys())
def test_the_last_marked_source_is_resolved(text: str, name: str) -> None:
    found = attributions(text.replace("{content1:}", ""))
    last = found[0] if len(found) == 1 or "{source2:A media" in text or "{content2:“" in text else found[-1]
    if "{source2:A media" in text:
        last = found[1]
    assert last.source_name == name


def test_we_outside_quotation_marks_is_the_outlet() -> None:
    [one] = attributions("{source:We} {cue:understand} {content:that the ford was mined}.", outlet="Bazaar News")
    assert (one.source_name, one.source_kind) == ("Bazaar News", "outlet")


def test_this_newspaper_is_the_outlet() -> None:
    [one] = attributions("{source:This newspaper} {cue:has learned} {content:that it fell}.", outlet="Bazaar News")
    assert (one.source_name, one.source_kind) == ("Bazaar News", "outlet")


def test_a_newsletter_has_the_name_that_the_next_sentence_gives_it() -> None:
    found = attributions(
        "{content1:The pier was sawn through}, {cue1:according to} {source1:a newsletter that covers the fishing trade}. "
        "{source2:Tidal Notes, which is published in Hirsen,} {cue2:reported} {content2:that two men had come at night}. "
        "{source3:The newsletter} {cue3:did not say} {content3:who they were}."
    )
    assert [(one.source_name, one.source_kind) for one in found] == [("Tidal Notes", "outlet")] * 3


def test_two_names_leave_a_newsletter_without_one() -> None:
    found = attributions(
        "{content1:The pier fell}, {cue1:according to} {source1:a newsletter}. "
        "{source2:Radio Lannoch} {cue2:reported} {content2:that it rained}. "
        "{source3:The Ayrak Herald} {cue3:wrote} {content3:that it snowed}. "
        "{source4:The newsletter} {cue4:said} {content4:it was old}."
    )
    assert found[0].source_name == found[3].source_name == "newsletter"


def test_a_headlines_bare_noun_takes_the_name_of_the_one_who_says_so_below() -> None:
    above, _ = attributions(
        "{content1:Ferry rammed the pier at dawn}, {source1:skipper} {cue1:says}\n\n"
        "It rained. {source2:Odo Kern, a skipper}, {cue2:said} {content2:the ferry had rammed the pier at dawn}.",
        has_title=True,
    )
    assert above.source_name == "Odo Kern"


def test_the_name_rests_on_the_mention_and_on_what_gave_it_its_name() -> None:
    text = "{source1:Odo Kern} {cue1:said} {content1:it fell}. {source2:He} {cue2:said} {content2:it burned}."
    _, he = attributions(text)
    assert words(marked(text).document, he.source_name_spans) == "Odo Kern … He"


AFFILIATIONS = [
    ("{source:Former League commander Odo Kern} {cue:said} {content:it fell}.", "Former League commander"),
    ("{source:Odo Kern, the army's spokesman}, {cue:said} {content:it fell}.", "army's spokesman"),
    ("{source:Sources within the Temrini military} {cue:said} {content:it fell}.", "Temrini military"),
    ("{source:Mr Odo Kern} {cue:said} {content:it fell}.", ""),
]


@pytest.mark.parametrize(("sentence", "affiliation"), AFFILIATIONS, ids=[sentence for sentence, _ in AFFILIATIONS])
def test_an_affiliation_is_what_the_text_says_a_source_belongs_to(sentence: str, affiliation: str) -> None:
    [one] = attributions(sentence)
    assert words(marked(sentence).document, one.affiliation) == affiliation


KINDS = [
    ("{source:The Border Service} {cue:said} {content:it fell}.", "named"),
    ("{source:The interior ministry} {cue:said} {content:it fell}.", "named"),
    ("{source:A spokesman for the ministry} {cue:said} {content:it fell}.", "named"),
    ("{source:Officials} {cue:said} {content:it fell}.", "unnamed"),
    ("{source:A senior officer} {cue:said} {content:it fell}.", "unnamed"),
    ("{source:Odo Kern's driver} {cue:said} {content:it fell}.", "unnamed"),
    ("{source:Reuters} {cue:said} {content:it fell}.", "outlet"),
    ("{source:The Ayrak Herald} {cue:said} {content:it fell}.", "outlet"),
    ("{source:The news site Fordline} {cue:said} {content:it fell}.", "outlet"),
    ("{source:A confidential memo} {cue:said} {content:it fell}.", "document"),
    ("{source:Photographs handed to us by a neighbour} {cue:show} {content:that it fell}.", "document"),
    ("{content:It} {cue:reportedly} {content:fell}.", "impersonal"),
]


@pytest.mark.parametrize(("sentence", "kind"), KINDS, ids=[sentence for sentence, _ in KINDS])
def test_the_words_of_a_source_tell_its_kind(sentence: str, kind: str) -> None:
    [one] = attributions(sentence)
    assert one.source_kind == kind
