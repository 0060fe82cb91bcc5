"""Exact search among vectors in memory."""

from itertools import count

import numpy as np
import pytest

from gateway.adapters.vector_matrix import VectorMatrix, encoded
from gateway.domain.archive import Vectors

DIMENSIONS = 32


def unit_rows(rows: int, seed: int = 0) -> Vectors:
    vectors: Vectors = np.random.default_rng(seed).standard_normal((rows, DIMENSIONS)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


def filled(vectors: Vectors, most_rows: int = 100_000) -> VectorMatrix:
    matrix = VectorMatrix(most_rows)
    matrix.follow([(number, number * 10, encoded(vector)) for number, vector in enumerate(vectors, start=1)])
    return matrix


def test_the_nearest_rows_are_those_of_exact_search_best_first() -> None:
    vectors, queries = unit_rows(5_000), unit_rows(7, seed=1)
    exact = np.argsort(-(queries @ vectors.T), axis=1)[:, :20]
    found = filled(vectors).nearest(queries, 20, -1.0)
    overlap = [len({10 * (place + 1) for place in places} & set(rows)) / 20 for places, rows in zip(exact, found)]  # noqa: B905
    assert min(overlap) >= 0.9
    assert [rows[0] for rows in found] == [10 * (places[0] + 1) for places in exact]


def test_rows_that_are_not_similar_enough_are_not_found() -> None:
    vectors = unit_rows(50)
    found = filled(vectors).nearest(vectors[:1], 20, 0.95)
    assert found == [[10]]


def test_a_removed_row_is_not_found_and_its_id_may_come_again_with_another_vector() -> None:
    vectors = unit_rows(50)
    matrix = filled(vectors)
    matrix.follow([(51, 10, None), (52, 10, encoded(vectors[1]))])
    assert set(matrix.nearest(vectors[1:2], 2, 0.9)[0]) == {10, 20}
    assert matrix.nearest(vectors[:1], 2, 0.9) == [[]]
    assert len(matrix) == 50


def test_only_the_newest_rows_are_kept() -> None:
    vectors = unit_rows(500)
    matrix = filled(vectors[:100], most_rows=100)
    for number in range(100, 500):
        matrix.follow([(number + 1, (number + 1) * 10, encoded(vectors[number]))])
        assert len(matrix) <= 100
    assert matrix.nearest(vectors[-1:], 1, 0.9) == [[5_000]]
    assert matrix.nearest(vectors[:1], 1, 0.9) == [[]]


def test_vectors_of_unknown_words_are_near_nothing() -> None:
    matrix = filled(np.zeros((3, DIMENSIONS), np.float32))
    assert matrix.nearest(unit_rows(1), 5, 0.0) == [[]]


def test_an_empty_matrix_finds_nothing() -> None:
    assert VectorMatrix(10).nearest(unit_rows(2), 5, 0.0) == [[], []]


@pytest.mark.parametrize("changes", [1, 7, 64])
def test_it_does_not_matter_in_which_portions_changes_come(changes: int) -> None:
    vectors = unit_rows(300)
    numbers = count(1)
    everything: list[tuple[int, int, bytes | None]] = [
        (next(numbers), row, encoded(vectors[row])) for row in range(300)
    ]
    everything += [(next(numbers), row, None) for row in range(0, 300, 3)]
    portioned, whole = VectorMatrix(10_000), VectorMatrix(10_000)
    whole.follow(everything)
    for start in range(0, len(everything), changes):
        portioned.follow(everything[start : start + changes])
    assert portioned.nearest(vectors[:20], 10, -1.0) == whole.nearest(vectors[:20], 10, -1.0)


def test_a_hundred_thousand_vectors_cost_a_byte_a_component_and_little_more() -> None:
    vector = encoded(unit_rows(1)[0])
    matrix = VectorMatrix(200_000)
    matrix.follow([(number, number, vector) for number in range(1, 100_001)])
    assert matrix.held_bytes <= 1.5 * 100_000 * (DIMENSIONS + 12)
