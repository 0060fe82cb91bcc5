"""Who speaks, where the parser tears the name from its role, its place or its cue."""

import pytest

from claim_extraction.domain.extraction import ClaimExtractor
from claim_extraction.domain.model import Document, EvidenceKind
from tests.integration.claim_extraction.conftest import Extract


@pytest.mark.parametrize(
    ("text", "speaker", "proposition"),
    [
        (
            "The comet could be visible by Easter, astronomer Dr Ana Ruiz of the Skarn observatory said.",
            "Ana Ruiz",
            "comet",
        ),
        ("Former winger Otto Lund said the hosts had no chance.", "Otto Lund", "chance"),
        ('"The hall is sold," chair of trustees Dora Lund said in July.', "Dora Lund", "the hall is sold"),
        ("A bell rang, according to fair president Emil Lund.", "Emil Lund", "a bell rang"),
        ("At the town hall Lund said he took no money.", "Lund", "lund took a money"),
        ("On Friday Mr Lund said he was leaving.", "Lund", "lund was leaving"),
        ("The bridge is shut, the surveyor Tallis said on Friday.", "the surveyor Tallis", "the bridge is shut"),
        (
            "The Fair Count network, which had observers in each hall, put turnout in the county at 39%.",
            "The Fair Count network",
            "turnout in the county was 39%",
        ),
    ],
)
def test_the_name_behind_the_role_is_the_speaker(extract: Extract, text: str, speaker: str, proposition: str) -> None:
    (claim,) = extract(text)
    assert claim.speaker.name == speaker
    assert proposition in (claim.proposition or "").lower()


def test_an_expletive_and_a_period_stand_for_nothing_named_before(extract: Extract) -> None:
    text = (
        "Corley Mills had its best second quarter since it was founded. "
        "Ana Ruiz said it was three hours before a van came. Corley Mills sold 90 tonnes in the quarter."
    )
    said = [c.proposition or "" for c in extract(text)]
    assert "it was three hours before a van came" in said
    assert "Corley Mills sold 90 tonnes in the quarter" in said


@pytest.mark.parametrize(
    ("title", "source", "speaker"),
    [
        ("Corley hospital: a word of thanks", "corley.example", "Corley hospital"),
        ("Corley Tunnel: stoppage on Monday", "corleytunnel.example", "Corley Tunnel"),
        ("Corley hospital: a word of thanks", "corleytimes.example", "author"),
    ],
)
def test_a_notice_on_the_own_site_speaks_for_the_body(
    extractor: ClaimExtractor, title: str, source: str, speaker: str
) -> None:
    document = Document("The lift stopped at noon. Every visitor was out by one.", title=title, source=source)
    (extraction,) = extractor.extract([document])
    assert {c.speaker.name for c in extraction.claims if c.quote.part == "text"} == {speaker}


def test_the_body_that_spoke_last_is_meant_and_not_the_place(extract: Extract) -> None:
    text = (
        "A tug of the Corlean navy was seized two miles off Skarn, the Corlean navy said. "
        "It said there were nine hands on board."
    )
    assert extract(text)[-1].speaker.name == "the Corlean navy"


def test_what_is_filed_by_one_and_released_by_another_is_the_first_ones(extract: Extract) -> None:
    (claim,) = extract(
        "Tax returns filed by Corley Mills and released by the customs office put its sales at 40 tonnes."
    )
    assert claim.proposition == "Corley Mills's sales were 40 tonnes"


@pytest.mark.parametrize(
    "who",
    [
        "Baker Ana Ruiz, who knelt beside him the whole time,",
        "Baker Ana Ruiz, who fled Skarn that night,",
        "Two people who were present",
    ],
)
def test_whoever_was_there_is_an_eyewitness(extract: Extract, who: str) -> None:
    assert [c.evidence_kind for c in extract(f"{who} said the lamp was out.")] == [EvidenceKind.EYEWITNESS]


@pytest.mark.parametrize(
    ("text", "speaker", "proposition"),
    [
        (
            "The driver was Lena Orr, a cook with two jobs, prosecutor Hanna Ruiz said on Monday as she left.",
            "Hanna Ruiz",
            "The driver was Lena Orr, a cook with two jobs",
        ),
        ("Everly added that the cook had left.", "Everly", "the cook had left"),
    ],
)
def test_a_cue_torn_from_its_speaker_is_found(extract: Extract, text: str, speaker: str, proposition: str) -> None:
    (claim,) = extract(text)
    assert (claim.speaker.name, claim.proposition) == (speaker, proposition)
