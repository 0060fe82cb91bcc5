import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest

from nli_contradiction.domain.batching import BatchLimits, MicroBatcher
from service_kit.errors import ErrorKind, ServiceError


class Doubler:
    """Doubles whole numbers; remembers its batches; waits for `gate`; fails where it meets a negative number."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.entered = asyncio.Event()
        self.gate = asyncio.Event()
        self.gate.set()

    async def __call__(self, items: Sequence[int]) -> list[int]:
        self.batches.append(list(items))
        self.entered.set()
        await asyncio.sleep(0)
        await self.gate.wait()
        if min(items) < 0:
            raise ServiceError(ErrorKind.INTERNAL, "negative", reason="NEGATIVE")
        return [2 * item for item in items]

    @property
    def computed(self) -> list[int]:
        return [item for batch in self.batches for item in batch]


@asynccontextmanager
async def batcher(
    doubler: Doubler, *, batch: int = 1_000, queue: int = 10_000, turn: int = 1_000
) -> AsyncIterator[MicroBatcher[int, int]]:
    limits = BatchLimits(batch=batch, queue=queue, turn=turn, wait_seconds=0.0)
    async with MicroBatcher(doubler, abs, limits) as running:
        yield running


async def settled() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_results_come_in_the_order_of_the_items() -> None:
    async with batcher(Doubler()) as running:
        assert await running.run([30, 10, 20]) == [60, 20, 40]


async def test_no_items_need_no_pass() -> None:
    doubler = Doubler()
    async with batcher(doubler) as running:
        assert await running.run([]) == []
    assert doubler.batches == []


async def test_callers_share_a_batch() -> None:
    doubler = Doubler()
    async with batcher(doubler) as running:
        assert await asyncio.gather(running.run([1]), running.run([2]), running.run([3])) == [[2], [4], [6]]
    assert doubler.batches == [[1, 2, 3]]


async def test_batches_hold_items_of_like_weight_and_no_more_than_the_limit_with_padding() -> None:
    doubler = Doubler()
    async with batcher(doubler, batch=44, turn=200) as running:
        await running.run([20, 9, 21, 10, 8, 11])
    assert doubler.batches == [[8, 9, 10, 11], [20, 21]]


async def test_an_item_heavier_than_a_batch_goes_alone() -> None:
    doubler = Doubler()
    async with batcher(doubler, batch=10) as running:
        assert await running.run([50]) == [100]


async def test_the_same_item_is_computed_once_for_all_who_wait() -> None:
    doubler = Doubler()
    async with batcher(doubler) as running:
        assert await asyncio.gather(running.run([7, 7]), running.run([7])) == [[14, 14], [14]]
    assert doubler.computed == [7]


async def test_a_caller_that_hangs_up_is_dropped_before_the_pass() -> None:
    doubler = Doubler()
    doubler.gate.clear()
    async with batcher(doubler, batch=5) as running:
        first = asyncio.create_task(running.run([5]))
        await doubler.entered.wait()
        gone, stays = asyncio.create_task(running.run([3])), asyncio.create_task(running.run([4]))
        await settled()
        gone.cancel()
        await settled()
        doubler.gate.set()
        assert (await first, await stays) == ([10], [8])
    assert 3 not in doubler.computed


async def test_an_item_shared_with_a_caller_that_hung_up_is_still_computed() -> None:
    doubler = Doubler()
    doubler.gate.clear()
    async with batcher(doubler, batch=5) as running:
        first = asyncio.create_task(running.run([5]))
        await doubler.entered.wait()
        gone, stays = asyncio.create_task(running.run([3])), asyncio.create_task(running.run([3]))
        await settled()
        gone.cancel()
        doubler.gate.set()
        assert (await first, await stays) == ([10], [6])


async def test_an_item_asked_for_again_after_everyone_hung_up_is_computed() -> None:
    doubler = Doubler()
    doubler.gate.clear()
    async with batcher(doubler, batch=5) as running:
        first = asyncio.create_task(running.run([5]))
        await doubler.entered.wait()
        gone = asyncio.create_task(running.run([3]))
        await settled()
        gone.cancel()
        await settled()
        doubler.gate.set()
        assert await running.run([3]) == [6]
        await first


async def test_a_full_queue_refuses_at_once_and_serves_again_when_it_is_empty() -> None:
    doubler = Doubler()
    doubler.gate.clear()
    async with batcher(doubler, batch=10, queue=30, turn=100) as running:
        first = asyncio.create_task(running.run([10]))
        await doubler.entered.wait()
        waiting = [asyncio.create_task(running.run([weight])) for weight in (11, 12, 13)]
        await settled()
        with pytest.raises(ServiceError) as refused:
            await running.run([14])
        doubler.gate.set()
        await asyncio.gather(first, *waiting)
        assert await running.run([14]) == [28]
    assert (refused.value.kind, refused.value.reason, refused.value.limit) == (ErrorKind.OVERLOADED, "QUEUE_FULL", 30)


async def test_a_small_call_is_not_kept_waiting_by_a_huge_one() -> None:
    doubler = Doubler()
    async with batcher(doubler, batch=10, turn=10, queue=50) as running:
        huge = asyncio.create_task(running.run(list(range(20, 60))))
        await doubler.entered.wait()
        assert await running.run([10]) == [20]
        assert not huge.done()
        await huge


async def test_a_call_cut_short_by_full_batches_goes_on_before_later_ones() -> None:
    """Four batches hold 400: after the first call's turn there is room for one item of the second."""
    doubler = Doubler()
    async with batcher(doubler, batch=100, turn=300) as running:
        doubler.gate.clear()
        held = asyncio.create_task(running.run([1]))
        await settled()
        calls = [asyncio.create_task(running.run([base + 1, base + 2, base + 3])) for base in (100, 110, 120)]
        await settled()
        doubler.gate.set()
        await asyncio.gather(held, *calls)
    assert doubler.computed.index(113) < doubler.computed.index(123)


async def test_a_failing_pass_fails_its_callers_and_no_other() -> None:
    async with batcher(Doubler(), batch=5) as running:
        outcomes = await asyncio.gather(running.run([-5]), running.run([1]), return_exceptions=True)
        assert isinstance(outcomes[0], ServiceError)
        assert outcomes[1] == [2]
        assert await running.run([2]) == [4]


async def test_callers_still_waiting_when_it_stops_are_told_so() -> None:
    doubler = Doubler()
    doubler.gate.clear()
    async with batcher(doubler) as running:
        waiting = asyncio.create_task(running.run([1]))
        await doubler.entered.wait()
    with pytest.raises(ServiceError) as stopped:
        await waiting
    assert stopped.value.kind is ErrorKind.UNAVAILABLE
