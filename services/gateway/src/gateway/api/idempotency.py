"""Answers a request that is repeated under its Idempotency-Key as it was answered the first time."""

import hashlib
import json
import re
from collections.abc import Awaitable, Callable

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from gateway.api.admission import admitted
from gateway.api.services import services_of
from gateway.domain.saved_answers import SavedAnswer
from service_kit.errors import ErrorKind, ServiceError

_KEY = re.compile(r"[\x21-\x7e]{1,255}")
_KEPT_HEADERS = ("content-type", "etag", "location")


class SecretResponse(JSONResponse):
    """An answer whose field `secret` is given once: it is not kept for repeats."""

    def without_secret(self) -> bytes:
        return json.dumps({**json.loads(bytes(self.body)), "secret": None}).encode()


async def answer_once(request: Request, body: bytes, work: Callable[[], Awaitable[Response]]) -> Response:
    """Run `work`, or where the key was used for this very request give its saved answer."""
    key = request.headers.get("idempotency-key")
    if key is None:
        return await work()
    if not _KEY.fullmatch(key):
        message = "must be 1 to 255 visible ASCII characters"
        raise ServiceError(ErrorKind.INVALID, message, reason="IDEMPOTENCY_KEY", field="Idempotency-Key")
    services = services_of(request)
    caller = await admitted(request, services.access, services.meter)
    fresh: list[Response] = []

    async def once(work_id: str) -> SavedAnswer:
        request.state.work_id = work_id
        fresh.append(await work())
        return _saved(fresh[0])

    saved = await services.answer_once(caller.tenant, key, _fingerprint(request, body), once)
    if fresh:
        return fresh[0]
    return Response(saved.body, saved.status, {**saved.headers, "idempotency-replayed": "true"})


def work_id_of(request: Request) -> str | None:
    """Id under which this request is worked on, the same again after a crash; None without an idempotency key."""
    work_id: str | None = getattr(request.state, "work_id", None)
    return work_id


def _saved(response: Response) -> SavedAnswer:
    kept = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
    body = response.without_secret() if isinstance(response, SecretResponse) else bytes(response.body)
    return SavedAnswer(response.status_code, kept, body.decode())


def _fingerprint(request: Request, body: bytes) -> str:
    target = f"{request.method} {request.url.path}?{request.url.query}\n".encode()
    return hashlib.sha256(target + body).hexdigest()
