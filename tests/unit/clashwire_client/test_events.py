import json
from collections.abc import Iterator
from itertools import islice

import httpx
import pytest

from clashwire_client import NoAnswerError, UnauthenticatedError, UnreadableAnswerError
from clashwire_client.event_reader import EventReader
from tests.unit.clashwire_client.conftest import Open, problem


def event(number: int) -> str:
    data = json.dumps({"type": "clash.opened", "at": "2026-03-02T09:10:00Z", "data": {"clash_id": f"cls_{number}"}})
    return f"id: {number}\nevent: clash.opened\ndata: {data}\n\n"


class Broken(httpx.SyncByteStream):
    """Says something, then the connection drops."""

    def __init__(self, said: str) -> None:
        self._said = said

    def __iter__(self) -> Iterator[bytes]:
        yield self._said.encode()
        raise httpx.ReadError("gone")


def stream(said: str, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(200, stream=Broken(said), headers=named)


def test_a_stream_goes_on_after_the_last_event_when_the_connection_drops(scripted: Open) -> None:
    client, script = scripted(stream("retry: 2000\n\n" + event(1) + event(2)), httpx.ConnectError(""), stream(event(3)))
    found = list(islice(client.events(), 3))
    assert [one.id for one in found] == ["1", "2", "3"]
    assert found[0].data == {"clash_id": "cls_1"}
    assert [request.headers.get("last-event-id") for request in script.requests] == [None, "2", "2"]


def test_a_half_said_event_is_said_again(scripted: Open) -> None:
    client, _script = scripted(stream(event(1) + event(2)[:-30]), stream(event(2)))
    assert [one.id for one in islice(client.events(), 2)] == ["1", "2"]


def test_a_break_before_the_first_event_misses_nothing(scripted: Open) -> None:
    client, script = scripted(stream("retry: 10\n\n", last_event_id="41"), stream(event(42)))
    assert next(client.events()).id == "42"
    assert script.requests[1].headers["last-event-id"] == "41"


def test_the_pause_the_gateway_asks_for_is_kept_after_an_orderly_end(scripted: Open) -> None:
    end = httpx.Response(200, text="retry: 2500\n\n" + event(1))
    client, script = scripted(end, stream(event(2)))
    list(islice(client.events(), 2))
    assert script.pauses == [2.5]


def test_a_refused_stream_raises_at_once(scripted: Open) -> None:
    client, script = scripted(problem(401))
    with pytest.raises(UnauthenticatedError):
        next(client.events())
    assert len(script.requests) == 1


def test_a_gateway_that_stays_lost_is_given_up(scripted: Open) -> None:
    client, _script = scripted(httpx.ConnectError("refused"))
    with pytest.raises(NoAnswerError):
        next(client.events(patience_seconds=0.0))


@pytest.mark.parametrize("cut", range(1, 30, 4))
def test_events_are_read_wherever_the_bytes_are_cut(cut: int) -> None:
    said = (": still here\r\n\r\n" + event(7) + "event: x\n\n" + event(8)).encode()
    reader = EventReader(None)
    chunks = [said[start : start + cut] for start in range(0, len(said), cut)]
    assert [one.id for chunk in chunks for one in reader.feed(chunk)] == ["7", "8"]


def test_an_event_that_is_none_is_named() -> None:
    with pytest.raises(UnreadableAnswerError):
        EventReader(None).feed(b"data: nonsense\n\n")
