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
