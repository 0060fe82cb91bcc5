"""What papers, logs and pictures show, however the sentence names them."""

import pytest

from claim_extraction.domain.model import EvidenceKind, SpeakerKind, Stance
from tests.integration.claim_extraction.conftest import Extract


@pytest.mark.parametrize(
    ("text", "speaker", "proposition", "kind"),
    [
        (
            "A fuel return signed by the quartermaster and seen by this station lists 90 barrels drawn that week.",
            "A fuel return",
            "90 barrels were drawn",
            EvidenceKind.DOCUMENT,
        ),
        (
            "Bank statements from the trust's account, read to the court on Monday, show six payments of hers.",
            "Bank statements",
            "there are six payments",
            EvidenceKind.DOCUMENT,
        ),
        (
            "The lock's gate register, a copy of which was handed to the Mail, records the last barge leaving at 9pm.",
            "gate register",
            "the last barge was leaving at 9pm",
            EvidenceKind.OFFICIAL_RECORD,
        ),
        (
            "Four permits bearing the stamp of Moor council, passed to the Mail, allow slag to be left in the bay.",
            "permits",
            "slag is allowed to be left in the bay",
            EvidenceKind.OFFICIAL_RECORD,
        ),
        (
            "Tax returns filed by the mill put its output at 300 tonnes.",
            "Tax returns",
            "output was 300 tonnes",
            EvidenceKind.OFFICIAL_RECORD,
        ),
        (
            "The boiler's pressure log, which the Mail has seen, shows the needle climbing from noon.",
            "pressure log",
            "the needle was climbing",
            EvidenceKind.DATA,
        ),
        (
            "The delivery slip, a copy of which reached the Mail, gives the weight as 40 tonnes.",
            "The delivery slip",
            "the weight was 40 tonnes",
            EvidenceKind.DOCUMENT,
        ),
    ],
)
def test_a_paper_as_subject_reports_what_it_shows(
    extract: Extract, text: str, speaker: str, proposition: str, kind: EvidenceKind
) -> None:
    found = [c for c in extract(text) if c.stance is Stance.REPORTS_EVIDENCE]
    assert [c.evidence_kind for c in found] == [kind]
    assert speaker in found[0].speaker.name
    assert found[0].speaker.kind is SpeakerKind.DOCUMENT
    assert proposition in (found[0].proposition or "")


@pytest.mark.parametrize(
    "text",
    [
        "A joint statement said the talks had been friendly.",
        "The council's plan put many residents off.",
        "The health plan gives every child a meal.",
        "The energy bill names three ministers.",
        "The contract gives the firm ten years.",
        "The return of the herons put the village in a good mood.",
    ],
)
def test_words_that_are_papers_elsewhere_are_no_evidence_here(extract: Extract, text: str) -> None:
    assert not any(c.stance is Stance.REPORTS_EVIDENCE for c in extract(text))


@pytest.mark.parametrize("verb", ["carries", "bears"])
def test_a_signature_shows_who_signed(extract: Extract, verb: str) -> None:
    text = f"A safety certificate for the barge, which was passed to the jury, {verb} Lund's signature."
    (claim,) = extract(text)
    assert (claim.stance, claim.evidence_kind) == (Stance.REPORTS_EVIDENCE, EvidenceKind.DOCUMENT)
    assert claim.proposition == "Lund signed a safety certificate for the barge"


def test_a_radar_track_speaks_on_as_it(extract: Extract) -> None:
    text = "The harbour office's radar track, obtained by KTM News, has the barge hitting the pier at 6.40am. "
    first, second = extract(text + "It puts the speed at the moment of the blow at 14 knots.")
    assert (first.evidence_kind, first.proposition) == (EvidenceKind.DATA, "the barge was hitting the pier at 6.40am")
    assert (second.stance, second.speaker.name) == (Stance.REPORTS_EVIDENCE, first.speaker.name)
    assert second.proposition == "the speed at the moment of the blow was 14 knots"
