"""Accepted work."""

import json
from typing import Literal

import httpx

from clashwire_client.call import Call, Paged, get, keyed, listed, path_of, query_of, reads
from clashwire_client.models.operations import Job, Operation, Retried

JobState = Literal["waiting", "running", "done", "parked"]


def get_operation(operation_id: str) -> Call[Operation]:
    """Return the state of an operation, with the stored check of every document that is done."""
    return get(path_of("operations", operation_id), Operation)


def retry_operation(
    operation_id: str, *, document_id: str | None = None, idempotency_key: str | None = None
) -> Call[Operation]:
    """Let the parked work of an operation, or on one document of it, wait for another try."""
    path, query = path_of("operations", operation_id, "retries"), query_of({"document_id": document_id})
    return Call("POST", path, reads(Operation), query=query, headers=keyed(idempotency_key))


def retry_parked(*, idempotency_key: str | None = None) -> Call[Retried]:
    """Let all parked work of the tenant wait for another try."""
    return Call("POST", "/v1/operations/retries", reads(Retried), headers=keyed(idempotency_key))


def jobs(*, state: JobState | None = None, page_size: int = 100) -> Paged[Job]:
    """List accepted work, newest first; `parked` is what failed for good."""
    return listed("/v1/operations", Job, "jobs", page_size, state=state)


def job_counts() -> Call[dict[str, int]]:
    """Count accepted work by its state."""

    def read(response: httpx.Response) -> dict[str, int]:
        return {str(state): int(count) for state, count in json.loads(response.content)["counts"].items()}

    return Call("GET", "/v1/operations", read, query=query_of({"page_size": 1}))
