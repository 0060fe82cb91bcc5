"""Alive, ready, and the state of each part."""

import asyncio
from importlib.metadata import version
from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

from gateway.api.services import Neighbour, Reader, TheServices
from service_kit.errors import ErrorKind, ServiceError

router = APIRouter(tags=["state"])

_LOOK_SECONDS = 1.0


class Alive(BaseModel):
    status: Literal["alive", "ready"]


class PartState(BaseModel):
    part: str
    status: Literal["serving", "unavailable"]


class Status(BaseModel):
    """`ok` where every part serves."""

    status: Literal["ok", "degraded"]
    version: str
    parts: list[PartState]


@router.get("/healthz")
async def healthz() -> Alive:
    """Answer while the process lives."""
    return Alive(status="alive")


@router.get("/readyz")
async def readyz(services: TheServices) -> Alive:
    """Answer 200 once requests may be sent here; it does not turn back when a neighbour falls."""
    if missing := services.readiness.missing:
        raise ServiceError(ErrorKind.UNAVAILABLE, f"waiting for {', '.join(missing)}", reason="NOT_READY")
    return Alive(status="ready")


@router.get("/v1/status")
async def status(_caller: Reader, services: TheServices) -> Status:
    """Tell the state of each part right now."""
    parts = await asyncio.gather(*map(_look, services.neighbours))
    serving = all(part.status == "serving" for part in parts)
    own = PartState(part="gateway", status="serving")
    return Status(status="ok" if serving else "degraded", version=version("gateway"), parts=[own, *parts])


async def _look(neighbour: Neighbour) -> PartState:
    serving = await neighbour.is_serving(_LOOK_SECONDS)
    return PartState(part=neighbour.name, status="serving" if serving else "unavailable")
