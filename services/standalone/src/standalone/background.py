"""Starts everything in the background and stops it again."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from service_kit.errors import ErrorKind, ServiceError
from standalone.data_dir import Holder, holder_of
from standalone.progress import waiting
from standalone.settings import Settings

_POLL_SECONDS = 0.05
LOG_NAME = "clashwire.log"


def start_in_background(settings: Settings) -> None:
    """Start `clashwire up` in the background and return when it is ready; its log lies in the data directory."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    log = settings.data_dir / LOG_NAME
    with waiting("Starting the services"):
        holder = holder_of(settings.data_dir) or _start(settings, log)
    where = f"--data-dir {settings.data_dir}"
    sys.stdout.write(f"Clashwire is ready at {holder.url}\n  log:  {log}\n  stop: clashwire down {where}\n")


def _start(settings: Settings, log: Path) -> Holder:
    options = ["--host", settings.host, "--port", str(settings.port), "--data-dir", str(settings.data_dir)]
    with log.open("ab") as output:
        process = subprocess.Popen(  # noqa: S603 (our own command with our own options)
            [sys.executable, "-m", "standalone", "up", *options],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    deadline = time.monotonic() + settings.start_seconds
    while process.poll() is None and time.monotonic() < deadline:
        holder = holder_of(settings.data_dir)
        if holder is not None and holder.pid == process.pid and holder.url:
            return holder
        time.sleep(_POLL_SECONDS)
    process.terminate()
    process.wait()
    reason = _last_line(log)
    raise ServiceError(ErrorKind.UNAVAILABLE, f"the services did not start: {reason}", reason="START_FAILED")


def _last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").split("\n")
    return next((line for line in reversed(lines) if line), f"see {log}")


def stop_in_background(settings: Settings) -> None:
    """Send SIGTERM to what runs on the data directory and wait until it has let go of it."""
    holder = holder_of(settings.data_dir)
    if holder is None:
        sys.stdout.write("Clashwire is not running.\n")
        return
    os.kill(holder.pid, signal.SIGTERM)
    deadline = time.monotonic() + settings.grace_seconds + settings.start_seconds
    with waiting("Stopping the services"):
        while holder_of(settings.data_dir) is not None:
            if time.monotonic() > deadline:
                message = f"process {holder.pid} does not stop"
                raise ServiceError(ErrorKind.TIMED_OUT, message, reason="STOP_FAILED")
            time.sleep(_POLL_SECONDS)
    sys.stdout.write("Clashwire has stopped.\n")
