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
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docker
import httpx
from docker.models.containers import Container
from docker.models.networks import Network

from tests.architecture.manifests import IMAGES
from tests.architecture.sources import ROOT

PROJECT = "clashwire-e2e"
HERE = Path(__file__).parent
STORY = ROOT / "examples" / "soldiers_in_the_port.txt"
RECOVERY_SECONDS = 15.0


def why_not() -> str | None:
    """Why the stack cannot run here, None where it can."""
    if compose_command() is None:
        return "neither docker compose nor docker-compose is installed"
    try:
        docker.from_env(timeout=5).ping()
    except Exception as error:  # noqa: BLE001 (whatever it is, there is no Docker to talk to)
        return f"no Docker daemon answers ({type(error).__name__})"
    return None


def compose_command() -> list[str] | None:
    for command in (["docker", "compose"], ["docker-compose"]):
        if shutil.which(command[0]) is None:
            continue
        if subprocess.run([*command, "version"], capture_output=True, check=False).returncode == 0:
            return command
    return None


def build_images() -> None:
    subprocess.run(["sh", str(HERE / "base-images.sh")], check=True, timeout=900)
    for name in IMAGES:
        built = ["docker", "build", "--quiet", "--tag", f"{name}:0.1.0", "--file", f"services/{name}/Dockerfile", "."]
        subprocess.run(built, cwd=ROOT, check=True, timeout=1200)


@dataclass(frozen=True)
class Stack:
    """A running stack; `client` calls its gateway with a key."""

    port: int
    secrets: Path
    client: httpx.Client
    engine: docker.DockerClient
    proxy_port: int = 0

    def compose(self, *arguments: str) -> None:
        environment = os.environ | {
            "PORT": str(self.port),
            "PROXY_PORT": str(self.proxy_port),
            "SECRETS": str(self.secrets),
            "VERSION": "0.1.0",
        }
        command = [*(compose_command() or []), "--project-name", PROJECT, *arguments]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, timeout=600)

    def containers(self, service: str) -> list[Container]:
        labels = [f"com.docker.compose.project={PROJECT}", f"com.docker.compose.service={service}"]
        return self.engine.containers.list(all=True, filters={"label": labels})

    def network(self) -> Network:
        (network,) = self.engine.networks.list(names=[f"{PROJECT}_inside"])
        return network

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
        services = [*IMAGES, "postgres"]
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
def running_stack(folder: Path) -> Iterator[Stack]:
    secrets = folder / "secrets"
    subprocess.run(["sh", str(ROOT / "deploy" / "compose" / "make-secrets.sh"), str(secrets)], check=True)
    key = (secrets / "api_key").read_text()
    port = free_port()
    headers = {"authorization": f"Bearer {key}"}
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=30) as client:
        stack = Stack(port, secrets, client, docker.from_env())
        try:
            stack.compose("up", "--detach", *IMAGES)
            stack.wait_until_ready(180)
            yield stack
        finally:
            stack.compose("down", "--volumes", "--remove-orphans")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def log_lines(text: str) -> Iterator[dict[str, Any]]:
    for line in text.splitlines():
        if line.startswith("{"):
            yield json.loads(line)
