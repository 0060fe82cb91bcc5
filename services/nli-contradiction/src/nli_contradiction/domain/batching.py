"""One queue in front of a costly function: batches across callers, fair, bounded, blind to what it carries."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from service_kit.errors import ErrorKind, ServiceError

Item = TypeVar("Item", bound=Hashable)
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class BatchLimits:
    """Weights are tokens. A batch is rows times its longest row.

    A caller takes turns with the others, `turn` at a time; a new caller is refused where more than `queue` stands
    before the end of its first turn.
    """

    batch: int
    queue: int
    turn: int
    wait_seconds: float


@dataclass(slots=True, eq=False)
class _Job(Generic[Item, Result]):
    """One item to compute, shared by every caller that waits for the same."""

    item: Item
    weight: int
    waiters: list["asyncio.Future[Result]"] = field(default_factory=list)

    def wanted(self) -> bool:
        return any(not waiter.done() for waiter in self.waiters)


class MicroBatcher(Generic[Item, Result]):
    """Run it with `async with`; `run` may then be called by any number of tasks of the same loop."""

    def __init__(
        self,
        compute: Callable[[Sequence[Item]], Awaitable[Iterable[Result]]],
        weigh: Callable[[Item], int],
        limits: BatchLimits,
    ) -> None:
        self._compute, self._weigh, self._limits = compute, weigh, limits
        self._lanes: deque[deque[_Job[Item, Result]]] = deque()
        self._pending: dict[Item, _Job[Item, Result]] = {}
        self._filled = asyncio.Event()
        self._worker: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "MicroBatcher[Item, Result]":
        self._worker = asyncio.create_task(self._work())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._worker is not None:
            self._worker.cancel()
            await asyncio.gather(self._worker, return_exceptions=True)
        for job in self._pending.values():
            _settle(job, ServiceError(ErrorKind.UNAVAILABLE, "the service is stopping", reason="STOPPING"))
        self._pending.clear()

    async def run(self, items: Sequence[Item]) -> list[Result]:
        """Results in the order of the items; raises OVERLOADED at once where too much stands before them.

        A caller that is cancelled leaves the queue; what nobody else waits for is not computed.
        """
        self.admit(sum(map(self._weigh, items)))
        waiters = self._enqueue(items)
        try:
            return list(await asyncio.gather(*waiters))
        finally:
            for waiter in waiters:
                waiter.cancel()

    def admit(self, weight: int) -> None:
        """Raise OVERLOADED where too much stands before the first turn of a call of this weight."""
        share = min(weight, self._limits.turn)
        before = sum(min(share, sum(job.weight for job in lane if job.wanted())) for lane in self._lanes)
        if before > self._limits.queue:
            message = "too much is waiting to be scored; try again later"
            raise ServiceError(ErrorKind.OVERLOADED, message, reason="QUEUE_FULL", limit=self._limits.queue)

    def _enqueue(self, items: Sequence[Item]) -> list["asyncio.Future[Result]"]:
        lane: deque[_Job[Item, Result]] = deque()
        waiters: list[asyncio.Future[Result]] = []
        for item in items:
            job = self._pending.get(item)
            if job is None:
                job = self._pending[item] = _Job(item, self._weigh(item))
                lane.append(job)
            waiter: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
            job.waiters.append(waiter)
            waiters.append(waiter)
        if lane:
            self._lanes.append(lane)
            self._filled.set()
        return waiters

    async def _work(self) -> None:
        while True:
            await self._filled.wait()
            await self._linger()
            for batch in self._batches(self._drawn()):
                wanted = [job for job in batch if job.wanted()]
                self._forget(job for job in batch if job not in wanted)
                await self._settle_batch(wanted)
                self._forget(wanted)
            if not self._lanes:
                self._filled.clear()

    def _forget(self, jobs: Iterable[_Job[Item, Result]]) -> None:
        for job in jobs:
            self._pending.pop(job.item, None)

    async def _linger(self) -> None:
        """Give other callers a moment to fill the first batch."""
        if sum(job.weight for lane in self._lanes for job in lane) < self._limits.batch:
            await asyncio.sleep(self._limits.wait_seconds)

    def _drawn(self) -> list[_Job[Item, Result]]:
        """The next jobs: from each caller in turn, until each had one turn or four batches are full.

        Whose turn the full batches cut short goes on first.
        """
        drawn: list[_Job[Item, Result]] = []
        room = 4 * self._limits.batch
        for _ in range(len(self._lanes)):
            lane = self._lanes.popleft()
            turn = min(self._limits.turn, room)
            is_cut_short = turn < self._limits.turn
            while lane and turn > 0:
                job = lane.popleft()
                drawn.append(job)
                if job.wanted():
                    turn, room = turn - job.weight, room - job.weight
            if lane and is_cut_short:
                self._lanes.appendleft(lane)
            elif lane:
                self._lanes.append(lane)
            if room <= 0:
                break
        return drawn

    def _batches(self, jobs: list[_Job[Item, Result]]) -> Iterator[list[_Job[Item, Result]]]:
        """Jobs of like weight together, so that little is padded."""
        batch: list[_Job[Item, Result]] = []
        for job in sorted(jobs, key=lambda job: job.weight):
            if batch and job.weight * (len(batch) + 1) > self._limits.batch:
                yield batch
                batch = []
            batch.append(job)
        if batch:
            yield batch

    async def _settle_batch(self, jobs: list[_Job[Item, Result]]) -> None:
        if not jobs:
            return
        try:
            results = await self._compute([job.item for job in jobs])
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001 (whatever it was belongs to the callers of this batch, not to the worker)
            for job in jobs:
                _settle(job, error)
            return
        for job, result in zip(jobs, results, strict=True):
            _settle(job, result)


def _settle(job: _Job[Item, Result], outcome: Result | Exception) -> None:
    for waiter in job.waiters:
        if waiter.done():
            continue
        if isinstance(outcome, Exception):
            waiter.set_exception(outcome)
        else:
            waiter.set_result(outcome)
