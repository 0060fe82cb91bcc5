"""Services are started and stopped one by one."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from service_kit.errors import ServiceError
from standalone.parts import in_a_child, in_this_process

ANNOUNCING = "import json, signal, sys; print(json.dumps({'port': 4711}), flush=True); "


async def serve(stop: asyncio.Event, on_ready: Callable[[int], None]) -> None:
    on_ready(4711)
    await stop.wait()


async def test_a_part_in_this_process_serves_for_the_block() -> None:
    async with in_this_process("probe", serve, 5) as part:
        assert part.target == "127.0.0.1:4711"
        assert not part.ended.done()
    assert part.ended.done()


async def test_what_a_part_raises_while_starting_is_raised() -> None:
    async def fail(_stop: asyncio.Event, _on_ready: Callable[[int], None]) -> None:
        raise LookupError("no model")

    with pytest.raises(LookupError, match="no model"):
        async with in_this_process("probe", fail, 5):
            pass


async def test_a_part_that_is_not_ready_in_time_is_stopped_and_named() -> None:
    stopped = []

    async def hang(stop: asyncio.Event, _on_ready: Callable[[int], None]) -> None:
        await stop.wait()
        stopped.append(True)

    with pytest.raises(ServiceError, match=r"probe did not become ready within 0\.01 seconds"):
        async with in_this_process("probe", hang, 0.01):
            pass
    assert stopped == [True]


async def test_a_part_that_ends_before_it_is_ready_is_named() -> None:
    async def end(_stop: asyncio.Event, _on_ready: Callable[[int], None]) -> None:
        return

    with pytest.raises(ServiceError, match="probe ended before it was ready"):
        async with in_this_process("probe", end, 5):
            pass


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Writes a module for a child to run and returns its name."""

    def write(source: str) -> str:
        (tmp_path / "probe_child.py").write_text(source)
        return "probe_child"

    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return write


async def test_a_child_is_ready_when_it_says_its_port_and_ends_with_the_block(module: Callable[[str], str]) -> None:
    name = module(ANNOUNCING + "signal.pause()")
    async with in_a_child("probe", name, {}, 5) as child:
        part = await child.ready(10)
        assert part.port == 4711
        assert not part.ended.done()
    assert child.process.returncode == -signal.SIGTERM
    await part.ended


async def test_a_child_that_dies_while_starting_is_named_with_its_status(module: Callable[[str], str]) -> None:
    async with in_a_child("probe", module("raise SystemExit(3)"), {}, 5) as child:
        with pytest.raises(ServiceError, match="probe ended with status 3 before it was ready"):
            await child.ready(10)


async def test_a_child_that_ignores_the_stop_is_killed_after_the_grace(module: Callable[[str], str]) -> None:
    name = module("import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + ANNOUNCING + "signal.pause()")
    async with in_a_child("probe", name, {}, 0.05) as child:
        await child.ready(10)
    assert child.process.returncode == -signal.SIGKILL


async def test_the_child_runner_ends_when_its_parent_is_gone(module: Callable[[str], str]) -> None:
    """The runner reads standard input, whose other end closes with the parent, however that ends."""
    module("")
    (Path(os.environ["PYTHONPATH"]) / "claim_extraction.py").write_text(ANNOUNCING + "signal.pause()")
    environment = {**os.environ, "PYTHONPATH": os.environ["PYTHONPATH"]}
    runner = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "standalone.child", stdin=-1, stdout=-1, env=environment
    )
    assert runner.stdin is not None
    assert runner.stdout is not None
    assert await asyncio.wait_for(runner.stdout.readline(), 10)
    runner.stdin.close()
    assert await asyncio.wait_for(runner.wait(), 10) == 0
