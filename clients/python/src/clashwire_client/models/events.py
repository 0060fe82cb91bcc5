"""What happened in the archive."""

from datetime import datetime
from typing import Any

from clashwire_client.models.base import Answer


class Event(Answer):
    """One event; `id` grows, and a stream can go on after it."""

    id: str
    type: str
    at: datetime
    data: dict[str, Any]
