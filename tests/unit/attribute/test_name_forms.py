"""How a source is called: one form for bodies of state, possessions and kin, and names told by offices, firms and titles."""

import pytest
from attributing import attributions

from allegedly.attribute.names.countries import Countries
from allegedly.attribute.names.normal_forms import in_normal_form
from allegedly.attribute.names.possessives import in_one_form, kin_of, without_fillers, without_genus

FORMS = {
    "an adjective whose country the text names": ("Orveli foreign ministry", "Ministry of Foreign Affairs of Orvel"),
    "a possessor": ("Orvel's defence ministry", "Ministry of Defence of Orvel"),
    "no owner": ("foreign ministry", "Ministry of Foreign Affairs"),
    "a ministry that is called by no other name": ("Orveli health ministry", "Orveli health ministry"),
    "an adjective that the text does not explain": ("Skerran foreign ministry", "Skerran Ministry of Foreign Affairs"),
    "a government": ("government of Orvel", "Government of Orvel"),
    "a side": ("Orveli side", "Government of Orvel"),
    "a body at the seat that a dateline gives": ("government in Lannoch", "Government of Cadrel"),
    "a body at a seat that nothing explains": ("interior ministry in Hirsen", "interior ministry in Hirsen"),
    "an embassy and its host": ("Orveli embassy in Lannoch", "Embassy of Orvel in Lannoch"),
    "authorities of a place": ("Orvel authorities", "authorities of Orvel"),
    "figures of a body": ("figures from the Straits Council", "figures of the Straits Council"),
    "words before a name": ("opposition Greens", "Greens"),
    "a place after a preposition": ("residents of Orvel", "residents of Orvel"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "form"), FORMS.values(), ids=FORMS.keys())
def test_a_body_of_state_has_one_form(name: str, form: str) -> None:
    assert in_normal_form(name, Countries("LANNOCH, Cadrel (SNA) - Orvel mourns. Lannoch, Cadrel, was calm.")) == form


def test_an_adjective_in_i_tells_its_country_unless_it_is_a_known_one() -> None:
    countries = Countries("Nothing is named here.")
    assert (countries.country_of("Temberi"), countries.country_of("Somali")) == ("Tember", None)


def test_possessions_stand_behind_of_and_kin_before_it() -> None:
    assert in_one_form("Ilka Brandt's lawyers", has_article=False) == "lawyers of Ilka Brandt"
    assert in_one_form("Ilka Brandt's brother", has_article=False) == "Ilka Brandt's brother"
    assert kin_of("Ilka Brandt", "brother", "the captain’s log") == "Ilka Brandt’s brother"


def test_words_that_tell_nothing_of_a_source_are_left_out() -> None:
    assert without_fillers("responsible security source") == "security source"
    assert without_genus("two former employees of the canning company Orrin") == "two former employees of Orrin"


NAMES = {
    "an office with capitals, and its holder behind a comma": (
        "{source1:The Chief Assessor, Mrs Ilka Perl-Brandt}, {cue1:said} {content1:it fell}. {source2:She} {cue2:added} {content2:it rained}.",
        "Ilka Perl-Brandt",
    ),
    "an office without an article before a name": (
        "{source1:Minister of Public Works Ilka Brandt} {cue1:said} {content1:it fell}.",
        "Ilka Brandt",
    ),
    "several words of an office before a name": (
        "{source1:Internal Security Minister Ilka Brandt} {cue1:said} {content1:it fell}. {source2:The minister} {cue2:denied} {content2:it}.",
        "Ilka Brandt",
    ),
    "a name that ends in small letters behind a hyphen": (
        "{source1:Foreman Han Do-il} {cue1:said} {content1:it fell}. {source2:He} {cue2:added} {content2:it rained}.",
        "Han Do-il",
    ),
    "it, past a service to the firm that spoke": (
        (
            "{source1:A spokeswoman for the ambulance service} {cue1:said} {content1:nine were hurt}. "
            "{source2:The ferry's owner, Orvel Lines}, {cue2:said} {content2:the ship was sound}. "
            "{source3:It} {cue3:promised} {content3:to pay}."
        ),
        "Orvel Lines",
    ),
    "a place that the parse joins with an office": (
        (
            "A ferry ran aground, {source1:the harbour master} {cue1:said}. {content1:It had struck the Kettle Bank}, "
            "{source2:the harbour master, Joren Tidmark}, {cue2:told} reporters {content2:on Sunday}."
        ),
        "Joren Tidmark",
    ),
    "a ministry is no company": (
        (
            "Orvel Mining dug there. {source1:The works ministry} {cue1:said} {content1:it fell}. "
            "{source2:The company} {cue2:denied} {content2:it}."
        ),
        "Orvel Mining",
    ),
    "the company, with a capital": (
        "{source1:Orvel Foods} {cue1:said} {content1:it was safe}. {source2:The Company} {cue2:regrets} {content2:the delay}.",
        "Orvel Foods",
    ),
    "he, of a spokesman who stands for his body": (
        (
            "{source1:A spokesman for the Border Command} {cue1:said} {content1:the boat was hit}. Her crew slept. "
            "{source2:He} {cue2:denied} {content2:that men died}."
        ),
        "Border Command",
    ),
    "they, of lawyers rather than of a body": (
        (
            "The State Laboratory was shut. {source1:Her lawyers} {cue1:conceded} {content1:that it was forged}. "
            "{source2:They} {cue2:insist} {content2:she was deceived}."
        ),
        "Her lawyers",
    ),
    "one source among others": (
        "{source1:One mother} {cue1:said} {content1:it fell}.",
        "mother",
    ),
    "a surname that only a label makes a place": (
        (
            "{source1:Joren Tidmark, the harbour master,} {cue1:said} {content1:it sank}. {content2:It will float on Thursday}, "
            "{cue2:according to} {source2:Tidmark}."
        ),
        "Joren Tidmark",
    ),
    "the evening paper, of the one outlet": (
        (
            "{source1:The Ayrak Herald} {cue1:reported} {content1:that it fell}. "
            "{source2:The evening paper} {cue2:said} {content2:it burned}."
        ),
        "Ayrak Herald",
    ),
    "the six-page report, of the one report": (
        (
            "{cue1:According to} {source1:a report by the Border Mission}, {content1:it fell}. "
            "{source2:The six-page report} {cue2:says} {content2:it burned}."
        ),
        "report by the Border Mission",
    ),
    "a body of a body without a name": (
        "{source1:The General Command of the Orvel army} {cue1:said} {content1:it fell}.",
        "General Command of the Orvel army",
    ),
    "a paper with a number for a name": (
        "{content1:The president slept}, {source1:The Half Past} {cue1:reported}.",
        "Half Past",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "name"), NAMES.values(), ids=NAMES.keys())
def test_the_last_source_is_named(text: str, name: str) -> None:
    assert attributions(text)[-1].source_name == name


def test_what_others_say_of_our_reports_is_the_outlets() -> None:
    found = attributions(
        "{source1:The ministry} {cue1:has rejected} {content1:{source2:our} {cue2:finding} {content2:that it fell}}.",
        outlet="Bazaar News",
    )
    assert found[-1].source_name == "Bazaar News"


def test_our_people_are_the_outlets_and_i_is_its_author() -> None:
    [ours] = attributions("{source:Our volunteers} {cue:found} {content:that it fell}.", outlet="Ford Relief")
    [mine] = attributions("{source:I} {cue:think} {content:it fell}.", outlet="Ford Notes")
    assert (ours.source_name, mine.source_name) == ("volunteers of Ford Relief", "author of Ford Notes")


def test_kin_of_a_speaker_have_the_name_of_the_speaker() -> None:
    found = attributions(
        "{content1:“{source2:My mother} {cue2:said} {content2:no},”} {source1:Odo Kern} {cue1:told} the court."
    )
    assert "Odo Kern's mother" in {one.source_name for one in found}


def test_a_country_in_the_name_of_an_outlet_is_not_the_outlet() -> None:
    [one] = attributions("{source:Karvend} {cue:has denied} {content:that it fell}.", outlet="The Karvend Standard")
    assert one.source_kind == "named"
