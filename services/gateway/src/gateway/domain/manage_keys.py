"""The use cases around keys: make, list, rotate, revoke, each with its entry in the audit log."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from gateway.domain.access import NO_LIMITS, KeyLimits, Scope
from gateway.domain.audit import Action, Actor, Facts, NewAuditEntry
from gateway.domain.keys import IssuedKey, StoredKey, new_key_id, new_secret, no_key
from gateway.domain.ports import Clock, Records, UnitOfWork
from service_kit.errors import ErrorKind, ServiceError


@dataclass(frozen=True)
class WantedKey:
    """What a new key should be like."""

    name: str
    scopes: frozenset[Scope]
    expires_at: datetime | None = None
    limits: KeyLimits = NO_LIMITS


@dataclass(frozen=True)
class ManageKeys:
    """Keys of one tenant; secrets are handed out once and stored as digests."""

    unit_of_work: UnitOfWork
    clock: Clock
    grace: timedelta

    async def create(self, tenant: str, wanted: WantedKey, actor: Actor) -> IssuedKey:
        """INVALID for a key without scopes, or one that has expired already."""
        now = self.clock.now()
        if not wanted.scopes:
            raise ServiceError(ErrorKind.INVALID, "needs at least one scope", reason="SCOPES", field="scopes")
        if wanted.expires_at is not None and wanted.expires_at <= now:
            raise ServiceError(ErrorKind.INVALID, "has passed already", reason="EXPIRED", field="expires_at")
        secret, stored_secret = new_secret()
        key = StoredKey(
            id=new_key_id(),
            name=wanted.name,
            tenant=tenant,
            scopes=wanted.scopes,
            created_at=now,
            secrets=(stored_secret,),
            expires_at=wanted.expires_at,
            limits=wanted.limits,
        )
        await self.unit_of_work.write(tenant, lambda records: self._put(records, None, key, Action.KEY_CREATED, actor))
        return IssuedKey(key, secret)

    async def list(self, tenant: str) -> tuple[StoredKey, ...]:
        """Newest first, those that no longer count included."""
        return await self.unit_of_work.read(tenant, lambda records: records.keys.all())

    async def rotate(self, tenant: str, key_id: str, actor: Actor, grace: timedelta | None = None) -> IssuedKey:
        """Give the key a new secret; older ones count until the grace has passed. NOT_FOUND, CONFLICT."""
        secret, stored_secret = new_secret()

        def rotate(records: Records) -> StoredKey:
            known = _usable(records, key_id)
            after = known.rotated(stored_secret, self.clock.now(), self.grace if grace is None else grace)
            return self._put(records, known, after, Action.KEY_ROTATED, actor)

        return IssuedKey(await self.unit_of_work.write(tenant, rotate), secret)

    async def revoke(self, tenant: str, key_id: str, actor: Actor) -> StoredKey:
        """End the key at once; doing so again is harmless. NOT_FOUND."""

        def revoke(records: Records) -> StoredKey:
            known = records.keys.get(key_id)
            if known is None:
                raise no_key()
            if known.revoked_at is not None:
                return known
            after = replace(known, revoked_at=self.clock.now())
            return self._put(records, known, after, Action.KEY_REVOKED, actor)

        return await self.unit_of_work.write(tenant, revoke)

    def _put(
        self, records: Records, before: StoredKey | None, after: StoredKey, action: Action, actor: Actor
    ) -> StoredKey:
        records.keys.put(after)
        told = _told(before) if before else {}
        records.audit.add(NewAuditEntry(self.clock.now(), actor, action, after.id, told, _told(after)))
        return after


def _usable(records: Records, key_id: str) -> StoredKey:
    known = records.keys.get(key_id)
    if known is None:
        raise no_key()
    if known.revoked_at is not None:
        raise ServiceError(ErrorKind.CONFLICT, "the key has been revoked; make a new one", reason="KEY_REVOKED")
    return known


def _told(key: StoredKey) -> Facts:
    return {
        "name": key.name,
        "scopes": sorted(key.scopes),
        "expires_at": key.expires_at.isoformat() if key.expires_at else None,
        "revoked_at": key.revoked_at.isoformat() if key.revoked_at else None,
        "secrets": [secret.prefix for secret in key.secrets],
        **{f"limits.{name}": value for name, value in vars(key.limits).items() if value is not None},
    }
