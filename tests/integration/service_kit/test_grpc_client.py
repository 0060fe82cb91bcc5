"""What a caller sees of a service that is flaky, slow to appear or gone."""

import grpc
import pytest

from service_kit.errors import ErrorKind, ServiceError
from service_kit.grpc_client import ChannelOptions, call, open_channel
from tests.integration.service_kit.probe import SERVICE, Running


async def test_an_idempotent_method_is_retried_until_it_answers(running: Running) -> None:
    options = ChannelOptions(idempotent=(f"{SERVICE}/Unary",))
    async with open_channel(f"127.0.0.1:{running.port}", options) as channel:
        assert await call(channel.unary_unary(f"/{SERVICE}/Unary"), b"flaky", timeout_seconds=5) == b"flaky"
    assert running.probe.attempts == 3


async def test_any_other_method_is_called_once(running: Running) -> None:
    with pytest.raises(ServiceError, match="not yet"):
        await call(running.channel.unary_unary(f"/{SERVICE}/Unary"), b"flaky", timeout_seconds=5)
    assert running.probe.attempts == 1


async def test_a_service_that_is_not_there_is_unavailable(unused_tcp_port: int) -> None:
    async with open_channel(f"127.0.0.1:{unused_tcp_port}") as channel:
        with pytest.raises(ServiceError) as missing:
            await call(channel.unary_unary(f"/{SERVICE}/Unary"), b"x", timeout_seconds=5)
    assert missing.value.kind is ErrorKind.UNAVAILABLE
    assert missing.value.message == "the called service cannot be reached"


async def test_an_unknown_method_is_our_fault(running: Running) -> None:
    with pytest.raises(ServiceError) as unknown:
        await call(running.channel.unary_unary(f"/{SERVICE}/Nothing"), b"x", timeout_seconds=5)
    assert (unknown.value.kind, unknown.value.reason) == (ErrorKind.INTERNAL, "GRPC_UNIMPLEMENTED")


async def test_several_addresses_share_the_calls_and_an_empty_list_of_retries_is_fine(running: Running) -> None:
    async with open_channel(f"ipv4:127.0.0.1:{running.port},127.0.0.1:{running.port}") as channel:
        assert await call(channel.unary_unary(f"/{SERVICE}/Unary"), b"x", timeout_seconds=5) == b"x"
        assert channel.get_state() is grpc.ChannelConnectivity.READY
