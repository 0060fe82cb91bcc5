"""The use case: erase a document with everything derived from it."""

from datetime import datetime

from gateway.domain.audit import Action, Actor, NewAuditEntry
from gateway.domain.ports import Records
from service_kit.errors import ErrorKind, ServiceError


def no_document() -> ServiceError:
    return ServiceError(ErrorKind.NOT_FOUND, "there is no such document", reason="DOCUMENT_NOT_FOUND")


def erase_document(document_id: str, records: Records) -> None:
    """Erase the document, its claims, its clashes, and the stored checks it was part of. NOT_FOUND."""
    records.clashes.remove_of_document(document_id)
    if not records.documents.remove(document_id):
        raise no_document()


def erase_on_request(document_id: str, actor: Actor, now: datetime, records: Records) -> None:
    """The same, with who wanted it in the audit log."""
    erase_document(document_id, records)
    records.audit.add(NewAuditEntry(now, actor, Action.DOCUMENT_ERASED, document_id, {}, {}))
