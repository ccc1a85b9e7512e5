"""The outlet to which a source spoke is a link of the chain; reporters, wives and crowds are not."""

import pytest

from allegedly.attribute import attribute, claims
from allegedly.attribute.taggers import load_tagger
from allegedly.parse import parse
from allegedly.records import Document


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Mara Tolv told the Harbour Post on Monday that the bridge fell.", ["Harbour Post", "Mara Tolv"]),
        ("Two officers have told The Tarvin Times that the bridge fell.", ["The Tarvin Times", "Two officers"]),
        ('"We left," Mara Tolv said in an interview with Radio Orvel.', ["Radio Orvel", "Mara Tolv"]),
        ("Mara Tolv told the Post that the bridge fell.", ["Mara Tolv"]),
        ("Mara Tolv told reporters that the bridge fell.", ["Mara Tolv"]),
        ("Mara Tolv told the Ministry of Works that the bridge fell.", ["Mara Tolv"]),
    ],
)
def test_an_outlet_that_was_told_stands_before_the_source(text: str, chain: list[str]) -> None:
    parsed = parse(Document(id="1", original_sha256="", path="", text=text, outlet="Morning Post"))
    found = claims(parsed, attribute(parsed, load_tagger("rules")))
    [names] = [[link.name for link in claim.chain[1:]] for claim in found if len(claim.chain) > 1]
    assert names == chain
