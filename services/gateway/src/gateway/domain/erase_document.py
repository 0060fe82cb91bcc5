"""The use case: erase a document with everything derived from it."""

from gateway.domain.ports import Records
from service_kit.errors import ErrorKind, ServiceError


def no_document() -> ServiceError:
    return ServiceError(ErrorKind.NOT_FOUND, "there is no such document", reason="DOCUMENT_NOT_FOUND")


def erase_document(document_id: str, records: Records) -> None:
    """Erase the document, its claims, its clashes, and the stored checks it was part of. NOT_FOUND."""
    records.clashes.remove_of_document(document_id)
    if not records.documents.remove(document_id):
        raise no_document()
