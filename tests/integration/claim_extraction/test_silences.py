"""Refusals, open questions and suppositions, which deny nothing."""

import pytest

from claim_extraction.domain.model import Stance
from tests.integration.claim_extraction.conftest import Extract


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ms Ruiz did not want to discuss the price of the boat.", "Ruiz"),
        ("Mr Ruiz did not say where the second key could be found.", "Ruiz"),
        ("The bank would not reveal the sum it had lent.", "The bank"),
        ("Ana Ruiz refused to be drawn on how many boats had sailed.", "Ana Ruiz"),
        ("Mr Lund, reached at his sister's farm, hung up without a word.", "Lund"),
        ("The baker's widow, who runs the shop now, asked to be left out of it.", "The baker's widow"),
        ("The lender said it did not talk about customers.", "The lender"),
        ("Her spokesman said she would not answer idle gossip.", "Her spokesman"),
        ("The defence said it would study the transcript before it said anything.", "The defence"),
        ("Pilot Bo Lund said he was there to fly and would leave such talk to others.", "Bo Lund"),
        ("The clerk remained silent about the money.", "The clerk"),
        ("The union said it would look at the figures and answer in due course.", "The union"),
    ],
)
def test_a_refusal_is_no_comment_of_its_subject_and_no_denial(extract: Extract, text: str, speaker: str) -> None:
    found = extract(text)
    assert Stance.DENIES not in {c.stance for c in found}
    assert [c.speaker.name for c in found if c.stance is Stance.NO_COMMENT] == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "The inspectorate said it had not made up its mind whether the lamp was lit.",
        "The office said it was still working out whether its message had gone out in time.",
        "The agency said it had asked for the tapes and did not yet know what to make of the affair.",
        "The ministry said both causes were possible and that it favoured neither.",
        "The mayor said she would wait for the tests before she believed anything.",
    ],
)
def test_a_matter_left_open_is_a_question(extract: Extract, text: str) -> None:
    stances = {c.stance for c in extract(text)}
    assert Stance.QUESTIONS in stances
    assert Stance.DENIES not in stances


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("If the dyke breaks, nobody will get out in time, Ruiz said.", Stance.PREDICTS),
        ("If the fair had been held a day later, nobody would have been hurt, Ruiz said.", Stance.ASSERTS),
        ('"No mill in this valley pays its hands better," said Bo Lund.', Stance.ASSERTS),
    ],
)
def test_what_is_supposed_or_praised_is_not_denied(extract: Extract, text: str, stance: Stance) -> None:
    assert [c.stance for c in extract(text)] == [stance]


@pytest.mark.parametrize(
    "text",
    [
        "The harbour master said the sirens stayed silent all night.",
        "Ana Ruiz said the guards took the tents away without a word of warning.",
        "The company said its workers had not talked to the police.",
        "Nobody hung up the flags.",
    ],
)
def test_silence_that_is_told_of_others_stays_a_claim(extract: Extract, text: str) -> None:
    assert Stance.NO_COMMENT not in {c.stance for c in extract(text)}


def test_what_may_not_be_so_is_a_question(extract: Extract) -> None:
    (claim,) = extract("Ana Ruiz said the list might not be complete.")
    assert claim.stance is Stance.QUESTIONS
