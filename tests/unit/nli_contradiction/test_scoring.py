import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import numpy as np
import pytest
from numpy.typing import NDArray

from nli_contradiction.domain.batching import BatchLimits, MicroBatcher
from nli_contradiction.domain.entailment import Pair
from nli_contradiction.domain.inference import Window
from nli_contradiction.domain.limits import CallLimits
from nli_contradiction.domain.scoring import BatchedEntailment
from service_kit.errors import ErrorKind, ServiceError
from tests.fakes.pair_model import FakePairModel

OPEN = Pair("the harbour is open", "the harbour is closed")


@asynccontextmanager
async def scoring(model: FakePairModel, remembered: int = 100) -> AsyncIterator[BatchedEntailment]:
    async def forward(windows: Sequence[Window]) -> NDArray[np.float32]:
        return model.forward(windows)

    limits = BatchLimits(batch=64, queue=1_000, turn=64, wait_seconds=0.0)
    async with MicroBatcher(forward, lambda window: len(window.ids), limits) as batcher:
        yield BatchedEntailment(model, batcher, remembered)


async def test_each_pair_gets_its_score_and_how_much_was_read() -> None:
    async with scoring(FakePairModel()) as model:
        plain, contradicted = await model.score([OPEN, Pair("a contradiction", "b")])
    assert plain.neutral == pytest.approx(0.8)
    assert contradicted.contradiction == pytest.approx(0.9)
    assert (plain.windows, plain.characters_read) == (1, len(OPEN.premise) + len(OPEN.hypothesis))


async def test_a_long_pair_is_read_in_windows_and_a_late_contradiction_counts() -> None:
    async with scoring(FakePairModel(window_words=8)) as model:
        (score,) = await model.score([Pair("word " * 30 + "contradiction", "b")])
    assert score.windows == 4
    assert score.contradiction == pytest.approx(0.9)


async def test_the_same_pair_is_computed_once() -> None:
    fake = FakePairModel()
    async with scoring(fake) as model:
        first = await model.score([OPEN, OPEN])
        again = await model.score([OPEN])
    assert first == [*again, *again]
    assert sum(map(len, fake.passes)) == 1


async def test_only_the_scores_used_last_are_remembered() -> None:
    fake = FakePairModel()
    async with scoring(fake, remembered=1) as model:
        for pair in (OPEN, Pair("other", "words"), OPEN):
            await model.score([pair])
    assert sum(map(len, fake.passes)) == 3


async def test_with_no_memory_every_call_is_computed() -> None:
    fake = FakePairModel()
    async with scoring(fake, remembered=0) as model:
        assert await model.score([OPEN]) == await model.score([OPEN])
    assert sum(map(len, fake.passes)) == 2


async def test_where_premise_ends_and_hypothesis_begins_matters() -> None:
    fake = FakePairModel()
    async with scoring(fake) as model:
        await asyncio.gather(model.score([Pair("ab", "c d e")]), model.score([Pair("ab c", "d e f")]))
        await model.score([Pair("a", "bc"), Pair("ab", "c")])
    assert sum(map(len, fake.passes)) == 4


@pytest.mark.parametrize(
    ("pairs", "reason", "field", "limit"),
    [
        ([OPEN] * 4, "TOO_MANY_PAIRS", "pairs", 3),
        ([OPEN, Pair(" \n", "x")], "BLANK_TEXT", "pairs[1].premise", None),
        ([Pair("x", "")], "BLANK_TEXT", "pairs[0].hypothesis", None),
        ([Pair("x" * 101, "y")], "TEXT_TOO_LONG", "pairs[0].premise", 100),
    ],
)
def test_pairs_out_of_limits_are_refused_by_name(pairs: list[Pair], reason: str, field: str, limit: int | None) -> None:
    with pytest.raises(ServiceError) as refused:
        CallLimits(pairs=3, texts=3, characters=100).check_pairs(pairs)
    error = refused.value
    assert (error.kind, error.reason, error.field, error.limit) == (ErrorKind.INVALID, reason, field, limit)


@pytest.mark.parametrize(
    ("texts", "reason", "field"),
    [
        (["a"] * 4, "TOO_MANY_TEXTS", "texts"),
        (["a", ""], "BLANK_TEXT", "texts[1]"),
        (["a" * 101], "TEXT_TOO_LONG", "texts[0]"),
    ],
)
def test_texts_out_of_limits_are_refused_by_name(texts: list[str], reason: str, field: str) -> None:
    with pytest.raises(ServiceError) as refused:
        CallLimits(pairs=3, texts=3, characters=100).check_texts(texts)
    assert (refused.value.reason, refused.value.field) == (reason, field)
