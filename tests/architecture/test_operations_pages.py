"""The pages that follow from the code follow from it."""

import importlib.util
from collections.abc import Callable

import pytest

from tests.architecture.sources import ROOT


def made_pages() -> dict[str, Callable[[], str]]:
    spec = importlib.util.spec_from_file_location("pages", ROOT / "deploy" / "pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    pages: dict[str, Callable[[], str]] = module.PAGES
    return pages


@pytest.mark.parametrize("page", ["settings.md", "licences.md"])
def test_a_made_page_is_as_it_would_be_made_now(page: str) -> None:
    written = (ROOT / "docs" / "operations" / page).read_text()
    assert written == made_pages()[page](), "run make ops-pages"


def test_no_licence_is_unknown() -> None:
    assert "not stated" not in (ROOT / "docs" / "operations" / "licences.md").read_text()
