"""The use case: take documents in now, and check them later."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from gateway.domain.access import OPEN_KEY_ID
from gateway.domain.documents import Document, DocumentLimits, check_limits, with_ids
from gateway.domain.editions import Edition
from gateway.domain.incoming import Incoming
from gateway.domain.ports import Clock, Records, UnitOfWork
from gateway.domain.priorities import Priority, UrgencyScale
from gateway.domain.take_version import Intake, Receipt, to_be_checked
from gateway.domain.work import Operation
from service_kit.errors import ErrorKind, ServiceError


@dataclass(frozen=True)
class Accepted:
    """The work, what became of each document of the request, and the faults of items that were left out."""

    operation: Operation
    receipts: tuple[Receipt, ...]
    refused: tuple[ServiceError, ...] = ()


@dataclass(frozen=True)
class AcceptDocuments:
    """Stores documents and the work on them in one transaction."""

    unit_of_work: UnitOfWork
    clock: Clock
    limits: DocumentLimits
    characters_per_document: int
    most_ahead: timedelta = timedelta(days=1)
    urgency_scale: UrgencyScale = field(default_factory=UrgencyScale)

    async def __call__(
        self,
        tenant: str,
        incoming: Incoming,
        work_id: str | None = None,
        key_id: str = OPEN_KEY_ID,
        priority: Priority | None = None,
    ) -> Accepted:
        """INVALID for more than the limits, CONFLICT for a version that came before with other content.

        Nothing new leaves nothing behind: the answer is then the operation that took the documents in. What was
        accepted under a `work_id` is not accepted again. `priority` goes before the urgency of each document.
        """
        now = self.clock.now()
        usable, refused = self._sorted_out(incoming, now)
        identified = with_ids(usable)
        by_urgency = partial(self.urgency_scale.priority, usual=incoming.usual)
        priorities = {each.id: priority or by_urgency(each.urgency) for each in identified}
        intake = Intake(tenant, f"op_{work_id or secrets.token_hex(12)}", now, key_id, priorities)

        def store(records: Records) -> Accepted:
            receipts = intake.take(records, identified)
            operation_id = intake.operation_id if intake.jobs else receipts[-1].operation_id
            return Accepted(Operation(operation_id, records.jobs.of_operation(operation_id)), receipts, refused)

        return await self.unit_of_work.write(tenant, store)

    async def to_be_checked(self, tenant: str, incoming: Incoming) -> tuple[Document, ...]:
        """Which documents accepting them would have checked: what a polled feed repeats costs nothing. Fails alike."""
        usable, _refused = self._sorted_out(incoming, self.clock.now())
        identified = with_ids(usable)
        return await self.unit_of_work.read(tenant, lambda records: to_be_checked(records, identified))

    def _sorted_out(self, incoming: Incoming, now: datetime) -> tuple[list[Document], tuple[ServiceError, ...]]:
        """INVALID for the first fault, or where items are judged one by one for a body of which none can be used."""
        check_limits(incoming.documents, self.limits)
        usable: list[Document] = []
        refused = [*incoming.refused]
        for place, document in incoming.placed:
            try:
                self._check(document, place, now)
            except ServiceError as error:
                if not incoming.places:
                    raise
                refused.append(error)
            else:
                usable.append(document)
        if not usable:
            raise refused[0]
        return usable, tuple(refused)

    def _check(self, document: Document, place: str, now: datetime) -> None:
        _check_text(document, place)
        self._check_length(document, place)
        self._check_time(document, place, now)

    def _check_length(self, document: Document, place: str) -> None:
        if document.characters > self.characters_per_document:
            raise ServiceError(
                ErrorKind.INVALID,
                f"has {document.characters} characters; the limit of one document is {self.characters_per_document}",
                reason="DOCUMENT_TOO_LONG",
                field=f"{place}.text",
                limit=self.characters_per_document,
            )

    def _check_time(self, document: Document, place: str, now: datetime) -> None:
        """A version from the future would stand in the way of all that follow."""
        edition = document.edition or Edition()
        expected = max(now, edition.embargoed_until or now)
        moments = {"versioned_at": edition.versioned_at}
        if document.edition:
            moments["published_at"] = document.published_at
        for name, moment in moments.items():
            if moment and moment - expected > self.most_ahead:
                seconds = self.most_ahead.total_seconds()
                raise ServiceError(
                    ErrorKind.INVALID,
                    f"lies more than {seconds:.0f} seconds in the future; is the sender's clock right?",
                    reason="FROM_THE_FUTURE",
                    field=f"{place}.{name}",
                    limit=seconds,
                )


def _check_text(document: Document, place: str) -> None:
    canceled = document.edition is not None and document.edition.is_canceled
    if not canceled and not document.text.strip():
        message = "is missing or blank"
        raise ServiceError(ErrorKind.INVALID, message, reason="NO_TEXT", field=f"{place}.text")
