"""What waits for the model and how long it takes is measured."""

import asyncio
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray
from prometheus_client import CollectorRegistry

from nli_contradiction.adapters.metered_model import MeteredModel, metered_forward
from nli_contradiction.domain.entailment import Pair, Score
from nli_contradiction.domain.inference import Window
from service_kit.telemetry import Telemetry, Tracing


class Gated:
    """Scores nothing until let."""

    def __init__(self) -> None:
        self.let = asyncio.Event()

    async def score(self, pairs: Sequence[Pair]) -> Sequence[Score]:
        await self.let.wait()
        if not pairs:
            raise ValueError
        return []


async def test_pairs_are_counted_as_waiting_until_they_are_scored() -> None:
    registry = CollectorRegistry()
    model = MeteredModel(gated := Gated(), Telemetry(registry, Tracing("test")))
    scoring = asyncio.create_task(model.score([Pair("a", "b"), Pair("c", "d")]))
    await asyncio.sleep(0)
    assert registry.get_sample_value("nli_pairs_waiting") == 2
    assert (registry.get_sample_value("nli_oldest_wait_seconds") or 0) > 0
    gated.let.set()
    await scoring
    assert registry.get_sample_value("nli_pairs_waiting") == 0
    assert registry.get_sample_value("nli_oldest_wait_seconds") == 0
    assert registry.get_sample_value("nli_score_seconds_count") == 1


async def test_pairs_of_a_failed_request_wait_no_longer() -> None:
    registry = CollectorRegistry()
    model = MeteredModel(gated := Gated(), Telemetry(registry, Tracing("test")))
    gated.let.set()
    with pytest.raises(ValueError, match=r"^$"):
        await model.score([])
    assert registry.get_sample_value("nli_pairs_waiting") == 0


async def test_every_batch_is_timed_and_its_windows_counted() -> None:
    async def forward(windows: Sequence[Window]) -> NDArray[np.float32]:
        return np.zeros((len(windows), 3), np.float32)

    registry = CollectorRegistry()
    rows = await metered_forward(forward, registry)([])
    assert rows.shape == (0, 3)
    assert registry.get_sample_value("nli_batch_seconds_count") == 1
    assert registry.get_sample_value("nli_windows_total") == 0
