"""claim-extraction in a child process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from standalone.parts import Child, in_a_child
from standalone.settings import Settings


@asynccontextmanager
async def extraction_child(settings: Settings) -> AsyncIterator[Child]:
    environment = {
        "CLAIM_EXTRACTION_HOST": "127.0.0.1",
        "CLAIM_EXTRACTION_PORT": "0",
        "CLAIM_EXTRACTION_LOG_LEVEL": settings.log_level,
        "CLAIM_EXTRACTION_GRACE_SECONDS": str(settings.grace_seconds),
    }
    async with in_a_child("claim-extraction", "standalone.child", environment, settings.grace_seconds) as child:
        yield child
