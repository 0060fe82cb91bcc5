"""One stack for all end-to-end tests of a run."""

from collections.abc import Iterator

import pytest

from tests.architecture.sources import ROOT
from tests.e2e.stack import STORY, Stack, build_images, running_stack, why_not

LOGS = ROOT / ".run" / "e2e.log"


@pytest.fixture(scope="session")
def images() -> None:
    """The images of the services, and those of others that they run beside."""
    if reason := why_not():
        pytest.skip(reason)
    build_images()


@pytest.fixture(scope="session")
def stack(images: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:  # noqa: ARG001
    """Its logs are kept in `.run`, and must hold no sentence of what was checked."""
    with running_stack(tmp_path_factory.mktemp("stack")) as started:
        yield started
        logs = started.logs()
    LOGS.parent.mkdir(exist_ok=True)
    LOGS.write_text(logs)
    sentences = [part.strip() for part in STORY.read_text().replace("\n", " ").split(".") if len(part.strip()) > 30]
    assert [sentence for sentence in sentences if sentence in logs] == []
