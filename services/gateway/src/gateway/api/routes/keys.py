"""Keys of the caller's tenant: make, list, rotate, revoke."""

from datetime import timedelta
from typing import Any

from fastapi import APIRouter

from gateway.api.bodies import StrictJsonRoute
from gateway.api.idempotency import SecretResponse
from gateway.api.schemas.keys import IssuedKey, Key, KeyIn, KeyList, RotationIn
from gateway.api.services import Admin, TheServices
from gateway.domain.audit import actor_of

router = APIRouter(prefix="/v1/keys", tags=["keys"], route_class=StrictJsonRoute)

_ISSUED: dict[int | str, dict[str, Any]] = {201: {"description": "The key with its secret, which is shown this once"}}


@router.get("")
async def list_keys(caller: Admin, services: TheServices) -> KeyList:
    """List the keys of the database, newest first, and those of the settings; secrets are not stored."""
    stored = await services.manage_keys.list(caller.tenant)
    of_settings = [known.caller for known in services.access.key_ring.keys if known.caller.tenant == caller.tenant]
    return KeyList(keys=[*map(Key.of, stored), *map(Key.of_settings, of_settings)])


@router.post("", status_code=201, response_model=IssuedKey, responses=_ISSUED)
async def create_key(body: KeyIn, caller: Admin, services: TheServices) -> SecretResponse:
    """Make a key for the caller's tenant. Its secret is shown this once: a repeat of the request has null."""
    issued = await services.manage_keys.create(caller.tenant, body.to_domain(), actor_of(caller))
    return SecretResponse(IssuedKey.issued(issued).model_dump(mode="json"), 201)


@router.post("/{key_id}/rotations", status_code=201, response_model=IssuedKey, responses=_ISSUED)
async def rotate_key(key_id: str, body: RotationIn, caller: Admin, services: TheServices) -> SecretResponse:
    """Give a key a new secret; the old one goes on working for the grace, so that callers can change over."""
    grace = None if body.grace_seconds is None else timedelta(seconds=body.grace_seconds)
    issued = await services.manage_keys.rotate(caller.tenant, key_id, actor_of(caller), grace)
    return SecretResponse(IssuedKey.issued(issued).model_dump(mode="json"), 201)


@router.delete("/{key_id}", status_code=204)
async def revoke_key(key_id: str, caller: Admin, services: TheServices) -> None:
    """Revoke a key: from now on it opens nothing."""
    await services.manage_keys.revoke(caller.tenant, key_id, actor_of(caller))
