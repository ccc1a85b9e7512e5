"""What two claims share, by how few other claims of their articles have it."""

import msgspec
from matching import claim, document, links, signature

from allegedly.match import signatures
from allegedly.match.features import prepare, relay_score
from allegedly.match.reach import figure_found, particular_scores, reached_words
from allegedly.match.standing import mouth_scores
from allegedly.records import Signature

CONVOY = ("The convoy left Belmark at noon", "The convoy had no escort", "The convoy lost its insulin to the snow")


def article(*sentences: str, outlet: str = "Orvel Dispatch", said_by: tuple[str, ...] = ()) -> list[Signature]:
    """Return the signatures of an article whose sentences are claims."""
    source = document(". ".join(sentences) + ".", outlet=outlet)
    return list(signatures(source, [claim(source, one, said_by=said_by) for one in sentences], (), links(source)))


def test_how_many_claims_of_an_article_have_a_word_is_counted() -> None:
    last = article(*CONVOY)[2]
    counts = dict(zip(reached_words(last), last.spread, strict=True))
    assert counts["convoy"] == 3
    assert counts["insulin"] == 1


def test_a_word_of_one_claim_here_and_one_there_says_more_than_one_of_all() -> None:
    first, _, last = (prepare(one) for one in article(*CONVOY))
    other = article("The convoy was late", "The convoy is safe", "No insulin came", outlet="Vessara Ledger")
    late, _, insulin = (prepare(one) for one in other)
    assert particular_scores(last, insulin)[1] > particular_scores(first, late)[1] > 0
    assert particular_scores(last, insulin) == particular_scores(insulin, last)
    assert particular_scores(first, insulin)[1] == 0


def test_the_order_of_claims_is_a_share_of_those_of_the_article() -> None:
    assert [one.order for one in article(*CONVOY)] == [0.0, 0.5, 1.0]


def test_one_number_is_found_whatever_it_counts_and_a_few_is_none() -> None:
    one, other, few = (prepare(signature(text)) for text in ("Nineteen lorries burned.", "Nineteen died.", "Two died."))
    assert figure_found(one, other) == 1
    assert figure_found(other, few) == figure_found(few, few) == 0


def test_sources_told_by_one_word_are_alike_and_whom_one_speaks_of_may_say_the_other() -> None:
    surgeon = prepare(signature("The bus left early.", said_by=("a surgeon",)))
    same = prepare(signature("It had no brakes.", said_by=("the surgeon",)))
    accused = prepare(signature("The surgeon drove the bus.", said_by=("a nurse",)))
    assert mouth_scores(surgeon, same)[0] == 1
    assert mouth_scores(surgeon, accused)[0] == 0
    assert mouth_scores(surgeon, accused)[1] > 0


def test_an_outlet_is_cited_by_the_telling_word_of_its_name() -> None:
    told = prepare(signature("The bus left early.", outlet="The Vessara Courier"))
    [cites] = article("The Courier said the bus left early", outlet="Orvel News")
    assert relay_score(told, prepare(cites)) == 0
    cited = prepare(_citing("Courier"))
    assert relay_score(told, cited) == relay_score(cited, told) == 1


def _citing(outlet: str) -> Signature:
    return msgspec.structs.replace(signature("The bus left early.", outlet="Orvel News"), cited=(outlet.casefold(),))
