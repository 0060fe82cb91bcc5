"""Starts the service, or with --migrate brings its database to the newest revision."""

import asyncio
import sys

from service_kit.logging import configure_logging
from service_kit.process import announce, secrets_dir, stop_on_signals
from source_reliability.bootstrap import migrate_database, run
from source_reliability.settings import Settings


async def main() -> None:
    settings = Settings(_secrets_dir=secrets_dir())
    configure_logging(service="source-reliability", level=settings.log_level)
    if sys.argv[1:] == ["--migrate"]:
        migrate_database(settings)
        return
    await run(settings, stop_on_signals(), announce("source-reliability"))


if __name__ == "__main__":
    asyncio.run(main())
