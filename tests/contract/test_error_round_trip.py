"""Every kind of error has a place in both tables and arrives at a client as it left the server."""

import grpc
import pytest

from service_kit.errors import ErrorKind, ServiceError
from service_kit.grpc_client import call, call_stream
from service_kit.grpc_errors import KIND_OF_STATUS, STATUS_OF_KIND
from tests.integration.service_kit.probe import SERVICE, Probe, running_probe

SHAPES: list[dict[str, str | float | None]] = [
    {"field": None, "limit": None},
    {"field": "documents[0].text", "limit": None},
    {"field": "texts", "limit": 200_000},
    {"field": "share", "limit": 0.5},
    {"field": "language", "limit": "en"},
]


def test_both_tables_are_total_and_agree() -> None:
    assert set(STATUS_OF_KIND) == set(ErrorKind)
    assert set(KIND_OF_STATUS) == set(grpc.StatusCode)
    assert all(KIND_OF_STATUS[status] is kind for kind, status in STATUS_OF_KIND.items())
    assert len(set(STATUS_OF_KIND.values())) == len(STATUS_OF_KIND)


class Failing(Probe):
    """A probe that answers every call with one error."""

    def __init__(self, error: ServiceError) -> None:
        super().__init__()
        self._error = error

    async def unary(self, _request: bytes, _context: object) -> bytes:
        raise self._error


@pytest.mark.parametrize("streaming", [False, True])
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("kind", list(ErrorKind))
async def test_every_kind_survives_server_and_client(
    kind: ErrorKind,
    shape: dict[str, str | float | None],
    streaming: bool,  # noqa: FBT001 (a table)
) -> None:
    sent = ServiceError(kind, "a sentence with an ü in it", reason="A_REASON", **shape)  # type: ignore[arg-type]
    async with running_probe(probe=Failing(sent)) as running:
        unary = running.channel.unary_unary(f"/{SERVICE}/Unary")
        echo = running.channel.stream_stream(f"/{SERVICE}/Echo")
        answer = (
            anext(call_stream(echo, one(b"x"), timeout_seconds=5))
            if streaming
            else call(unary, b"x", timeout_seconds=5)
        )
        with pytest.raises(ServiceError) as received:
            await answer
    assert vars(received.value) == vars(sent)


async def one(item: bytes):
    yield item
