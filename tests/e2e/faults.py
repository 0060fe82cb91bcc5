"""What may befall a container; each has passed when its function returns."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from docker.models.containers import Container

from tests.e2e.stack import crash

_LASTS_SECONDS = 5.0
_FILLED_SECONDS = 60.0
_FULL_SECONDS = 8.0
POSTGRES = "pgvector/pgvector:0.8.0-pg17"


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


def run_out_of_memory(container: Container) -> None:
    """Fill its memory limit beside the main process, so that the kernel ends that one, as after a leak."""
    container.reload()
    process = Path("/proc", str(container.attrs["State"]["Pid"]))
    (process / "oom_score_adj").write_text("1000")
    container.exec_run(["sh", "-c", "tail /dev/zero"], detach=True)
    deadline = time.monotonic() + _FILLED_SECONDS
    while process.exists():
        assert time.monotonic() < deadline, "the memory limit was not reached"
        time.sleep(0.05)


FAULTS: dict[str, Callable[[Container], None]] = {
    "killed": crash,
    "restarted": restart,
    "paused 5 s": pause,
    "cut off 5 s": cut_off,
    "out of memory": run_out_of_memory,
}


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A file system of 300 MB of its own, with a folder `data` that belongs to the database's user."""
    image, disk = folder / "disk.img", folder / "disk"
    disk.mkdir()
    with image.open("wb") as file:
        file.truncate(300_000_000)
    subprocess.run(["mkfs.ext4", "-q", "-m", "0", str(image)], check=True)
    if subprocess.run(["mount", "-o", "loop", str(image), str(disk)], check=False).returncode != 0:
        pytest.skip("a small disk can be mounted by root only")
    try:
        (disk / "data").mkdir()
        asked = ["docker", "run", "--rm", "--entrypoint", "id", POSTGRES, "-u", "postgres"]
        owner = int(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)
        os.chown(disk / "data", owner, owner)
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def filled(disk: Path) -> None:
    """Leave no room on a disk for some seconds."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"\0" * 4096):
            pass
    time.sleep(_FULL_SECONDS)
    filler.unlink()
