"""The cue lexicon is checked when it is loaded."""

from pathlib import Path
from typing import Any

import pytest

from claim_extraction.adapters.cue_file import load_lexicon
from claim_extraction.domain.lexicon import build_lexicon
from claim_extraction.domain.model import Stance
from service_kit.errors import ErrorKind, ServiceError

FRAME = {
    "id": "A01",
    "verbs": ["deny"],
    "complements": ["clause"],
    "stance": "denies",
    "commitment": "CT-",
    "example": "X denied that S.",
}
WORDS = {"falsity": ["false"]}


def test_the_bundled_lexicon_loads_and_every_frame_has_an_example() -> None:
    lexicon = load_lexicon()
    assert all(frame.example for frames in lexicon.frames.values() for frame in frames)
    assert {frame.outcome.stance for frames in lexicon.frames.values() for frame in frames} == set(Stance)


@pytest.mark.parametrize(
    "change",
    [
        {"stance": "denys"},
        {"complements": ["claus"]},
        {"commitment": "CT"},
        {"verbs": []},
        {"example": ""},
        {"unheard": 1},
        {"negated": {"stance": "maybe"}},
        {"modality": "sure"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_frame_that_breaks_a_rule_is_refused_by_its_number(change: dict[str, Any]) -> None:
    with pytest.raises(ServiceError, match="frame 1") as caught:
        build_lexicon({"frame": [{**FRAME, **change}], "words": WORDS})
    assert (caught.value.kind, caught.value.field) == (ErrorKind.INVALID, "cues")


def test_a_lexicon_without_frames_is_refused() -> None:
    with pytest.raises(ServiceError, match="no frames"):
        build_lexicon({"words": WORDS})


def test_a_file_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cues.toml").write_text("[[frame]\nid=")
    with pytest.raises(ServiceError, match="cannot be read"):
        load_lexicon(tmp_path / "cues.toml")


def test_frames_with_particles_are_tried_first() -> None:
    frames = load_lexicon().frames["put"]
    assert [len(f.particles) for f in frames] == sorted((len(f.particles) for f in frames), reverse=True)
