"""The use case: a request sent twice under one idempotency key is worked on once and answered the same."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from gateway.domain.ports import Clock, Records, UnitOfWork
from gateway.domain.saved_answers import SavedAnswer, SavedRequest
from service_kit.errors import ErrorKind, ServiceError


@dataclass(frozen=True)
class AnswerOnce:
    """Keeps answers for `keep_seconds`; a key whose worker fell silent for `lease_seconds` is free again."""

    unit_of_work: UnitOfWork
    clock: Clock
    lease_seconds: float
    keep_seconds: float

    async def __call__(
        self, tenant: str, key: str, fingerprint: str, work: Callable[[], Awaitable[SavedAnswer]]
    ) -> SavedAnswer:
        """CONFLICT while the first request is worked on, INVALID where the key came with another request.

        Work that fails leaves the key free.
        """
        started = SavedRequest(key, fingerprint, self.clock.now(), None)
        earlier = await self.unit_of_work.write(tenant, lambda records: self._begin(records, started))
        if earlier is not None:
            return earlier
        try:
            answer = await work()
        except BaseException:
            await self.unit_of_work.write(tenant, lambda records: records.saved_requests.remove(key))
            raise
        done = replace(started, answer=answer)
        await self.unit_of_work.write(tenant, lambda records: records.saved_requests.put(done))
        return answer

    def _begin(self, records: Records, request: SavedRequest) -> SavedAnswer | None:
        records.saved_requests.forget(before=self._ago(self.keep_seconds))
        known = records.saved_requests.get(request.key)
        if known is None or (known.answer is None and known.started_at <= self._ago(self.lease_seconds)):
            records.saved_requests.put(request)
            return None
        if known.fingerprint != request.fingerprint:
            message = "was used for another request"
            raise ServiceError(ErrorKind.INVALID, message, reason="IDEMPOTENCY_KEY_REUSED", field="Idempotency-Key")
        if known.answer is None:
            message = "the first request with this idempotency key is still worked on"
            raise ServiceError(ErrorKind.CONFLICT, message, reason="STILL_WORKED_ON")
        return replace(known.answer, replayed=True)

    def _ago(self, seconds: float) -> datetime:
        return self.clock.now() - timedelta(seconds=seconds)
