"""How many different stories are checked a second, with one and two replicas of the model, and without containers."""

import itertools
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest

from tests.architecture.sources import ROOT
from tests.e2e.stack import STORY, Stack, free_port

pytestmark = pytest.mark.e2e

TABLE = ROOT / ".run" / "throughput.md"
SECONDS, CLIENTS, REPLICA_CORES = 30.0, 4, 0.4
NAMES = ("Tavonia", "Belmara", "Sel Marin", "Corrinia", "Belmaran", "Tavonian")
SYLLABLES = ("ka", "lo", "mi", "ren", "sto", "va", "du", "pel", "nor", "ti")


def story(number: int) -> str:
    """The example story under names of its own, so that no score is remembered."""
    text = STORY.read_text()
    first, second, third = SYLLABLES[number % 10], SYLLABLES[number // 10 % 10], SYLLABLES[number // 100 % 10]
    for name in NAMES:
        text = text.replace(name, f"{name[0]}{first}{second}{third}{name[-2:]}")
    return text


def checks_a_second(address: str, headers: dict[str, str]) -> float:
    numbers, answered, done = itertools.count(), list[int](), threading.Event()

    def send() -> None:
        with httpx.Client(base_url=address, headers=headers, timeout=60) as client:
            while not done.is_set():
                body = {"documents": [{"text": story(next(numbers))}], "against": "documents"}
                answered.append(client.post("/v1/checks", json=body).status_code)

    senders = [threading.Thread(target=send) for _ in range(CLIENTS)]
    for sender in senders:
        sender.start()
    done.wait(SECONDS)
    done.set()
    for sender in senders:
        sender.join()
    assert set(answered) == {200}
    return len(answered) / SECONDS


def limit(stack: Stack) -> None:
    for replica in stack.containers("nli-contradiction"):
        replica.update(cpu_period=100_000, cpu_quota=int(REPLICA_CORES * 100_000))


def test_the_figures_are_taken(stack: Stack, tmp_path: Path) -> None:
    headers = {"authorization": stack.client.headers["authorization"]}
    address = str(stack.client.base_url)
    rows: dict[str, float] = {}
    for replicas in (1, 2):
        scale = f"--scale=nli-contradiction={replicas}"
        stack.compose("up", "--detach", "--no-deps", "--no-recreate", scale, "nli-contradiction")
        stack.wait_until_healthy("nli-contradiction")
        limit(stack)
        time.sleep(12)
        rows[f"compose, {replicas} of nli-contradiction at {REPLICA_CORES:g} cores"] = checks_a_second(address, headers)
    stack.compose("up", "--detach", "--no-deps", "--no-recreate", "--scale=nli-contradiction=1", "nli-contradiction")
    for replica in stack.containers("nli-contradiction"):
        replica.update(cpu_quota=-1)
    rows["compose, 1 of nli-contradiction without a limit"] = checks_a_second(address, headers)
    stack.compose("stop")
    rows["standalone"] = standalone(tmp_path)
    stack.compose("start")
    TABLE.write_text("| | checks a second |\n|---|---|\n" + "".join(f"| {n} | {v:.2f} |\n" for n, v in rows.items()))


def standalone(folder: Path) -> float:
    port = free_port()
    clashwire = [str(Path(sys.executable).parent / "clashwire")]
    data = ["--data-dir", str(folder)]
    subprocess.run([*clashwire, "up", "--detach", "--port", str(port), *data], check=True, timeout=120)
    try:
        return checks_a_second(f"http://127.0.0.1:{port}", {})
    finally:
        subprocess.run([*clashwire, "down", *data], check=True, timeout=60)
