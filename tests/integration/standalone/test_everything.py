"""One command runs the whole path and stops cleanly."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.integration.standalone.running import STORY, Up, children_of, clashwire, environment, is_alive, up

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    with up(tmp_path_factory.mktemp("everything") / "data") as running:
        yield running


def post(running: Up, text: str) -> httpx.Response:
    body = {"documents": [{"id": "d1", "text": text}], "against": "documents"}
    return httpx.post(f"{running.url}/v1/checks", json=body, timeout=60)


def until(is_so, seconds: float = 20) -> bool:  # noqa: ANN001
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if is_so():
            return True
        os.sched_yield()
    return False


def test_it_is_ready_within_ten_seconds(tmp_path: Path) -> None:
    started = time.monotonic()
    with up(tmp_path / "data") as running:
        assert running.ready_line.startswith("Clashwire is ready at http://127.0.0.1:")
        assert time.monotonic() - started < 10
        assert httpx.get(f"{running.url}/readyz", timeout=5).status_code == 200


def test_the_story_this_was_asked_for_shows_the_denial_against_the_videos(everything: Up) -> None:
    answer = post(everything, STORY.read_text()).json()
    claims = {claim["id"]: claim for claim in answer["claims"]}
    found = [clash["sides"] for clash in answer["clashes"] if clash["kind"] == "denial_vs_evidence"]
    denied = [
        claims[side["claim_id"]]["proposition"] for sides in found for side in sides if side["stance"] == "denies"
    ]
    assert any("deploy" in proposition for proposition in denied)
    assert all({side["evidence_kind"] for side in sides} & {"video", "image", "audio"} for sides in found)
    legality = [claim for claim in answer["claims"] if "treaty" in claim["quote"]["text"]]
    assert all(claim["stance"] != "denies" for claim in legality)


def test_quotes_stand_in_the_text_as_told(everything: Up) -> None:
    text = STORY.read_text()
    for claim in post(everything, text).json()["claims"]:
        quote = claim["quote"]
        assert text[quote["start"] : quote["end"]] == quote["text"]


def test_nothing_but_loopback_is_reached(everything: Up) -> None:
    assert post(everything, STORY.read_text()).status_code == 200
    log = everything.data_dir.parent / f"{everything.data_dir.name}.log"
    assert "REFUSED" not in log.read_text()


def test_a_second_gateway_on_the_data_directory_is_refused(everything: Up) -> None:
    refused = clashwire("up", "--port", "0", "--data-dir", everything.data_dir)
    assert refused.returncode == 1
    assert f"another gateway (process {everything.process.pid}) already runs" in refused.stderr


def test_a_check_by_url_is_answered_by_the_running_gateway(everything: Up) -> None:
    answered = clashwire("check", STORY, "--json", "--url", everything.url)
    assert answered.returncode == 0
    assert json.loads(answered.stdout)["clashes"]


def test_a_stop_during_a_check_lets_the_answer_arrive_and_exits_with_zero(tmp_path: Path) -> None:
    body = json.dumps({"documents": [{"text": STORY.read_text()}], "against": "documents"}).encode()
    head = (
        f"POST /v1/checks HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nConnection: close\r\n"
        f"Content-Length: {len(body)}\r\nExpect: 100-continue\r\n\r\n"
    )
    with up(tmp_path / "data") as running:
        with socket.create_connection(("127.0.0.1", running.port), timeout=60) as connection:
            connection.sendall(head.encode())
            # the gateway asks for the body, so the check is under way when the signal comes
            assert connection.recv(4096).startswith(b"HTTP/1.1 100")
            running.process.send_signal(signal.SIGTERM)
            connection.sendall(body)
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
        assert answer.startswith(b"HTTP/1.1 200")
        assert b'"clashes"' in answer
        assert running.process.wait(60) == 0


def test_a_stop_while_starting_ends_at_once_and_leaves_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "standalone", "up", "--port", "0", "--data-dir", str(tmp_path / "data")]
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment())
        assert until(lambda: children_of(process.pid))
        children = children_of(process.pid)
        process.terminate()
        assert process.wait(20) == 0
    assert not any(is_alive(child) for child in children)
    assert "ready" not in (tmp_path / "log").read_text()


def test_the_child_dies_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    with up(tmp_path / "data") as running:
        (child,) = children_of(running.process.pid)
        assert is_alive(child)
        running.process.kill()
        assert until(lambda: not is_alive(child))


def test_when_the_child_dies_everything_ends_with_a_sentence(tmp_path: Path) -> None:
    with up(tmp_path / "data") as running:
        (child,) = children_of(running.process.pid)
        os.kill(child, signal.SIGKILL)
        assert running.process.wait(60) == 1
    assert "clashwire: claim-extraction ended unexpectedly" in (tmp_path / "data.log").read_text()


def test_in_the_background_it_is_ready_on_return_and_down_waits_for_its_end(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    started = clashwire("up", "--detach", "--port", "0", "--data-dir", folder)
    try:
        assert started.returncode == 0
        pid = json.loads((folder / "clashwire.lock").read_text())["pid"]
        assert "Clashwire is ready at http://127.0.0.1:" in started.stdout
    finally:
        stopped = clashwire("down", "--data-dir", folder)
    assert stopped.stdout == "Clashwire has stopped.\n"
    assert until(lambda: not is_alive(pid))
    assert clashwire("down", "--data-dir", folder).stdout == "Clashwire is not running.\n"


def test_a_port_that_is_taken_is_named(everything: Up, tmp_path: Path) -> None:
    refused = clashwire("up", "--port", str(everything.port), "--data-dir", tmp_path / "data")
    assert refused.returncode == 1
    assert str(everything.port) in refused.stderr
    assert "Traceback" not in refused.stderr
