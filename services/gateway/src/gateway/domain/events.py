"""What happened to documents, clashes and sources, for those who listen."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from gateway.domain.checks import CheckAnswer
from gateway.domain.clashes import State, StoredClash

Data: TypeAlias = Mapping[str, str | int | float | list[str] | None]


class EventType(StrEnum):
    """The sorts of events."""

    DOCUMENT_ANALYZED = "document.analyzed"
    CLASH_OPENED = "clash.opened"
    CLASH_UPDATED = "clash.updated"
    CLASH_RESOLVED = "clash.resolved"
    CLASH_RETRACTED = "clash.retracted"
    RELIABILITY_SHIFTED = "source.reliability_shifted"


@dataclass(frozen=True)
class NewEvent:
    """An event that has no number yet; it must not outlive its documents, nor come before their embargoes end."""

    type: EventType
    at: datetime
    data: Data
    document_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Event:
    """`number` grows in the order in which a tenant's events became visible."""

    number: int
    type: EventType
    at: datetime
    data: Data


def analyzed(answer: CheckAnswer, embargoed: Collection[str], now: datetime) -> tuple[NewEvent, ...]:
    """One event per document of a check, with the clashes it is part of but for those with another's embargo."""
    return tuple(_analyzed(answer, coverage.id, embargoed, now) for coverage in answer.documents)


def _analyzed(answer: CheckAnswer, document_id: str, embargoed: Collection[str], now: datetime) -> NewEvent:
    hidden = {*embargoed} - {document_id}
    sides = {clash.id: {side.document_id for side in clash.sides} for clash in answer.clashes if clash.id}
    clash_ids = [clash_id for clash_id, ids in sides.items() if document_id in ids and not ids & hidden]
    claims = sum(claim.document_id == document_id for claim in answer.claims)
    data: Data = {"document_id": document_id, "check_id": answer.id, "claims": claims, "clash_ids": clash_ids}
    return NewEvent(EventType.DOCUMENT_ANALYZED, now, data, (document_id,))


def clash_event(before: StoredClash | None, after: StoredClash, now: datetime) -> NewEvent | None:
    """What happened to a clash between two states of it; None where nobody need hear of it."""
    sort = _sort(before, after)
    if sort is None:
        return None
    document_ids = tuple(dict.fromkeys(side.document_id for side in after.clash.sides))
    data: Data = {
        "clash_id": after.clash.id,
        "kind": after.clash.kind,
        "state": after.state,
        "probability": after.clash.probability,
        "severity": after.clash.severity,
        "version": after.version,
        "document_ids": list(document_ids),
    }
    return NewEvent(sort, now, data, document_ids)


def _sort(before: StoredClash | None, after: StoredClash) -> EventType | None:
    if before is None:
        return EventType.CLASH_OPENED if after.state is State.OPEN else None
    if after.version != before.version:
        if after.pending:
            return EventType.CLASH_UPDATED
        return {
            State.RESOLVED: EventType.CLASH_RESOLVED,
            State.RETRACTED: EventType.CLASH_RETRACTED,
        }.get(after.state, EventType.CLASH_UPDATED)
    weighed = [(s.clash.kind, round(s.clash.probability, 2), round(s.clash.severity, 2)) for s in (before, after)]
    return EventType.CLASH_UPDATED if weighed[0] != weighed[1] and after.state is State.OPEN else None


def shifted(
    source_id: str, before: float, after: float, topic: str, now: datetime, *, document_ids: tuple[str, ...]
) -> NewEvent:
    """A jump of reliability, told no sooner than of the documents whose claims were judged."""
    data: Data = {"source_id": source_id, "before": before, "after": after, "topic": topic}
    return NewEvent(EventType.RELIABILITY_SHIFTED, now, data, document_ids)


def of_changes(changes: Sequence[tuple[StoredClash | None, StoredClash]], now: datetime) -> tuple[NewEvent, ...]:
    """Return the events of several clashes."""
    found = (clash_event(before, after, now) for before, after in changes)
    return tuple(event for event in found if event is not None)
