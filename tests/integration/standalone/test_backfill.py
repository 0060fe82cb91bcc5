"""`clashwire backfill` against a real gateway."""

import hashlib
import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from clashwire_client import Clashwire as Client
from tests.integration.conftest import Clashwire, start_service
from tests.integration.standalone.running import ROOT, clashwire, environment

FORMATS = ROOT / "tests" / "data" / "formats"
KEY = "a key of the archive"
Start = Callable[..., str]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def start(clashwire: Clashwire, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Start a gateway with a key and a database of its own."""
    with ExitStack() as stack:

        def started(**settings: object) -> str:
            folder = tmp_path_factory.mktemp("gateway")
            given = {
                "database_url": f"sqlite:///{folder / 'gateway.sqlite3'}",
                "migrate_on_start": True,
                "api_keys": f"archive:archive:check+read:{hashlib.sha256(KEY.encode()).hexdigest()}",
                **settings,
            }
            service = stack.enter_context(start_service("gateway", folder, **clashwire.neighbours(), **given))
            return f"http://{service.wait_until_ready().target}"

        yield started


@pytest.fixture(scope="module")
def accepting(start: Start) -> str:
    """A gateway that accepts and checks nothing, so that what it accepted can be counted."""
    return start(role="api")


def stories(folder: Path, number: int, about: str) -> Path:
    folder.mkdir()
    for place in range(number):
        (folder / f"{place:03}.txt").write_text(f"The mayor of {about} said bridge number {place} was closed.")
    return folder


def backfill(url: str, archive: Path, *options: str) -> tuple[int, dict[str, Any]]:
    usual = ["--url", url, "--api-key", KEY, "--json", "--per-second", "1000", "--most-waiting", "0"]
    done = clashwire("backfill", str(archive), *usual, *options)
    return done.returncode, json.loads(done.stdout)


def counted(url: str) -> int:
    with Client(url, api_key=KEY) as client:
        return sum(client.job_counts().values())


def test_every_format_is_taken_and_what_cannot_be_is_named_with_its_reason(accepting: str, tmp_path: Path) -> None:
    shutil.copytree(FORMATS / "valid", tmp_path / "archive")
    for bad in ("billion_laughs.xml", "no_texts.rss", "ninjs_no_text.json", "empty.html"):
        shutil.copy(FORMATS / "invalid" / bad, tmp_path / "archive")
    (tmp_path / "archive" / "notes.pdf").write_bytes(b"%PDF")
    code, told = backfill(accepting, tmp_path / "archive", "--source", "wire.example")
    assert (code, told["files"], told["left_out"], told["stopped"]) == (1, 17, 1, None)
    named = {Path(each["name"]).name: each["reason"] for each in told["failed"]}
    assert {"billion_laughs.xml", "no_texts.rss", "ninjs_no_text.json", "empty.html"} <= named.keys()
    assert named["billion_laughs.xml"] == "422 body: declares entities; neither is read"
    assert "items[1]" in named["feed.rss"]
    assert told["accepted"] >= 12
    again_code, again = backfill(accepting, tmp_path / "archive", "--source", "wire.example")
    assert (again_code, again["accepted"], again["sent_before"]) == (1, 0, 12)


def test_a_run_killed_in_the_middle_is_gone_on_with_and_nothing_is_taken_twice(accepting: str, tmp_path: Path) -> None:
    archive, state = stories(tmp_path / "archive", 40, "Killed"), tmp_path / "state"
    before = counted(accepting)
    command = [sys.executable, "-m", "standalone", "backfill", str(archive), "--url", accepting, "--api-key", KEY]
    command += ["--state", str(state), "--per-second", "50", "--most-waiting", "0"]
    with subprocess.Popen(command, env=environment(), stderr=subprocess.DEVNULL) as running:
        while not state.exists() or state.read_text().count("\n") < 5:
            assert running.poll() is None
        running.send_signal(signal.SIGKILL)
    noted = state.read_text().splitlines()
    assert len(noted) < 40
    # as if it had been killed after the gateway took the last one and before that was noted
    state.write_text("\n".join(noted[:-1]) + "\n")
    code, told = backfill(accepting, archive, "--state", str(state))
    assert (code, told["sent_before"], told["accepted"]) == (0, len(noted) - 1, 41 - len(noted))
    assert counted(accepting) - before == 40


def test_a_gateway_that_limits_the_key_is_given_its_time(start: Start, tmp_path: Path) -> None:
    url = start(role="api", requests_per_minute=30)
    code, told = backfill(url, stories(tmp_path / "archive", 32, "Slow"))
    assert (code, told["accepted"], told["failed"]) == (0, 32, [])


def test_all_is_checked_though_few_may_wait(start: Start, tmp_path: Path) -> None:
    url = start()
    archive = stories(tmp_path / "archive", 5, "Patient")
    code, told = backfill(url, archive, "--most-waiting", "2")
    assert (code, told["accepted"]) == (0, 5)
    with Client(url, api_key=KEY) as client:
        jobs = list(client.jobs())
        for job in jobs:
            assert client.wait_for_operation(job.operation_id, deadline_seconds=60).state == "done"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--url", "http://127.0.0.1:9"], "no gateway answers at http://127.0.0.1:9"),
        (["--url", "nonsense"], "no gateway answers at nonsense"),
    ],
)
def test_without_a_gateway_it_ends_with_one_sentence(tmp_path: Path, options: list[str], told: str) -> None:
    done = clashwire("backfill", str(stories(tmp_path / "archive", 1, "Nowhere")), *options)
    assert (done.returncode, done.stderr) == (1, f"clashwire: {told}\n")


def test_a_wrong_key_ends_the_run_and_says_so(accepting: str, tmp_path: Path) -> None:
    archive = stories(tmp_path / "archive", 3, "Locked")
    done = clashwire("backfill", str(archive), "--url", accepting, "--api-key", "guess")
    assert done.returncode == 1
    assert done.stdout.startswith("1 of 3 files\naccepted: 0 documents\n")
    assert "401" in done.stderr


def test_a_name_that_is_no_text_is_told_as_far_as_it_can_be(accepting: str, tmp_path: Path) -> None:
    archive = stories(tmp_path / "archive", 0, "Odd")
    (archive / "gr\udcfc\x1b.txt").write_bytes(b"\xff")
    done = clashwire("backfill", str(archive), "--url", accepting, "--api-key", KEY)
    assert done.returncode == 1
    assert "gr??.txt: 422 body: is not utf-8 at byte 0" in done.stdout.replace("\ufffd", "?")
