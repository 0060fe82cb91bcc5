"""Documents: accept for later, read, erase."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from clashwire_client.call import Call, get, keyed, nothing, path_of, post, query_of, reads
from clashwire_client.calls.checks import written
from clashwire_client.models.documents import Document, StoredDocument
from clashwire_client.models.operations import Acceptance

Priority = Literal["urgent", "normal", "background"]


def accept_documents(
    documents: Sequence[Document | str], *, priority: Priority | None = None, idempotency_key: str | None = None
) -> Call[Acceptance]:
    """Store documents now and have them checked later, durably; see `DocumentVersion` and `wait_for_operation`.

    `priority` says which work comes first; where missing the urgency of each document does.
    """
    call = post("/v1/documents", Acceptance, {"documents": written(documents)}, idempotency_key)
    return replace(call, query=query_of({"priority": priority}))


def accept_content(
    content: bytes | str,
    content_type: str,
    *,
    source: str | None = None,
    url: str | None = None,
    priority: Priority | None = None,
    idempotency_key: str | None = None,
) -> Call[Acceptance]:
    """Hand in a body of the trade as it is: ninjs, NewsML-G2, RSS, Atom, HTML or plain text, told by its content type.

    `source`, `url` and `priority` go before what the body says; `refused` of the answer names what was left out.
    """
    sent = content if isinstance(content, bytes) else content.encode()
    given = query_of({"source": source, "url": url, "priority": priority})
    headers = {**keyed(idempotency_key), "content-type": content_type}
    return Call("POST", "/v1/documents", reads(Acceptance), query=given, headers=headers, content=sent)


def get_document(document_id: str) -> Call[StoredDocument]:
    """Return a stored document."""
    return get(path_of("documents", document_id), StoredDocument)


def erase_document(document_id: str) -> Call[None]:
    """Erase a document with its claims, its clashes and the checks it was part of."""
    return Call("DELETE", path_of("documents", document_id), nothing)
