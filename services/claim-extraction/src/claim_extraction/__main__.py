"""Starts claim-extraction alone."""

import asyncio

from claim_extraction.bootstrap import run
from claim_extraction.settings import Settings
from service_kit.logging import configure_logging
from service_kit.process import announce, secrets_dir, stop_on_signals


async def main() -> None:
    settings = Settings(_secrets_dir=secrets_dir())
    configure_logging(service="claim-extraction", level=settings.log_level)
    await run(settings, stop_on_signals(), announce("claim-extraction"))


if __name__ == "__main__":
    asyncio.run(main())
