"""Starts the service."""

import asyncio

from service_kit.logging import configure_logging
from service_kit.process import announce, stop_on_signals
from source_reliability.bootstrap import run
from source_reliability.settings import Settings


async def main() -> None:
    settings = Settings()
    configure_logging(service="source-reliability", level=settings.log_level)
    await run(settings, stop_on_signals(), announce("source-reliability"))


if __name__ == "__main__":
    asyncio.run(main())
