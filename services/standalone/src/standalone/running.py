"""Keeps everything running on a data directory, in the foreground."""

import sys

from service_kit.process import stop_on_signals
from standalone.bootstrap import run
from standalone.data_dir import hold
from standalone.settings import Settings


async def up_until_stopped(settings: Settings) -> None:
    """Hold the data directory and serve on it until SIGTERM or SIGINT."""
    stop = stop_on_signals()
    with hold(settings.data_dir) as lock:

        def on_ready(port: int) -> None:
            host = f"[{settings.host}]" if ":" in settings.host else settings.host
            url = f"http://{host}:{port}"
            lock.publish(url)
            sys.stdout.write(f"Clashwire is ready at {url} (stop it with Ctrl-C or SIGTERM)\n")
            sys.stdout.flush()

        await run(settings, stop, on_ready)
