"""Documents: accept for later, read, erase."""

from collections.abc import Sequence

from clashwire_client.call import Call, get, nothing, path_of, post
from clashwire_client.calls.checks import written
from clashwire_client.models.documents import Document, StoredDocument
from clashwire_client.models.operations import Acceptance


def accept_documents(documents: Sequence[Document | str], *, idempotency_key: str | None = None) -> Call[Acceptance]:
    """Store documents now and have them checked later, durably; see `DocumentVersion` and `wait_for_operation`."""
    return post("/v1/documents", Acceptance, {"documents": written(documents)}, idempotency_key)


def get_document(document_id: str) -> Call[StoredDocument]:
    """Return a stored document."""
    return get(path_of("documents", document_id), StoredDocument)


def erase_document(document_id: str) -> Call[None]:
    """Erase a document with its claims, its clashes and the checks it was part of."""
    return Call("DELETE", path_of("documents", document_id), nothing)
