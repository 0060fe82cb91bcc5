"""Sends what an archive holds, file after file; a bad one does not stop the rest."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from clashwire_client import Acceptance, ProblemError
from service_kit.errors import ServiceError
from standalone.backfill.files import Part, content_type_of, parts_of
from standalone.backfill.notes import Notes
from standalone.backfill.sender import Sender

_NEW = ("accepted", "canceled")


@dataclass
class Tally:
    """What became of an archive: documents, and files or parts of them."""

    files: int = 0
    accepted: int = 0
    repeated: int = 0
    sent_before: int = 0
    left_out: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)

    def add(self, part: Part, accepted: Acceptance) -> None:
        new = sum(receipt.verdict in _NEW for receipt in accepted.documents)
        self.accepted += new
        self.repeated += len(accepted.documents) - new
        self.failed += [(part.name, f"{fault.field}: {fault.detail}") for fault in accepted.refused]

    @property
    def is_whole(self) -> bool:
        return not self.failed


@dataclass(frozen=True)
class Backfill:
    """Sends files to `url` and keeps notes; `content_type` says what all of them are, whatever their names.

    Files of more than `most_bytes` fail.
    """

    url: str
    sender: Sender
    notes: Notes
    most_bytes: int
    content_type: str | None = None

    def __call__(self, files: Sequence[Path], tally: Tally, seen: Callable[[], None]) -> None:
        """Count into the tally, and call `seen` after every file. ServiceError where going on is of no use."""
        for file in files:
            tally.files += 1
            content_type = self.content_type or content_type_of(file)
            if content_type is None:
                tally.left_out += 1
            else:
                self._send_file(file, content_type, tally)
            seen()

    def _send_file(self, file: Path, content_type: str, tally: Tally) -> None:
        for part in self._readable(file, content_type, tally):
            key = part.key(self.url, self.sender.source or "")
            if key in self.notes.keys:
                tally.sent_before += 1
                continue
            try:
                accepted = self.sender.send(part, key)
            except ProblemError as error:
                tally.failed.append((part.name, _why(error)))
            else:
                tally.add(part, accepted)
                self.notes.add(key, part, accepted)

    def _readable(self, file: Path, content_type: str, tally: Tally) -> Iterator[Part]:
        parts = parts_of(file, content_type, self.most_bytes)
        while True:
            try:
                part = next(parts, None)
            except ServiceError as error:
                tally.failed.append((str(file), error.message))
                return
            if part is None:
                return
            yield part


def _why(error: ProblemError) -> str:
    faults = "; ".join(f"{fault.field}: {fault.detail}" for fault in error.errors)
    return f"{error.status} {faults or error.problem.detail or error.problem.title}"
