"""What the rule tagger finds, sentence by sentence: every attribution of a sentence, and no other."""

import pytest
from marked import marked, words_of

from allegedly.attribute.rules.tagger import RuleTagger
from allegedly.parse import parse

SPEECH = [
    "{source:Officials} {cue:said} {content:the bridge fell}.",
    "{source:The ministry} {cue:has denied} {content:that its troops crossed the river}.",
    "{content:The bridge fell}, {source:officials} {cue:said}.",
    "{content:The bridge fell on Monday}, {source:officials} {cue:said} on Tuesday, {content:and two people died}.",
    "{content:Seven cartridges carried the stamp of the works}, {source:it} {cue:said}, {content:and two could not be read}.",
    "{content:Nine killed in mine blast}, {source:police} {cue:say}",
    "{source:Ilka Brandt, the mayor of Sorrel,} {cue:told} reporters {content:that the dam was safe}.",
    "{source:The rebels} {cue:accused} {content:the army of shelling the village}.",
    "{source:Residents} {cue:blamed} {content:the army for the fire}.",
    "{source:The general} {cue:described} {content:the raid as a mistake}.",
    "{source:The governor} {cue:called for} {content:a new inquiry}.",
    "{source:The governor} {cue:urged} {content:residents to leave the valley}.",
    "ORVEL (SNA) — {source:Two officers} {cue:said} {content:the depot was empty}.",
]
QUOTATIONS = [
    "{content:“We lost everything,”} {cue:said} {source:Osk Brannen}.",
    "{content:“We lost everything,”} {cue:said} {source:Osk Brannen, a farmer}. {content:“The water came at night.”}",
    "{source:Brannen} {cue:stated}, {content:“The guards had the full support of the army and were given ‘cover’ by the militia.”}",
    '{content:"We lost everything,"} {source:Brannen} {cue:said}, {content:"and nobody came."}',
    "{source:Brannen} {cue:told} the Sorrel Ledger on Monday: {content:“Nobody came to help us.”}",
    "{source:The colonel} {cue:said} {content:that the raid was “a grave mistake” by his men}.",
    "{content:'We lost everything,'} {cue:said} {source:Osk Brannen}.",
]
SOURCELESS = [
    "{content:The general} {cue:is said} {content:to have fled}.",
    "{content:The motive behind the raids} {cue:is believed} {content:to be revenge}.",
    "{content:The bridge was} {cue:reportedly} {content:mined}.",
    "{content:Lothan's army is} {cue:allegedly} {content:attempting a raid across the river}.",
    "It {cue:emerged} on Monday {content:that the general had fled}.",
]
OTHER_CUES = [
    "{cue:According to} {source:the report}, {content:the prisoners were linked to the raid}.",
    "{content:The prisoners were linked to the raid}, {cue:according to} {source:two officers who read the report}.",
    "{cue:In the words of} {source:one diplomat}, {content:the talks are over}.",
    "{source:Police} {cue:are convinced} {content:that the bridge was mined}.",
    "{source:Three negotiators who heard it} {cue:were convinced} {content:it was his}.",
    "{source:The footage} {cue:shows} {content:that the gate was open}.",
    "{source:The army} {cue:plans} {content:to close the road}.",
    "{source:Claims from village elders and police sources} {cue:suggest} {content:that the raid was planned}.",
    "The Islamic League, {source:which} {cue:has long asserted} {content:that the camps exist}, left the room.",
]
CHAINS = [
    "{source1:An officer} {cue1:said} {content1:that {source2:a minister} {cue2:had said} {content2:the bridge was mined}}.",
    "{source1:The Coast Agency}, {cue2:quoting} {source2:a delegate}, {cue1:reported} {content1:{content2:that they met}}.",
    "{content1:{content2:The bridge was mined}}, {source1:the Ledger} {cue1:reported}, {cue2:citing} {source2:police}.",
    "{cue1:According to} {source1:a report} {cue2:quoting} {source2:two officials}, {content1:{content2:it was mined}}.",
    "{source1:The Ledger} {cue1:quoted} {source2:a clerk} {cue2:as saying} {content1:{content2:that the bridge was mined}}.",
]


def found(text: str) -> list[dict[str, tuple[str, ...]]]:
    """Return the words of every frame of a text, in reading order of the cues."""
    document = marked(text).document
    return [words_of(frame, document.text) for frame in RuleTagger().frames(parse(document))]


def in_cue_order(sentence: str) -> list[dict[str, tuple[str, ...]]]:
    """Return what is marked in a sentence, in reading order of the cues."""
    gold = marked(sentence)
    numbers = sorted(gold.roles, key=lambda n: gold.roles[n]["cue"])
    return [{r: tuple(s.of(gold.text) for s in spans) for r, spans in gold.roles[n].items()} for n in numbers]


@pytest.mark.parametrize("sentence", SPEECH + QUOTATIONS + SOURCELESS + OTHER_CUES)
def test_every_role_of_a_sentence_is_found(sentence: str) -> None:
    frames = RuleTagger().frames(parse(marked(sentence).document))
    expected = in_cue_order(sentence)
    got = [words_of(frame, marked(sentence).text) for frame in frames if frame.parent is None]
    assert [_comparable(one) for one in got] == [_comparable(one) for one in expected]


@pytest.mark.parametrize("sentence", CHAINS)
def test_who_is_relayed_stands_inside_who_relays(sentence: str) -> None:
    gold = marked(sentence)
    frames = RuleTagger().frames(parse(gold.document))
    words = [_comparable(words_of(frame, gold.text)) for frame in frames]
    outer, inner = (_comparable(one) for one in gold.words())
    assert sorted(words, key=_cue) == sorted((outer, inner), key=_cue)
    assert frames[words.index(inner)].parent == words.index(outer)
    assert frames[words.index(outer)].parent is None


def test_a_hedge_inside_sourced_words_is_no_attribution_of_its_own() -> None:
    sentence = "{content:The rise has {hedge:reportedly} continued}, {cue:according to} {source:a commander}."
    [frame] = RuleTagger().frames(parse(marked(sentence).document))
    assert words_of(frame, marked(sentence).text) == marked(sentence).words()[0]


def test_a_quotation_that_fills_the_next_paragraph_goes_to_the_speaker_before_it() -> None:
    text = "The mayor said the dam would hold.\n\n“We checked every stone of it on Friday.”"
    [frame] = RuleTagger().frames(parse(marked(text).document))
    assert [span.of(text) for span in frame.content] == [
        "the dam would hold",
        "“We checked every stone of it on Friday.”",
    ]


def test_a_reason_that_is_cited_is_no_source() -> None:
    text = "The Coast Agency, citing security concerns, cancelled the meeting."
    assert all("concerns" not in str(words.get("source")) for words in found(text))


def _cue(words: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the cue, to sort by."""
    return words["cue"]


def _comparable(words: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the roles without a comma that closes a source, which no span holds."""
    return {role: tuple(word.rstrip(",") for word in spans) for role, spans in words.items() if role != "hedge"}
