"""Runs the gateway alone: python -m gateway; with --migrate only brings its database to the newest revision."""

import asyncio
import sys

from gateway.bootstrap import migrate_database, run
from gateway.settings import Settings
from service_kit.logging import configure_logging
from service_kit.process import announce, secrets_dir, stop_on_signals


async def main() -> None:
    settings = Settings(_secrets_dir=secrets_dir())
    configure_logging(service="gateway", level=settings.log_level)
    if sys.argv[1:] == ["--migrate"]:
        migrate_database(settings)
        return
    await run(settings, stop_on_signals(), announce("gateway"))


if __name__ == "__main__":
    asyncio.run(main())
