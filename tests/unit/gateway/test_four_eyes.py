"""Verdicts that need two reviewers."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from gateway.domain.checks import CheckRequest
from gateway.domain.clashes import State
from gateway.domain.documents import Document
from tests.unit.gateway.conftest import World

DENIAL = Document(id="denial", text="Ministry denies Troops left", source="a.example")
REPORT = Document(id="report", text="Observers asserts Troops left", source="b.example")


@pytest.fixture
def client(world: World, connect: Callable[[World], httpx.AsyncClient]) -> httpx.AsyncClient:
    world.seconded = frozenset({State.RESOLVED})
    return connect(world)


@pytest.fixture
async def sides(world: World) -> tuple[str, str, str]:
    """The path of a clash, and the claims of its sides."""
    answer = await world.check_documents("default", CheckRequest((DENIAL, REPORT)))
    clash = answer.clashes[0]
    return f"/v1/clashes/{clash.id}", clash.sides[0].claim_id, clash.sides[1].claim_id


async def resolve(client: httpx.AsyncClient, path: str, right: str | None, reviewer: str, **headers: str) -> Any:
    body = {"verdict": "resolved", "right_side": right, "reviewer": reviewer}
    answer = await client.post(
        f"{path}/reviews", json=body, headers={k.replace("_", "-"): v for k, v in headers.items()}
    )
    return answer.json() if answer.status_code == 200 else answer.status_code


async def test_one_reviewer_alone_only_proposes(
    client: httpx.AsyncClient, world: World, sides: tuple[str, str, str]
) -> None:
    path, denial, _ = sides
    for _ in range(2):
        clash = await resolve(client, path, denial, "Ada")
    assert (clash["state"], clash["version"], len(clash["history"])) == ("open", 2, 2)
    assert (clash["pending"]["proposed"], clash["pending"]["actor"]) == ("resolved", "Ada")
    assert (await resolve(client, path, denial, " ada ")) == clash
    assert world.reliability.outcomes == {}


async def test_a_second_reviewer_puts_it_into_effect_and_outcomes_are_recorded_once(
    client: httpx.AsyncClient, world: World, sides: tuple[str, str, str]
) -> None:
    path, denial, _ = sides
    await resolve(client, path, denial, "ada")
    clash = await resolve(client, path, denial, "bob")
    assert (clash["state"], clash["pending"]) == ("resolved", None)
    assert [(h["to_state"], h["proposed"], h["actor"]) for h in clash["history"][1:]] == [
        ("open", "resolved", "ada"),
        ("resolved", None, "bob"),
    ]
    for reviewer in ("ada", "bob", "cleo"):
        assert await resolve(client, path, denial, reviewer) == clash
    assert len(world.reliability.outcomes) == 4


async def test_a_second_reviewer_who_sees_it_otherwise_proposes_anew(
    client: httpx.AsyncClient, world: World, sides: tuple[str, str, str]
) -> None:
    path, denial, report = sides
    await resolve(client, path, denial, "ada")
    assert (await resolve(client, path, report, "bob"))["state"] == "open"
    assert (await resolve(client, path, denial, "cleo"))["state"] == "open"
    assert world.reliability.outcomes == {}
    assert (await resolve(client, path, denial, "bob"))["state"] == "resolved"


async def test_what_one_may_decide_alone_ends_a_proposal(
    client: httpx.AsyncClient, sides: tuple[str, str, str]
) -> None:
    path, denial, _ = sides
    await resolve(client, path, denial, "ada")
    answer = await client.post(f"{path}/reviews", json={"verdict": "dismissed", "reviewer": "bob"})
    assert (answer.json()["state"], answer.json()["pending"]) == ("dismissed", None)
    assert (await resolve(client, path, denial, "bob"))["state"] == "dismissed"


async def test_a_proposal_changes_the_tag_so_that_nobody_seconds_what_they_have_not_seen(
    client: httpx.AsyncClient, sides: tuple[str, str, str]
) -> None:
    path, denial, _ = sides
    tag = (await client.get(path)).headers["etag"]
    await resolve(client, path, denial, "ada", if_match=tag)
    assert await resolve(client, path, denial, "bob", if_match=tag) == 412
    fresh = (await client.get(path)).headers["etag"]
    assert (await resolve(client, path, denial, "bob", if_match=fresh))["state"] == "resolved"


async def test_another_right_side_for_a_resolved_clash_needs_two_again(
    client: httpx.AsyncClient, world: World, sides: tuple[str, str, str]
) -> None:
    path, denial, report = sides
    for reviewer in ("ada", "bob"):
        await resolve(client, path, denial, reviewer)
    assert (await resolve(client, path, report, "ada"))["pending"]["right_side"] == report
    assert len(world.reliability.outcomes) == 4
    draft = (await client.get(f"{path}/claim-review")).json()
    assert draft["itemReviewed"]["author"]["name"] == "Observers"
    await resolve(client, path, report, "bob")
    assert len(world.reliability.outcomes) == 8


async def test_a_proposal_is_told_as_an_update_and_the_decision_as_a_resolution(
    client: httpx.AsyncClient, world: World, sides: tuple[str, str, str]
) -> None:
    path, denial, _ = sides
    for reviewer in ("ada", "bob"):
        await resolve(client, path, denial, reviewer)
    told = [event.type for event in world.unit_of_work.of("default").events.rows]
    assert [sort for sort in told if sort.startswith("clash.")] == ["clash.opened", "clash.updated", "clash.resolved"]


async def test_both_reviews_stand_in_the_audit_log_without_their_reasons(
    client: httpx.AsyncClient, sides: tuple[str, str, str]
) -> None:
    path, denial, _ = sides
    for reviewer in ("ada", "bob"):
        body = {"verdict": "resolved", "right_side": denial, "reviewer": reviewer, "reason": "Troops left, we saw"}
        await client.post(f"{path}/reviews", json=body)
    answer = await client.get("/v1/audit")
    assert [(e["action"], e["before"]["state"], e["after"]["state"]) for e in answer.json()["entries"]] == [
        ("clash.reviewed", "open", "resolved"),
        ("clash.reviewed", "open", "open"),
    ]
    assert "Troops" not in answer.text


async def test_the_desk_tells_of_a_verdict_that_waits(client: httpx.AsyncClient, sides: tuple[str, str, str]) -> None:
    path, denial, _ = sides
    await resolve(client, path, denial, "ada")
    page = (await client.get(path.removeprefix("/v1"))).text
    assert "takes effect once another reviewer decides the same" in page
    assert "Resolved, says ada" in page
