"""Runs the gateway alone: python -m gateway."""

import asyncio

from gateway.bootstrap import run
from gateway.settings import Settings
from service_kit.logging import configure_logging
from service_kit.process import announce, stop_on_signals


async def main() -> None:
    settings = Settings()
    configure_logging(service="gateway", level=settings.log_level)
    await run(settings, stop_on_signals(), announce("gateway"))


if __name__ == "__main__":
    asyncio.run(main())
