"""One name, five spellings: folder, distribution, package, proto package, environment prefix."""

import importlib
import tomllib

import pytest
from pydantic_settings import BaseSettings

from tests.architecture.sources import ROOT, SERVICES, WIRE_SERVICES, package_of, source_of


def settings_of(service: str) -> type[BaseSettings]:
    module = importlib.import_module(f"{package_of(service)}.settings")
    return module.Settings  # type: ignore[no-any-return]


@pytest.mark.parametrize("service", SERVICES)
def test_the_distribution_is_named_like_the_folder(service: str) -> None:
    project = tomllib.loads((SERVICES[service] / "pyproject.toml").read_text())["project"]
    assert project["name"] == service


@pytest.mark.parametrize("service", SERVICES)
def test_the_package_is_the_folder_with_underscores(service: str) -> None:
    assert [folder.name for folder in (SERVICES[service] / "src").iterdir() if folder.is_dir()] == [package_of(service)]


@pytest.mark.parametrize("service", WIRE_SERVICES)
def test_the_proto_package_bears_the_name(service: str) -> None:
    package = package_of(service)
    proto = ROOT / "proto" / "clashwire" / package / "v1" / f"{package}.proto"
    assert f"package clashwire.{package}.v1;" in proto.read_text()


@pytest.mark.parametrize("service", SERVICES)
def test_the_environment_prefix_bears_the_name(service: str) -> None:
    assert settings_of(service).model_config["env_prefix"] == f"{package_of(service).upper()}_"


@pytest.mark.parametrize("service", SERVICES)
def test_settings_are_frozen_and_each_has_a_default_and_a_description(service: str) -> None:
    settings = settings_of(service)
    assert settings.model_config["frozen"]
    fields = settings.model_fields
    assert [name for name, field in fields.items() if field.is_required() or not field.description] == []


@pytest.mark.parametrize("service", [name for name in SERVICES if name != "standalone"])
def test_every_service_has_the_same_seven_names(service: str) -> None:
    expected = {"__init__.py", "__main__.py", "bootstrap.py", "settings.py", "api", "domain", "adapters"}
    assert expected <= {entry.name for entry in source_of(service).iterdir()}
