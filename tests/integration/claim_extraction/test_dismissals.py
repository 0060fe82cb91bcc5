"""Dismissals in other words than "false": of a claim, of its evidence, of whoever made it."""

import pytest

from claim_extraction.domain.model import Stance
from tests.integration.claim_extraction.conftest import Extract

ACCUSED = "Ana Ruiz said the mayor had sold the boat. "
SHOWN = "A ledger seen by the Mail lists two payments to the mayor. "


@pytest.mark.parametrize(
    ("before", "text", "speaker", "denied"),
    [
        (ACCUSED, 'Mayor Bo Lund replied: "I am afraid Ms Ruiz has dreamt it."', "Bo Lund", "sold the boat"),
        (ACCUSED, "Mayor Bo Lund told the Mail that her memory was failing her.", "Bo Lund", "sold the boat"),
        (ACCUSED, '"A tall tale for the nursery," was Mr Lund\'s verdict on that.', "Lund", "sold the boat"),
        (ACCUSED, '"Sheer invention," was the answer of Bo Lund.', "Bo Lund", "sold the boat"),
        (ACCUSED, 'Mayor Bo Lund threw down his pen: "I have never heard such piffle."', "Bo Lund", "sold the boat"),
        (SHOWN, '"The ledger has been tampered with," said Mayor Bo Lund.', "Bo Lund", "two payments"),
        (SHOWN, "Mayor Bo Lund said any child could have run this up in an hour.", "Bo Lund", "two payments"),
        (SHOWN, "Mayor Bo Lund said the ledger was full of holes.", "Bo Lund", "two payments"),
        (SHOWN, "Mayor Bo Lund called the ledger out of date.", "Bo Lund", "two payments"),
        (SHOWN, "Mayor Bo Lund said the ledger was from another year.", "Bo Lund", "two payments"),
    ],
)
def test_a_dismissal_denies_what_it_answers(
    extract: Extract, before: str, text: str, speaker: str, denied: str
) -> None:
    found = [c for c in extract(before + text) if c.stance is Stance.DENIES]
    assert [c.speaker.name for c in found] == [speaker]
    assert denied in (found[0].proposition or "").lower()


def test_knowing_of_nothing_denies_that_there_is_any(extract: Extract) -> None:
    (claim,) = extract('"I know of no memo," Mr Ruiz replied.')
    assert (claim.stance, claim.proposition) == (Stance.DENIES, "there is a memo")


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz said she had dreamt of the sea.",
        "The museum said the picture showed the old harbour.",
        "Ana Ruiz said the sign had been altered by the council.",
        "Ana Ruiz said she had never heard the bell.",
    ],
)
def test_like_words_about_something_else_dismiss_nothing(extract: Extract, text: str) -> None:
    assert not any(c.subtype == "dismiss_as_false" for c in extract(text))


@pytest.mark.parametrize("state", ["adamant", "certain", "convinced"])
def test_what_somebody_is_sure_of_is_their_claim(extract: Extract, state: str) -> None:
    (claim,) = extract(f"Ms Ana Ruiz, who ran the kitchen, is {state} that the soup was cold.")
    assert (claim.speaker.name, claim.proposition) == ("Ana Ruiz", "the soup was cold")


TOLD = "Cook Nina Falk, who was on deck, said she saw the mate throw a rope at the pilot. "


@pytest.mark.parametrize(
    ("before", "text", "speaker", "denied"),
    [
        (ACCUSED, '"Pure fantasy," said the mayor\'s chief of staff, Owen Hart.', "Owen Hart", "sold the boat"),
        (ACCUSED, '"Nonsense, nonsense and nonsense again," Mr Lund shot back.', "Lund", "sold the boat"),
        (ACCUSED, "The mayor's office said the claim was without any foundation.", "mayor's office", "sold the boat"),
        (SHOWN, '"A fake" was what the lawyer Nina Falk called the ledger.', "Nina Falk", "two payments"),
        (SHOWN, 'Mayor Bo Lund called the ledger "a clumsy montage".', "Bo Lund", "two payments"),
        (SHOWN, "Mayor Bo Lund said the ledger was the work of forgers.", "Bo Lund", "two payments"),
        (
            "A photograph taken by the Mail shows the Rosalie lying at the pier. ",
            '"Another boat of that colour," said her owner, Owen Hart, when shown the print.',
            "Owen Hart",
            "at the pier",
        ),
        (TOLD, 'Captain Owen Hart said Ms Falk was "telling a tale, and not a true one".', "Owen Hart", "rope"),
        (TOLD, "Captain Owen Hart said what Ms Falk had said about the mate was not true.", "Owen Hart", "rope"),
        (
            TOLD,
            'Asked about Ms Falk\'s account on Sunday, Mr Hart said: "With respect, that is not how it was."',
            "Hart",
            "rope",
        ),
        (
            TOLD,
            'Asked about Ms Falk\'s remarks on it, Captain Owen Hart replied that they were "an affront to seamen".',
            "Owen Hart",
            "rope",
        ),
        (
            TOLD,
            'The Mail put Ms Falk\'s account to Captain Owen Hart, who said it was "quite wrong".',
            "Owen Hart",
            "rope",
        ),
    ],
)
def test_a_few_words_dismiss_what_was_told_before(
    extract: Extract, before: str, text: str, speaker: str, denied: str
) -> None:
    found = [c for c in extract(before + text) if c.stance is Stance.DENIES]
    assert [speaker in c.speaker.name for c in found] == [True]
    assert denied in (found[0].proposition or "").lower()


def test_an_account_is_what_its_owner_told_first(extract: Extract) -> None:
    text = TOLD + '"It was a wet night," she said. Captain Owen Hart called her account a fable.'
    (denial,) = [c for c in extract(text) if c.stance is Stance.DENIES]
    assert "rope" in (denial.proposition or "")


def test_the_account_of_somebody_who_denied_something_is_answered_as_they_told_it(extract: Extract) -> None:
    text = "Cook Nina Falk said nobody was given a rope. Captain Owen Hart called Ms Falk's account a fable."
    (denial,) = [c for c in extract(text) if c.stance is Stance.DENIES and c.speaker.name == "Owen Hart"]
    assert denial.proposition == "nobody was given a rope"


def test_people_who_will_be_dismissed_lose_their_posts(extract: Extract) -> None:
    claims = extract("If it is shown that guards lied, they will be dismissed, the prison said.")
    assert not any(c.stance is Stance.DENIES for c in claims)


def test_remarks_on_a_deed_are_those_that_tell_of_it(extract: Extract) -> None:
    text = "The union said a guard had rammed the gate. It said the strike began on Friday. "
    text += 'Asked about the union\'s remarks on ramming, Captain Owen Hart replied that they were "an affront".'
    (denial,) = [c for c in extract(text) if c.stance is Stance.DENIES]
    assert denial.proposition == "a guard had rammed the gate"
    assert len(denial.responds_to) == 1


def test_what_is_nor_true_is_denied(extract: Extract) -> None:
    (claim,) = extract("Nor is it true that the boiler is unsafe.")
    assert (claim.stance, claim.proposition) == (Stance.DENIES, "the boiler is unsafe")


def test_who_was_wrong_herself_denies_nothing_of_others(extract: Extract) -> None:
    (*_, claim) = extract("Bo Lund said the flower was a lily. Ana Ruiz said that she had been wrong in June.")
    assert (claim.stance, claim.proposition) == (Stance.ASSERTS, "Ana Ruiz had been wrong in June")
