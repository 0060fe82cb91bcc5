"""The use case of a worker: take a due delivery, send it, write down how it went."""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from gateway.domain.ports import Clock
from gateway.domain.webhook_ports import DeliveryQueue, MessageSender
from gateway.domain.webhooks import Attempt, Delivery, DeliveryOutcome, Errand, Reply
from gateway.domain.work import RetryPolicy
from service_kit.errors import ErrorKind, ServiceError

_LONGEST_SILENCE_SECONDS = 3_600.0
_OUTCOME_OF_KIND = {ErrorKind.INVALID: DeliveryOutcome.BLOCKED, ErrorKind.TIMED_OUT: DeliveryOutcome.TOO_SLOW}


@dataclass(frozen=True)
class DeliverWebhooks:
    """At least once: where a worker dies after sending, another sends the same message again."""

    queue: DeliveryQueue
    sender: MessageSender
    clock: Clock
    policy: RetryPolicy
    lease_seconds: float
    report: Callable[[DeliveryOutcome, Delivery], None]

    async def next(self) -> bool:
        """Make one delivery; tell whether any was due."""
        errand = await self.queue.take(f"lease_{secrets.token_hex(8)}", timedelta(seconds=self.lease_seconds))
        if errand is None:
            return False
        try:
            await self._run(errand)
        except asyncio.CancelledError:
            await asyncio.shield(self.queue.give_back(errand))
            raise
        return True

    async def _run(self, errand: Errand) -> None:
        at, started = self.clock.now(), self.clock.monotonic()
        reply: Reply | None = None
        try:
            reply = await self.sender.send(errand, at)
            outcome = reply.outcome
        except ServiceError as error:
            outcome = _OUTCOME_OF_KIND.get(error.kind, DeliveryOutcome.UNREACHABLE)
        except Exception:  # noqa: BLE001 (whatever one receiver breaks must not stop the worker)
            outcome = DeliveryOutcome.FAILED
        milliseconds = round((self.clock.monotonic() - started) * 1000)
        attempt = Attempt(at, outcome, reply.status if reply else None, milliseconds)
        after = errand.delivery.tried(attempt, self.policy)
        await self.queue.finish(errand, after, self._silence(errand, reply))
        self.report(outcome, after)

    def _silence(self, errand: Errand, reply: Reply | None) -> timedelta:
        """How long an overloaded receiver is left alone with everything."""
        if reply is None or not reply.is_overloaded:
            return timedelta()
        asked = min(reply.retry_after_seconds or 0.0, _LONGEST_SILENCE_SECONDS)
        return max(timedelta(seconds=asked), self.policy.pause(errand.delivery.attempts))
