"""Remembers what a gateway has accepted, so that a run that is begun again sends only the rest."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from clashwire_client import Acceptance
from service_kit.errors import ErrorKind, ServiceError
from standalone.backfill.files import Part


@dataclass(frozen=True)
class Notes:
    """One line for each body that was accepted."""

    keys: set[str]
    file: IO[str]

    def add(self, key: str, part: Part, accepted: Acceptance) -> None:
        noted = {"key": key, "name": part.name, "operation_id": accepted.id, "documents": len(accepted.documents)}
        self.file.write(json.dumps(noted) + "\n")
        self.file.flush()
        self.keys.add(key)


@contextmanager
def opened_notes(path: Path) -> Iterator[Notes]:
    """The notes of earlier runs, to be gone on with. INVALID where the file cannot be used."""
    try:
        known = path.read_bytes() if path.exists() else b""
        file = path.open("a", encoding="utf-8")
    except OSError as error:
        message = f"{path} cannot be used ({error.strerror}); choose another place with --state"
        raise ServiceError(ErrorKind.INVALID, message, reason="STATE_FILE", field="state") from error
    with file:
        if known and not known.endswith(b"\n"):
            file.write("\n")
        yield Notes(set(_keys(known)), file)


def _keys(known: bytes) -> Iterator[str]:
    """Lines that were cut off by a crash count for nothing: what they stood for is sent, and taken, once more."""
    for line in known.splitlines():
        try:
            yield str(json.loads(line)["key"])
        except (ValueError, KeyError, TypeError):
            continue
