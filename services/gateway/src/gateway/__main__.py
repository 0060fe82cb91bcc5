"""Runs the gateway alone: python -m gateway [--role api|worker|all]; --migrate only migrates its database."""

import argparse
import asyncio

from gateway.bootstrap import migrate_database, run
from gateway.settings import Settings
from service_kit.logging import configure_logging
from service_kit.process import announce, secrets_dir, stop_on_signals


async def main() -> None:
    asked = _arguments()
    settings = Settings(_secrets_dir=secrets_dir(), **({"role": asked.role} if asked.role else {}))
    configure_logging(service="gateway", level=settings.log_level)
    if asked.migrate:
        migrate_database(settings)
        return
    await run(settings, stop_on_signals(), announce("gateway"))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m gateway", description="The HTTP gateway of Clashwire.")
    parser.add_argument(
        "--role", choices=("all", "api", "worker"), help="what to do; the setting GATEWAY_ROLE if not given"
    )
    parser.add_argument("--migrate", action="store_true", help="bring the database to the newest revision, and end")
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main())
