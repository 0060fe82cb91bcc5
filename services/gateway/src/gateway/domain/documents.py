"""What a caller hands in: documents, their ids, and the limits on them."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from gateway.domain.editions import Edition
from service_kit.errors import ErrorKind, ServiceError

MOST_MEDIA = 50
"""Of one document, as the contract and claim-extraction have it."""


@dataclass(frozen=True)
class Media:
    """One attached photograph, video or recording; never fetched."""

    kind: str
    url: str | None
    caption: str | None


@dataclass(frozen=True)
class Document:
    """One published item; only `text` is certain. `urgency` is 1, the most urgent, to 9."""

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    source: str | None = None
    published_at: datetime | None = None
    language: str | None = None
    media: tuple[Media, ...] = ()
    origin_id: str | None = None
    byline: str | None = None
    credit: str | None = None
    edition: Edition | None = None
    urgency: int | None = None

    @property
    def characters(self) -> int:
        """Code points of text, title and captions."""
        return len(self.text) + len(self.title or "") + sum(len(medium.caption or "") for medium in self.media)


@dataclass(frozen=True)
class DocumentLimits:
    """At most this many documents and characters together in one request."""

    documents: int = 50
    characters: int = 200_000


def with_ids(documents: Sequence[Document]) -> tuple[Document, ...]:
    """Fill empty ids from uri or url, else from the content; refuse the same explicit id twice (INVALID).

    Versions of one uri share an id; other documents that would share one get a number.
    """
    explicit = _explicit_ids(documents)
    taken = set(explicit)
    return tuple(document if document.id else replace(document, id=_free_id(document, taken)) for document in documents)


def _explicit_ids(documents: Sequence[Document]) -> dict[str, int]:
    seen: dict[str, int] = {}
    for index, document in enumerate(documents):
        if document.id and document.id in seen:
            raise ServiceError(
                ErrorKind.INVALID,
                f"has the id of documents[{seen[document.id]}]; ids must differ within a request",
                reason="DUPLICATE_DOCUMENT_ID",
                field=f"documents[{index}].id",
            )
        if document.id:
            seen[document.id] = index
    return seen


def _free_id(document: Document, taken: set[str]) -> str:
    stem = derived_id(document)
    if document.edition and document.edition.uri:
        return stem
    chosen = next(candidate for candidate in _suffixed(stem) if candidate not in taken)
    taken.add(chosen)
    return chosen


def _suffixed(stem: str) -> Iterator[str]:
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1


def derived_id(document: Document) -> str:
    """`doc_` and 20 hexadecimal digits: the same for the same uri, else url, else title and text."""
    uri = document.edition.uri if document.edition else None
    name = uri or document.url
    basis = f"url\0{name}" if name else f"text\0{document.title or ''}\0{document.text}"
    return f"doc_{hashlib.sha256(basis.encode()).hexdigest()[:20]}"


def check_limits(documents: Sequence[Document], limits: DocumentLimits) -> None:
    """Refuse more than one request affords (INVALID, told apart by reason)."""
    if len(documents) > limits.documents:
        raise ServiceError(
            ErrorKind.INVALID,
            f"{len(documents)} documents; the limit of one request is {limits.documents}",
            reason="TOO_MANY_DOCUMENTS",
            field="documents",
            limit=limits.documents,
        )
    characters = sum(document.characters for document in documents)
    if characters > limits.characters:
        raise ServiceError(
            ErrorKind.INVALID,
            f"the documents have {characters} characters together; the limit of one request is {limits.characters}",
            reason="TEXT_TOO_LONG",
            field=_field_that_breaks(documents, limits.characters),
            limit=limits.characters,
        )


def _field_that_breaks(documents: Sequence[Document], limit: int) -> str:
    total = 0
    for index, document in enumerate(documents):
        total += document.characters
        if total > limit:
            return f"documents[{index}].text"
    return "documents"
