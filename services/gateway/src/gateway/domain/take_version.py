"""Takes versions of items in, in the order of a request: the newest counts, a cancellation takes everything back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from gateway.domain.access import OPEN_KEY_ID
from gateway.domain.documents import Document
from gateway.domain.editions import WITHOUT_END, Edition
from gateway.domain.ports import Records
from gateway.domain.priorities import Priority
from gateway.domain.reconcile import retract_on
from gateway.domain.versions import KnownVersion, Verdict, accepted_version, judge
from gateway.domain.work import Job, JobFailure, JobState, job_of

_NOT_BEGUN = (JobState.WAITING, JobState.PARKED)
_NOT_DONE = (*_NOT_BEGUN, JobState.RUNNING)
_NEWER = JobFailure("SUPERSEDED", "a newer version took its place before it was checked")
_CANCELED = JobFailure("CANCELED", "the item was canceled")


@dataclass(frozen=True)
class Receipt:
    """What became of one document, and the operation that works or worked on it."""

    document_id: str
    verdict: Verdict
    operation_id: str


@dataclass
class Intake:
    """One request's documents on their way in; `priorities` are by their ids, normal where missing."""

    tenant: str
    operation_id: str
    now: datetime
    key_id: str = OPEN_KEY_ID
    priorities: Mapping[str, Priority] = field(default_factory=dict)
    jobs: dict[str, Job] = field(default_factory=dict)
    begun: frozenset[str] = frozenset()

    def take(self, records: Records, documents: Sequence[Document]) -> tuple[Receipt, ...]:
        """Store what is new with the work it makes. CONFLICT where a version comes again with other content."""
        self.begun = frozenset(job.document_id for job in records.jobs.of_operation(self.operation_id))
        known = _known_versions(records, documents)
        stored = set(records.documents.with_ids([document.id for document in documents]))
        receipts = [
            self._take(records, document, known.setdefault(document.id, []), stored, f"documents[{index}]")
            for index, document in enumerate(documents)
        ]
        records.jobs.add(tuple(self.jobs.values()))
        self._hasten(records)
        return tuple(receipts)

    def _hasten(self, records: Records) -> None:
        """Work on the same documents that came before, perhaps with a feed, must not hold these up."""
        for priority in (Priority.URGENT, Priority.NORMAL):
            wanted = [document_id for document_id, own in self.priorities.items() if own is priority]
            if wanted:
                records.jobs.hasten(wanted, priority)

    def _take(
        self, records: Records, document: Document, known: list[KnownVersion], stored: set[str], place: str
    ) -> Receipt:
        edition = document.edition
        if edition is None:
            if document.id not in self.begun:
                self._accept(records, document, stored)
            return Receipt(document.id, Verdict.ACCEPTED, self.operation_id)
        judgement = judge(document, edition, known, f"{place}.version")
        if judgement.known:
            return Receipt(document.id, judgement.verdict, judgement.known.operation_id)
        self._remember(records, document, edition, known)
        if edition.is_canceled:
            self._cancel(records, document, edition)
        else:
            records.jobs.withdraw(document.id, _NEWER, _NOT_BEGUN)
            self._accept(records, document, stored)
        return Receipt(document.id, judgement.verdict, self.operation_id)

    def _remember(self, records: Records, document: Document, edition: Edition, known: list[KnownVersion]) -> None:
        current = next((each for each in known if each.current), None)
        version = accepted_version(document, edition, current, self.operation_id)
        known[:] = [version, *(replace(each, current=False) for each in known if each.version != version.version)]
        records.versions.put(version)
        until = edition.held_until
        if edition.is_canceled:
            until = _kept(records.embargoes.of(document.id)) or until
        records.embargoes.put(document.id, until)

    def _accept(self, records: Records, document: Document, stored: set[str]) -> None:
        if document.id not in stored:
            records.documents.put(document, self.now)
            stored.add(document.id)
        self.jobs[document.id] = self._job(document)

    def _job(self, document: Document) -> Job:
        priority = self.priorities.get(document.id, Priority.NORMAL)
        return job_of(self.tenant, self.operation_id, document, self.now, key_id=self.key_id, priority=priority)

    def _cancel(self, records: Records, document: Document, edition: Edition) -> None:
        """Take back what was claimed, at once: work under way must not bring it back."""
        records.jobs.withdraw(document.id, _CANCELED, _NOT_DONE)
        known = records.documents.get(document.id)
        if known is not None:
            gone = records.claims.replace(known, ())
            retract_on(records, gone, self.now, "the document was canceled")
            records.documents.put(replace(known, edition=edition), self.now)
        self.jobs[document.id] = self._job(document).done(None)


def to_be_checked(records: Records, documents: Sequence[Document]) -> tuple[Document, ...]:
    """Return those that are no repeats of what came before, not late and no cancellations; CONFLICT as above."""
    known = _known_versions(records, documents)
    verdicts = [
        judge(document, document.edition, known.get(document.id, []), f"documents[{index}].version").verdict
        if document.edition
        else Verdict.ACCEPTED
        for index, document in enumerate(documents)
    ]
    return tuple(d for d, verdict in zip(documents, verdicts, strict=True) if verdict is Verdict.ACCEPTED)


def _known_versions(records: Records, documents: Sequence[Document]) -> dict[str, list[KnownVersion]]:
    wanted: dict[str, set[str]] = {}
    for document in documents:
        if document.edition:
            wanted.setdefault(document.id, set()).add(document.edition.version or "")
    return records.versions.known(wanted)


def _kept(embargo: datetime | None) -> datetime | None:
    """A cancellation lifts no embargo, but ends a withholding."""
    return None if embargo == WITHOUT_END else embargo
