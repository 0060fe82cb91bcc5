"""The compose stack, started from nothing, and what tests do to it."""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import docker
import httpx
import pytest
from docker.models.containers import Container

from tests.architecture.manifests import IMAGES
from tests.architecture.sources import ROOT

PROJECT, VERSION = "clashwire-e2e", "0.1.0"
HERE = Path(__file__).parent
STORY = ROOT / "examples" / "soldiers_in_the_port.txt"
RECOVERY_SECONDS = 15.0
_CANNOT_MAKE = 3


def why_not() -> str | None:
    """Why the stack cannot run here, None where it can."""
    if compose_command() is None:
        return "neither docker compose nor docker-compose is installed"
    if shutil.which("docker") is None:
        return "docker is not installed"
    # asked by the command: a docker.DockerClient that finds no daemon leaves its socket open
    answer = subprocess.run(["docker", "info"], capture_output=True, check=False, timeout=30)
    return None if answer.returncode == 0 else "no Docker daemon answers"


def compose_command() -> list[str] | None:
    for command in (["docker", "compose"], ["docker-compose"]):
        if shutil.which(command[0]) is None:
            continue
        if subprocess.run([*command, "version"], capture_output=True, check=False).returncode == 0:
            return command
    return None


def base_images(*names: str) -> None:
    """Skips the test where an image is missing and can neither be pulled nor made."""
    done = subprocess.run(["sh", str(HERE / "base-images.sh"), *names], check=False, timeout=900)
    if done.returncode == _CANNOT_MAKE:
        pytest.skip(
            f"an image of {', '.join(names)} is missing, cannot be pulled, and mmdebstrap is not there to make it"
        )
    assert done.returncode == 0


def build_images() -> None:
    base_images("python", "postgres")
    for name in IMAGES:
        built = [
            "docker",
            "build",
            "--quiet",
            "--tag",
            f"{name}:{VERSION}",
            "--file",
            f"services/{name}/Dockerfile",
            ".",
        ]
        subprocess.run(built, cwd=ROOT, check=True, timeout=1200)


@dataclass(frozen=True)
class Stack:
    """A running stack; `client` calls its gateway with a key, `files` of this folder are laid over the compose file."""

    port: int
    secrets: Path
    client: httpx.Client
    engine: docker.DockerClient
    project: str = PROJECT
    version: str = VERSION
    files: tuple[str, ...] = ()
    given: tuple[tuple[str, str], ...] = ()

    def compose(self, *arguments: str) -> None:
        own = {"PORT": str(self.port), "SECRETS": str(self.secrets), "VERSION": self.version}
        laid_over = [part for name in self.files for part in ("--file", str(HERE.relative_to(ROOT) / name))]
        command = [
            *(compose_command() or []),
            "--project-name",
            self.project,
            "--file",
            "docker-compose.yml",
            *laid_over,
        ]
        done = subprocess.run(
            [*command, *arguments],
            cwd=ROOT,
            env=os.environ | own | dict(self.given),
            check=False,
            capture_output=True,
            text=True,
            timeout=600,
        )
        assert done.returncode == 0, done.stderr

    def containers(self, service: str) -> list[Container]:
        labels = [f"com.docker.compose.project={self.project}", f"com.docker.compose.service={service}"]
        return self.engine.containers.list(all=True, filters={"label": labels})

    def address(self, container: Container) -> str:
        """Where the host reaches a container on the network of the services."""
        container.reload()
        return str(container.attrs["NetworkSettings"]["Networks"][f"{self.project}_inside"]["IPAddress"])

    def check(self, text: str, document_id: str | None = None) -> httpx.Response:
        document = {"text": text, "source": "harborpost.example", "language": "en"}
        if document_id:
            document["id"] = document_id
        return self.client.post("/v1/checks", json={"documents": [document]})

    def wait_until_ready(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not self.is_ready():
            if time.monotonic() > deadline:
                raise TimeoutError(f"the gateway was not ready within {seconds:g} seconds")
            time.sleep(0.5)

    def wait_until_healthy(self, service: str, seconds: float = 120) -> None:
        deadline = time.monotonic() + seconds
        while any(_health(container) != "healthy" for container in self.containers(service)):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{service} was not healthy within {seconds:g} seconds")
            time.sleep(0.5)

    def is_ready(self) -> bool:
        try:
            return self.client.get("/readyz").status_code == 200
        except httpx.TransportError:
            return False

    def logs(self) -> str:
        services = [*IMAGES, "gateway-b", "postgres"]
        return "\n".join(
            container.logs().decode(errors="replace") for service in services for container in self.containers(service)
        )


def _health(container: Container) -> str:
    container.reload()
    return str(container.attrs["State"].get("Health", {}).get("Status"))


def crash(container: Container) -> None:
    """Kill the main process from outside, as a crash does; Docker itself then restarts it."""
    container.reload()
    os.kill(container.attrs["State"]["Pid"], signal.SIGKILL)


@contextmanager
def running_stack(folder: Path, **changed: Any) -> Iterator[Stack]:
    """A stack with secrets in `folder`, up and ready; `changed` are fields of `Stack`. Nothing of it stays."""
    secrets = folder / "secrets"
    subprocess.run(["sh", str(ROOT / "deploy" / "compose" / "make-secrets.sh"), str(secrets)], check=True)
    key = (secrets / "api_key").read_text()
    port = free_port()
    headers = {"authorization": f"Bearer {key}"}
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=30) as client:
        stack = Stack(port, secrets, client, docker.from_env(), **changed)
        try:
            stack.compose("up", "--detach", *IMAGES)
            stack.wait_until_ready(180)
            yield stack
        finally:
            stack.compose("down", "--volumes", "--remove-orphans")


@contextmanager
def two_gateways(stack: Stack) -> Iterator[Stack]:
    """The same stack with a second gateway; its client calls both through a proxy."""
    base_images("proxy")
    port = free_port()
    files, given = (*stack.files, "two-gateways.yml"), (*stack.given, ("PROXY_PORT", str(port)))
    headers = stack.client.headers
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=30) as client:
        doubled = replace(stack, client=client, files=files, given=given)
        doubled.compose("up", "--detach", "--no-recreate", "gateway-b", "proxy")
        doubled.wait_until_ready(60)
        yield doubled
        doubled.compose("rm", "--force", "--stop", "gateway-b", "proxy")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def log_lines(text: str) -> Iterator[dict[str, Any]]:
    for line in text.splitlines():
        if line.startswith("{"):
            yield json.loads(line)
