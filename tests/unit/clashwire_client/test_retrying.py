import httpx
import pytest

from clashwire_client import NoAnswerError, OverloadedError, RetryPolicy, UnavailableError
from tests.unit.clashwire_client.conftest import ALIVE, Open, problem

OK = httpx.Response(200, json=ALIVE)
OPERATION = {"id": "op", "state": "done", "created_at": "2026-03-02T09:10:00Z", "jobs": []}
LOST = httpx.ConnectError("refused")


@pytest.mark.parametrize("first", [LOST, httpx.ReadTimeout("slow"), problem(429), problem(502), problem(503)])
def test_what_passes_is_tried_again(scripted: Open, first: httpx.Response | Exception) -> None:
    client, script = scripted(first, OK)
    assert client.status().status == "ok"
    assert len(script.requests) == 2


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 412, 413, 415, 422, 500, 504])
def test_what_will_not_pass_is_not_tried_again(scripted: Open, status: int) -> None:
    client, script = scripted(problem(status), OK)
    with pytest.raises(Exception, match="it did not work"):
        client.status()
    assert len(script.requests) == 1


def test_attempts_end(scripted: Open) -> None:
    client, script = scripted(LOST)
    with pytest.raises(NoAnswerError, match="/v1/status"):
        client.status()
    assert (len(script.requests), len(script.pauses)) == (3, 2)


def test_pauses_double_and_are_spread_by_chance() -> None:
    policy = RetryPolicy(first_pause_seconds=1.0, longest_pause_seconds=6.0)
    for attempt, most in ((1, 1.0), (2, 2.0), (3, 4.0), (4, 6.0), (60, 6.0)):
        pauses = {policy.pause_seconds(attempt) for _ in range(20)}
        assert most / 2 <= min(pauses) < max(pauses) <= most


def test_retry_after_is_kept_to(scripted: Open) -> None:
    client, script = scripted(problem(429, headers={"retry-after": "7"}), OK)
    client.status()
    assert script.pauses == [7.0]


def test_a_retry_after_beyond_the_longest_pause_ends_the_attempts(scripted: Open) -> None:
    client, script = scripted(problem(503, headers={"retry-after": "3600"}))
    with pytest.raises(UnavailableError) as raised:
        client.status()
    assert raised.value.retry_after_seconds == 3600
    assert len(script.requests) == 1


def test_a_post_is_repeated_under_one_idempotency_key(scripted: Open) -> None:
    client, script = scripted(httpx.ReadTimeout("slow"), problem(429), httpx.Response(202, json=OPERATION))
    client.accept_documents(["a text"])
    keys = [request.headers["idempotency-key"] for request in script.requests]
    assert len(keys) == 3
    assert len(set(keys)) == 1


def test_every_post_has_a_key_of_its_own_unless_the_caller_gives_one(scripted: Open) -> None:
    client, script = scripted(httpx.Response(202, json=OPERATION))
    client.accept_documents(["a text"])
    client.accept_documents(["a text"])
    client.retry_operation("op", idempotency_key="mine")
    first, second, third = (request.headers["idempotency-key"] for request in script.requests)
    assert first != second
    assert third == "mine"


def test_a_repeat_waits_while_the_first_request_is_still_worked_on(scripted: Open) -> None:
    client, script = scripted(
        httpx.ReadTimeout("slow"), problem(409, "still-worked-on"), httpx.Response(202, json=OPERATION)
    )
    assert client.accept_documents(["a text"]).id == "op"
    assert len(script.requests) == 3


def test_a_caller_may_forbid_repeats(scripted: Open) -> None:
    client, script = scripted(problem(429), OK, retries=RetryPolicy(attempts=1))
    with pytest.raises(OverloadedError):
        client.status()
    assert len(script.requests) == 1


def test_readiness_is_asked_once(scripted: Open) -> None:
    client, script = scripted(problem(503))
    with pytest.raises(UnavailableError):
        client.ready()
    assert len(script.requests) == 1
