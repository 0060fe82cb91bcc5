"""A resolution that turns a source's track record, from the editor's verdict to the event that tells of it."""

import json
from typing import Any

import grpc
import httpx
from google.protobuf.timestamp_pb2 import Timestamp

from clashwire.source_reliability.v1 import source_reliability_pb2 as pb2
from clashwire.source_reliability.v1 import source_reliability_pb2_grpc as pb2_grpc
from tests.integration.conftest import Clashwire

TENANT = "default"
PUBLISHER = "shifting.example"
SOURCE_ID = f"domain:{PUBLISHER}"
DENIAL = "VELDEN (Reuters) - The harbour ministry of Velden denied that soldiers had entered the port of Lome."
REPORT = "Dockers in the port of Lome said soldiers had entered the port of Lome on Monday night."


def topic_of(claim: dict[str, Any]) -> str:
    return claim["event"]["type"] if claim["event"] else ""


def build_up_a_good_record_that_wavers(clashwire: Clashwire, claim: dict[str, Any]) -> None:
    """Twelve right and almost three wrong outcomes, in the very cell that the claim belongs to."""
    query = pb2.ReliabilityQuery(
        source=PUBLISHER,
        source_kind="publisher",
        topic=topic_of(claim),
        evidence_kind=f"EVIDENCE_KIND_{claim['evidence_kind'].upper()}",
        stance=f"STANCE_{claim['stance'].upper()}",
    )
    outcomes = [
        pb2.Outcome(
            id=f"shift_{number}",
            source=query,
            right=float(number < 12),
            confidence=0.8 if number == 14 else 1.0,
            resolver=pb2.RESOLVER_EDITOR,
            event_time=Timestamp(seconds=1_770_000_000 + number),
        )
        for number in range(15)
    ]
    with grpc.insecure_channel(clashwire.reliability.target) as channel:
        stub = pb2_grpc.SourceReliabilityServiceStub(channel)
        answer = stub.RecordOutcomes(pb2.RecordOutcomesRequest(tenant=TENANT, outcomes=outcomes))
    assert (answer.recorded, list(answer.shifts)) == (15, [])


def first_shift(http: httpx.Client) -> dict[str, Any]:
    """Data of the publisher's first shift that the stream tells of; a stream without one runs into the time limit."""
    with http.stream("GET", "/v1/events", headers={"last-event-id": "0"}, timeout=5) as stream:
        told = (line.removeprefix("data: ") for line in stream.iter_lines() if line.startswith("data: "))
        events = (json.loads(line) for line in told)
        return next(e["data"] for e in events if e["type"] == "source.reliability_shifted" and SOURCE_ID in str(e))


def test_a_resolution_that_turns_a_source_is_told_as_an_event(clashwire: Clashwire, http: httpx.Client) -> None:
    documents = [
        {"id": "shift-1", "text": DENIAL, "source": PUBLISHER},
        {"id": "shift-2", "text": REPORT, "source": "steady.example"},
    ]
    answer = http.post("/v1/checks", json={"documents": documents}).json()
    clash = next(c for c in answer["clashes"] if {s["document_id"] for s in c["sides"]} == {"shift-1", "shift-2"})
    wrong = next(s for s in clash["sides"] if s["document_id"] == "shift-1")
    right = next(s for s in clash["sides"] if s["document_id"] == "shift-2")
    claim = next(c for c in answer["claims"] if c["id"] == wrong["claim_id"])
    build_up_a_good_record_that_wavers(clashwire, claim)
    body = {"verdict": "resolved", "right_side": right["claim_id"], "reason": "harbour log", "reviewer": "ada"}
    assert http.post(f"/v1/clashes/{clash['id']}/reviews", json=body).status_code == 200
    shift = first_shift(http)
    assert shift["source_id"] == SOURCE_ID
    assert shift["topic"] == topic_of(claim)
    assert shift["after"] < shift["before"]
