"""The client for programs that wait."""

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

import httpx

from clashwire_client import calls
from clashwire_client.call import Call, Export, Paged, success
from clashwire_client.calls.events import events_after
from clashwire_client.errors import NoAnswerError, ProblemError
from clashwire_client.event_reader import EventReader
from clashwire_client.lines import Lines
from clashwire_client.methods import EVENT_SILENCE_SECONDS, http_options, look_like, no_answer
from clashwire_client.models.events import Event
from clashwire_client.models.operations import Operation
from clashwire_client.retrying import ONCE, Patience, RetryPolicy
from clashwire_client.waiting import Waiting

T = TypeVar("T")
P = ParamSpec("P")


def _sends(described: Callable[P, Call[T]]) -> Callable[Concatenate["Clashwire", P], T]:
    def method(self: "Clashwire", /, *args: P.args, **kwargs: P.kwargs) -> T:
        return self.send(described(*args, **kwargs))

    look_like(method, described)
    return method


def _lists(described: Callable[P, Paged[T]]) -> Callable[Concatenate["Clashwire", P], Iterator[T]]:
    def method(self: "Clashwire", /, *args: P.args, **kwargs: P.kwargs) -> Iterator[T]:
        return self.items(described(*args, **kwargs))

    look_like(method, described, Iterator)
    return method


def _exports(described: Callable[P, Export[T]]) -> Callable[Concatenate["Clashwire", P], Iterator[T]]:
    def method(self: "Clashwire", /, *args: P.args, **kwargs: P.kwargs) -> Iterator[T]:
        return self.lines(described(*args, **kwargs))

    look_like(method, described, Iterator)
    return method


class Clashwire:
    """A gateway. Use it in a `with` block, or close it; it may be shared between threads."""

    def __init__(
        self,
        url: str,
        *,
        api_key: str | None = None,
        timeout_seconds: float = 120.0,
        retries: RetryPolicy | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._http = httpx.Client(**http_options(url, api_key, timeout_seconds), transport=transport)
        self._retries = retries or RetryPolicy()
        self._sleep: Callable[[float], None] = time.sleep

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failure: object) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    check = _sends(calls.checks.check)
    get_check = _sends(calls.checks.get_check)
    accept_documents = _sends(calls.documents.accept_documents)
    accept_content = _sends(calls.documents.accept_content)
    get_document = _sends(calls.documents.get_document)
    erase_document = _sends(calls.documents.erase_document)
    get_operation = _sends(calls.operations.get_operation)
    retry_operation = _sends(calls.operations.retry_operation)
    retry_parked = _sends(calls.operations.retry_parked)
    jobs = _lists(calls.operations.jobs)
    job_counts = _sends(calls.operations.job_counts)
    clashes = _lists(calls.clashes.clashes)
    export_clashes = _exports(calls.clashes.export_clashes)
    export_clashes_csv = _exports(calls.clashes.export_clashes_csv)
    get_clash = _sends(calls.clashes.get_clash)
    review = _sends(calls.clashes.review)
    claim_review = _sends(calls.clashes.claim_review)
    trust_indicators = _sends(calls.clashes.trust_indicators)
    claims = _lists(calls.claims.claims)
    get_source = _sends(calls.sources.get_source)
    outcomes = _lists(calls.sources.outcomes)
    put_aliases = _sends(calls.sources.put_aliases)
    override_source = _sends(calls.sources.override_source)
    keys = _sends(calls.keys.keys)
    create_key = _sends(calls.keys.create_key)
    rotate_key = _sends(calls.keys.rotate_key)
    revoke_key = _sends(calls.keys.revoke_key)
    get_thresholds = _sends(calls.thresholds.get_thresholds)
    put_thresholds = _sends(calls.thresholds.put_thresholds)
    propose_thresholds = _sends(calls.thresholds.propose_thresholds)
    audit = _lists(calls.keys.audit)
    webhooks = _sends(calls.webhooks.webhooks)
    register_webhook = _sends(calls.webhooks.register_webhook)
    get_webhook = _sends(calls.webhooks.get_webhook)
    change_webhook = _sends(calls.webhooks.change_webhook)
    delete_webhook = _sends(calls.webhooks.delete_webhook)
    rotate_webhook_secret = _sends(calls.webhooks.rotate_webhook_secret)
    ping_webhook = _sends(calls.webhooks.ping_webhook)
    deliveries = _lists(calls.webhooks.deliveries)
    get_delivery = _sends(calls.webhooks.get_delivery)
    retry_delivery = _sends(calls.webhooks.retry_delivery)
    replay_events = _sends(calls.webhooks.replay_events)
    status = _sends(calls.state.status)
    alive = _sends(calls.state.alive)
    ready = _sends(calls.state.ready)

    def wait_for_operation(self, operation: Operation | str, *, deadline_seconds: float) -> Operation:
        """Return the operation once it is done or parked; DeadlineError where that takes too long."""
        operation_id = operation if isinstance(operation, str) else operation.id
        waiting = Waiting(deadline_seconds)
        while True:
            seen = self.get_operation(operation_id)
            pause = waiting.next_pause(seen)
            if pause is None:
                return seen
            self._sleep(pause)

    def events(
        self, last_event_id: str | None = None, *, patience_seconds: float = 600.0
    ) -> Generator[Event, None, None]:
        """Events from now on, or after an earlier one; goes on by itself after a break, missing and repeating none.

        NoAnswerError where the gateway stays lost for longer than `patience_seconds`.
        """
        reader, patience = EventReader(last_event_id), Patience(patience_seconds, self._retries)
        while True:
            try:
                with self._opened(events_after(reader.last_event_id), ONCE, EVENT_SILENCE_SECONDS) as answer:
                    reader.connected(answer.headers.get("last-event-id"))
                    patience.found()
                    for chunk in answer.iter_bytes():
                        yield from reader.feed(chunk)
                pause = reader.pause_seconds
            except (NoAnswerError, ProblemError) as error:
                pause = patience.pause_seconds(error)
            self._sleep(pause)

    def send(self, call: Call[T]) -> T:
        """Send a described call, again where that is harmless and of use."""
        return call.result(self._answer(call, self._retries))

    def items(self, paged: Paged[T]) -> Iterator[T]:
        """All items of a list, page after page."""
        token = ""
        while True:
            page = self.send(paged.page(token))
            yield from page.items
            token = page.next_page_token
            if not token:
                return

    def lines(self, export: Export[T]) -> Iterator[T]:
        """All lines of an export, as they come."""
        lines = Lines()
        with self._opened(export.call, self._retries) as answer:
            for chunk in answer.iter_bytes():
                yield from map(export.line, lines.feed(chunk))
        yield from map(export.line, lines.finish())

    def _answer(self, call: Call[Any], retries: RetryPolicy, **how: Any) -> httpx.Response | NoAnswerError:
        for attempt in count(1):
            answer = self._attempt(call, **how)
            pause = retries.pause_before_next(call, attempt, answer)
            if pause is None:
                return answer
            self._sleep(pause)
        raise AssertionError

    def _attempt(self, call: Call[Any], *, stream: bool = False, **timeout: Any) -> httpx.Response | NoAnswerError:
        try:
            answer = self._http.send(call.request(self._http, **timeout), stream=stream)
            if stream and not answer.is_success:
                answer.read()
        except httpx.TransportError as error:
            return no_answer(call, error)
        return answer

    @contextmanager
    def _opened(
        self, call: Call[None], retries: RetryPolicy, silence_seconds: float | None = None
    ) -> Iterator[httpx.Response]:
        timeout = {"timeout": silence_seconds} if silence_seconds else {}
        answer = success(self._answer(call, retries, stream=True, **timeout))
        try:
            yield answer
        except httpx.TransportError as error:
            raise no_answer(call, error) from error
        finally:
            answer.close()
