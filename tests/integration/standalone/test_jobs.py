"""`clashwire jobs` on a data directory and on PostgreSQL."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gateway.bootstrap import open_records
from gateway.domain.documents import Document
from gateway.domain.ports import Records
from gateway.domain.work import Job, JobFailure, JobState, job_of
from tests.integration.gateway.conftest import postgresql  # noqa: F401 (a fixture)
from tests.integration.standalone.running import clashwire, json_lines

MOMENT = datetime(2026, 3, 2, 9, 10, tzinfo=UTC)
FAILURE = JobFailure("NOT_SERVING", "claim-extraction is away", MOMENT)


def parked(operation_id: str, document_id: str) -> Job:
    document = Document(id=document_id, text="Secret text")
    job = job_of("wire", operation_id, document, MOMENT)
    return Job(**{**vars(job), "state": JobState.PARKED, "attempts": 8, "failure": FAILURE})


def on(url: str, work: Callable[[Records], object]) -> object:
    with open_records(url, migrate=True) as records:
        return asyncio.run(records.write("wire", work))


@pytest.fixture(params=["data directory", "PostgreSQL"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> list[str]:
    """A database with three pieces of parked work, as an option."""
    own = request.param == "data directory"
    url = f"sqlite:///{tmp_path / 'gateway.sqlite3'}" if own else request.getfixturevalue("postgresql")
    on(url, lambda records: records.jobs.add([parked("op_1", "a"), parked("op_1", "b"), parked("op_2", "c")]))
    return ["--tenant", "wire", *(("--data-dir", str(tmp_path)) if own else ("--database-url", url))]


def test_parked_work_is_listed_without_its_text_and_tried_again(where: list[str]) -> None:
    listed = clashwire("jobs", "list", *where).stdout
    assert [line.split("  ")[:3] for line in listed.splitlines()] == [
        ["op_2", "c", "parked"],
        ["op_1", "b", "parked"],
        ["op_1", "a", "parked"],
    ]
    assert listed.count("8 attempts") == listed.count("NOT_SERVING: claim-extraction is away") == 3
    assert "Secret" not in listed
    one = clashwire("jobs", "retry", "op_1", "--document", "a", *where)
    assert (one.returncode, one.stdout) == (0, "1 document will be tried again.\n")
    assert clashwire("jobs", "retry", "--all", *where).stdout == "2 documents will be tried again.\n"
    waiting = json_lines(clashwire("jobs", "list", "--state", "waiting", "--json", *where).stdout)
    assert [(job["document_id"], job["attempts"]) for job in waiting] == [("c", 0), ("b", 0), ("a", 0)]
    assert "Secret" not in json.dumps(waiting)
    assert clashwire("jobs", "list", *where).stdout == ""


@pytest.mark.parametrize(
    ("asked", "code", "told"),
    [
        (["op_none"], 1, "there is no such operation"),
        ([], 2, "give an OPERATION, perhaps with --document, or --all"),
        (["op_1", "--all"], 2, "give an OPERATION, perhaps with --document, or --all"),
    ],
)
def test_a_retry_of_nothing_known_ends_with_one_sentence(
    tmp_path: Path, asked: list[str], code: int, told: str
) -> None:
    done = clashwire("jobs", "retry", *asked, "--data-dir", tmp_path)
    assert (done.returncode, done.stderr) == (code, f"clashwire: {told}\n")
