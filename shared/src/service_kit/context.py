"""Identity of the request being served, carried along tasks and onto every call and log line."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_SAFE_ID = re.compile(r"[A-Za-z0-9._:-]{1,128}")
_TRACEPARENT = re.compile(r"[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")

_request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
_traceparent: ContextVar[str | None] = ContextVar("traceparent", default=None)


def current_request_id() -> str | None:
    return _request_id.get()


def current_traceparent() -> str | None:
    return _traceparent.get()


@contextmanager
def bind_request(request_id: str | None, traceparent: str | None = None) -> Iterator[str]:
    """Bind both for the block and yield the request id; a missing or unsafe id is replaced by a new one."""
    chosen = request_id if request_id and _SAFE_ID.fullmatch(request_id) else f"req_{secrets.token_hex(12)}"
    trace = traceparent if traceparent and _TRACEPARENT.fullmatch(traceparent) else None
    id_token, trace_token = _request_id.set(chosen), _traceparent.set(trace)
    try:
        yield chosen
    finally:
        _request_id.reset(id_token)
        _traceparent.reset(trace_token)


@contextmanager
def bind_traceparent(traceparent: str) -> Iterator[None]:
    """Bind for the block the span that calls made in it belong to."""
    token = _traceparent.set(traceparent)
    try:
        yield
    finally:
        _traceparent.reset(token)


def call_metadata() -> tuple[tuple[str, str], ...]:
    """Metadata that hands the bound identity to the next service."""
    pairs = (("x-request-id", current_request_id()), ("traceparent", current_traceparent()))
    return tuple((key, value) for key, value in pairs if value is not None)
