"""A domain rests on the standard library, numpy, scipy.special and the error vocabulary."""

import sys
from pathlib import Path

import pytest

from tests.architecture.sources import SERVICES, imports_of, package_of, shown, source_of

DOMAIN_FILES = [
    (service, file)
    for service in SERVICES
    if service != "standalone"
    for file in sorted((source_of(service) / "domain").rglob("*.py"))
]


def allowed(name: str, service: str) -> bool:
    top = name.partition(".")[0]
    own = name.startswith(f"{package_of(service)}.domain.")
    return (
        own
        or top in sys.stdlib_module_names
        or top == "numpy"
        or name.startswith(("scipy.special", "service_kit.errors"))
    )


@pytest.mark.parametrize(("service", "file"), DOMAIN_FILES, ids=[shown(file) for _, file in DOMAIN_FILES])
def test_it_imports_nothing_else(service: str, file: Path) -> None:
    assert [name for name in imports_of(file) if not allowed(name, service)] == []
