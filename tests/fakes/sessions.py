"""Sessions of the desk in memory."""

from datetime import datetime

from gateway.domain.sessions import Session


class FakeSessions:
    def __init__(self) -> None:
        self.rows: dict[str, Session] = {}

    async def find(self, session_id: str) -> Session | None:
        return self.rows.get(session_id)

    async def put(self, session: Session, now: datetime) -> None:
        self.rows = {i: kept for i, kept in self.rows.items() if kept.expires_at > now}
        self.rows[session.id] = session

    async def remove(self, session_id: str) -> None:
        self.rows.pop(session_id, None)
