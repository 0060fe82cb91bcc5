"""The data directory belongs to one running gateway: its lock says whose it is and how to reach it."""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from service_kit.errors import ErrorKind, ServiceError

_LOCK_NAME = "clashwire.lock"


@dataclass(frozen=True)
class Holder:
    """The process that runs on a data directory; `url` is empty until it is ready."""

    pid: int
    url: str


class HeldLock:
    """The lock as its holder sees it."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def publish(self, url: str = "") -> None:
        """Write who holds the lock, and where the gateway answers once it does."""
        line = json.dumps({"pid": os.getpid(), "url": url}).encode()
        os.truncate(self._descriptor, 0)
        os.pwrite(self._descriptor, line, 0)


@contextmanager
def hold(data_dir: Path) -> Iterator[HeldLock]:
    """Create the directory and hold its lock; raises ServiceError (CONFLICT) where another process has it."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(data_dir / _LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        message = f"the data directory {data_dir} cannot be used: {error.strerror}"
        raise ServiceError(ErrorKind.INVALID, message, reason="DATA_DIR_UNUSABLE") from error
    try:
        if not _lock_patiently(descriptor):
            message = f"another gateway (process {_read(descriptor).pid}) already runs on the data directory {data_dir}"
            raise ServiceError(ErrorKind.CONFLICT, message, reason="DATA_DIR_IN_USE")
        lock = HeldLock(descriptor)
        lock.publish()
        yield lock
    finally:
        os.close(descriptor)


def holder_of(data_dir: Path) -> Holder | None:
    """Who runs on the directory now; None where nobody does."""
    try:
        descriptor = os.open(data_dir / _LOCK_NAME, os.O_RDWR)
    except OSError:
        return None
    try:
        return None if _try_lock(descriptor) else _read(descriptor)
    finally:
        os.close(descriptor)


def _lock_patiently(descriptor: int) -> bool:
    """Try again for half a second: `holder_of` takes the lock for an instant, too."""
    for _ in range(10):
        if _try_lock(descriptor):
            return True
        time.sleep(0.05)
    return False


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read(descriptor: int) -> Holder:
    try:
        written = json.loads(os.pread(descriptor, 4096, 0))
        return Holder(int(written["pid"]), str(written["url"]))
    except (ValueError, KeyError):
        return Holder(0, "")
