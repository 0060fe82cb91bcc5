"""Vectors of one tenant in memory, one byte a component, searched exactly: SQLite has no vector index of its own."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from gateway.domain.archive import Vectors

_BLOCK = 2_048
_GROWTH = 1.5
_LEAST_CAPACITY = 1_024
_GONE = -1
_LARGEST_CODE = 127.0
_SCALE = np.dtype("<f4")


def encoded(vector: Vectors) -> bytes:
    """Return a scale and one signed byte a component, as stored."""
    largest = float(np.abs(vector).max(initial=0.0))
    codes = np.rint(vector * (_LARGEST_CODE / largest)) if largest else np.zeros_like(vector)
    return np.asarray(largest / _LARGEST_CODE, _SCALE).tobytes() + codes.astype(np.int8).tobytes()


@dataclass(frozen=True)
class _Rows:
    """Columns with room to grow; only the first `count` rows are in use."""

    row_ids: NDArray[np.int64]
    scales: NDArray[np.float32]
    codes: NDArray[np.int8]
    count: int

    def kept(self, places: NDArray[np.int64], room: int) -> "_Rows":
        capacity = max(_LEAST_CAPACITY, int((len(places) + room) * _GROWTH))
        fresh = _empty(capacity, self.codes.shape[1])
        fresh.row_ids[: len(places)] = self.row_ids[places]
        fresh.scales[: len(places)] = self.scales[places]
        fresh.codes[: len(places)] = self.codes[places]
        return _Rows(fresh.row_ids, fresh.scales, fresh.codes, len(places))


def _empty(capacity: int, dimensions: int) -> _Rows:
    codes = np.zeros((capacity, dimensions), np.int8)
    return _Rows(np.full(capacity, _GONE, np.int64), np.zeros(capacity, np.float32), codes, 0)


@dataclass
class VectorMatrix:
    """Follows the rows of a table by their numbers; keeps the newest `most_rows`."""

    most_rows: int
    last_number: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    _rows: _Rows = field(default_factory=lambda: _empty(0, 0))
    _gone: int = 0

    def __len__(self) -> int:
        return self._rows.count - self._gone

    @property
    def held_bytes(self) -> int:
        """Bytes of memory, room to grow included."""
        return self._rows.row_ids.nbytes + self._rows.scales.nbytes + self._rows.codes.nbytes

    def follow(self, changes: Sequence[tuple[int, int, bytes | None]]) -> None:
        """Take in changes in their order: number, row id, and the stored vector or None for a row that is gone."""
        pending: list[tuple[int, bytes]] = []
        for number, row_id, stored in changes:
            if stored is not None:
                pending.append((row_id, stored))
            else:
                self._append(pending)
                pending = []
                self._remove(row_id)
            self.last_number = number
        self._append(pending)

    def _append(self, added: list[tuple[int, bytes]]) -> None:
        if not added:
            return
        added = added[-self.most_rows :]
        dimensions = len(added[0][1]) - _SCALE.itemsize
        if self._rows.codes.shape[1] != dimensions:
            self._rows, self._gone = _empty(0, dimensions), 0
        self._make_room(len(added))
        layout = np.dtype([("scale", _SCALE), ("codes", np.int8, (dimensions,))])
        stored = np.frombuffer(b"".join(data for _, data in added), layout)
        rows, start, end = self._rows, self._rows.count, self._rows.count + len(added)
        rows.row_ids[start:end] = [row_id for row_id, _ in added]
        rows.scales[start:end] = stored["scale"]
        rows.codes[start:end] = stored["codes"]
        self._rows = _Rows(rows.row_ids, rows.scales, rows.codes, end)

    def _make_room(self, wanted: int) -> None:
        rows = self._rows
        too_many = len(self) + wanted > self.most_rows
        if rows.count + wanted <= len(rows.row_ids) and not too_many:
            return
        places = np.flatnonzero(rows.row_ids[: rows.count] != _GONE)
        if too_many:
            slack = self.most_rows // 20
            places = places[max(0, len(places) + wanted + slack - self.most_rows) :]
        self._rows, self._gone = rows.kept(places, wanted), 0

    def _remove(self, row_id: int) -> None:
        rows = self._rows
        for place in np.flatnonzero(rows.row_ids[: rows.count] == row_id):
            rows.row_ids[place], rows.scales[place], rows.codes[place] = _GONE, 0.0, 0
            self._gone += 1

    def nearest(self, queries: Vectors, limit: int, least_similarity: float) -> list[list[int]]:
        """Row ids of the most similar rows to each query, best first."""
        rows = self._rows
        if rows.count == 0 or rows.codes.shape[1] != queries.shape[1]:
            return [[] for _ in queries]
        search = _Search(queries, limit, least_similarity)
        buffer = np.empty((_BLOCK, queries.shape[1]), np.float32)
        for start in range(0, rows.count, _BLOCK):
            end = min(start + _BLOCK, rows.count)
            block = buffer[: end - start]
            np.copyto(block, rows.codes[start:end])
            search.see(start, (queries @ block.T) * rows.scales[start:end])
        found = search.best()
        return [[int(row) for row in rows.row_ids[places] if row != _GONE] for places in found]


class _Search:
    """Keeps what may be among the best of each query, block by block."""

    def __init__(self, queries: Vectors, limit: int, least_similarity: float) -> None:
        self._limit = limit
        self._best = np.full((len(queries), limit), np.float32(least_similarity))
        self._found: list[tuple[NDArray[np.int64], NDArray[np.int64], Vectors]] = []

    def see(self, start: int, similarities: Vectors) -> None:
        asked, places = np.nonzero(similarities > self._best.min(axis=1)[:, None])
        values = similarities[asked, places]
        self._found.append((asked, places + start, values))
        bounds = np.searchsorted(asked, np.arange(len(self._best) + 1))
        for query in np.flatnonzero(np.diff(bounds)):
            fresh = values[bounds[query] : bounds[query + 1]]
            self._best[query] = np.partition(np.concatenate((self._best[query], fresh)), -self._limit)[-self._limit :]

    def best(self) -> list[NDArray[np.int64]]:
        asked, places, values = (np.concatenate(column) for column in zip(*self._found, strict=True))
        order = np.lexsort((places, -values, asked))
        bounds = np.searchsorted(asked[order], np.arange(len(self._best) + 1))
        cut = [order[bounds[query] : bounds[query + 1]][: self._limit] for query in range(len(self._best))]
        return [places[chosen] for chosen in cut]
