from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nli_contradiction.domain.windows import joined, padded, shares, spans


@given(length=st.integers(1, 3_000), size=st.integers(1, 200))
def test_spans_cover_everything_in_order_and_none_is_longer_than_a_window(length: int, size: int) -> None:
    found = spans(length, size)
    assert found[0][0] == 0
    assert found[-1][1] == length
    assert all(0 < end - start <= size for start, end in found)
    assert all(later[0] <= earlier[1] and later[0] > earlier[0] for earlier, later in pairwise(found))


@given(length=st.integers(9, 2_000), size=st.integers(8, 200), data=st.data())
def test_a_passage_of_a_quarter_window_stands_whole_in_some_window(length: int, size: int, data: st.DataObject) -> None:
    passage = min(size // 4, length)
    start = data.draw(st.integers(0, length - passage))
    assert any(begin <= start and start + passage <= end for begin, end in spans(length, size))


@given(premise=st.integers(1, 500), hypothesis=st.integers(1, 500), capacity=st.integers(2, 300))
def test_the_shares_of_a_window_fit_the_model(premise: int, hypothesis: int, capacity: int) -> None:
    premise_share, hypothesis_share = shares(premise, hypothesis, capacity)
    assert premise_share >= 1
    assert hypothesis_share >= 1
    assert premise_share + hypothesis_share <= capacity


@pytest.mark.parametrize(
    ("premise", "hypothesis", "capacity", "expected"),
    [
        (10, 5, 100, (10, 5)),
        (4_000, 20, 125, (62, 20)),
        (4_000, 400, 125, (62, 62)),
        (10, 400, 125, (10, 115)),
        (90, 60, 125, (62, 60)),
    ],
)
def test_the_hypothesis_stays_whole_up_to_half_a_window(
    premise: int, hypothesis: int, capacity: int, expected: tuple[int, int]
) -> None:
    assert shares(premise, hypothesis, capacity) == expected


@pytest.mark.parametrize(
    ("windows", "parts", "expected"),
    [
        ([(0.7, 0.2, 0.1)], 1, (0.7, 0.2, 0.1)),
        ([(0.1, 0.8, 0.1), (0.1, 0.1, 0.8), (0.0, 0.9, 0.1)], 1, (0.1, 0.1, 0.8)),
        ([(0.9, 0.1, 0.0), (0.2, 0.7, 0.1)], 1, (0.9, 0.0, 0.1)),
        ([(0.9, 0.1, 0.0), (0.2, 0.7, 0.1)], 2, (0.2, 0.7, 0.1)),
        ([(0.9, 0.1, 0.0), (0.0, 0.1, 0.9)], 1, (0.5, 0.0, 0.5)),
        ([(0.9, 0.1, 0.0), (0.0, 0.1, 0.9)], 2, (0.0, 0.1, 0.9)),
    ],
)
def test_any_premise_window_may_decide_and_every_part_of_the_hypothesis_must_follow(
    windows: list[tuple[float, float, float]], parts: int, expected: tuple[float, float, float]
) -> None:
    assert joined(np.array(windows, np.float32), parts) == pytest.approx(expected, abs=1e-6)


@given(windows=st.lists(st.tuples(*[st.floats(0.001, 1.0)] * 3), min_size=1, max_size=12), one_part=st.booleans())
def test_joined_scores_are_probabilities(windows: list[tuple[float, float, float]], *, one_part: bool) -> None:
    rows = np.array(windows, np.float32)
    rows /= rows.sum(axis=1, keepdims=True)
    scores = joined(rows, 1 if one_part else len(rows))
    assert sum(scores) == pytest.approx(1.0, abs=1e-5)
    assert all(0.0 <= score <= 1.0 + 1e-6 for score in scores)


def test_rows_are_padded_to_the_longest() -> None:
    assert padded([[1, 2, 3], [4]], 9).tolist() == [[1, 2, 3], [4, 9, 9]]
