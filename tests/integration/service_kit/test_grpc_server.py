"""A served service: health, deadlines, drain, and what leaves it on failure."""

import asyncio
from collections.abc import AsyncIterator

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc
from structlog.testing import capture_logs

from service_kit.context import bind_request
from service_kit.errors import ErrorKind, ServiceError
from service_kit.grpc_client import call, call_stream, open_channel
from service_kit.grpc_server import ServerOptions, serve
from tests.integration.service_kit.probe import SERVICE, Probe, Running, running_probe

SERVING, NOT_SERVING = health_pb2.HealthCheckResponse.SERVING, health_pb2.HealthCheckResponse.NOT_SERVING
TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


async def health_of(channel: grpc.aio.Channel, service: str = "") -> int:
    stub = health_pb2_grpc.HealthStub(channel)
    answer = await stub.Check(health_pb2.HealthCheckRequest(service=service), timeout=2)
    return int(answer.status)


def unary(running: Running) -> grpc.aio.UnaryUnaryMultiCallable[bytes, bytes]:
    return running.channel.unary_unary(f"/{SERVICE}/Unary")


async def each(*items: bytes):
    for item in items:
        yield item


@pytest.mark.parametrize("service", ["", SERVICE])
async def test_health_says_serving_once_ready(running: Running, service: str) -> None:
    assert await health_of(running.channel, service) == SERVING


async def test_health_answers_and_calls_are_refused_while_loading(unused_tcp_port: int) -> None:
    loading, stop = asyncio.Event(), asyncio.Event()

    async def attach(_server: grpc.aio.Server) -> list[str]:
        await loading.wait()
        return [SERVICE]

    served = asyncio.create_task(serve(ServerOptions(port=unused_tcp_port), attach, stop))
    async with open_channel(f"127.0.0.1:{unused_tcp_port}") as channel:
        stub = health_pb2_grpc.HealthStub(channel)
        answer = await stub.Check(health_pb2.HealthCheckRequest(), timeout=5, wait_for_ready=True)
        assert answer.status == NOT_SERVING
        with pytest.raises(ServiceError) as refused:
            await call(channel.unary_unary(f"/{SERVICE}/Unary"), b"x", timeout_seconds=2)
    assert (refused.value.kind, refused.value.reason) == (ErrorKind.UNAVAILABLE, "NOT_SERVING")
    stop.set()
    await asyncio.wait_for(served, 5)


async def test_a_stop_while_loading_ends_the_server() -> None:
    stop = asyncio.Event()

    async def attach(_server: grpc.aio.Server) -> list[str]:
        stop.set()
        await asyncio.Event().wait()
        return []

    await asyncio.wait_for(serve(ServerOptions(), attach, stop), 5)


async def test_a_failure_to_load_is_raised() -> None:
    async def attach(_server: grpc.aio.Server) -> list[str]:
        raise ServiceError(ErrorKind.INTERNAL, "the model file is damaged", reason="MODEL_DAMAGED")

    with pytest.raises(ServiceError, match="the model file is damaged"):
        await serve(ServerOptions(), attach, asyncio.Event())


async def test_a_second_server_on_the_port_is_refused_in_one_sentence(running: Running) -> None:
    with pytest.raises(ServiceError, match=r"cannot listen on 127\.0\.0\.1:.*in use"):
        await serve(ServerOptions(port=running.port), Probe().attach, asyncio.Event())


async def test_a_call_under_way_is_answered_after_stop_and_health_turns_first() -> None:
    async with running_probe() as running:
        answer = asyncio.create_task(call(unary(running), b"wait", timeout_seconds=10))
        await running.probe.entered.wait()
        running.stop.set()
        watch = health_pb2_grpc.HealthStub(running.channel).Watch(health_pb2.HealthCheckRequest())
        statuses = [message.status async for message in first_until(watch, NOT_SERVING)]
        assert statuses[-1] == NOT_SERVING
        with pytest.raises(ServiceError, match="starting or stopping"):
            await call(unary(running), b"late", timeout_seconds=2)
        running.probe.release.set()
        assert await answer == b"wait"
        watch.cancel()
        await asyncio.wait_for(running.done, 5)


async def first_until(watch: AsyncIterator[health_pb2.HealthCheckResponse], last: int):
    async for message in watch:
        yield message
        if message.status == last:
            return


async def test_a_call_that_outlasts_the_grace_is_given_up() -> None:
    async with running_probe(ServerOptions(grace_seconds=0.05)) as running:
        answer = asyncio.create_task(call(unary(running), b"wait", timeout_seconds=10))
        await running.probe.entered.wait()
        running.stop.set()
        with pytest.raises(ServiceError) as lost:
            await answer
        assert lost.value.kind is ErrorKind.UNAVAILABLE


async def test_a_call_without_a_deadline_gets_that_of_the_server() -> None:
    async with running_probe(ServerOptions(max_call_seconds=0.05)) as running:
        with pytest.raises(grpc.aio.AioRpcError) as late:
            await unary(running)(b"wait")
        assert late.value.code() is grpc.StatusCode.DEADLINE_EXCEEDED


async def test_the_deadline_of_the_caller_is_kept(running: Running) -> None:
    with pytest.raises(ServiceError) as late:
        await call(unary(running), b"wait", timeout_seconds=0.05)
    assert late.value.kind is ErrorKind.TIMED_OUT


async def test_request_id_and_trace_travel_to_the_handler(running: Running) -> None:
    with bind_request("req-42", TRACE):
        assert await call(unary(running), b"identity", timeout_seconds=2) == f"req-42 {TRACE}".encode()


async def test_a_bug_leaves_as_internal_error_without_its_text(
    running: Running,
) -> None:
    with capture_logs() as events, pytest.raises(ServiceError) as failed:
        await call(unary(running), b"bug", timeout_seconds=2)
    assert (failed.value.kind, failed.value.message) == (ErrorKind.INTERNAL, "internal error")
    assert [event["error"] for event in events if event["event"] == "rpc failed unexpectedly"] == ["ValueError"]
    assert "buggy input" not in str(events)


async def test_all_four_call_shapes_are_served(running: Running) -> None:
    channel = running.channel
    assert await call(unary(running), b"a", timeout_seconds=2) == b"a"
    assert await channel.stream_unary(f"/{SERVICE}/Collect")(each(b"a", b"b")) == b"a b"
    repeat = channel.unary_stream(f"/{SERVICE}/Repeat")
    assert [item async for item in call_stream(repeat, b"a", timeout_seconds=2)] == [b"a", b"a"]
    echo = channel.stream_stream(f"/{SERVICE}/Echo")
    assert [item async for item in call_stream(echo, each(b"a", b"b"), timeout_seconds=2)] == [b"a", b"b"]


async def test_an_error_in_mid_stream_arrives_after_what_came_before(running: Running) -> None:
    echo = running.channel.stream_stream(f"/{SERVICE}/Echo")
    answers = call_stream(echo, each(b"a", b"bug", b"c"), timeout_seconds=2)
    assert await anext(answers) == b"a"
    with pytest.raises(ServiceError, match="internal error"):
        await anext(answers)


async def test_a_message_over_the_limit_is_named_as_such() -> None:
    async with running_probe(ServerOptions(max_message_bytes=1000)) as running:
        with pytest.raises(ServiceError) as refused:
            await call(unary(running), b"x" * 2000, timeout_seconds=2)
        assert (refused.value.kind, refused.value.reason) == (ErrorKind.INVALID, "MESSAGE_TOO_LARGE")


@pytest.mark.parametrize("switched_on", [True, False])
async def test_reflection_is_there_only_where_switched_on(switched_on: bool) -> None:  # noqa: FBT001 (a table)
    async with running_probe(ServerOptions(reflection=switched_on)) as running:
        stub = reflection_pb2_grpc.ServerReflectionStub(running.channel)
        listing = stub.ServerReflectionInfo(iter([reflection_pb2.ServerReflectionRequest(list_services="")]))
        if switched_on:
            (answer,) = [message async for message in listing]
            names = {service.name for service in answer.list_services_response.service}
            assert {SERVICE, "grpc.health.v1.Health"} <= names
        else:
            with pytest.raises(grpc.aio.AioRpcError, match="UNIMPLEMENTED"):
                [message async for message in listing]


async def test_connections_end_after_their_age_without_a_failed_call() -> None:
    async with running_probe(ServerOptions(max_connection_age_seconds=0.2)) as running:
        async with asyncio.timeout(10):
            while len(running.probe.peers) < 3:
                assert await call(unary(running), b"x", timeout_seconds=5) == b"x"
