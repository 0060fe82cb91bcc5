"""Check-worthiness is a calibrated probability that does not depend on its neighbours."""

from pathlib import Path

import numpy as np
import pytest

from claim_extraction.adapters.ngram_worthiness import BUNDLED, NgramWorthiness
from claim_extraction.domain.features import BUCKETS, features
from service_kit.errors import ServiceError

FIGURES = "The budget grew by 4.2 percent last year, from 310 to 323 billion dollars."
FEELING = "I am so happy to see you all here tonight."


def test_a_sentence_of_figures_is_worth_more_than_a_greeting() -> None:
    high, low = NgramWorthiness().probabilities([FIGURES, FEELING])
    assert low < 0.2
    assert high > 0.5


def test_a_score_does_not_depend_on_batch_mates() -> None:
    model = NgramWorthiness()
    assert model.probabilities([FIGURES, FEELING])[0] == model.probabilities([FIGURES])[0]


def test_features_are_of_bounded_buckets_and_survive_any_text() -> None:
    for text in ("", "x" * 10_000, "\ud800 ?", "北京"):
        assert all(0 <= bucket < BUCKETS for bucket in features(text))


def test_the_bundled_weights_are_small() -> None:
    assert BUNDLED.stat().st_size < 1_000_000


def test_weights_of_another_shape_are_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "w.npz", weights=np.zeros(3), bias=0.0)
    with pytest.raises(ServiceError):
        NgramWorthiness(tmp_path / "w.npz")
    with pytest.raises(ServiceError):
        NgramWorthiness(tmp_path / "none.npz")
