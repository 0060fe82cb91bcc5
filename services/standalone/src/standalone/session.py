"""Everything started for one command, on free ports and a data directory that is thrown away."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from standalone.bootstrap import every_part, extraction_child, nli_part
from standalone.parts import Part
from standalone.settings import Settings


def quiet(settings: Settings, data_dir: Path) -> Settings:
    """The same settings for a command that prints its own answer: free ports, and only failures are logged."""
    return settings.model_copy(
        update={"host": "127.0.0.1", "port": 0, "data_dir": data_dir, "log_level": "error", "grace_seconds": 2.0}
    )


@asynccontextmanager
async def temporary_gateway(settings: Settings) -> AsyncIterator[str]:
    """Base URL of a gateway that lasts for the block."""
    with tempfile.TemporaryDirectory(prefix="clashwire-") as folder:
        async with every_part(quiet(settings, Path(folder))) as parts:
            yield f"http://{parts[-1].target}"


@asynccontextmanager
async def temporary_extraction(settings: Settings) -> AsyncIterator[Part]:
    """claim-extraction alone."""
    async with extraction_child(quiet(settings, settings.data_dir)) as child:
        yield await child.ready(settings.start_seconds)


@asynccontextmanager
async def temporary_nli(settings: Settings) -> AsyncIterator[Part]:
    """nli-contradiction alone."""
    async with nli_part(quiet(settings, settings.data_dir)) as part:
        yield part
