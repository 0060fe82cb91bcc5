from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest

from gateway.domain.checks import CheckRequest
from gateway.domain.clashes import ReliabilityStatus, State
from gateway.domain.documents import Document
from gateway.domain.reviews import Review
from service_kit.errors import ErrorKind, ServiceError
from tests.fakes.clock import FakeClock
from tests.unit.gateway.conftest import World

DENIAL = Document(id="denial", text="Ministry denies Troops left", source="a.example")
REPORT = Document(id="report", text="Observers asserts Troops left", source="b.example")
REVIEWED = (State.OPEN, State.CONFIRMED, State.DISMISSED, State.RESOLVED)


@pytest.fixture
async def clash(world: World) -> dict[str, str]:
    answer = await world.check_documents("default", CheckRequest((DENIAL, REPORT)))
    first, second = answer.clashes[0].sides
    return {"id": answer.clashes[0].id or "", "denial": first.claim_id, "report": second.claim_id}


def review(verdict: State, right_side: str | None = None, reviewer: str = "ada") -> Review:
    return Review(verdict, right_side, "looked into it", reviewer)


@pytest.mark.parametrize(
    ("before", "verdict", "allowed"),
    [
        *((before, verdict, before is not State.RESOLVED) for before in REVIEWED for verdict in REVIEWED[1:3]),
        *((before, State.RESOLVED, True) for before in REVIEWED),
    ],
)
async def test_which_verdict_may_follow_which_state(
    world: World,
    clash: dict[str, str],
    before: State,
    verdict: State,
    allowed: bool,  # noqa: FBT001
) -> None:
    if before is not State.OPEN:
        await world.review_clash("default", clash["id"], review(before, reviewer="bob"))
    if allowed:
        assert (await world.review_clash("default", clash["id"], review(verdict))).state is verdict
        return
    with pytest.raises(ServiceError) as failure:
        await world.review_clash("default", clash["id"], review(verdict))
    assert failure.value.kind is ErrorKind.CONFLICT


async def test_a_resolution_records_one_outcome_for_speaker_and_publisher_of_each_side(
    world: World, clash: dict[str, str]
) -> None:
    await world.review_clash("default", clash["id"], review(State.RESOLVED, clash["report"]))
    told = {(o.source.source, o.right, o.claim_id) for o in world.reliability.outcomes.values()}
    assert told == {
        ("Ministry", 0.0, clash["denial"]),
        ("a.example", 0.0, clash["denial"]),
        ("Observers", 1.0, clash["report"]),
        ("b.example", 1.0, clash["report"]),
    }


async def test_a_resolution_in_which_neither_was_right_counts_against_both(world: World, clash: dict[str, str]) -> None:
    await world.review_clash("default", clash["id"], review(State.RESOLVED))
    assert {o.right for o in world.reliability.outcomes.values()} == {0.0}


async def test_the_same_resolution_again_changes_nothing(world: World, clash: dict[str, str]) -> None:
    once = await world.review_clash("default", clash["id"], review(State.RESOLVED, clash["report"]))
    twice = await world.review_clash("default", clash["id"], review(State.RESOLVED, clash["report"]))
    assert once == twice
    assert len(world.reliability.outcomes) == 4


async def test_a_new_resolution_supersedes_the_outcomes_of_the_old(world: World, clash: dict[str, str]) -> None:
    await world.review_clash("default", clash["id"], review(State.RESOLVED, clash["report"]))
    before = {identifier for _, identifier in world.reliability.outcomes}
    await world.review_clash("default", clash["id"], review(State.RESOLVED, clash["denial"]))
    after = [o for (_, identifier), o in world.reliability.outcomes.items() if identifier not in before]
    assert {o.supersedes for o in after} == before


async def test_outcomes_wait_while_reliability_is_away_and_are_delivered_later(
    world: World, clash: dict[str, str]
) -> None:
    world.reliability.failure = ServiceError(ErrorKind.UNAVAILABLE, "away", reason="AWAY")
    stored = await world.review_clash("default", clash["id"], review(State.RESOLVED, clash["report"]))
    assert stored.state is State.RESOLVED
    assert world.reliability.outcomes == {}
    world.reliability.failure = None
    await world.review_clash.deliver_outcomes.for_everyone()
    assert len(world.reliability.outcomes) == 4
    assert world.unit_of_work.of("default").outbox.rows == {}


async def test_an_outcome_that_is_refused_is_parked_and_holds_up_no_other(world: World, clash: dict[str, str]) -> None:
    world.reliability.refused = {"domain:a.example"}
    await world.review_clash("default", clash["id"], review(State.RESOLVED, clash["report"]))
    assert {o.source.source for o in world.reliability.outcomes.values()} == {"Ministry", "Observers", "b.example"}
    outbox = world.unit_of_work.of("default").outbox
    assert (list(outbox.refused.values()), outbox.rows) == (["REFUSED"], {})


@pytest.mark.parametrize(
    ("published", "told"),
    [
        (datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)),
        (datetime(2999, 1, 1, tzinfo=UTC), FakeClock().now()),
        (datetime(1, 1, 1, tzinfo=UTC), FakeClock().now()),
        (None, FakeClock().now()),
    ],
)
async def test_an_outcome_is_dated_by_its_document_where_that_is_plausible(
    world: World, published: datetime | None, told: datetime
) -> None:
    denial = replace(DENIAL, published_at=published)
    answer = await world.check_documents("default", CheckRequest((denial, REPORT)))
    await world.review_clash("default", answer.clashes[0].id or "", review(State.RESOLVED))
    assert {o.event_time for o in world.reliability.outcomes.values() if o.source.source == "Ministry"} == {told}


async def test_a_speaker_without_a_letter_in_the_name_is_no_source(world: World) -> None:
    nobody = Document(id="x", text="*** asserts Troops left")
    answer = await world.check_documents("default", CheckRequest((DENIAL, nobody)))
    assert answer.degraded == ()
    assert answer.clashes[0].sides[1].reliability.speaker.status is ReliabilityStatus.UNAVAILABLE


async def test_narration_counts_once_for_its_publisher(world: World) -> None:
    told = Document(id="told", text="author asserts Troops left", source="c.example")
    answer = await world.check_documents("default", CheckRequest((DENIAL, told)))
    await world.review_clash("default", answer.clashes[0].id or "", review(State.RESOLVED))
    assert sorted(o.source.source for o in world.reliability.outcomes.values()) == [
        "Ministry",
        "a.example",
        "c.example",
    ]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "verdict"),
        ({"verdict": "open"}, "verdict"),
        ({"verdict": "retracted"}, "verdict"),
        ({"verdict": "resolved", "reviewer": "ada"}, "right_side"),
        ({"verdict": "resolved", "right_side": "clm_other"}, "right_side"),
        ({"verdict": "confirmed", "right_side": "clm_other"}, "right_side"),
        ({"verdict": "confirmed", "reviewer": ""}, "reviewer"),
        ({"verdict": "confirmed", "reason": 5}, "reason"),
    ],
)
async def test_a_review_that_makes_no_sense_is_refused_with_the_field_named(
    client: httpx.AsyncClient, clash: dict[str, str], body: dict[str, object], field: str
) -> None:
    response = await client.post(f"/v1/clashes/{clash['id']}/reviews", json=body)
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == field


async def test_a_review_of_a_version_that_has_passed_is_412(client: httpx.AsyncClient, clash: dict[str, str]) -> None:
    path = f"/v1/clashes/{clash['id']}"
    read = await client.get(path)
    tag = {"if-match": read.headers["etag"]}
    first = await client.post(f"{path}/reviews", json={"verdict": "confirmed"}, headers=tag)
    second = await client.post(f"{path}/reviews", json={"verdict": "dismissed"}, headers=tag)
    assert (first.status_code, second.status_code) == (200, 412)
    assert first.headers["etag"] != read.headers["etag"]


async def test_the_history_tells_who_decided_what_and_why(client: httpx.AsyncClient, clash: dict[str, str]) -> None:
    review_path = f"/v1/clashes/{clash['id']}/reviews"
    await client.post(review_path, json={"verdict": "dismissed", "reason": "satire", "reviewer": "ada"})
    history = (await client.get(f"/v1/clashes/{clash['id']}")).json()["history"]
    assert [(h["from_state"], h["to_state"], h["actor"], h["reason"]) for h in history] == [
        (None, "open", "clashwire", "found"),
        ("open", "dismissed", "ada", "satire"),
    ]


async def test_a_review_of_no_clash_is_404(client: httpx.AsyncClient) -> None:
    response = await client.post("/v1/clashes/cls_none/reviews", json={"verdict": "confirmed"})
    assert response.status_code == 404


async def test_a_retracted_clash_takes_no_verdict(world: World, clash: dict[str, str]) -> None:
    await world.check_documents("default", CheckRequest((Document(id="denial", text="Nothing is left."),)))
    with pytest.raises(ServiceError) as failure:
        await world.review_clash("default", clash["id"], review(State.CONFIRMED))
    assert failure.value.kind is ErrorKind.CONFLICT
