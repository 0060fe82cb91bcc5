"""Checks that are answered at once."""

from collections.abc import Sequence
from typing import Any, Literal

from clashwire_client.call import Call, get, path_of, post
from clashwire_client.models.checks import Check
from clashwire_client.models.documents import Document
from clashwire_client.models.thresholds import Thresholds

Against = Literal["documents", "archive", "both"]


def check(
    documents: Sequence[Document | str],
    *,
    against: Against = "both",
    max_pairs: int | None = None,
    thresholds: Thresholds | None = None,
    idempotency_key: str | None = None,
) -> Call[Check]:
    """Check documents now. `documents` compares them with each other only and stores nothing."""
    wanted: dict[str, Any] = {"documents": written(documents), "against": against}
    if max_pairs is not None:
        wanted["max_pairs"] = max_pairs
    if thresholds is not None:
        wanted["thresholds"] = thresholds.model_dump()
    return post("/v1/checks", Check, wanted, idempotency_key)


def get_check(check_id: str) -> Call[Check]:
    """Return a stored check, as it was answered."""
    return get(path_of("checks", check_id), Check)


def written(documents: Sequence[Document | str]) -> list[dict[str, Any]]:
    """The JSON of documents; a bare string is a text."""
    items = [Document(text=document) if isinstance(document, str) else document for document in documents]
    return [item.model_dump(mode="json", exclude_none=True) for item in items]
