"""The shared folder holds what a service needs to start, fail and stop, and no word of the domain."""

import re
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

MODULES = sorted((ROOT / "shared" / "src" / "service_kit").rglob("*.py"))
DOMAIN_WORDS = re.compile(
    r"\b(?:clash|claim|speaker|stance|newsroom|reliability|nli|proposition)(?:e?s)?\b", re.IGNORECASE
)


def test_there_are_at_most_twelve_modules() -> None:
    assert len([module for module in MODULES if module.name != "__init__.py"]) <= 12


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_a_module_is_short_and_knows_no_word_of_the_domain(module: Path) -> None:
    text = module.read_text()
    assert len(text.splitlines()) <= 150
    assert DOMAIN_WORDS.findall(text) == []
