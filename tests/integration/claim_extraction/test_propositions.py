"""Propositions stand alone, positively, with typed fields."""

import pytest

from claim_extraction.domain.extraction import ClaimExtractor
from claim_extraction.domain.model import Bound, Claim, Document, Modality, Stance
from tests.integration.claim_extraction.conftest import Extract


def attributed(claims: list[Claim]) -> Claim:
    return [c for c in claims if c.rule][-1]


@pytest.mark.parametrize(
    ("text", "proposition"),
    [
        ("The dyke board denied hiding the report.", "the dyke board hid the report"),
        ("No barge was sunk, the harbour said.", "a barge was sunk"),
        ("The grocer said she had not sold the apples.", "the grocer had sold the apples"),
        ("The envoy said the border would reopen in May.", "the border will reopen in May"),
        ("It was Ana Ruiz who signed the order, the clerk said.", "Ana Ruiz signed the order"),
        ("The guild denied any role in the fire.", "the guild was involved in the fire"),
        ("Ana Ruiz said she had never in her life owned a gun.", "Ana Ruiz had owned a gun"),
        ("It is the guild's case that Lund sold the keys.", "Lund sold the keys"),
        ("Tests found no lead in the paint.", "lead is in the paint"),
        ('"We sank the barge," pilot Bo Lund said.', "Bo Lund sank the barge"),
    ],
)
def test_a_proposition_is_positive_and_names_whom_it_is_about(extract: Extract, text: str, proposition: str) -> None:
    found = attributed(extract(text)).proposition or ""
    assert found.lower() == proposition.lower()


def test_a_defence_by_law_is_no_denial_and_stands_without_its_premise(extract: Extract) -> None:
    claim = attributed(extract("If a sale took place, it would comply with the law, the trader's lawyer said."))
    assert (claim.stance, claim.modality, claim.subtype) == (Stance.ASSERTS, Modality.HYPOTHETICAL, "legality_defence")
    assert "if" not in (claim.proposition or "").lower().split()


def test_what_cannot_be_resolved_is_left_open(extract: Extract) -> None:
    (claim,) = extract("The guild denied it.")
    assert (claim.proposition, claim.needs_context, claim.responds_to) == (None, True, ())


def test_quantities_are_typed(extract: Extract) -> None:
    claim = attributed(extract("Rescuers said at least 12 miners were killed in a pit that cost $2.5m."))
    first, second = claim.quantities
    assert (first.value, first.bound, first.unit, first.of) == (12.0, Bound.AT_LEAST, "people", "killed")
    assert (second.value, second.unit) == (2_500_000.0, "USD")


def test_a_body_that_issues_a_statement_speaks_for_itself(extractor: ClaimExtractor) -> None:
    text = "Vellmar Gas regrets the outage on Monday. No customer was left without heat. We will not comment on fines."
    document = Document(text, "d", title="Vellmar Gas: statement on the outage", source="vellmargas.example")
    claims = extractor.extract([document])[0].claims
    assert {c.speaker.name for c in claims} == {"Vellmar Gas"}
    assert [c.stance for c in claims][1:] == [Stance.DENIES, Stance.NO_COMMENT]


@pytest.mark.parametrize(
    ("text", "proposition", "of"),
    [
        (
            "Ana Ruiz put the number of letters sent to the council on Friday at 1,340.",
            "the number of letters sent to the council on Friday was 1,340",
            "letter",
        ),
        (
            "Ana Ruiz put the weight of coal lost on 3 and 4 June at 40 tonnes.",
            "the weight of coal lost on 3 and 4 June was 40 tonnes",
            "coal",
        ),
        ("The bill was 30 million crowns, Ana Ruiz said.", "The bill was 30 million crowns", "bill"),
        ("The pier costs 30,000 crowns a year, Ana Ruiz said.", "The pier costs 30,000 crowns a year", "cost"),
    ],
)
def test_a_figure_says_what_it_is_of(extract: Extract, text: str, proposition: str, of: str) -> None:
    claim = attributed(extract(text))
    assert (claim.proposition, claim.quantities[0].of) == (proposition, of)


def test_a_deed_in_a_title_is_not_the_body_beside_it(extractor: ClaimExtractor) -> None:
    text = "Brenn Malt regrets the blast which wrecked hall two. The blast occurred at 4am. We know no more."
    document = Document(text, "d", title="Hall two blast: Brenn Malt", source="brennmalt.example")
    claims = extractor.extract([document])[0].claims
    assert "The blast occurred at 4am" in [c.proposition for c in claims]
