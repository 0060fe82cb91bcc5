"""Clients whose gateway is a function: for failures a real gateway cannot be made to show at will."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from clashwire_client import Clashwire, RetryPolicy

Answer = httpx.Response | Exception


@dataclass
class Script:
    """Answers one after the other, the last one for ever; remembers requests and pauses."""

    answers: list[Answer] = field(default_factory=list)
    requests: list[httpx.Request] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


Open = Callable[..., tuple[Clashwire, Script]]


@pytest.fixture
def scripted() -> Open:
    def open_client(*answers: Answer, **options: Any) -> tuple[Clashwire, Script]:
        script = Script(list(answers))
        options.setdefault("retries", RetryPolicy(attempts=3))
        client = Clashwire("http://gateway.example", transport=httpx.MockTransport(script), **options)
        client._sleep = script.pauses.append
        return client, script

    return open_client


ALIVE = {"status": "ok", "version": "1", "parts": []}


def problem(status: int, reason: str = "TEST", **further: Any) -> httpx.Response:
    headers = further.pop("headers", {})
    body = {
        "type": f"urn:clashwire:problem:{reason}",
        "title": "No",
        "status": status,
        "detail": "it did not work",
        "request_id": "req_1",
        "errors": [],
        **further,
    }
    return httpx.Response(status, json=body, headers=headers)
