"""Measures, with Prometheus and spans, how long pairs wait for the model and how long it takes."""

import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from nli_contradiction.domain.entailment import EntailmentModel, Pair, Score
from nli_contradiction.domain.inference import Window
from service_kit.telemetry import DURATION_BUCKETS, Telemetry

Forward = Callable[[Sequence[Window]], Awaitable[NDArray[np.float32]]]


class MeteredModel:
    """An entailment model seen from its callers: what waits, and for how long; a span for each request for scores."""

    def __init__(self, model: EntailmentModel, telemetry: Telemetry) -> None:
        self._model, self._tracing = model, telemetry.tracing
        self._waiting = Gauge(
            "nli_pairs_waiting", "Pairs that wait for the model or are in it.", registry=telemetry.registry
        )
        self._asked: dict[object, float] = {}
        oldest = Gauge(
            "nli_oldest_wait_seconds",
            "How long the oldest request for scores has waited; 0 where none waits.",
            registry=telemetry.registry,
        )
        oldest.set_function(self._oldest_wait)
        self._seconds = Histogram(
            "nli_score_seconds",
            "Time from a request for scores to the scores, the wait for other callers included.",
            registry=telemetry.registry,
            buckets=DURATION_BUCKETS,
        )

    async def score(self, pairs: Sequence[Pair]) -> Sequence[Score]:
        with (
            self._waits(len(pairs)),
            self._seconds.time(),
            self._tracing.span("score pairs", attributes={"pairs": len(pairs)}),
        ):
            return await self._model.score(pairs)

    @contextmanager
    def _waits(self, pairs: int) -> Iterator[None]:
        request = object()
        self._asked[request] = time.monotonic()
        self._waiting.inc(pairs)
        try:
            yield
        finally:
            self._waiting.dec(pairs)
            del self._asked[request]

    def _oldest_wait(self) -> float:
        asked = tuple(self._asked.values())  # a copy: the page of metrics is made by another thread
        return time.monotonic() - asked[0] if asked else 0.0


def metered_forward(forward: Forward, registry: CollectorRegistry) -> Forward:
    """The pass of one batch through the model, counted and timed."""
    seconds = Histogram("nli_batch_seconds", "Time of one batch in the model.", registry=registry)
    windows_scored = Counter("nli_windows", "Windows of pairs that went through the model.", registry=registry)

    async def metered(windows: Sequence[Window]) -> NDArray[np.float32]:
        with seconds.time():
            rows = await forward(windows)
        windows_scored.inc(len(windows))
        return rows

    return metered
