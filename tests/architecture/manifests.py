"""The Kubernetes overlays as they are rendered, and what the settings of the services say they may contain."""

import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import yaml

from tests.architecture.sources import ROOT, SERVICES, package_of
from tests.architecture.test_names_agree import settings_of

Resource = dict[str, Any]

OVERLAYS = ("local", "production", "gpu")
OF_OTHERS = ("postgres", "otel-collector")
"""Workloads whose images are not ours."""
IMAGES = sorted(name for name, folder in SERVICES.items() if (folder / "Dockerfile").exists())


@cache
def rendered(overlay: str) -> tuple[Resource, ...]:
    kubectl = shutil.which("kubectl") or shutil.which("kubectl", path=str(ROOT / ".venv-ops" / "bin"))
    if kubectl is None:
        pytest.skip("kubectl is not installed; make k8s-check brings its own")
    folder = ROOT / "deploy" / "k8s" / "overlays" / overlay
    done = subprocess.run([kubectl, "kustomize", str(folder)], check=True, capture_output=True, text=True)
    return tuple(yaml.safe_load_all(done.stdout))


def of_kind(overlay: str, *kinds: str) -> dict[str, Resource]:
    return {item["metadata"]["name"]: item for item in rendered(overlay) if item["kind"] in kinds}


def workloads(overlay: str) -> dict[str, Resource]:
    return of_kind(overlay, "Deployment", "StatefulSet", "Job")


def pod_of(workload: Resource) -> Resource:
    pod: Resource = workload["spec"]["template"]["spec"]
    return pod


def containers(overlay: str) -> Iterator[tuple[str, Resource]]:
    for name, workload in workloads(overlay).items():
        for container in pod_of(workload)["containers"]:
            yield name, container


def configured(overlay: str) -> dict[str, str]:
    """The environment that the ConfigMaps give."""
    return {
        name: value
        for item in of_kind(overlay, "ConfigMap").values()
        for name, value in item["data"].items()
        if name.isupper()
    }


def setting_names() -> dict[str, Any]:
    """Every environment variable a service reads, with its default."""
    return {
        f"{package_of(service).upper()}_{name.upper()}": field.default
        for service in SERVICES
        for name, field in settings_of(service).model_fields.items()
    }
