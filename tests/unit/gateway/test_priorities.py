"""Which accepted documents are checked first, and how callers say so and see it."""

from typing import Any

import httpx
import pytest

from gateway.domain.priorities import Priority, UrgencyScale
from gateway.domain.turns import FairTurns
from tests.fakes.clock import FakeClock
from tests.unit.gateway.conftest import World

NEWSML = (
    '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:wire.example:1"><contentMeta>'
    "<urgency>{}</urgency></contentMeta><contentSet><inlineData>Ministry denies Troops left</inlineData></contentSet>"
    "</newsItem>"
)
FEED = (
    '<rss version="2.0"><channel><item><guid>https://a.example/1</guid><description>Ministry denies Troops left'
    "</description></item></channel></rss>"
)


def item(urgency: Any) -> dict[str, Any]:
    return {"uri": "urn:newsml:wire.example:1", "body_text": "Ministry denies Troops left", "urgency": urgency}


async def accepted(client: httpx.AsyncClient, **sent: Any) -> str:
    response = await client.post("/v1/documents", **sent)
    assert response.status_code == 202, response.text
    operation = (await client.get(response.headers["location"])).json()
    [listed] = (await client.get("/v1/operations")).json()["jobs"]
    assert operation["jobs"] == response.json()["jobs"] == [listed]
    return str(listed["priority"])


@pytest.mark.parametrize(
    ("urgency", "priority"),
    [
        *((1, "urgent"), (2, "urgent"), (3, "normal"), (6, "normal"), (7, "background"), (9, "background")),
        *((None, "normal"), ("2", "urgent"), (2.0, "urgent"), (0, "normal"), ("high", "normal"), (True, "normal")),
    ],
)
async def test_the_urgency_of_an_item_tells_its_priority(
    client: httpx.AsyncClient, urgency: Any, priority: str
) -> None:
    assert await accepted(client, json=item(urgency)) == priority


async def test_json_documents_and_newsml_have_an_urgency_too(world: World, client: httpx.AsyncClient) -> None:
    document = {"text": "Ministry denies Troops left", "urgency": 1}
    assert await accepted(client, json={"documents": [document]}) == "urgent"
    world.unit_of_work.of("default").jobs.rows.clear()
    headers = {"content-type": "application/xml"}
    assert await accepted(client, content=NEWSML.format(8), headers=headers) == "background"
    stored = [document.urgency for document in world.unit_of_work.of("default").documents.rows.values()]
    assert stored == [1, 8]


@pytest.mark.parametrize(("asked", "priority"), [({}, "background"), ({"priority": "normal"}, "normal")])
async def test_a_feed_waits_for_news_unless_its_sender_says_otherwise(
    client: httpx.AsyncClient, asked: dict[str, str], priority: str
) -> None:
    headers = {"content-type": "application/rss+xml"}
    assert await accepted(client, content=FEED, headers=headers, params=asked) == priority


async def test_what_a_caller_asks_for_goes_before_the_urgency_of_an_item(client: httpx.AsyncClient) -> None:
    assert await accepted(client, json=item(1), params={"priority": "background"}) == "background"


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"json": {"documents": [{"text": "A story."}]}, "params": {"priority": "soon"}}, "priority"),
        ({"json": {"documents": [{"text": "A story.", "urgency": 10}]}}, "documents[0].urgency"),
    ],
)
async def test_an_unknown_priority_or_urgency_is_refused_by_name(
    client: httpx.AsyncClient, sent: dict[str, Any], field: str
) -> None:
    response = await client.post("/v1/documents", **sent)
    assert (response.status_code, response.json()["errors"][0]["field"]) == (422, field)


async def test_an_editor_who_sends_what_a_feed_brought_hastens_its_check(
    world: World, client: httpx.AsyncClient
) -> None:
    headers = {"content-type": "application/rss+xml"}
    assert await accepted(client, content=FEED, headers=headers) == "background"
    again = await client.post("/v1/documents", content=FEED, headers=headers, params={"priority": "urgent"})
    assert [receipt["verdict"] for receipt in again.json()["documents"]] == ["unchanged"]
    assert [job["priority"] for job in again.json()["jobs"]] == ["urgent"]
    assert [job.priority for job in world.unit_of_work.of("default").jobs.rows] == [Priority.URGENT]


async def test_another_urgency_makes_no_other_version_of_an_item(client: httpx.AsyncClient) -> None:
    versions = [{**item(urgency), "version": "1"} for urgency in (5, 1)]
    verdicts = [(await client.post("/v1/documents", json=each)).json()["documents"][0]["verdict"] for each in versions]
    assert verdicts == ["accepted", "unchanged"]


def test_a_newsroom_may_read_urgencies_in_its_own_way() -> None:
    scale = UrgencyScale(urgent_up_to=0, background_from=10)
    assert {scale.priority(urgency, Priority.BACKGROUND) for urgency in range(1, 10)} == {Priority.NORMAL}
    assert scale.priority(None, Priority.BACKGROUND) is Priority.BACKGROUND


def test_a_fair_turn_comes_once_in_so_many_seconds() -> None:
    clock = FakeClock()
    turns = FairTurns(clock, 30.0)
    taken = []
    for seconds in (0, 29, 30, 31, 59, 61):
        clock.seconds = seconds
        taken.append(turns.take())
    assert taken == [False, False, True, False, False, True]
