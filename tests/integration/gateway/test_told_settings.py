"""Settings that changed since the last start are in the audit log, without secrets, and nothing else is."""

import hashlib
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import httpx
import pytest

from gateway.adapters.records import SqlUnitOfWork
from gateway.domain.audit import EVERYBODY, Action, AuditEntry, Facts
from gateway.domain.listing import PageRequest
from gateway.domain.tell_settings import tell_settings
from gateway.settings import Settings
from tests.integration.conftest import Clashwire, start_service

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DEFAULTS: Facts = {"workers": 2, "four_eyes": "off", "outgoing_http": False}


async def start(unit_of_work: SqlUnitOfWork, role: str = "all", **changed: str | int) -> None:
    in_force = {**DEFAULTS, **changed}
    await unit_of_work.write(EVERYBODY, partial(tell_settings, role, DEFAULTS, in_force, NOW))


async def entries(unit_of_work: SqlUnitOfWork) -> list[AuditEntry]:
    page = await unit_of_work.read("any tenant", lambda records: records.audit.page(PageRequest(10)))
    return list(reversed(page.items))


async def test_a_start_is_told_once_for_each_change(unit_of_work: SqlUnitOfWork) -> None:
    await start(unit_of_work)
    for _ in range(2):
        await start(unit_of_work, workers=4)
    await start(unit_of_work, workers=4, four_eyes="decisions")
    await start(unit_of_work, four_eyes="decisions")
    assert [(entry.before, entry.after) for entry in await entries(unit_of_work)] == [
        ({"workers": 2}, {"workers": 4}),
        ({"four_eyes": "off"}, {"four_eyes": "decisions"}),
        ({"workers": 4}, {"workers": 2}),
    ]


async def test_roles_have_settings_of_their_own(unit_of_work: SqlUnitOfWork) -> None:
    for _ in range(2):
        await start(unit_of_work, "api", workers=3)
        await start(unit_of_work, "worker", workers=8)
    assert [(entry.subject, entry.after["workers"]) for entry in await entries(unit_of_work)] == [
        ("api", 3),
        ("worker", 8),
    ]


def test_no_secret_is_told_and_a_changed_key_shows() -> None:
    digests = [hashlib.sha256(secret).hexdigest() for secret in (b"one", b"two")]
    told = [
        Settings(
            api_keys=f"wireroom:north:read:{digest}", database_url="postgresql://gateway:hunter2@db/gateway"
        ).told()
        for digest in digests
    ]
    assert told[0]["api_keys"] != told[1]["api_keys"]
    assert not any(secret in str(told) for secret in (*digests, "hunter2", "north", "wireroom"))


@pytest.mark.slow
def test_a_gateway_tells_its_settings_when_it_starts(clashwire: Clashwire, tmp_path: Path) -> None:
    given = {
        "database_url": f"sqlite:///{tmp_path / 'gateway.sqlite3'}",
        "migrate_on_start": True,
        **clashwire.neighbours(),
    }
    logs = []
    for settings in ({}, {}, {"retention_days": 90}):
        with start_service("gateway", tmp_path, **given, **settings) as service:
            audit = httpx.get(f"http://{service.wait_until_ready().target}/v1/audit").json()["entries"]
        logs.append([(entry["action"], entry["subject"], entry["after"]) for entry in audit])
    first = [(Action.SETTINGS_CHANGED, "all", {"migrate_on_start": True})]
    assert logs == [first, first, [(Action.SETTINGS_CHANGED, "all", {"retention_days": 90}), *first]]
