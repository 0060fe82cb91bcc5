"""The commands `clashwire keys`: make, list, rotate and revoke keys of a gateway, on its database."""

import asyncio
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from standalone.own_database import AsJson, DatabaseUrl, DataDir, database_of

if TYPE_CHECKING:
    from gateway.domain.keys import IssuedKey, StoredKey
    from gateway.domain.manage_keys import ManageKeys

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Keys that callers of the gateway need.")


class Scope(StrEnum):
    """What a key allows."""

    CHECK = "check"
    READ = "read"
    REVIEW = "review"
    ADMIN = "admin"


Tenant = Annotated[str, typer.Option(help="Whose keys.")]
KeyId = Annotated[str, typer.Argument(metavar="ID", help="Id of the key, as `clashwire keys list` prints it.")]
Limit = typer.Option(min=0, help="Limit of this key; 0 for none, that of the settings where not given.")


@app.command()
def create(  # noqa: PLR0917 (typer reads options off the parameters)
    name: Annotated[str, typer.Argument(metavar="NAME", help="Who gets it; shown in histories.")],
    scope: Annotated[list[Scope], typer.Option(help="What it allows; may be given several times.")],
    tenant: Tenant = "default",
    expires_days: Annotated[float | None, typer.Option(min=0, help="Days until it opens nothing.")] = None,
    requests_per_minute: Annotated[int | None, Limit] = None,
    checks_per_day: Annotated[int | None, Limit] = None,
    documents_per_day: Annotated[int | None, Limit] = None,
    characters_per_day: Annotated[int | None, Limit] = None,
    data_dir: DataDir = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,  # noqa: FBT002 (a flag)
) -> None:
    """Make a key and print its secret, this once."""
    from gateway.domain import access, manage_keys  # noqa: PLC0415 (loads what most commands do not need)
    from gateway.domain.audit import COMMAND_LINE  # noqa: PLC0415

    wanted = manage_keys.WantedKey(
        name=name,
        scopes=frozenset(access.Scope(one.value) for one in scope),
        expires_at=None if expires_days is None else datetime.now(UTC) + timedelta(days=expires_days),
        limits=access.KeyLimits(requests_per_minute, checks_per_day, documents_per_day, characters_per_day),
    )
    with _keys(data_dir, database_url) as keys:
        _print_issued(asyncio.run(keys.create(tenant, wanted, COMMAND_LINE)), as_json=as_json)


@app.command("list")
def list_keys(
    tenant: Tenant = "default",
    data_dir: DataDir = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Print the keys of a tenant, newest first, one a line."""
    with _keys(data_dir, database_url) as keys:
        for key in asyncio.run(keys.list(tenant)):
            sys.stdout.write(_json(key) if as_json else _line(key))


@app.command()
def rotate(  # noqa: PLR0917
    key_id: KeyId,
    tenant: Tenant = "default",
    grace_hours: Annotated[float | None, typer.Option(min=0, help="How long the old secret goes on working.")] = None,
    data_dir: DataDir = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Give a key a new secret and print it, this once."""
    from gateway.domain.audit import COMMAND_LINE  # noqa: PLC0415

    grace = None if grace_hours is None else timedelta(hours=grace_hours)
    with _keys(data_dir, database_url) as keys:
        _print_issued(asyncio.run(keys.rotate(tenant, key_id, COMMAND_LINE, grace)), as_json=as_json)


@app.command()
def revoke(
    key_id: KeyId, tenant: Tenant = "default", data_dir: DataDir = None, database_url: DatabaseUrl = None
) -> None:
    """Revoke a key: from now on it opens nothing."""
    from gateway.domain.audit import COMMAND_LINE  # noqa: PLC0415

    with _keys(data_dir, database_url) as keys:
        asyncio.run(keys.revoke(tenant, key_id, COMMAND_LINE))
    sys.stdout.write(f"{key_id} is revoked.\n")


@contextmanager
def _keys(data_dir: Path | None, database_url: str | None) -> "Iterator[ManageKeys]":
    from gateway.bootstrap import open_keys  # noqa: PLC0415

    url, own = database_of(data_dir, database_url)
    with open_keys(url, migrate=own) as keys:
        yield keys


def _print_issued(issued: "IssuedKey", *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(_json(issued.key, secret=issued.secret))
        return
    sys.stdout.write(f"{_line(issued.key)}{issued.secret}\n")
    sys.stderr.write("This secret is stored nowhere; callers send it as Authorization: Bearer <secret>.\n")


def _line(key: "StoredKey") -> str:
    ends = f"revoked {key.revoked_at:%F}" if key.revoked_at else f"until {key.expires_at:%F}" if key.expires_at else ""
    return "  ".join(filter(None, (key.id, key.name, "+".join(sorted(key.scopes)), ends))) + "\n"


def _json(key: "StoredKey", **more: Any) -> str:
    told = {
        "id": key.id,
        "name": key.name,
        "tenant": key.tenant,
        "scopes": sorted(key.scopes),
        "created_at": key.created_at.isoformat(),
        "expires_at": key.expires_at.isoformat() if key.expires_at else None,
        "revoked_at": key.revoked_at.isoformat() if key.revoked_at else None,
        "secret_prefixes": [secret.prefix for secret in key.secrets],
        "limits": vars(key.limits),
        **more,
    }
    return json.dumps(told, ensure_ascii=False) + "\n"
