"""Bodies that hold documents in a format of the trade, and what is read out of them."""

from dataclasses import dataclass
from typing import Any, Protocol

from gateway.domain.documents import Document
from gateway.domain.priorities import Priority
from service_kit.errors import ServiceError

NINJS = "application/ninjs+json"
TEXT = "text/plain"
PAGES = ("text/html", "application/xhtml+xml")
XML = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/vnd.iptc.g2.newsitem+xml",
    "application/vnd.iptc.g2.newsmessage+xml",
    "application/vnd.iptc.g2.packageitem+xml",
    "application/xml",
    "text/xml",
)
MEDIA_TYPES = (TEXT, *PAGES, NINJS, *XML)
"""Content types of bodies that are read, other than JSON of this gateway."""


@dataclass(frozen=True)
class Body:
    """What was sent: `media_type` is empty where it was not said, `charset` is None."""

    content: bytes
    media_type: str
    charset: str | None = None


@dataclass(frozen=True)
class Given:
    """What the sender says beside the body; it goes before what the body says."""

    source: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Incoming:
    """The documents of a body.

    `places` say where in the body they stand, where they are judged one by one; `refused` are the faults of others.
    `usual` is the priority of those that say nothing of their urgency.
    """

    documents: tuple[Document, ...]
    places: tuple[str, ...] = ()
    refused: tuple[ServiceError, ...] = ()
    usual: Priority = Priority.NORMAL

    @property
    def placed(self) -> tuple[tuple[str, Document], ...]:
        """Every document with its place."""
        places = self.places or tuple(f"documents[{index}]" for index in range(len(self.documents)))
        return tuple(zip(places, self.documents, strict=True))


def is_ninjs(value: Any) -> bool:
    """Whether JSON that came without a type of its own is an item: it has a name and is no list of documents."""
    return isinstance(value, dict) and "documents" not in value and ("uri" in value or "guid" in value)


class DocumentReader(Protocol):
    async def read(self, body: Body, given: Given) -> Incoming:
        """Read a body of one of MEDIA_TYPES. INVALID, naming the field of its format at fault."""
        ...
