"""What may befall a container; each has passed when its function returns."""

import subprocess
import time
from collections.abc import Callable

from docker.models.containers import Container

from tests.e2e.stack import crash

_LASTS_SECONDS = 5.0


def restart(container: Container) -> None:
    container.restart(timeout=30)


def pause(container: Container) -> None:
    container.pause()
    time.sleep(_LASTS_SECONDS)
    container.unpause()


def cut_off(container: Container) -> None:
    """Drop all its packets, as in a partition: connections hang, none is refused."""
    container.reload()
    inside = ["nsenter", "--target", str(container.attrs["State"]["Pid"]), "--net", "iptables"]
    rules = (["INPUT", "!", "-i", "lo", "-j", "DROP"], ["OUTPUT", "!", "-o", "lo", "-j", "DROP"])
    for rule in rules:
        subprocess.run([*inside, "-A", *rule], check=True)
    time.sleep(_LASTS_SECONDS)
    for rule in rules:
        subprocess.run([*inside, "-D", *rule], check=True)


FAULTS: dict[str, Callable[[Container], None]] = {
    "killed": crash,
    "restarted": restart,
    "paused 5 s": pause,
    "cut off 5 s": cut_off,
}
