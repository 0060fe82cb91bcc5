"""An item of ninjs through the real gateway and the real services: embargo, correction, late repeat, cancellation."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from gateway.bootstrap import run
from gateway.settings import Settings
from tests.fakes.clock import FakeClock
from tests.integration.conftest import Clashwire

URI = "urn:newsml:wire.example:20260302:port-of-tarn"
DENIAL = "The harbour ministry of Velden denied that soldiers had entered the port of Tarn."
CORRECTED = "The harbour ministry of Velden said the port of Tarn would open again on Friday."
REPORT = "Dockers in the port of Tarn said soldiers had entered the port of Tarn on Monday night."
_SECONDS = 60.0


@dataclass
class Newsroom:
    """What a CMS and a listener see of a gateway whose clock stands where the test puts it."""

    http: httpx.AsyncClient
    clock: FakeClock
    opened: set[str] = field(default_factory=set)

    async def send(self, content: object, content_type: str = "application/ninjs+json") -> dict[str, Any]:
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        response = await self.http.post("/v1/documents", content=body, headers={"content-type": content_type})
        assert response.status_code == 202, response.text
        answer: dict[str, Any] = response.json()
        async with asyncio.timeout(_SECONDS):
            while (await self.http.get(f"/v1/operations/{answer['id']}")).json()["state"] != "done":
                pass
        return answer

    async def told(self, least: int) -> list[str]:
        """Types of all events from the first on, once there are so many; their numbers have no gaps."""
        types: list[str] = []
        async with (
            asyncio.timeout(_SECONDS),
            self.http.stream("GET", "/v1/events", params={"after": "0"}, headers={"last-event-id": "0"}) as stream,
        ):
            numbers: list[int] = []
            async for line in stream.aiter_lines():
                if line.startswith("id: "):
                    numbers.append(int(line[4:]))
                if line.startswith("event: "):
                    types.append(line[7:])
                if line == "" and len(types) >= least:
                    break
        assert numbers == list(range(1, len(numbers) + 1))
        return types

    async def open_clashes(self) -> list[str]:
        listed = (await self.http.get("/v1/clashes", params={"state": "open"})).json()
        return [clash["id"] for clash in listed["clashes"]]


@asynccontextmanager
async def gateway(clashwire: Clashwire, folder: Path, clock: FakeClock) -> AsyncIterator[httpx.AsyncClient]:
    stop, ready = asyncio.Event(), asyncio.get_running_loop().create_future()
    settings = Settings(
        port=0,
        database_url=f"sqlite:///{folder / 'gateway.sqlite3'}",
        migrate_on_start=True,
        event_poll_seconds=0.02,
        work_poll_seconds=0.02,
        **clashwire.neighbours(),
    )
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(run(settings, stop, ready.set_result, clock))
        try:
            url = f"http://127.0.0.1:{await ready}"
            async with httpx.AsyncClient(base_url=url, timeout=_SECONDS) as client:
                yield client
        finally:
            stop.set()


@pytest.fixture
async def newsroom(clashwire: Clashwire, tmp_path: Path) -> AsyncIterator[Newsroom]:
    clock = FakeClock()
    async with gateway(clashwire, tmp_path, clock) as client:
        yield Newsroom(client, clock)


def item(version: int, text: str = "", **more: object) -> dict[str, object]:
    return {
        "uri": URI,
        "standard": {"name": "ninjs", "version": "3.1"},
        "version": str(version),
        "versionCreated": "2026-03-02T08:59:00Z",
        "headlines": [{"value": "At the port of Tarn"}],
        "bodies": [{"contentType": "text/plain", "value": text}],
        **more,
    }


async def test_embargo_correction_and_cancellation_end_with_no_stale_clash_and_the_right_events(
    newsroom: Newsroom,
) -> None:
    await newsroom.send(REPORT.encode(), "text/plain")
    await newsroom.send(item(1, DENIAL, embargoedUntil="2026-03-02T10:00:00Z"))
    [clash] = await newsroom.open_clashes()

    newsroom.clock.seconds = 3_599
    await newsroom.send(b"The council of Osk said the bridge was closed.", "text/plain")
    assert await newsroom.told(2) == ["document.analyzed", "document.analyzed"]
    newsroom.clock.seconds = 3_600
    before = ["document.analyzed", "document.analyzed", "clash.opened", "document.analyzed"]
    assert await newsroom.told(4) == before

    await newsroom.send(item(2, CORRECTED))
    assert await newsroom.open_clashes() == []
    before += ["clash.retracted", "document.analyzed"]
    assert await newsroom.told(6) == before

    late = await newsroom.send(item(1, DENIAL, embargoedUntil="2026-03-02T10:00:00Z"))
    assert late["documents"][0]["verdict"] == "unchanged"
    assert await newsroom.open_clashes() == []

    await newsroom.send(item(3, DENIAL))
    assert await newsroom.open_clashes() == [clash]
    before += ["clash.updated", "document.analyzed"]
    canceled = await newsroom.send(item(4, pubStatus="canceled"))
    assert canceled["documents"][0]["verdict"] == "canceled"
    assert await newsroom.open_clashes() == []
    assert await newsroom.told(9) == [*before, "clash.retracted"]

    history = (await newsroom.http.get(f"/v1/clashes/{clash}")).json()["history"]
    assert [entry["to_state"] for entry in history] == ["open", "retracted", "open", "retracted"]
    assert history[-1]["reason"] == "the document was canceled"
    shown = (await newsroom.http.get(f"/v1/documents/{canceled['documents'][0]['document_id']}")).json()
    assert shown["edition"]["pub_status"] == "canceled"
    assert (await newsroom.send(item(3, DENIAL)))["documents"][0]["verdict"] == "unchanged"
    assert await newsroom.open_clashes() == []


async def test_a_story_in_another_format_meets_the_item_of_the_wire(newsroom: Newsroom) -> None:
    await newsroom.send(item(1, DENIAL))
    feed = f"<rss version='2.0'><channel><item><guid>https://dockline.example/1</guid><description>{REPORT}</description></item></channel></rss>"
    await newsroom.send(feed.encode(), "application/rss+xml")
    [clash_id] = await newsroom.open_clashes()
    clash = (await newsroom.http.get(f"/v1/clashes/{clash_id}")).json()
    for side in clash["sides"]:
        text = (await newsroom.http.get(f"/v1/documents/{side['document_id']}")).json()["text"]
        assert side["quote"]["text"] == text[side["quote"]["start"] : side["quote"]["end"]]
