"""Proves that a ledger is whole: every link follows from the one before, every payload from its hash."""

from collections.abc import Iterable
from dataclasses import dataclass

from source_reliability.domain.outcomes import Entry
from source_reliability.domain.ports import Head


@dataclass(frozen=True, slots=True)
class Verification:
    """How many links hold, and the first problem, empty where there is none."""

    links: int
    problem: str = ""


def verify(entries: Iterable[tuple[Entry, str]], head: Head) -> Verification:
    """Check entries in order, each with the hash stored for it, against the head of the ledger."""
    previous, count = "", 0
    superseding: dict[str, int] = {}
    replaced: dict[str, int] = {}
    for entry, stored in entries:
        count += 1
        if problem := _problem(entry, stored, previous, count):
            return Verification(count - 1, f"outcome {entry.sequence}: {problem}")
        if entry.outcome.supersedes:
            superseding[entry.outcome.supersedes] = entry.recorded_us
        if entry.replaced_us is not None:
            replaced[entry.outcome.outcome_id] = entry.replaced_us
        previous = stored
    if (head.sequence, head.hash) != (count, previous):
        return Verification(count, "the head of the ledger names another end")
    if superseding != replaced:
        return Verification(count, "outcomes marked as replaced differ from those superseded")
    return Verification(count)


def _problem(entry: Entry, stored: str, previous: str, expected: int) -> str:
    if entry.sequence != expected:
        return f"number {expected} is missing"
    if entry.previous_hash != previous:
        return "does not follow the one before"
    if entry.hash != stored:
        return "its hash does not fit"
    if entry.salt is not None and entry.outcome.payload_hash(entry.salt) != entry.payload_hash:
        return "its content was changed"
    return ""
