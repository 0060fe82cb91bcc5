"""Page tokens: the place an earlier page ended at, opaque to callers."""

import base64
import binascii
import json
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from gateway.domain.listing import Page
from service_kit.errors import ErrorKind, ServiceError

Item = TypeVar("Item")

_PLACE = re.compile(r"[0-9a-f]{1,15}")
_ID = re.compile(r"[\x21-\x7e]{1,100}")
"""Ids as the gateway makes them: others may hold what a database cannot be asked for."""


def moment_token(moment: datetime, item_id: str) -> str:
    return base64.urlsafe_b64encode(json.dumps([moment.isoformat(), item_id]).encode()).decode().rstrip("=")


def read_moment_token(token: str) -> tuple[datetime, str]:
    """Moment and id an earlier page ended at; INVALID for anything else."""
    try:
        moment, item_id = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        place = datetime.fromisoformat(moment).astimezone(UTC), str(item_id)
    except (ValueError, TypeError, OverflowError, binascii.Error) as error:
        raise _no_token() from error
    if not _ID.fullmatch(place[1]):
        raise _no_token()
    return place


def place_token(place: int) -> str:
    return f"{place:x}"


def read_place(token: str) -> int:
    """Place an earlier page ended at; INVALID for anything else."""
    if not _PLACE.fullmatch(token):
        raise _no_token()
    return int(token, 16)


def _no_token() -> ServiceError:
    message = "is no token of an earlier page"
    return ServiceError(ErrorKind.INVALID, message, reason="PAGE_TOKEN", field="page_token")


def cut_page(found: Sequence[Item], size: int, token_of: Callable[[Item], str]) -> Page[Item]:
    """Make a page of at most `size` items out of one more than that, where there are more."""
    items = tuple(found[:size])
    return Page(items, token_of(items[-1]) if len(found) > size else "")
