"""Starts the command line as a person would and asks it over HTTP."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
STORY = ROOT / "examples" / "soldiers_in_the_port.txt"
LOOPBACK_ONLY = Path(__file__).parent / "loopback_only"


def clashwire(
    *arguments: str | Path, stdin: str | None = None, timeout: float = 120
) -> subprocess.CompletedProcess[str]:
    """Run the command to its end; sockets to anything but loopback are refused in it and its children."""
    command = [sys.executable, "-m", "standalone", *map(str, arguments)]
    return subprocess.run(
        command, input=stdin, capture_output=True, text=True, timeout=timeout, env=environment(), check=False
    )


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(LOOPBACK_ONLY), "NO_COLOR": "1"}


@dataclass
class Up:
    """`clashwire up` in the foreground; `ready_line` is what it printed when it was ready."""

    process: subprocess.Popen[str]
    ready_line: str
    data_dir: Path

    @property
    def port(self) -> int:
        return int(self.ready_line.split(":")[2].split()[0])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def up(data_dir: Path, *, port: int = 0) -> Iterator[Up]:
    log = (data_dir.parent / f"{data_dir.name}.log").open("w")
    command = [sys.executable, "-m", "standalone", "up", "--port", str(port), "--data-dir", str(data_dir)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env=environment())
    try:
        assert process.stdout is not None
        ready_line = process.stdout.readline()
        assert ready_line, Path(log.name).read_text()
        yield Up(process, ready_line, data_dir)
    finally:
        process.terminate()
        process.communicate(timeout=60)
        log.close()


def children_of(pid: int) -> list[int]:
    listing = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in listing.split()]


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def json_lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]
