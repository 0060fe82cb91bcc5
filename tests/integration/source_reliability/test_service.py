import math
from collections.abc import Callable
from typing import Any

import grpc
import pytest
from google.protobuf.timestamp_pb2 import Timestamp

from clashwire.claims.v1 import claim_pb2
from clashwire.source_reliability.v1 import source_reliability_pb2 as pb2
from tests.integration.source_reliability.conftest import Stub
from tests.unit.source_reliability.making import NOW_US

TENANT = "desk"
NOW = NOW_US // 1_000_000
DENIAL = pb2.ReliabilityQuery(
    source="The Harbour Office",
    speaker_kind=claim_pb2.SPEAKER_KIND_GOVERNMENT,
    evidence_kind=claim_pb2.EVIDENCE_KIND_STATEMENT,
    stance=claim_pb2.STANCE_DENIES,
)
PUBLISHER = pb2.ReliabilityQuery(source="https://HarborPost.example/news", source_kind="publisher")


def outcome(outcome_id: str = "out_1", **parts: Any) -> pb2.Outcome:
    known = {
        "source": DENIAL,
        "right": 1.0,
        "resolver": pb2.RESOLVER_EDITOR,
        "event_time": Timestamp(seconds=NOW - 3600),
    }
    return pb2.Outcome(id=outcome_id, **{**known, **parts})


def recording(*outcomes: pb2.Outcome, tenant: str = TENANT) -> pb2.RecordOutcomesRequest:
    return pb2.RecordOutcomesRequest(tenant=tenant, outcomes=outcomes)


def getting(*queries: pb2.ReliabilityQuery, **parts: Any) -> pb2.BatchGetReliabilityRequest:
    return pb2.BatchGetReliabilityRequest(**{"tenant": TENANT, "queries": queries, **parts})


async def test_a_recorded_outcome_changes_what_is_answered_and_is_listed(stub: Stub) -> None:
    before = await stub.BatchGetReliability(getting(DENIAL, PUBLISHER))
    statuses = [one.status for one in before.reliabilities]
    assert statuses == [pb2.RELIABILITY_STATUS_PRIOR_ONLY] * 2
    assert [one.source_id for one in before.reliabilities] == ["speaker:harbour-office", "domain:harborpost.example"]

    sent = outcome(claim_id="clm_1", origin_id="o", reason="logs", confidence=0.5)
    assert (await stub.RecordOutcomes(recording(sent))).recorded == 1
    assert (await stub.RecordOutcomes(recording(sent))).recorded == 0

    (after,) = (await stub.BatchGetReliability(getting(DENIAL, with_reasons=True))).reliabilities
    assert after.status == pb2.RELIABILITY_STATUS_OK
    assert after.display_name == "The Harbour Office"
    assert after.mean > before.reliabilities[0].mean
    assert after.outcomes == pytest.approx(0.5, abs=0.01)
    effects = sum(one.effect for one in after.reasons.contributions)
    assert after.reasons.prior_mean + effects + after.reasons.rest == pytest.approx(after.mean, abs=1e-9)

    listed = await stub.ListOutcomes(pb2.ListOutcomesRequest(tenant=TENANT, source="harbour office"))
    (found,) = listed.outcomes
    assert (found.claim_id, found.reason, found.confidence) == ("clm_1", "logs", 0.5)
    assert found.source.stance == claim_pb2.STANCE_DENIES
    assert found.HasField("recorded_at")


async def test_outcomes_are_listed_page_by_page_newest_first(stub: Stub) -> None:
    await stub.RecordOutcomes(recording(*(outcome(f"out_{n}") for n in range(5))))
    seen, token = [], ""
    while True:
        request = pb2.ListOutcomesRequest(tenant=TENANT, source="Harbour Office", page_size=2, page_token=token)
        page = await stub.ListOutcomes(request)
        seen.append([one.id for one in page.outcomes])
        if not (token := page.next_page_token):
            break
    assert seen == [["out_4", "out_3"], ["out_2", "out_1"], ["out_0"]]


async def test_the_better_track_record_leads_between_two_values(stub: Stub) -> None:
    wrong = [outcome(f"w{n}", right=0.0) for n in range(30)]
    good = pb2.ReliabilityQuery(source="Survey", speaker_kind=claim_pb2.SPEAKER_KIND_AGENCY)
    right = [outcome(f"r{n}", source=good) for n in range(30)]
    await stub.RecordOutcomes(recording(*wrong, *right))
    request = pb2.AssessValuesRequest(
        tenant=TENANT,
        values=[
            pb2.Value(id="denied", supports=[pb2.Support(source=DENIAL, origin_id="a", denial=True)]),
            pb2.Value(id="shown", supports=[pb2.Support(source=good, origin_id="b")]),
        ],
    )
    found = await stub.AssessValues(request)
    assert (found.status, found.value_id) == (pb2.LEAN_STATUS_LEANING, "shown")
    assert sum(one.probability for one in found.posteriors) == pytest.approx(1.0)
    assert [one.id for one in found.posteriors] == ["denied", "shown"]


async def test_figures_are_weighed_by_their_distance_and_come_with_an_estimate(stub: Stub) -> None:
    good = pb2.ReliabilityQuery(source="Survey", speaker_kind=claim_pb2.SPEAKER_KIND_AGENCY)
    await stub.RecordOutcomes(recording(*(outcome(f"r{n}", source=good) for n in range(30))))
    told = (("Survey", 104.0), ("Clinic", 100.0), ("Harbour Office", 400.0))
    found = await stub.AssessValues(assessing(*(figure(name, value) for name, value in told)))
    assert 98.0 < found.quantity.value < 108.0
    assert found.quantity.low < found.quantity.value < found.quantity.high
    assert found.posteriors[2].probability < 0.1


async def test_ratings_overrides_and_links_are_in_force_at_once(stub: Stub) -> None:
    imported = await stub.ImportRatings(
        pb2.ImportRatingsRequest(
            tenant="other",
            list_name="List",
            list_version="1",
            strength=6,
            ratings=[pb2.Rating(domain="harborpost.example", score=1.0)],
        )
    )
    assert (imported.imported, imported.merged) == (1, 0)
    (rated,) = (await stub.BatchGetReliability(getting(PUBLISHER))).reliabilities
    assert rated.mean == pytest.approx(0.85)

    request = pb2.SetOverrideRequest(tenant=TENANT, source="Harbour Office", mean=0.2, reason="forged", editor="ana")
    assert (await stub.SetOverride(request)).reliability.override_reason == "forged"
    request.ClearField("mean")
    assert (await stub.SetOverride(request)).reliability.override_reason == ""

    link = pb2.LinkSourcesRequest(tenant=TENANT, source="Harbour Office", aliases=["Port Office"], parent="City")
    linked = await stub.LinkSources(link)
    assert (linked.source_id, list(linked.aliases), linked.parent_id) == (
        "speaker:harbour-office",
        ["Port Office"],
        "speaker:city",
    )


Call = Callable[[Stub], Any]
NAMED: Any = {"tenant": TENANT, "source": "x"}
FAULTS: list[tuple[str, Call]] = [
    ("tenant", lambda stub: stub.RecordOutcomes(recording(outcome(), tenant=" "))),
    ("outcomes", lambda stub: stub.RecordOutcomes(recording())),
    ("outcomes", lambda stub: stub.RecordOutcomes(recording(*(outcome(str(n)) for n in range(1001))))),
    ("outcomes[0].id", lambda stub: stub.RecordOutcomes(recording(outcome("")))),
    ("outcomes[0].id", lambda stub: stub.RecordOutcomes(recording(outcome("x" * 201)))),
    ("outcomes[1].right", lambda stub: stub.RecordOutcomes(recording(outcome("a"), outcome("b", right=1.01)))),
    ("outcomes[0].right", lambda stub: stub.RecordOutcomes(recording(outcome(right=float("nan"))))),
    ("outcomes[0].right", lambda stub: stub.RecordOutcomes(recording(outcome(right=-0.1)))),
    ("outcomes[0].confidence", lambda stub: stub.RecordOutcomes(recording(outcome(confidence=2.0)))),
    ("outcomes[0].resolver", lambda stub: stub.RecordOutcomes(recording(outcome(resolver=pb2.RESOLVER_UNSPECIFIED)))),
    ("outcomes[0].resolver", lambda stub: stub.RecordOutcomes(recording(outcome(resolver=99)))),
    ("outcomes[0].event_time", lambda stub: stub.RecordOutcomes(recording(outcome(event_time=None)))),
    (
        "outcomes[0].event_time",
        lambda stub: stub.RecordOutcomes(recording(outcome(event_time=Timestamp(seconds=NOW + 3600)))),
    ),
    (
        "outcomes[0].event_time",
        lambda stub: stub.RecordOutcomes(recording(outcome(event_time=Timestamp(seconds=-2_300_000_000)))),
    ),
    ("outcomes[0].event_time", lambda stub: stub.RecordOutcomes(recording(outcome(event_time=Timestamp(nanos=-1))))),
    (
        "outcomes[0].source.source",
        lambda stub: stub.RecordOutcomes(recording(outcome(source=pb2.ReliabilityQuery(source="?")))),
    ),
    ("outcomes[0].reason", lambda stub: stub.RecordOutcomes(recording(outcome(reason="x" * 2001)))),
    ("outcomes[0].claim_id", lambda stub: stub.RecordOutcomes(recording(outcome(claim_id="a\0b")))),
    ("queries", lambda stub: stub.BatchGetReliability(getting())),
    ("queries", lambda stub: stub.BatchGetReliability(getting(*[DENIAL] * 201))),
    ("queries[0].source_kind", lambda stub: stub.BatchGetReliability(getting(query(source_kind="outlet")))),
    ("queries[0].stance", lambda stub: stub.BatchGetReliability(getting(query(stance=42)))),
    ("queries[0].topic", lambda stub: stub.BatchGetReliability(getting(query(topic="t" * 201)))),
    ("as_of", lambda stub: stub.BatchGetReliability(getting(DENIAL, as_of=Timestamp(seconds=NOW + 3600)))),
    ("as_of", lambda stub: stub.BatchGetReliability(getting(DENIAL, as_of=Timestamp(seconds=-2_300_000_000)))),
    ("values", lambda stub: stub.AssessValues(assessing(pb2.Value(id="a")))),
    ("values", lambda stub: stub.AssessValues(assessing(pb2.Value(id="a"), pb2.Value(id="a")))),
    ("values[1].id", lambda stub: stub.AssessValues(assessing(pb2.Value(id="a"), pb2.Value()))),
    (
        "values[0].supports[0].confidence",
        lambda stub: stub.AssessValues(
            assessing(pb2.Value(id="a", supports=[pb2.Support(source=DENIAL, confidence=7)]), pb2.Value(id="b"))
        ),
    ),
    ("values[1].quantity.value", lambda stub: stub.AssessValues(assessing(figure("a", 1.0), figure("b", 1e16)))),
    ("values[0].quantity.value", lambda stub: stub.AssessValues(assessing(figure("a", math.nan), figure("b", 1.0)))),
    (
        "values[1].quantity.upper",
        lambda stub: stub.AssessValues(
            assessing(figure("a", 1.0), figure("b", 5.0, upper=4.0, bound=claim_pb2.BOUND_RANGE))
        ),
    ),
    (
        "values[1].quantity.bound",
        lambda stub: stub.AssessValues(assessing(figure("a", 1.0), figure("b", 5.0, bound=9))),
    ),
    (
        "values.quantity.unit",
        lambda stub: stub.AssessValues(assessing(figure("a", 1.0), figure("b", 5.0, unit="ship"))),
    ),
    ("page_size", lambda stub: stub.ListOutcomes(pb2.ListOutcomesRequest(tenant=TENANT, source="x", page_size=501))),
    ("page_token", lambda stub: stub.ListOutcomes(pb2.ListOutcomesRequest(**{**NAMED, "page_token": "n"}))),
    ("source", lambda stub: stub.ListOutcomes(pb2.ListOutcomesRequest(tenant=TENANT))),
    ("parent", lambda stub: stub.LinkSources(pb2.LinkSourcesRequest(tenant=TENANT, source="x", parent="x"))),
    ("aliases[0]", lambda stub: stub.LinkSources(pb2.LinkSourcesRequest(tenant=TENANT, source="x", aliases=[""]))),
    ("mean", lambda stub: stub.SetOverride(pb2.SetOverrideRequest(**NAMED, mean=3, reason="r", editor="e"))),
]


def query(**parts: Any) -> pb2.ReliabilityQuery:
    return pb2.ReliabilityQuery(**{"source": "x", **parts})


def figure(name: str, value: float, **parts: Any) -> pb2.Value:
    quantity = claim_pb2.Quantity(value=value, **parts)
    return pb2.Value(id=name, supports=[pb2.Support(source=query(source=name))], quantity=quantity)


def assessing(*values: pb2.Value) -> pb2.AssessValuesRequest:
    return pb2.AssessValuesRequest(tenant=TENANT, values=values)


async def test_every_fault_is_refused_by_the_name_of_its_field_and_changes_nothing(stub: Stub) -> None:
    for field, call in FAULTS:
        with pytest.raises(grpc.aio.AioRpcError) as refused:
            await call(stub)
        assert refused.value.code() is grpc.StatusCode.INVALID_ARGUMENT, field
        details = dict(refused.value.trailing_metadata() or ())["grpc-status-details-bin"]
        assert field.encode() in details, (field, refused.value.details())
    listed = await stub.ListOutcomes(pb2.ListOutcomesRequest(tenant=TENANT, source="Harbour Office"))
    assert not listed.outcomes


async def test_changed_content_under_a_known_id_is_a_conflict(stub: Stub) -> None:
    await stub.RecordOutcomes(recording(outcome()))
    with pytest.raises(grpc.aio.AioRpcError) as refused:
        await stub.RecordOutcomes(recording(outcome(right=0.0)))
    assert refused.value.code() is grpc.StatusCode.FAILED_PRECONDITION
