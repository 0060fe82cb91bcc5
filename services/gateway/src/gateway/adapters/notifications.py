"""Word of what was committed: to this process through the session, to others by PostgreSQL's NOTIFY."""

from typing import Any

import psycopg
from sqlalchemy import Engine, func
from sqlmodel import Session, select

from gateway.adapters.database import POSTGRES_TIMEOUTS
from gateway.domain.bell import Bell
from service_kit.errors import ErrorKind, ServiceError

_CHANNEL = "clashwire_gateway"
_TOPICS = "topics"


def announce(session: Session, topic: str) -> None:
    """Let those who listen to the topic hear of this transaction once it is committed."""
    topics: set[str] = session.info.setdefault(_TOPICS, set())
    if topic not in topics and _notifies(session.get_bind()):
        session.connection().execute(select(func.pg_notify(_CHANNEL, topic)))
    topics.add(topic)


def announced(session: Session) -> frozenset[str]:
    """Topics that this process must ring itself, as the database will not."""
    return frozenset() if _notifies(session.get_bind()) else frozenset(session.info.get(_TOPICS, ()))


async def pass_on(engine: Engine, bell: Bell) -> None:
    """Ring the bell at every word of the database; returns only where it gives none, raises UNAVAILABLE if lost."""
    if not _notifies(engine):
        return
    _, given = engine.dialect.create_connect_args(engine.url)
    options: dict[str, Any] = {**given, **POSTGRES_TIMEOUTS, "autocommit": True}
    try:
        async with await psycopg.AsyncConnection.connect(**options) as connection:
            await connection.execute(f"LISTEN {_CHANNEL}")
            bell.ring_all()
            async for notification in connection.notifies():
                bell.ring(notification.payload)
    except psycopg.OperationalError as error:
        message = "the database no longer tells of what is new"
        raise ServiceError(ErrorKind.UNAVAILABLE, message, reason="NOTIFICATIONS_LOST") from error


def _notifies(bind: Any) -> bool:
    return bool(bind.dialect.name == "postgresql")
