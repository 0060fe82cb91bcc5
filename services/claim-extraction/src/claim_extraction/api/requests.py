"""Documents of a request as the domain knows them."""

from collections.abc import Iterable
from datetime import UTC, datetime

from google.protobuf.timestamp_pb2 import Timestamp

from claim_extraction.domain.model import Document
from clashwire.claim_extraction.v1 import claim_extraction_pb2 as pb2
from service_kit.errors import ErrorKind, ServiceError


def documents_of(messages: Iterable[pb2.Document]) -> list[Document]:
    """Raises INVALID where a time lies outside the years 1 to 9999."""
    return [
        Document(
            text=message.text,
            id=message.id,
            title=message.title,
            source=message.source,
            language=message.language,
            published_at=_time(message.published_at, number) if message.HasField("published_at") else None,
            captions=tuple(media.caption for media in message.media),
        )
        for number, message in enumerate(messages)
    ]


def _time(stamp: Timestamp, number: int) -> datetime:
    try:
        return stamp.ToDatetime(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        field = f"documents[{number}].published_at"
        message = f"{field} must lie in the years 1 to 9999"
        raise ServiceError(ErrorKind.INVALID, message, reason="TIME_OUT_OF_RANGE", field=field) from error
