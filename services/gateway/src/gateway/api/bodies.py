"""Reads request bodies strictly: bounded, decompressed within bounds, UTF-8, real JSON."""

import json
import zlib
from collections.abc import Callable, Coroutine
from email.message import Message
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from gateway.api.admission import admitted
from gateway.api.idempotency import answer_once
from gateway.api.services import Allowed, services_of
from service_kit.errors import ErrorKind, ServiceError

_GZIP_WINDOW = 31
_MOST_MEMBERS = 1_000
_READ_WITHOUT_TYPE = ("", "application/json")


class StrictJsonRoute(APIRoute):
    """A route that lets callers in before it reads anything, then reads JSON strictly, and works on a repeat once."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()
        reads_body = self.body_field is not None or "POST" in (self.methods or ())
        scopes = [part.call.scope for part in self.dependant.dependencies if isinstance(part.call, Allowed)]

        async def strict(request: Request) -> Response:
            if not reads_body:
                return await handle(request)
            services = services_of(request)
            caller = await admitted(request, services.access, services.meter)
            for scope in scopes:
                caller.require(scope)
            read = await self.read(request)
            return await answer_once(read, await read.body(), lambda: handle(read))

        return strict

    async def read(self, request: Request) -> "ReadRequest":
        """Read the body. INVALID, told apart by reason."""
        content = await read_body(request, request.app.state.max_body_bytes)
        if content:
            _refuse_other_types(request)
        return ReadRequest.of(request, content, parse_json(content) if content else None)


class ReadRequest(Request):
    """A request whose body has been read and parsed."""

    _content: bytes = b""
    _parsed: Any = None

    @classmethod
    def of(cls, request: Request, content: bytes, parsed: Any) -> "ReadRequest":
        read = cls(request.scope, request.receive)
        read._content, read._parsed = content, parsed
        return read

    @property
    def headers(self) -> Any:
        typed = super().headers.mutablecopy()
        typed["content-type"] = "application/json"
        return typed

    async def body(self) -> bytes:
        return self._content

    async def json(self) -> Any:
        return self._parsed


def media_type_of(request: Request) -> tuple[str, str | None]:
    """Media type and charset of a body; an empty type and None where they were not said."""
    said = Message()
    said["content-type"] = request.headers.get("content-type", "")
    charset = said.get_param("charset")
    media_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    return media_type, charset if isinstance(charset, str) else None


def _refuse_other_types(request: Request) -> None:
    media_type, _charset = media_type_of(request)
    if media_type not in _READ_WITHOUT_TYPE:
        raise ServiceError(ErrorKind.INVALID, "the body must be application/json", reason="CONTENT_TYPE")


async def read_body(request: Request, limit_bytes: int) -> bytes:
    """Read at most so many bytes after decompression; INVALID beyond."""
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip"):
        raise ServiceError(ErrorKind.INVALID, "content-encoding must be gzip or none", reason="CONTENT_ENCODING")
    inflate = _Inflate(limit_bytes) if encoding == "gzip" else None
    content = bytearray()
    async for chunk in request.stream():
        content += inflate(chunk, len(content)) if inflate else chunk
        if len(content) > limit_bytes:
            raise _too_large(limit_bytes)
    if inflate:
        inflate.finish()
    return bytes(content)


def _too_large(limit_bytes: int) -> ServiceError:
    message = f"the body has more than {limit_bytes} bytes"
    return ServiceError(ErrorKind.INVALID, message, reason="BODY_TOO_LARGE", field="body", limit=limit_bytes)


class _Inflate:
    """Decompresses gzip, all its members, without ever holding more than the limit and one byte."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._members = 1
        self._member = zlib.decompressobj(_GZIP_WINDOW)

    def __call__(self, chunk: bytes, so_far: int) -> bytes:
        content = bytearray()
        while chunk and so_far + len(content) <= self._limit_bytes:
            if self._member.eof:
                self._begin_next()
            try:
                content += self._member.decompress(chunk, self._limit_bytes - so_far - len(content) + 1)
            except zlib.error as error:
                raise _not_gzip() from error
            chunk = self._member.unused_data
        return bytes(content)

    def _begin_next(self) -> None:
        # empty members could else go on for ever
        if self._members == _MOST_MEMBERS:
            raise _not_gzip()
        self._members += 1
        self._member = zlib.decompressobj(_GZIP_WINDOW)

    def finish(self) -> None:
        if not self._member.eof:
            raise _not_gzip()


def _not_gzip() -> ServiceError:
    return ServiceError(
        ErrorKind.INVALID,
        f"is no complete gzip stream of at most {_MOST_MEMBERS} members",
        reason="NOT_GZIP",
        field="body",
    )


def parse_json(content: bytes) -> Any:
    """Parse UTF-8 JSON; INVALID for other encodings, NaN and Infinity, or nesting too deep to read."""
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        message = f"is not UTF-8 at byte {error.start}"
        raise ServiceError(ErrorKind.INVALID, message, reason="NOT_UTF8", field="body") from error
    except json.JSONDecodeError as error:
        message = f"is not JSON: {error.msg} at line {error.lineno}, column {error.colno}"
        raise ServiceError(ErrorKind.INVALID, message, reason="NOT_JSON", field="body") from error
    except RecursionError as error:
        raise ServiceError(
            ErrorKind.INVALID, "is nested too deeply", reason="NESTED_TOO_DEEPLY", field="body"
        ) from error
    except ValueError as error:
        raise ServiceError(
            ErrorKind.INVALID, "has a number too long to read", reason="NOT_JSON", field="body"
        ) from error


def _refuse_constant(name: str) -> Any:
    raise ServiceError(ErrorKind.INVALID, f"is not JSON: {name} is no JSON number", reason="NOT_JSON", field="body")
