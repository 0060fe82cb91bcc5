import httpx
import pytest

import clashwire_client
from clashwire_client import ClashwireError, ProblemError, RetryPolicy, UnreadableAnswerError
from tests.unit.clashwire_client.conftest import ALIVE, Open, problem

KINDS = [
    (400, "ANY", clashwire_client.InvalidRequestError),
    (401, "unauthenticated", clashwire_client.UnauthenticatedError),
    (403, "forbidden", clashwire_client.ForbiddenError),
    (404, "clash-not-found", clashwire_client.NotFoundError),
    (409, "not-reviewed", clashwire_client.ConflictError),
    (409, "still-worked-on", clashwire_client.StillWorkedOnError),
    (412, "version-mismatch", clashwire_client.VersionMismatchError),
    (413, "body-too-large", clashwire_client.TooLargeError),
    (415, "content-type", clashwire_client.UnsupportedContentError),
    (422, "page-token", clashwire_client.InvalidRequestError),
    (422, "idempotency-key-reused", clashwire_client.IdempotencyKeyReusedError),
    (429, "overloaded", clashwire_client.OverloadedError),
    (500, "internal", clashwire_client.InternalError),
    (503, "unavailable", clashwire_client.UnavailableError),
    (504, "timed-out", clashwire_client.GatewayTimeoutError),
    (418, "teapot", ProblemError),
]


@pytest.mark.parametrize(("status", "reason", "error"), KINDS)
def test_every_problem_has_its_error(scripted: Open, status: int, reason: str, error: type[ProblemError]) -> None:
    client, _script = scripted(problem(status, reason), retries=RetryPolicy(attempts=1))
    with pytest.raises(error) as raised:
        client.status()
    assert type(raised.value) is error
    assert (raised.value.status, raised.value.reason, raised.value.request_id) == (status, reason, "req_1")
    assert "req_1" in str(raised.value)
    assert isinstance(raised.value, ClashwireError)


def test_faults_of_fields_are_told(scripted: Open) -> None:
    fault = {"field": "documents[0].text", "detail": "must not be blank", "reason": "BLANK", "new": 1}
    client, _script = scripted(problem(422, errors=[fault, {**fault, "limit": 5}]))
    with pytest.raises(clashwire_client.InvalidRequestError) as raised:
        client.check([" "])
    assert [error.field for error in raised.value.errors] == ["documents[0].text"] * 2
    assert raised.value.errors[1].limit == 5


def test_a_proxys_page_is_an_error_with_its_status(scripted: Open) -> None:
    page = httpx.Response(500, html="<h1>no</h1>", headers={"x-request-id": "edge-7"})
    client, _script = scripted(page)
    with pytest.raises(clashwire_client.InternalError) as raised:
        client.status()
    assert raised.value.request_id == "edge-7"


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"status": 5}'])
def test_a_success_that_cannot_be_read_is_named(scripted: Open, body: bytes) -> None:
    client, _script = scripted(httpx.Response(200, content=body, headers={"x-request-id": "req_9"}))
    with pytest.raises(UnreadableAnswerError, match="req_9"):
        client.status()
    with pytest.raises(UnreadableAnswerError, match="req_9"):
        list(client.clashes())


def test_what_a_newer_gateway_adds_is_ignored(scripted: Open) -> None:
    part = {"part": "oracle", "status": "asleep", "dreams": []}
    client, _script = scripted(httpx.Response(200, json={**ALIVE, "parts": [part], "mood": {"deep": [1]}}))
    status = client.status()
    assert status.parts[0].status == "asleep"
    assert "mood" not in status.model_dump()


def test_a_key_is_sent_and_shown_nowhere(scripted: Open) -> None:
    client, script = scripted(problem(401), api_key="secret-key")
    with pytest.raises(clashwire_client.UnauthenticatedError) as raised:
        client.status()
    assert script.requests[0].headers["authorization"] == "Bearer secret-key"
    assert "secret-key" not in f"{raised.value!r} {client!r}"
