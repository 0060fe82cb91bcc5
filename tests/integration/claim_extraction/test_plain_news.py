"""Plain sentences of agencies and local papers: who denies what, where the denial hangs on another sentence."""

import pytest

from claim_extraction.domain.model import Claim
from tests.integration.claim_extraction.conftest import Extract

Said = tuple[str, str, str]

APPENDED: list[tuple[str, list[Said]]] = [
    (
        "Miss Orr was accused of leaking the memo, a charge she has denied.",
        [("Orr", "denies", "miss orr leaked the memo")],
    ),
    (
        "The banker was accused of bribing judges, which he denies.",
        [("The banker", "denies", "the banker bribed judges")],
    ),
    (
        "The treasury says that rents fell in March, a claim economists reject.",
        [("The treasury", "asserts", "rents fell in march"), ("economists", "denies", "rents fell in march")],
    ),
    (
        "Residents say troops burned the mill, an allegation the army rejects.",
        [("the army", "denies", "troops burned the mill")],
    ),
]
HEADED: list[tuple[str, list[Said]]] = [
    (
        "Counting agent Dov Harker, who sat at table six, said he saw an unsealed box.",
        [("Dov Harker", "asserts", "dov harker saw an unsealed box")],
    ),
    ("UN denies trucks were hit", [("UN", "denies", "trucks were hit")]),
    (
        "Trent Water has been accused of dumping waste in the river, something the firm strongly denies.",
        [("the firm", "denies", "trent water dumped waste in the river")],
    ),
    (
        "Contrary to what the minister had said, the contract was never put out to tender, the auditor said.",
        [("the auditor", "denies", "the contract was put out to tender")],
    ),
    (
        "The march was peaceful, organisers said, but police said officers had been pelted with bricks.",
        [
            ("organisers", "asserts", "the march was peaceful"),
            ("police", "asserts", "officers had been pelted with bricks"),
        ],
    ),
    (
        "The chairman said all had agreed, but minutes of the meeting show two directors voted against it.",
        [("minutes of the meeting", "reports_evidence", "two directors voted against it")],
    ),
]
DENIED: list[tuple[str, list[Said]]] = [
    ("The bank denied breaking sanctions rules.", [("The bank", "denies", "the bank broke sanctions rules")]),
    ("The firm rejects claims that the bars contain glass.", [("The firm", "denies", "the bars contain glass")]),
    (
        'Minister Karol Venn on Monday dismissed as "a fable" the charge that a jet had bombed the clinic.',
        [("Karol Venn", "denies", "a jet had bombed the clinic")],
    ),
    ('"I was never told about the tests," said Bo Lund.', [("Bo Lund", "denies", "bo lund was told about the tests")]),
    (
        "Asked whether the plant had leaked, the spokeswoman said it had not.",
        [("the spokeswoman", "denies", "the plant had leaked")],
    ),
    (
        "Ellery, 57, denies four counts of false accounting.",
        [("Ellery", "denies", "ellery committed false accounting")],
    ),
    (
        "No payroll files were read or copied, the firm said.",
        [("the firm", "denies", "payroll files were read or copied")],
    ),
    (
        "The footage does not show an officer striking the man.",
        [("The footage", "denies", "an officer was striking the man")],
    ),
]
PUT_FORWARD: list[tuple[str, list[Said]]] = [
    (
        "The mayor, and not his deputy, signed the order, the clerk told the court.",
        [("the clerk", "asserts", "the mayor signed the order")],
    ),
    (
        "The UN said that the strike had hit a school, not a barracks as the army claimed.",
        [("The UN", "asserts", "the strike had hit a school")],
    ),
    ("The bill passed by one vote, the speaker said.", [("the speaker", "asserts", "the bill passed by one vote")]),
    ("Police estimated the crowd at 20,000.", [("Police", "asserts", "the crowd was 20,000")]),
    (
        "The governor reported two strikes on a power station.",
        [("The governor", "asserts", "there were two strikes on a power station")],
    ),
    (
        "The report contradicts the minister's claim that no warnings were received.",
        [
            ("The report", "reports_evidence", "warnings were received"),
        ],
    ),
    (
        "The Albrecian treasury on Tuesday accused shipping firm Corvo of carrying embargoed oil.",
        [("The Albrecian treasury", "alleges", "shipping firm corvo carried embargoed oil")],
    ),
]


def said(claims: list[Claim]) -> list[Said]:
    return [(c.speaker.name, str(c.stance), (c.proposition or "").lower()) for c in claims]


@pytest.mark.parametrize(("text", "expected"), APPENDED)
def test_a_denial_hung_on_a_sentence_denies_what_the_sentence_says(
    extract: Extract, text: str, expected: list[Said]
) -> None:
    assert set(expected) <= set(said(extract(text)))


@pytest.mark.parametrize(("text", "expected"), HEADED)
def test_each_clause_goes_to_who_says_it_in_full(extract: Extract, text: str, expected: list[Said]) -> None:
    found = said(extract(text))
    assert set(expected) <= set(found)
    assert not any("police said" in proposition for _, _, proposition in found)


def test_a_figure_pointed_at_is_no_clause(extract: Extract) -> None:
    found = said(extract("The union said 60 jobs would go. The company disputes that figure."))
    assert ("The company", "denies", "60 jobs will go") in found


@pytest.mark.parametrize(("text", "expected"), DENIED)
def test_what_is_denied_is_put_positively_with_its_doer(extract: Extract, text: str, expected: list[Said]) -> None:
    assert set(expected) <= set(said(extract(text)))


@pytest.mark.parametrize(("text", "expected"), PUT_FORWARD)
def test_what_is_put_forward_keeps_its_speaker_and_loses_what_it_is_set_against(
    extract: Extract, text: str, expected: list[Said]
) -> None:
    assert set(expected) <= set(said(extract(text)))


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The ministry refused to confirm or deny the report.", "no_comment"),
        ("Neither side admitted firing first.", "asserts"),
        ("The minister did not take questions.", "no_comment"),
        ("Judge Farrant told jurors that the invoice might be wrong.", "asserts"),
    ],
)
def test_who_takes_no_side_denies_nothing(extract: Extract, text: str, stance: str) -> None:
    assert {str(c.stance) for c in extract(text)} <= {stance, "questions", "predicts"}


def test_a_sentence_may_end_with_a_time_of_day(extract: Extract) -> None:
    found = said(
        extract("The pilot said the plane came down at 7:12 a.m. Radar data show it at 4,000 feet at 7:20 a.m. GMT.")
    )
    assert ("The pilot", "asserts", "the plane came down at 7:12 a.m.") in found
    assert any(stance == "reports_evidence" for _, stance, _ in found)


@pytest.mark.parametrize(
    "text",
    [
        "The firm, which had denied, was sold.",
        "A claim, a claim she denies.",
        "A story, a story the mayor rejects, a story.",
        "Denies that claim.",
        "Which, which denies.",
        "The company rejects claims that.",
        'He dismissed as "" the charge that the.',
    ],
)
def test_torn_sentences_are_read_to_their_end(extract: Extract, text: str) -> None:
    assert all(claim.quote.text in text for claim in extract(text))
