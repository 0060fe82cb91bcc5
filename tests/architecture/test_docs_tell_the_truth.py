"""What pages name exists: make targets, settings, rpcs; and services' pages name all they offer."""

import re
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, SERVICES, WIRE_SERVICES, package_of
from tests.architecture.test_names_agree import settings_of

PAGES = sorted(
    page
    for page in [
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("services/*/*.md"),
        *ROOT.glob("shared/*.md"),
        *ROOT.glob("clients/*/*.md"),
    ]
)
PREFIXES = "|".join(package_of(service).upper() for service in SERVICES)


def makefiles() -> str:
    return (ROOT / "Makefile").read_text() + (ROOT / "deploy" / "deploy.mk").read_text()


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z0-9-]+):", makefiles(), re.MULTILINE))


def all_settings() -> set[str]:
    return {
        f"{package_of(service).upper()}_{name.upper()}"
        for service in SERVICES
        for name in settings_of(service).model_fields
    }


def rpcs_of(service: str) -> list[str]:
    package = package_of(service)
    proto = ROOT / "proto" / "clashwire" / package / "v1" / f"{package}.proto"
    return re.findall(r"^\s*rpc (\w+)\(", proto.read_text(), re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_make_target_a_page_names_exists(page: Path) -> None:
    named = set(re.findall(r"`make ([a-z0-9-]+)", page.read_text()))
    named |= set(re.findall(r"^\s*\$? ?make ([a-z0-9-]+)", page.read_text(), re.MULTILINE))
    assert named - make_targets() == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_setting_a_page_names_exists(page: Path) -> None:
    named = set(re.findall(rf"\b(?:{PREFIXES})_[A-Z][A-Z0-9_]*\b", page.read_text()))
    assert named - all_settings() == set()


@pytest.mark.parametrize("service", SERVICES)
def test_some_page_names_every_setting(service: str) -> None:
    pages = (SERVICES[service] / "README.md", ROOT / "docs" / "operations" / "settings.md")
    told = "".join(page.read_text() for page in pages)
    prefix = package_of(service).upper()
    assert [name for name in settings_of(service).model_fields if f"{prefix}_{name.upper()}" not in told] == []


@pytest.mark.parametrize("service", WIRE_SERVICES)
def test_the_page_of_a_service_names_every_rpc(service: str) -> None:
    page = (SERVICES[service] / "README.md").read_text()
    assert [rpc for rpc in rpcs_of(service) if rpc not in page] == []


def test_every_target_says_in_the_help_what_it_does() -> None:
    silent = [line for line in re.findall(r"^[a-z0-9-]+:.*$", makefiles(), re.MULTILINE) if "## " not in line]
    assert silent == []
