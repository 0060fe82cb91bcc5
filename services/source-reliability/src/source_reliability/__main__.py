"""Runs source-reliability alone; --migrate only migrates its database, --verify only checks its ledgers."""

import asyncio
import json
import sys

from service_kit.logging import configure_logging
from service_kit.process import announce, secrets_dir, stop_on_signals
from source_reliability.bootstrap import NAME, migrate_database, run, verify_ledgers
from source_reliability.settings import Settings


async def main() -> int:
    settings = Settings(_secrets_dir=secrets_dir())
    configure_logging(service=NAME, level=settings.log_level)
    if sys.argv[1:] == ["--migrate"]:
        migrate_database(settings)
        return 0
    if sys.argv[1:] == ["--verify"]:
        return _verify(settings)
    await run(settings, stop_on_signals(), announce(NAME))
    return 0


def _verify(settings: Settings) -> int:
    whole = True
    for tenant, found in verify_ledgers(settings):
        sys.stdout.write(json.dumps({"tenant": tenant, "outcomes": found.links, "problem": found.problem}) + "\n")
        whole = whole and not found.problem
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
