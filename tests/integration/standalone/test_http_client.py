"""What a gateway answers becomes an answer or a sentence."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from service_kit.errors import ErrorKind, ServiceError
from standalone.http_client import post_check

BODY = {"documents": [{"text": "One."}]}


@asynccontextmanager
async def gateway(status: str, body: str, seen: list[bytes]) -> AsyncIterator[str]:
    """A server that answers every request with the same status and body."""
    answering: list[asyncio.Task[None]] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answering.append(asyncio.current_task())  # type: ignore[arg-type]
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        seen.append(head + await reader.readexactly(length))
        if status:
            writer.write(f"HTTP/1.1 {status}\r\nContent-Length: {len(body.encode())}\r\n\r\n{body}".encode())
        else:
            await reader.read()
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        await asyncio.gather(*answering)


async def test_the_answer_is_returned_and_the_key_is_sent() -> None:
    seen: list[bytes] = []
    async with gateway("200 OK", '{"clashes": []}', seen) as url:
        answer = await post_check(url, BODY, timeout_seconds=5, api_key="the-key")
    assert answer == {"clashes": []}
    assert b"authorization: bearer the-key" in seen[0].lower()
    assert json.loads(seen[0].partition(b"\r\n\r\n")[2]) == BODY


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("401 Unauthorized", ErrorKind.INVALID),
        ("404 Not Found", ErrorKind.NOT_FOUND),
        ("409 Conflict", ErrorKind.CONFLICT),
        ("413 Content Too Large", ErrorKind.INVALID),
        ("422 Unprocessable Content", ErrorKind.INVALID),
        ("429 Too Many Requests", ErrorKind.OVERLOADED),
        ("500 Internal Server Error", ErrorKind.INTERNAL),
        ("503 Service Unavailable", ErrorKind.UNAVAILABLE),
        ("504 Gateway Timeout", ErrorKind.TIMED_OUT),
    ],
)
async def test_a_problem_becomes_an_error_with_its_sentence(status: str, kind: ErrorKind) -> None:
    faults = [{"field": "documents[0].text", "detail": "blank"}, {"field": "against", "detail": "unknown"}]
    async with gateway(status, json.dumps({"detail": "two faults", "errors": faults}), []) as url:
        with pytest.raises(ServiceError) as refused:
            await post_check(url, BODY, timeout_seconds=5)
    assert (refused.value.kind, refused.value.message) == (kind, "two faults; against: unknown")


async def test_an_answer_that_is_no_problem_is_told_by_its_status() -> None:
    async with gateway("502 Bad Gateway", "<html>", []) as url:
        with pytest.raises(ServiceError, match="the gateway answered 502"):
            await post_check(url, BODY, timeout_seconds=5)


async def test_a_gateway_that_does_not_answer_in_time_is_named() -> None:
    async with gateway("", "", []) as url:
        with pytest.raises(ServiceError, match=f"no answer from {url} within 0.05 seconds") as late:
            await post_check(url, BODY, timeout_seconds=0.05)
    assert late.value.kind is ErrorKind.TIMED_OUT
