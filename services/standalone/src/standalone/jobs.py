"""The commands `clashwire jobs`: list accepted work and let what failed for good be tried again, on the database."""

import asyncio
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from service_kit.errors import ErrorKind, ServiceError
from standalone.own_database import AsJson, DatabaseUrl, DataDir, records_of
from standalone.wording import counted, legible

if TYPE_CHECKING:
    from gateway.domain.ports import UnitOfWork
    from gateway.domain.work import Job, JobFailure

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Accepted documents that wait to be checked.")

_PAGE_SIZE = 200


class State(StrEnum):
    """Where a piece of work stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    PARKED = "parked"


Tenant = Annotated[str, typer.Option(help="Whose work.")]


@app.command("list")
def list_jobs(
    state: Annotated[State, typer.Option(help="Which work; parked is what failed for good.")] = State.PARKED,
    tenant: Tenant = "default",
    data_dir: DataDir = None,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,  # noqa: FBT002 (a flag)
) -> None:
    """Print accepted work, newest first, one document a line: why and when it failed, never its text."""
    with records_of(data_dir, database_url) as records:
        for job in _jobs(records, tenant, state):
            sys.stdout.write(_json(job) if as_json else _line(job))


@app.command()
def retry(  # noqa: PLR0917 (typer reads options off the parameters)
    operation_id: Annotated[
        str | None, typer.Argument(metavar="OPERATION", help="As `clashwire jobs list` prints it.")
    ] = None,
    document: Annotated[str | None, typer.Option(metavar="ID", help="Only this document of the operation.")] = None,
    every: Annotated[bool, typer.Option("--all", help="All parked work of the tenant.")] = False,  # noqa: FBT002
    tenant: Tenant = "default",
    data_dir: DataDir = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Let parked work wait for another try, with all its attempts before it."""
    if every == (operation_id is not None) or (every and document is not None):
        message = "give an OPERATION, perhaps with --document, or --all"
        raise ServiceError(ErrorKind.INVALID, message, reason="WHICH_WORK", field="operation")
    with records_of(data_dir, database_url) as records:
        revived = asyncio.run(_revived(records, tenant, operation_id, document))
    sys.stdout.write(f"{counted(revived, 'document')} will be tried again.\n")


def _jobs(records: "UnitOfWork", tenant: str, state: State) -> "Iterator[Job]":
    from gateway.domain.listing import PageRequest  # noqa: PLC0415 (loads what most commands do not need)
    from gateway.domain.work import JobState  # noqa: PLC0415

    token = ""
    while True:
        wanted = PageRequest(_PAGE_SIZE, token)
        page = asyncio.run(records.read(tenant, lambda found: found.jobs.page(JobState(state.value), wanted)))  # noqa: B023 (called at once)
        yield from page.items
        token = page.next_token
        if not token:
            return


async def _revived(records: "UnitOfWork", tenant: str, operation_id: str | None, document_id: str | None) -> int:
    from gateway.domain import retry_parked  # noqa: PLC0415
    from gateway.domain.audit import COMMAND_LINE  # noqa: PLC0415

    now = datetime.now(UTC)
    if operation_id is None:
        return await records.write(tenant, partial(retry_parked.retry_all, COMMAND_LINE, now))
    work = partial(retry_parked.retry_operation, operation_id, COMMAND_LINE, now, document_id=document_id)
    return await records.write(tenant, work)


def _line(job: "Job") -> str:
    tried = f"{counted(job.attempts, 'attempt')}, accepted {job.created_at:%FT%TZ}"
    failure = job.failure
    told = ("", "") if failure is None else (f"failed {failure.at:%FT%TZ}" if failure.at else "failed", _why(failure))
    named = map(legible, (job.operation_id, job.document_id))
    return "  ".join(filter(None, (*named, job.state, job.priority, tried, *told))) + "\n"


def _why(failure: "JobFailure") -> str:
    return str(legible(f"{failure.reason}: {failure.detail}"))


def _json(job: "Job") -> str:
    failure = job.failure
    told = {
        "operation_id": job.operation_id,
        "document_id": job.document_id,
        "state": job.state,
        "priority": job.priority,
        "attempts": job.attempts,
        "created_at": job.created_at.isoformat(),
        "due_at": job.due_at.isoformat(),
        "check_id": job.check_id,
        "failure": failure
        and {
            "reason": failure.reason,
            "detail": failure.detail,
            "at": failure.at.isoformat() if failure.at else None,
        },
    }
    return json.dumps(told, ensure_ascii=False) + "\n"
