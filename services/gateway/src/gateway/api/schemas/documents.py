"""Documents as callers send and get them."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, GetJsonSchemaHandler, model_validator
from pydantic_core import PydanticCustomError

from gateway.api.schemas.base import Answer, Request, meant_by
from gateway.domain import documents as domain
from gateway.domain import editions
from gateway.domain.editions import PubStatus

_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_HOLDING = {"embargoed_until", "pub_status"}
_LANGUAGE = r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"


def _moment(value: Any) -> Any:
    message = "must be an RFC 3339 time with its offset, e.g. 2026-03-02T09:10:00Z"
    if not isinstance(value, str) or not _RFC_3339.fullmatch(value):
        raise PydanticCustomError("time_parsing", message)
    try:
        return datetime.fromisoformat(value.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise PydanticCustomError("time_parsing", message) from None


def _encodable(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        message = "has half of a surrogate pair at character {place}"
        raise PydanticCustomError("lone_surrogate", message, {"place": error.start}) from None
    return value


def _storable(value: str) -> str:
    if "\0" in value:
        raise PydanticCustomError("nul_character", "must not contain the character U+0000")
    return value


def _not_blank(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("blank", "must not be blank")
    return value


def _addressable(value: str) -> str:
    if value in (".", ".."):
        raise PydanticCustomError("address", "must not be . or .., which clients take out of an address")
    return value


def _one_line(value: str) -> str:
    if _CONTROL.search(value):
        raise PydanticCustomError("control_character", "must not contain control characters")
    return value


@dataclass(frozen=True)
class _Told:
    """Describes in the contract what validators of our own check, with messages that can be understood."""

    pattern: str

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), "pattern": self.pattern}


Moment = Annotated[datetime, BeforeValidator(_moment, json_schema_input_type=datetime)]
Words = Annotated[str, AfterValidator(_encodable), AfterValidator(_storable), _Told(r"^[^\u0000]*$")]
Line = Annotated[
    str,
    AfterValidator(_encodable),
    AfterValidator(_one_line),
    AfterValidator(_not_blank),
    _Told(r"^[^\u0000-\u001f\u007f]*[^\s\u0000-\u001f\u007f][^\u0000-\u001f\u007f]*$"),
]


class MediaIn(Request):
    """An attached photograph, video or recording; never fetched."""

    kind: Literal["image", "video", "audio"]
    url: Annotated[Line, Field(max_length=4_000)] | None = None
    caption: Annotated[Words, Field(max_length=10_000)] | None = None


class DocumentIn(Request):
    """One published item."""

    @model_validator(mode="before")
    @classmethod
    def _refuse_what_would_be_lost(cls, value: Any) -> Any:
        if lost := meant_by(value, _HOLDING - cls.model_fields.keys()) if isinstance(value, dict) else ():
            message = "{name} is kept by POST /v1/documents only"
            raise PydanticCustomError("not_kept", message, {"name": lost[0]})
        return value

    id: Annotated[Line, AfterValidator(_addressable), Field(max_length=300)] | None = Field(
        None, description="Derived from the url, else from title and text, where missing."
    )
    url: Annotated[Line, Field(max_length=4_000)] | None = None
    source: Annotated[Line, Field(max_length=300)] | None = Field(None, description="Publisher, as a domain.")
    title: Annotated[Words, Field(max_length=2_000)] | None = None
    published_at: Moment | None = None
    language: Annotated[str, Field(pattern=_LANGUAGE)] | None = Field(None, description="BCP 47 tag.")
    byline: Annotated[Line, Field(max_length=1_000)] | None = Field(None, description="Who wrote it, as printed.")
    credit: Annotated[Line, Field(max_length=1_000)] | None = Field(
        None, description="Credit line: the agency or paper it was taken from, as printed."
    )
    text: Annotated[Words, AfterValidator(_not_blank), _Told(r"^[^\u0000]*[^\s\u0000][^\u0000]*$")] = Field(
        description="The body; quotes index it as sent."
    )
    media: Annotated[list[MediaIn], Field(max_length=domain.MOST_MEDIA)] | None = None

    def to_domain(self) -> domain.Document:
        return domain.Document(
            id=self.id or "",
            text=self.text,
            title=self.title or None,
            url=self.url,
            source=self.source,
            published_at=self.published_at,
            language=self.language,
            media=tuple(domain.Media(m.kind, m.url, m.caption) for m in self.media or ()),
            byline=self.byline,
            credit=self.credit,
        )


class AcceptedDocumentIn(DocumentIn):
    """One version of a published item."""

    uri: Annotated[Line, Field(max_length=2_000)] | None = Field(
        None, description="Names the item through all its versions; the id is derived from it where missing."
    )
    version: Annotated[Line, Field(max_length=100)] | None = Field(
        None, description="Numbers count up; other versions are ordered by versioned_at, else step by step (1.9, 1.10)."
    )
    versioned_at: Moment | None = Field(None, description="When this version was made.")
    pub_status: PubStatus = Field(
        PubStatus.USABLE, description="canceled retracts the clashes of the item; withheld holds its events."
    )
    embargoed_until: Moment | None = Field(None, description="No event tells of the item before.")
    urgency: Annotated[int, Field(ge=1, le=9)] | None = Field(
        None,
        description="As in ninjs and NewsML-G2: 1 is the most urgent, 5 usual, 9 the least; what is checked first.",
    )
    text: Words = Field("", description="The body; quotes index it as sent. May be left out where canceled.")

    def to_domain(self) -> domain.Document:
        edition = editions.Edition(self.uri, self.version, self.versioned_at, self.pub_status, self.embargoed_until)
        held = None if edition == editions.Edition() else edition
        return replace(super().to_domain(), edition=held, urgency=self.urgency)


class Media(Answer):
    kind: str
    url: str | None
    caption: str | None


class Edition(Answer):
    """A version of an item."""

    uri: str | None
    version: str | None
    versioned_at: datetime | None
    pub_status: PubStatus
    embargoed_until: datetime | None


class Document(Answer):
    """A stored document."""

    id: str
    url: str | None
    source: str | None
    title: str | None
    published_at: datetime | None
    language: str | None
    byline: str | None
    credit: str | None
    text: str
    media: list[Media]
    origin_id: str | None = Field(description="Independent report behind it; copies share one.")
    urgency: int | None
    edition: Edition | None = Field(description="Which version of its item it is, where it has versions.")
