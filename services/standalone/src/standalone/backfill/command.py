"""Options and summary of `clashwire backfill`."""

import json
import sys
from pathlib import Path
from typing import Annotated

import httpx
import typer

from clashwire_client import Clashwire, ClashwireError, Priority, RetryPolicy
from service_kit.errors import ErrorKind, ServiceError
from standalone.backfill.files import files_in
from standalone.backfill.notes import opened_notes
from standalone.backfill.run import Backfill, Tally
from standalone.backfill.sender import Manners, Sender
from standalone.own_database import AsJson
from standalone.progress import steadily
from standalone.settings import read_settings
from standalone.wording import counted, legible

_FAILURE = 1
_USUAL = Manners()


def backfill(  # noqa: PLR0917 (typer reads options off the parameters)
    archive: Annotated[Path, typer.Argument(metavar="FOLDER|FEED.xml", help="An archive, or one file of it.")],
    url: Annotated[str | None, typer.Option(help="The gateway; that of `clashwire up` where not given.")] = None,
    api_key: Annotated[
        str | None, typer.Option(envvar="STANDALONE_API_KEY", help="A key with the scopes check and read.")
    ] = None,
    source: Annotated[str | None, typer.Option(help="Publisher of everything that is not JSON documents.")] = None,
    content_type: Annotated[str | None, typer.Option(help="What all files are, where their names do not tell.")] = None,
    state: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Notes of what was accepted; FOLDER.backfill.jsonl if missing.")
    ] = None,
    per_second: Annotated[float, typer.Option(min=0.001, help="Most requests a second.")] = _USUAL.per_second,
    most_waiting: Annotated[
        int, typer.Option(min=0, help="Documents that may wait at a time, so that news is not held up; 0: any number.")
    ] = _USUAL.most_waiting,
    patience_seconds: Annotated[
        float, typer.Option(min=0, help="How long a gateway that is away or refuses for now is waited for.")
    ] = _USUAL.patience_seconds,
    priority: Annotated[
        Priority, typer.Option(help="What is checked first; background leaves the way to news.")
    ] = _USUAL.priority,
    as_json: AsJson = False,  # noqa: FBT002 (a flag)
) -> None:
    """Have an archive checked by a running gateway; a run that is begun again sends only the rest.

    Text, HTML, JSON, ninjs, RSS, Atom and NewsML-G2 are told by the names of files. Ends with status 1 where
    anything was not taken.
    """
    files = files_in(archive)
    settings = read_settings()
    where = (url or f"http://127.0.0.1:{settings.port}").rstrip("/")
    told, tally = state or archive.resolve().with_name(f"{archive.resolve().name}.backfill.jsonl"), Tally()
    manners = Manners(per_second, most_waiting, patience_seconds, priority=priority)
    stopped: str | None = None
    with (
        _gateway(where, api_key, settings.check_seconds) as client,
        opened_notes(told) as notes,
        steadily("Sending", len(files)) as seen,
    ):
        try:
            Backfill(where, Sender(client, source, manners), notes, settings.max_file_bytes, content_type)(
                files, tally, seen
            )
        except ServiceError as error:
            stopped = error.message
        except KeyboardInterrupt:
            stopped = "stopped; run the same command again, it goes on from here"
    _print(tally, len(files), stopped, as_json=as_json)
    if stopped or not tally.is_whole:
        raise typer.Exit(_FAILURE)


def _gateway(url: str, api_key: str | None, timeout_seconds: float) -> Clashwire:
    """A client of a gateway that answers; UNAVAILABLE where none does."""
    try:
        client = Clashwire(url, api_key=api_key, timeout_seconds=timeout_seconds, retries=RetryPolicy(attempts=1))
        client.alive()
    except (ClashwireError, httpx.InvalidURL) as error:
        raise ServiceError(ErrorKind.UNAVAILABLE, f"no gateway answers at {url}", reason="GATEWAY_MISSING") from error
    return client


def _print(tally: Tally, files: int, stopped: str | None, *, as_json: bool) -> None:
    if as_json:
        failed = [{"name": name, "reason": why} for name, why in tally.failed]
        sys.stdout.write(json.dumps({**vars(tally), "failed": failed, "of_files": files, "stopped": stopped}) + "\n")
        return
    lines = [
        f"{tally.files} of {counted(files, 'file')}",
        f"accepted: {counted(tally.accepted, 'document')}",
        f"repeated: {counted(tally.repeated, 'document')} the gateway had, {tally.sent_before} sent by earlier runs",
        f"left out: {counted(tally.left_out, 'file')} whose names tell no format",
        f"failed: {len(tally.failed)}",
        *(f"  {name}: {why}" for name, why in tally.failed),
    ]
    told = "".join(f"{legible(line)}\n" for line in lines)
    sys.stdout.write(told.encode(errors="replace").decode())
    if stopped:
        sys.stderr.write(f"clashwire: {stopped}\n")
