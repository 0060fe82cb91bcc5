"""Answers a request that is repeated under its Idempotency-Key as it was answered the first time."""

import hashlib
import re
from collections.abc import Awaitable, Callable

from fastapi import Request, Response

from gateway.api.services import services_of
from gateway.domain.saved_answers import SavedAnswer
from service_kit.errors import ErrorKind, ServiceError

_KEY = re.compile(r"[\x21-\x7e]{1,255}")
_KEPT_HEADERS = ("content-type", "etag", "location")


async def answer_once(request: Request, body: bytes, work: Callable[[], Awaitable[Response]]) -> Response:
    """Run `work`, or where the key was used for this very request give its saved answer."""
    key = request.headers.get("idempotency-key")
    if key is None:
        return await work()
    if not _KEY.fullmatch(key):
        message = "must be 1 to 255 visible ASCII characters"
        raise ServiceError(ErrorKind.INVALID, message, reason="IDEMPOTENCY_KEY", field="Idempotency-Key")
    services = services_of(request)
    tenant = services.key_ring.caller(request.headers.get("authorization")).tenant

    async def once(work_id: str) -> SavedAnswer:
        request.state.work_id = work_id
        return await _saved(work)

    saved = await services.answer_once(tenant, key, _fingerprint(request, body), once)
    headers = {**saved.headers, "idempotency-replayed": "true"} if saved.replayed else dict(saved.headers)
    return Response(saved.body, saved.status, headers)


def work_id_of(request: Request) -> str | None:
    """Id under which this request is worked on, the same again after a crash; None without an idempotency key."""
    work_id: str | None = getattr(request.state, "work_id", None)
    return work_id


async def _saved(work: Callable[[], Awaitable[Response]]) -> SavedAnswer:
    response = await work()
    kept = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
    return SavedAnswer(response.status_code, kept, bytes(response.body).decode())


def _fingerprint(request: Request, body: bytes) -> str:
    target = f"{request.method} {request.url.path}?{request.url.query}\n".encode()
    return hashlib.sha256(target + body).hexdigest()
