"""How much one call may ask for."""

from collections.abc import Sequence
from dataclasses import dataclass

from claim_extraction.domain.model import Document
from service_kit.errors import ErrorKind, ServiceError


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper limits of one call; characters are counted over texts, titles and captions of all documents."""

    documents: int = 50
    characters: int = 400_000
    title_characters: int = 2_000
    captions: int = 50

    def check(self, documents: Sequence[Document]) -> None:
        """Raises INVALID naming the field and the limit where a call asks for too much or for nothing."""
        if not documents:
            raise _invalid("documents must not be empty", "documents", "DOCUMENTS_MISSING")
        if len(documents) > self.documents:
            message = f"documents must be at most {self.documents}"
            raise _invalid(message, "documents", "TOO_MANY_DOCUMENTS", self.documents)
        ids = [d.id for d in documents]
        if len(set(ids)) < len(ids):
            raise _invalid("documents must have different ids", "documents.id", "DUPLICATE_DOCUMENT_ID")
        for number, document in enumerate(documents):
            self._check_document(document, f"documents[{number}]")
        total = sum(len(d.text) + len(d.title) + sum(map(len, d.captions)) for d in documents)
        if total > self.characters:
            message = f"documents must have at most {self.characters} characters together"
            raise _invalid(message, "documents.text", "TOO_MANY_CHARACTERS", self.characters)

    def _check_document(self, document: Document, where: str) -> None:
        if not document.text.strip():
            raise _invalid(f"{where}.text must not be blank", f"{where}.text", "TEXT_BLANK")
        if len(document.title) > self.title_characters:
            message = f"{where}.title must have at most {self.title_characters} characters"
            raise _invalid(message, f"{where}.title", "TITLE_TOO_LONG", self.title_characters)
        if len(document.captions) > self.captions:
            message = f"{where}.media must be at most {self.captions}"
            raise _invalid(message, f"{where}.media", "TOO_MANY_MEDIA", self.captions)


def _invalid(message: str, field: str, reason: str, limit: int | None = None) -> ServiceError:
    return ServiceError(ErrorKind.INVALID, message, reason=reason, field=field, limit=limit)
