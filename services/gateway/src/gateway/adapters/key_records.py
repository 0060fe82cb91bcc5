"""Stored keys: of one tenant to manage them, of all to tell who calls."""

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlmodel import Session, col, delete, select

from gateway.adapters.access_tables import KeyRow, KeySecretRow
from gateway.adapters.database import transaction
from gateway.domain.access import Caller, KeyLimits, Scope, digest_of
from gateway.domain.keys import KeySecret, StoredKey, prefix_of
from gateway.domain.ports import Clock

Result = TypeVar("Result")

_ANY_KEY = select(KeyRow.id).limit(1)


@dataclass(frozen=True)
class SqlKeys:
    session: Session
    tenant: str

    def all(self) -> tuple[StoredKey, ...]:
        query = select(KeyRow).where(KeyRow.tenant == self.tenant).order_by(col(KeyRow.created_at).desc())
        return _with_secrets(self.session, self.session.exec(query))

    def get(self, key_id: str) -> StoredKey | None:
        query = select(KeyRow).where(KeyRow.tenant == self.tenant, KeyRow.id == key_id)
        return next(iter(_with_secrets(self.session, self.session.exec(query))), None)

    def put(self, key: StoredKey) -> None:
        row = KeyRow(
            id=key.id,
            tenant=self.tenant,
            name=key.name,
            scopes=sorted(key.scopes),
            created_at=key.created_at,
            expires_at=key.expires_at,
            revoked_at=key.revoked_at,
            limits={name: value for name, value in vars(key.limits).items() if value is not None},
        )
        self.session.merge(row)
        kept = [secret.prefix for secret in key.secrets]
        mine = (col(KeySecretRow.key_id) == key.id, col(KeySecretRow.prefix).not_in(kept))
        self.session.exec(delete(KeySecretRow).where(*mine))
        for number, secret in enumerate(key.secrets):
            self.session.merge(KeySecretRow(key_id=key.id, number=number, **vars(secret)))
        self.session.flush()


@dataclass(frozen=True)
class SqlStoredKeys:
    """Who holds a secret, looked up anew for every request: a revocation counts at once, on every replica."""

    engine: Engine
    threads: ThreadPoolExecutor
    clock: Clock
    seen: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once a key was seen: rows of keys are never removed."""

    async def exist(self) -> bool:
        if not self.seen.is_set() and await self._read(lambda session: bool(session.exec(_ANY_KEY).first())):
            self.seen.set()
        return self.seen.is_set()

    async def holder(self, secret: str) -> Caller | None:
        prefix = prefix_of(secret)
        return await self._holder(col(KeySecretRow.prefix) == prefix, digest_of(secret)) if prefix else None

    async def holder_by_digest(self, digest: str) -> Caller | None:
        return await self._holder(col(KeySecretRow.sha256) == digest, digest)

    async def _holder(self, condition: Any, digest: str) -> Caller | None:
        def find(session: Session) -> StoredKey | None:
            query = select(KeyRow).join(KeySecretRow, col(KeySecretRow.key_id) == col(KeyRow.id)).where(condition)
            return next(iter(_with_secrets(session, session.exec(query))), None)

        key = await self._read(find)
        return key.caller if key is not None and key.accepts(digest, self.clock.now()) else None

    async def _read(self, work: Callable[[Session], Result]) -> Result:
        def read() -> Result:
            with transaction(self.engine, reading=True) as session:
                return work(session)

        return await asyncio.get_running_loop().run_in_executor(self.threads, read)


def _with_secrets(session: Session, rows: Iterable[KeyRow]) -> tuple[StoredKey, ...]:
    keys = list(rows)
    query = select(KeySecretRow).where(col(KeySecretRow.key_id).in_([row.id for row in keys]))
    secrets: dict[str, list[KeySecret]] = {row.id: [] for row in keys}
    for row in session.exec(query.order_by(col(KeySecretRow.number))):
        secrets[row.key_id].append(KeySecret(row.prefix, row.sha256, row.valid_until))
    return tuple(_key(row, secrets[row.id]) for row in keys)


def _key(row: KeyRow, secrets: list[KeySecret]) -> StoredKey:
    return StoredKey(
        id=row.id,
        name=row.name,
        tenant=row.tenant,
        scopes=frozenset(map(Scope, row.scopes)),
        created_at=row.created_at,
        secrets=tuple(secrets),
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        limits=KeyLimits(**row.limits),
    )
