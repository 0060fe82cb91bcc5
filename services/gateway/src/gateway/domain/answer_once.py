"""The use case: a request sent twice under one idempotency key is worked on once and answered the same."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from gateway.domain.ports import Clock, Records, UnitOfWork
from gateway.domain.saved_answers import SavedAnswer, SavedRequest
from service_kit.errors import ErrorKind, ServiceError

_RENEWALS_PER_LEASE = 3


@dataclass(frozen=True)
class AnswerOnce:
    """Keeps answers for `keep_seconds`; a key whose worker fell silent for `lease_seconds` is free again."""

    unit_of_work: UnitOfWork
    clock: Clock
    lease_seconds: float
    keep_seconds: float

    async def __call__(
        self, tenant: str, key: str, fingerprint: str, work: Callable[[str], Awaitable[SavedAnswer]]
    ) -> SavedAnswer:
        """CONFLICT while the first request is worked on, INVALID where the key came with another request.

        Work is given an id that stays the same when it is done again after a crash. Work that fails leaves the key
        free.
        """
        asked = SavedRequest(key, fingerprint, self.clock.now(), secrets.token_hex(12), None)
        begun = await self.unit_of_work.write(tenant, lambda records: self._begin(records, asked))
        if begun.answer is not None:
            return replace(begun.answer, replayed=True)
        try:
            async with self._key_held(tenant, begun):
                answer = await work(begun.work_id)
        except BaseException:
            await self.unit_of_work.write(tenant, lambda records: records.saved_requests.remove(key))
            raise
        done = replace(begun, answer=answer)
        await self.unit_of_work.write(tenant, lambda records: records.saved_requests.put(done))
        return answer

    def _begin(self, records: Records, asked: SavedRequest) -> SavedRequest:
        records.saved_requests.forget(before=self._ago(self.keep_seconds))
        known = records.saved_requests.get(asked.key)
        if known is None:
            records.saved_requests.put(asked)
            return asked
        if known.fingerprint != asked.fingerprint:
            message = "was used for another request"
            raise ServiceError(ErrorKind.INVALID, message, reason="IDEMPOTENCY_KEY_REUSED", field="Idempotency-Key")
        if known.answer is not None:
            return known
        if known.started_at > self._ago(self.lease_seconds):
            message = "the first request with this idempotency key is still worked on"
            raise ServiceError(ErrorKind.CONFLICT, message, reason="STILL_WORKED_ON")
        taken_over = replace(asked, work_id=known.work_id or asked.work_id)
        records.saved_requests.put(taken_over)
        return taken_over

    @asynccontextmanager
    async def _key_held(self, tenant: str, begun: SavedRequest) -> AsyncIterator[None]:
        holding = asyncio.create_task(self._hold(tenant, begun))
        try:
            yield
        finally:
            holding.cancel()

    async def _hold(self, tenant: str, begun: SavedRequest) -> None:
        while True:
            await asyncio.sleep(self.lease_seconds / _RENEWALS_PER_LEASE)
            with suppress(ServiceError):
                await self.unit_of_work.write(tenant, self._renew(begun))

    def _renew(self, begun: SavedRequest) -> Callable[[Records], None]:
        return lambda records: records.saved_requests.renew(begun, self.clock.now())

    def _ago(self, seconds: float) -> datetime:
        return self.clock.now() - timedelta(seconds=seconds)
