"""Writes the pages of docs/operations that follow from the code: `python deploy/pages.py` (make ops-pages)."""
# ruff: noqa: INP001 (a script, no package)

import importlib
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ("claim-extraction", "nli-contradiction", "source-reliability", "gateway")
OWN = {"clashwire-proto", "service-kit", *IMAGES}


def settings_page() -> str:
    lines = [
        "# Settings",
        "",
        "Made by `make ops-pages` from the code. A setting is an environment variable, or a file of the same",
        "name in lower case under `/run/secrets`; the variable wins. Every one has a default.",
    ]
    for service in IMAGES:
        package = service.replace("-", "_")
        fields: dict[str, FieldInfo] = importlib.import_module(f"{package}.settings").Settings.model_fields
        lines += ["", f"## {service}", "", "| variable | default | |", "|---|---|---|"]
        lines += [
            f"| `{package.upper()}_{name.upper()}` | {_default(field)} | {field.description} |"
            for name, field in fields.items()
        ]
    return "\n".join(lines) + "\n"


def _default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=True, validated_data={})
    return "" if value in (None, "", PydanticUndefined) else f"`{value}`"


def licences_page() -> str:
    lines = [
        "# What the images contain",
        "",
        "Made by `make ops-pages` from the installed packages. The bill of materials with versions and hashes",
        "(CycloneDX) is in each image: `docker run --rm IMAGE cat /app/bom.cdx.json`.",
    ]
    for service in IMAGES:
        lines += ["", f"## {service}", "", "| package | licence |", "|---|---|"]
        lines += [f"| {name} | {_licence(distribution(name))} |" for name in sorted(set(_closure(service)) - OWN)]
    return "\n".join(lines) + "\n"


def _closure(name: str) -> Iterator[str]:
    """Everything that `name` needs on Linux with Python 3.13, itself included."""
    seen, queue = set[str](), [name]
    target = {"extra": "", "python_version": "3.13", "python_full_version": "3.13.0", "sys_platform": "linux"}
    while queue:
        wanted = canonicalize_name(queue.pop())
        if wanted in seen:
            continue
        seen.add(wanted)
        yield wanted
        for line in distribution(wanted).requires or []:
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate(target):
                queue.append(requirement.name)
                queue += [name for extra in requirement.extras for name in _of_extra(requirement.name, extra)]


def _of_extra(name: str, extra: str) -> Iterator[str]:
    for line in distribution(name).requires or []:
        requirement = Requirement(line)
        if requirement.marker is not None and requirement.marker.evaluate({"extra": extra}):
            yield requirement.name


def _licence(found: Distribution) -> str:
    if expression := found.metadata.get("License-Expression"):
        return str(expression)
    classified = [
        line.rsplit(" :: ", 1)[1]
        for line in found.metadata.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    stated = (found.metadata.get("License") or "").strip().split("\n")[0]
    return " / ".join(classified) or stated or "not stated"


PAGES = {"settings.md": settings_page, "licences.md": licences_page}


if __name__ == "__main__":
    for page, make in PAGES.items():
        (ROOT / "docs" / "operations" / page).write_text(make())
        sys.stdout.write(f"docs/operations/{page}\n")
