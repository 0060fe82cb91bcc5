"""One stack for all end-to-end tests of a run."""

from collections.abc import Iterator

import pytest

from tests.e2e.stack import Stack, build_images, running_stack, why_not


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    if reason := why_not():
        pytest.skip(reason)
    build_images()
    with running_stack(tmp_path_factory.mktemp("stack")) as started:
        yield started
