"""Checks sent at a steady pace and documents handed in for later, and what came of them."""

import itertools
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import httpx

from tests.e2e.stack import Stack

ACTIONABLE = {200, 429, 503, 504}
_PAUSE_SECONDS = 0.4
_PAUSE_BETWEEN_DOCUMENTS_SECONDS = 2.0


@dataclass(frozen=True)
class Attempt:
    """One check: `status` is 0 where no answer came, `whole` where nothing was missing from it."""

    began: float
    seconds: float
    status: int
    whole: bool
    document_id: str


@dataclass
class Load:
    """Attempts in the order they ended, and the operations of documents that were accepted for later."""

    attempts: list[Attempt] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)

    def failed(self) -> list[Attempt]:
        return [attempt for attempt in self.attempts if attempt.status != 200]

    def share_failed(self) -> float:
        return len(self.failed()) / max(1, len(self.attempts))

    def seconds_at(self, share: float) -> float:
        """Latency below which `share` of the answered checks stayed."""
        answered = sorted(attempt.seconds for attempt in self.attempts if attempt.status == 200)
        return answered[min(len(answered) - 1, int(share * len(answered)))] if answered else float("nan")

    def recovered_after(self, moment: float) -> float:
        """Seconds from `moment` to the first of the whole answers after which none was less."""
        later = [attempt for attempt in self.attempts if attempt.began + attempt.seconds >= moment]
        bad = [attempt.began + attempt.seconds for attempt in later if not attempt.whole]
        good = [attempt.began + attempt.seconds for attempt in later if attempt.whole]
        after = [end for end in good if not bad or end > max(bad)]
        return max(0.0, min(after) - moment) if after else float("inf")


@contextmanager
def under_load(stack: Stack, texts: list[str], clients: int = 2) -> Iterator[Load]:
    """Send checks, each with a document id of its own, and hand in documents for later, until the block ends."""
    load, done = Load(), threading.Event()
    senders = [
        threading.Thread(target=_send, args=(stack, texts, f"load-{number}-{time.monotonic_ns()}", load, done))
        for number in range(clients)
    ]
    senders.append(threading.Thread(target=_hand_in, args=(stack, texts, load, done)))
    for sender in senders:
        sender.start()
    try:
        yield load
    finally:
        done.set()
        for sender in senders:
            sender.join()


def _send(stack: Stack, texts: list[str], name: str, load: Load, done: threading.Event) -> None:
    with httpx.Client(base_url=stack.client.base_url, headers=stack.client.headers, timeout=90) as client:
        number = 0
        while not done.is_set():
            document_id = f"{name}-{number}"
            began = time.monotonic()
            status, whole = _attempt(client, texts[number % len(texts)], document_id)
            load.attempts.append(Attempt(began, time.monotonic() - began, status, whole, document_id))
            number += 1
            done.wait(_PAUSE_SECONDS)


def _attempt(client: httpx.Client, text: str, document_id: str) -> tuple[int, bool]:
    document = {"id": document_id, "text": text, "source": f"{document_id}.example", "language": "en"}
    try:
        answer = client.post("/v1/checks", json={"documents": [document], "against": "both"})
    except httpx.TransportError:
        return 0, False
    if answer.status_code != 200:
        return answer.status_code, False
    body = answer.json()
    return 200, bool(body["clashes"]) and not body["degraded"]


def _hand_in(stack: Stack, texts: list[str], load: Load, done: threading.Event) -> None:
    with httpx.Client(base_url=stack.client.base_url, headers=stack.client.headers, timeout=30) as client:
        for number in itertools.count():
            document = {"id": f"later-{time.monotonic_ns()}", "text": texts[number % len(texts)], "language": "en"}
            with suppress(httpx.TransportError):
                answer = client.post("/v1/documents", json={"documents": [document]})
                if answer.status_code == 202:
                    load.accepted.append(answer.headers["location"])
            if done.wait(_PAUSE_BETWEEN_DOCUMENTS_SECONDS):
                return


def not_done(stack: Stack, load: Load, seconds: float) -> list[str]:
    """Accepted work that is not done `seconds` after the load ended."""
    deadline, left = time.monotonic() + seconds, list(load.accepted)
    while left and time.monotonic() < deadline:
        left = [operation for operation in left if stack.client.get(operation).json().get("state") != "done"]
        time.sleep(0.2)
    return left
