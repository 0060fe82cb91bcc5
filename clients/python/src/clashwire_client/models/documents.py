"""Documents as they are sent and as they are stored."""

from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime

from clashwire_client.models.base import Answer, Request


class Media(Request):
    """An attached photograph, video or recording; never fetched."""

    kind: Literal["image", "video", "audio"]
    url: str | None = None
    caption: str | None = None


class Document(Request):
    """One published item. Only `text` is needed; quotes index it as it is sent."""

    text: str
    id: str | None = None
    url: str | None = None
    source: str | None = None
    title: str | None = None
    byline: str | None = None
    credit: str | None = None
    published_at: AwareDatetime | None = None
    language: str | None = None
    media: tuple[Media, ...] | None = None


class DocumentVersion(Document):
    """One version of a published item, for `accept_documents`; `uri` names the item through all its versions.

    A canceled one needs no text and retracts the item's clashes; no event tells of one under embargo. `urgency` is 1,
    the most urgent, to 9.
    """

    text: str = ""
    uri: str | None = None
    version: str | None = None
    versioned_at: AwareDatetime | None = None
    pub_status: Literal["usable", "withheld", "canceled"] = "usable"
    embargoed_until: AwareDatetime | None = None
    urgency: int | None = None


class StoredMedia(Answer):
    kind: str
    url: str | None
    caption: str | None


class Edition(Answer):
    """A version of an item."""

    uri: str | None
    version: str | None
    versioned_at: datetime | None
    pub_status: str
    embargoed_until: datetime | None


class StoredDocument(Answer):
    """A document in the archive; copies of one report share their `origin_id`."""

    id: str
    url: str | None
    source: str | None
    title: str | None
    published_at: datetime | None
    language: str | None
    text: str
    media: tuple[StoredMedia, ...]
    origin_id: str | None
    byline: str | None = None
    credit: str | None = None
    edition: Edition | None = None
    urgency: int | None = None
