"""Who is signed in at the clash desk: a key once shown, then a token that is worthless without its stored digest."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from gateway.domain.access import Access, Caller, digest_of
from gateway.domain.ports import Clock
from service_kit.errors import ErrorKind, ServiceError

_TOKEN_BYTES = 32
_FORM = b"form of the clash desk"


@dataclass(frozen=True)
class Session:
    """Someone signed in with a key; `id` is the digest of the token, `key_sha256` that of the key."""

    id: str
    key_sha256: str
    expires_at: datetime


class Sessions(Protocol):
    async def find(self, session_id: str) -> Session | None: ...

    async def put(self, session: Session, now: datetime) -> None:
        """Store it, and forget those that have expired."""
        ...

    async def remove(self, session_id: str) -> None: ...


@dataclass(frozen=True)
class SignIn:
    """Opens, finds and closes sessions; one ends with its key."""

    access: Access
    sessions: Sessions
    clock: Clock
    lifetime: timedelta

    async def open(self, key: str) -> str:
        """Return the token to give to whoever holds the key; INVALID with reason UNAUTHENTICATED."""
        digest = digest_of(key.strip())
        if await self.access.holder(key.strip()) is None:
            message = "this is no key that is accepted here"
            raise ServiceError(ErrorKind.INVALID, message, reason="UNAUTHENTICATED", field="key")
        token, now = secrets.token_urlsafe(_TOKEN_BYTES), self.clock.now()
        await self.sessions.put(Session(digest_of(token), digest, now + self.lifetime), now)
        return token

    async def caller(self, token: str) -> Caller | None:
        session = await self.sessions.find(digest_of(token)) if token else None
        if session is None or session.expires_at <= self.clock.now():
            return None
        return await self.access.holder_by_digest(session.key_sha256)

    async def close(self, token: str) -> None:
        await self.sessions.remove(digest_of(token))


def form_token(token: str) -> str:
    """What a form of this session carries; it tells nothing about the session's own token."""
    return hmac.new(token.encode(), _FORM, hashlib.sha256).hexdigest()


def is_form_token(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), form_token(token).encode())
