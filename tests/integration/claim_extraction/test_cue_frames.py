"""Every frame of the lexicon fires on its own example, and not on what only looks like it."""

import pytest

from claim_extraction.adapters.cue_file import load_lexicon
from claim_extraction.domain.lexicon import Frame
from claim_extraction.domain.model import Stance
from tests.integration.claim_extraction.conftest import Extract

FRAMES = list({id(f): f for frames in load_lexicon().frames.values() for f in frames}.values())
CONTEXT = "Villagers said that the mill poisoned the brook. "


@pytest.mark.parametrize("frame", FRAMES, ids=lambda f: f"{f.id}-{f.verbs[0]}")
def test_a_frame_fires_on_its_example(extract: Extract, frame: Frame) -> None:
    found = extract(CONTEXT + frame.example)
    assert any(c.rule.startswith(frame.id[0]) and c.quote.start >= len(CONTEXT) - 1 and c.cue for c in found)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The guild denied the sailor entry.", Stance.DENIES),
        ("The court dismissed the appeal.", Stance.DENIES),
        ("The board did not deny that a ship sank.", Stance.DENIES),
        ("If the firm admits that it lied, the deal ends.", Stance.CONFIRMS),
        ("The mayor did not say that the road was safe.", Stance.ASSERTS),
        ("The council called for calm.", Stance.DENIES),
        ("The clerk rejected the deal as unfair.", Stance.DENIES),
    ],
)
def test_what_only_looks_like_a_cue_makes_no_such_claim(extract: Extract, text: str, stance: Stance) -> None:
    assert [c.proposition for c in extract(text) if c.stance is stance and c.rule] == []


@pytest.mark.parametrize(
    ("text", "speaker", "stance"),
    [
        ("The firm neither confirmed nor denied the sale.", "The firm", Stance.NO_COMMENT),
        ("The clinic would not rule out a second outbreak.", "The clinic", Stance.ASSERTS),
        ("No lorry was stolen, the depot said.", "the depot", Stance.DENIES),
        ("Engineer Ana Ruiz denied it.", "Ana Ruiz", Stance.DENIES),
        ("According to Ana Ruiz, the valve was open.", "Ana Ruiz", Stance.ASSERTS),
        ("The firm's chair, Ana Ruiz, admitted that the valve was open.", "Ana Ruiz", Stance.CONFIRMS),
    ],
)
def test_speaker_and_stance_follow_the_frame(extract: Extract, text: str, speaker: str, stance: Stance) -> None:
    assert (speaker, stance) in [(c.speaker.name, c.stance) for c in extract(text)]
