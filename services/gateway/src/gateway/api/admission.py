"""Lets a request in: who calls, whether that key may ask for more, and the headers that say how much is left."""

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import TypeAlias

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.domain.access import Access, Caller
from gateway.domain.quotas import Allowance, Cost, LimitExceededError, Meter

_CALLER, _ALLOWANCES = "caller", "allowances"
Charge: TypeAlias = Callable[[Caller, Cost], AbstractAsyncContextManager[None]]


async def admitted(request: Request, access: Access, meter: Meter) -> Caller:
    """Return who calls, counted once per request however often it is asked; UNAUTHENTICATED, LimitExceededError."""
    known: Caller | None = getattr(request.state, _CALLER, None)
    if known is not None:
        return known
    caller = await access.caller(request.headers.get("authorization"))
    try:
        _tell(request, await meter.admit(caller))
    except LimitExceededError as error:
        _tell(request, error.allowances)
        raise
    setattr(request.state, _CALLER, caller)
    return caller


def charging(request: Request, meter: Meter) -> Charge:
    """What a block of work costs its caller; work that fails costs nothing."""

    @asynccontextmanager
    async def charge(caller: Caller, cost: Cost) -> AsyncIterator[None]:
        try:
            async with meter.charged(caller, cost) as allowances:
                _tell(request, allowances)
                yield
        except LimitExceededError as error:
            _tell(request, error.allowances)
            raise

    return charge


def _tell(request: Request, allowances: Sequence[Allowance]) -> None:
    earlier: tuple[Allowance, ...] = getattr(request.state, _ALLOWANCES, ())
    setattr(request.state, _ALLOWANCES, (*earlier, *allowances))


@dataclass(frozen=True)
class TellAllowances:
    """Adds RateLimit-Policy and RateLimit (draft-ietf-httpapi-ratelimit-headers) to answers of metered keys."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def tell(message: Message) -> None:
            allowances = scope.get("state", {}).get(_ALLOWANCES) if message["type"] == "http.response.start" else None
            if allowances:
                headers = MutableHeaders(scope=message)
                headers["ratelimit-policy"] = _listed(
                    f'"{a.name}";q={a.quota};w={a.window_seconds}' for a in allowances
                )
                headers["ratelimit"] = _listed(f'"{a.name}";r={a.remaining};t={a.reset_seconds}' for a in allowances)
            await send(message)

        await self.app(scope, receive, tell)


def _listed(items: Iterable[str]) -> str:
    return ", ".join(items)
