"""A main module stops on signals and announces its port."""

import asyncio
import json
import os
import signal
from pathlib import Path

import pytest

from service_kit.process import announce, secrets_dir, stop_on_signals


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_either_signal_sets_the_event(number: signal.Signals) -> None:
    stop = stop_on_signals()
    try:
        os.kill(os.getpid(), number)
        await asyncio.wait_for(stop.wait(), 2)
    finally:
        for handled in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().remove_signal_handler(handled)


def test_the_port_is_announced_as_one_json_line(capsys: pytest.CaptureFixture[str]) -> None:
    announce("probe")(41234)
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [{"service": "probe", "port": 41234}]


def test_secrets_are_looked_for_only_where_they_are_mounted(tmp_path: Path) -> None:
    assert secrets_dir(tmp_path) == tmp_path
    assert secrets_dir(tmp_path / "absent") is None
