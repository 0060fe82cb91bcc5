"""What only a main module may do: find its secrets, listen to signals and announce the bound port."""

import asyncio
import json
import signal
import sys
from collections.abc import Callable
from pathlib import Path


def secrets_dir(mounted: Path = Path("/run/secrets")) -> Path | None:
    """Folder in which a file named like an environment variable gives a setting its value; None where there is none."""
    return mounted if mounted.is_dir() else None


def stop_on_signals() -> asyncio.Event:
    """Return an event set by SIGTERM or SIGINT; call inside the running loop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop


def announce(service: str) -> Callable[[int], None]:
    """Return an `on_ready` that prints one JSON line with the bound port on standard output."""

    def on_ready(port: int) -> None:
        sys.stdout.write(json.dumps({"service": service, "port": port}) + "\n")
        sys.stdout.flush()

    return on_ready
