"""Dockerfiles and the compose stack name only what the code has, and keep the same policies as the cluster."""

import re
from importlib.metadata import requires

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.manifests import IMAGES, setting_names
from tests.architecture.sources import ROOT, SERVICES, package_of
from tests.architecture.test_names_agree import settings_of

services = pytest.mark.parametrize("service", IMAGES)
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
OWN = {"clashwire-proto", "service-kit", *SERVICES}


def dockerfile(service: str) -> str:
    return (SERVICES[service] / "Dockerfile").read_text()


def test_every_service_on_the_wire_has_an_image() -> None:
    assert set(IMAGES) == set(SERVICES) - {"standalone"}


@services
def test_an_image_runs_its_own_service_as_nobody(service: str) -> None:
    text = dockerfile(service)
    assert f'CMD ["python", "-m", "{package_of(service)}"]' in text.splitlines()
    assert "USER 10001:10001" in text
    assert re.findall(r"^FROM (\S+)", text, re.MULTILINE) == ["python:3.13-slim"] * 2


@services
def test_an_image_exposes_the_ports_of_the_settings(service: str) -> None:
    prefix = package_of(service).upper()
    exposed = re.search(r"^EXPOSE (\d+) (\d+)$", dockerfile(service), re.MULTILINE)
    metrics_port = re.search(rf"{prefix}_METRICS_PORT=(\d+)", dockerfile(service))
    assert exposed is not None
    assert metrics_port is not None
    assert exposed.groups() == (str(settings_of(service).model_fields["port"].default), metrics_port[1])


@services
def test_an_image_knows_only_settings_that_exist(service: str) -> None:
    named = set(re.findall(rf"{package_of(service).upper()}_[A-Z_]+", dockerfile(service)))
    assert named <= setting_names().keys()


@services
def test_every_dependency_of_an_image_is_locked(service: str) -> None:
    locked = set(re.findall(r"^([a-z0-9._-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE))
    missing, seen, queue = set[str](), set[str](), [service, "service-kit", "clashwire-proto"]
    while queue:
        name = queue.pop()
        for line in requires(name) or []:
            requirement = Requirement(line)
            wanted = canonicalize_name(requirement.name)
            if wanted in seen or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
                continue
            seen.add(wanted)
            queue.append(wanted)
            if wanted not in OWN and wanted not in locked:
                missing.add(wanted)
    assert missing == set()


def test_the_compose_stack_has_every_service() -> None:
    assert set(IMAGES) <= set(COMPOSE["services"])


def test_the_compose_stack_sets_only_settings_that_exist() -> None:
    named = {name for entry in COMPOSE["services"].values() for name in entry.get("environment", {})}
    assert named - {"POSTGRES_PASSWORD_FILE"} <= setting_names().keys()
    secrets = {name.upper() for name in COMPOSE["secrets"]} - {"POSTGRES_PASSWORD"}
    assert secrets <= setting_names().keys()


def test_the_image_with_pytorch_adds_to_the_default_one_what_a_lock_names() -> None:
    text = (SERVICES["nli-contradiction"] / "Dockerfile.torch").read_text()
    assert re.findall(r"^FROM (\S+)", text, re.MULTILINE) == [
        "nli-contradiction:${VERSION}",
        "python:3.13-slim",
        "default",
    ]
    assert "--require-hashes -r requirements-torch.lock" in text
    locked = [
        dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))
        for name in ("requirements.lock", "requirements-torch.lock")
    ]
    assert {"torch", "transformers", "onnxruntime"} <= locked[1].keys()
    assert {name for name in locked[0].keys() & locked[1].keys() if locked[0][name] != locked[1][name]} == set()


def test_every_container_of_the_stack_is_hardened_and_limited() -> None:
    for name, entry in COMPOSE["services"].items():
        assert entry["read_only"], name
        assert entry["cap_drop"] == ["ALL"], name
        assert entry["security_opt"] == ["no-new-privileges:true"], name
        assert entry["mem_limit"], name
        assert ":" in entry["image"], name
        assert not entry["image"].endswith(":latest"), name


def test_the_stack_publishes_nothing_but_pages_on_loopback() -> None:
    published = {name: entry["ports"] for name, entry in COMPOSE["services"].items() if "ports" in entry}
    assert set(published) == {"gateway", "prometheus"}
    assert all(port.startswith("127.0.0.1:") for ports in published.values() for port in ports)
