import numpy as np
import pytest
from training.measures import area_under_roc, calibration_error, measure, two_way


def test_area_under_roc_counts_ties_half() -> None:
    assert area_under_roc(np.array([0.9, 0.5, 0.5, 0.1]), np.array([True, True, False, False])) == pytest.approx(0.875)


def test_a_model_as_right_as_it_is_sure_has_no_calibration_error() -> None:
    right = np.array([True] * 8 + [False] * 2)
    assert calibration_error(np.full(10, 0.8), right) == pytest.approx(0.0)
    assert calibration_error(np.full(10, 1.0), right) == pytest.approx(0.2)


def test_a_file_without_neutral_rows_is_judged_two_way() -> None:
    shares = np.array([[0.2, 0.7, 0.1], [0.1, 0.6, 0.3]])
    assert measure(shares, ["entailment", "contradiction"]).accuracy == 1.0
    assert measure(shares, ["entailment", "neutral"]).accuracy == 0.5


def test_two_way_shares_sum_to_one() -> None:
    assert two_way(np.array([[0.2, 0.7, 0.1]]))[0] == pytest.approx([2 / 3, 0.0, 1 / 3])


def test_precision_and_recall_of_contradictions() -> None:
    shares = np.array([[0.1, 0.1, 0.8], [0.1, 0.1, 0.8], [0.6, 0.2, 0.2]])
    found = measure(shares, ["contradiction", "neutral", "contradiction"])
    assert (found.contradiction_precision, found.contradiction_recall) == (0.5, 0.5)
