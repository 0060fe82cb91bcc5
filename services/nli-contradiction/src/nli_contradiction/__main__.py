"""Starts nli-contradiction alone."""

import asyncio

from nli_contradiction.bootstrap import run
from nli_contradiction.settings import Settings
from service_kit.logging import configure_logging
from service_kit.process import announce, secrets_dir, stop_on_signals


async def main() -> None:
    settings = Settings(_secrets_dir=secrets_dir())
    configure_logging(service="nli-contradiction", level=settings.log_level)
    await run(settings, stop_on_signals(), announce("nli-contradiction"))


if __name__ == "__main__":
    asyncio.run(main())
