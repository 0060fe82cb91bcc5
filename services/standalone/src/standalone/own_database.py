"""Which database of a gateway a command works on, and whose part of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service_kit.errors import ErrorKind, ServiceError
from standalone.settings import read_settings

if TYPE_CHECKING:
    from gateway.domain.ports import UnitOfWork

DataDir = Annotated[Path | None, typer.Option(help="Folder of the databases of `clashwire up`.")]
DatabaseUrl = Annotated[
    str | None,
    typer.Option(envvar="GATEWAY_DATABASE_URL", help="Database of a gateway that runs elsewhere."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def database_of(data_dir: Path | None, database_url: str | None) -> tuple[str, bool]:
    """URL of the database, and whether it is this machine's own, which is migrated as needed; INVALID for two."""
    if database_url is not None:
        if data_dir is not None:
            message = "give either --data-dir or --database-url"
            raise ServiceError(ErrorKind.INVALID, message, reason="TWO_DATABASES", field="database_url")
        return database_url, False
    settings = read_settings(data_dir=data_dir)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    return settings.sqlite_url("gateway"), True


@contextmanager
def records_of(data_dir: Path | None, database_url: str | None) -> "Iterator[UnitOfWork]":
    from gateway.bootstrap import open_records  # noqa: PLC0415 (loads what most commands do not need)

    url, own = database_of(data_dir, database_url)
    with open_records(url, migrate=own) as records:
        yield records
