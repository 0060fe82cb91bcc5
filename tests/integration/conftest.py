"""The real services, each in a process of its own on a free port, started once for all tests that ask."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import httpx
import pytest


@dataclass
class Service:
    """One started service."""

    package: str
    process: subprocess.Popen[str]
    log: Path
    port: int = 0

    @property
    def target(self) -> str:
        return f"127.0.0.1:{self.port}"

    def wait_until_ready(self) -> "Service":
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, f"{self.package} ended at its start:\n{self.log.read_text()}"
        self.port = json.loads(line)["port"]
        return self

    def pause(self) -> None:
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    def stop(self) -> int:
        """Ask it to end, as an orchestrator would, and return its status."""
        self.go_on()
        self.process.terminate()
        return self.process.wait(timeout=30)


@contextmanager
def start_service(package: str, folder: Path, **settings: object) -> Iterator[Service]:
    """Start `python -m package` on a free port with its log in `folder`; end it afterwards."""
    prefix = package.upper()
    given = {f"{prefix}_{name.upper()}": str(value) for name, value in {"port": 0, **settings}.items()}
    log = folder / f"{package}.log"
    with log.open("a") as errors, _started(package, given, errors) as process:
        service = Service(package, process, log)
        try:
            yield service
        finally:
            service.stop()


@contextmanager
def _started(package: str, settings: dict[str, str], errors: IO[Any]) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", package]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=errors, text=True, env={**os.environ, **settings}
    ) as process:
        yield process


@dataclass(frozen=True)
class Clashwire:
    """All four services."""

    extraction: Service
    contradiction: Service
    reliability: Service
    gateway: Service

    @property
    def url(self) -> str:
        return f"http://{self.gateway.target}"

    def neighbours(self) -> dict[str, str]:
        """Settings that point another gateway to the same neighbours."""
        return {
            "claim_extraction_target": self.extraction.target,
            "nli_contradiction_target": self.contradiction.target,
            "source_reliability_target": self.reliability.target,
        }


@pytest.fixture(scope="session")
def clashwire(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clashwire]:
    """Tests share it: use sources, documents and tenants of your own, and leave no service paused."""
    folder = tmp_path_factory.mktemp("clashwire")
    reliability_database = f"sqlite:///{folder / 'reliability.sqlite3'}"
    with ExitStack() as stack:
        extraction = stack.enter_context(start_service("claim_extraction", folder))
        contradiction = stack.enter_context(start_service("nli_contradiction", folder))
        reliability = stack.enter_context(
            start_service("source_reliability", folder, database_url=reliability_database, migrate_on_start=True)
        )
        neighbours = {
            f"{service.package}_target": service.wait_until_ready().target
            for service in (extraction, contradiction, reliability)
        }
        gateway = stack.enter_context(
            start_service(
                "gateway",
                folder,
                database_url=f"sqlite:///{folder / 'gateway.sqlite3'}",
                migrate_on_start=True,
                **neighbours,
            )
        )
        yield Clashwire(extraction, contradiction, reliability, gateway.wait_until_ready())


@pytest.fixture
def http(clashwire: Clashwire) -> Iterator[httpx.Client]:
    """A client of the shared gateway."""
    with httpx.Client(base_url=clashwire.url, timeout=120) as client:
        yield client
