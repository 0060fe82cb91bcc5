"""What is told to those who listen."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest

from gateway.api.routes.events import _events, _read
from gateway.domain.checks import CheckRequest
from gateway.domain.clashes import State
from gateway.domain.documents import Document
from gateway.domain.reviews import Review
from tests.unit.gateway.conftest import World

DENIAL = Document(id="denial", text="Ministry denies Troops left", source="a.example")
REPORT = Document(id="report", text="Observers asserts Troops left", source="b.example")


def told(world: World) -> list[str]:
    return [str(event.type) for event in world.unit_of_work.of("t").events.rows]


async def check(world: World, *documents: Document) -> str:
    clashes = (await world.check_documents("t", CheckRequest(documents))).clashes
    return clashes[0].id or "" if clashes else ""


async def review(world: World, clash_id: str, verdict: State) -> None:
    await world.review_clash("t", clash_id, Review(verdict, None, "", "ada"))


async def test_a_check_tells_of_its_documents_and_new_clashes(world: World) -> None:
    await check(world, DENIAL, REPORT)
    assert sorted(told(world)) == ["clash.opened", "document.analyzed", "document.analyzed"]


async def test_the_same_story_again_tells_of_no_new_clash(world: World) -> None:
    await check(world, DENIAL, REPORT)
    await check(world, DENIAL, REPORT)
    assert told(world).count("clash.opened") == 1
    assert "clash.updated" not in told(world)


async def test_an_unsure_pair_is_told_to_nobody(world: World) -> None:
    await check(world, DENIAL, replace(REPORT, text="Observers questions Troops left"))
    assert not [sort for sort in told(world) if sort.startswith("clash")]


@pytest.mark.parametrize(
    ("verdicts", "events"),
    [
        ((State.CONFIRMED,), ["clash.updated"]),
        ((State.DISMISSED,), ["clash.updated"]),
        ((State.CONFIRMED, State.CONFIRMED), ["clash.updated"]),
        ((State.CONFIRMED, State.RESOLVED), ["clash.updated", "clash.resolved"]),
    ],
)
async def test_reviews_are_told(world: World, verdicts: tuple[State, ...], events: list[str]) -> None:
    clash_id = await check(world, DENIAL, REPORT)
    before = len(told(world))
    for verdict in verdicts:
        await review(world, clash_id, verdict)
    assert [sort for sort in told(world)[before:] if sort.startswith("clash")] == events


async def test_a_resolution_tells_of_the_sources_it_shook(world: World) -> None:
    await review(world, await check(world, DENIAL, REPORT), State.RESOLVED)
    assert told(world).count("source.reliability_shifted") == 4


async def test_a_changed_text_tells_of_the_clash_it_retracted_and_its_return(world: World) -> None:
    await check(world, DENIAL, REPORT)
    await check(world, replace(DENIAL, text="Ministry asserts Rain fell"))
    await check(world, DENIAL)
    assert [sort for sort in told(world) if sort.startswith("clash")] == [
        "clash.opened",
        "clash.retracted",
        "clash.updated",
    ]


async def read(stream: AsyncIterator[str], count: int) -> list[dict[str, str]]:
    assert (await anext(stream)).startswith("retry:")
    found = []
    for _ in range(count):
        fields = dict(line.split(": ", 1) for line in (await anext(stream)).strip().splitlines())
        found.append(fields)
    return found


async def test_a_stream_is_taken_up_after_the_last_event_seen(world: World) -> None:
    await check(world, DENIAL, REPORT)
    services = world.services()
    first = await read(_events(services, "t", 0, asyncio.Event()), 2)
    rest = await read(_events(services, "t", int(first[-1]["id"]), asyncio.Event()), 1)
    assert [fields["id"] for fields in (*first, *rest)] == ["1", "2", "3"]
    data = json.loads(first[0]["data"])
    assert data["type"] == first[0]["event"]


async def test_a_stream_waits_for_what_comes_and_ends_when_the_gateway_does(world: World) -> None:
    closing = asyncio.Event()
    stream = _events(world.services(), "t", 0, closing)
    waiting = asyncio.create_task(read(stream, 3))
    await check(world, DENIAL, REPORT)
    assert len(await waiting) == 3
    closing.set()
    assert [piece async for piece in stream] == []


def test_a_stream_goes_on_after_the_id_of_an_event_or_of_its_webhook_message() -> None:
    assert (_read("41"), _read("evt_41")) == (41, 41)


@pytest.mark.parametrize("last", ["x", "-1", "1.5", "9" * 19])
async def test_an_id_of_no_event_is_refused(client: httpx.AsyncClient, last: str) -> None:
    response = await client.get("/v1/events", headers={"last-event-id": last})
    assert (response.status_code, response.json()["errors"][0]["field"]) == (422, "Last-Event-ID")
