"""Stories through the real gateway and the real services."""

import time
from itertools import count, islice
from typing import Any

import httpx
import pytest

from tests.integration.conftest import Clashwire
from tests.unit.gateway.bad_input import ODD_TEXTS, UNREADABLE

STORY = (
    "The harbour ministry of Velden denied on Tuesday that soldiers had entered the port of Marl. "
    "Dockers said soldiers had entered the port of Marl on Monday night."
)
DENIAL = "VELDEN (Reuters) - The harbour ministry of Velden denied that soldiers had entered the port of Marl."
REPORT = "Dockers in the port of Marl said soldiers had entered the port of Marl on Monday night."


def check(http: httpx.Client, *documents: dict[str, object], against: str = "both") -> dict[str, Any]:
    response = http.post("/v1/checks", json={"documents": documents, "against": against})
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def wait_until_done(http: httpx.Client, location: str) -> list[dict[str, Any]]:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        operation = http.get(location).json()
        if operation["state"] in ("done", "parked"):
            jobs: list[dict[str, Any]] = operation["jobs"]
            return jobs
    pytest.fail("the work was not done in time")


def test_a_denial_meets_what_it_denies_with_quotes_verbatim_and_both_sides_weighed(http: httpx.Client) -> None:
    answer = check(http, {"id": "d", "text": STORY, "source": "harborpost.example"}, against="documents")
    [clash] = answer["clashes"]
    claims = {claim["id"]: claim for claim in answer["claims"]}
    assert clash["id"] is None
    assert clash["kind"] == "denial_vs_assertion"
    assert {side["stance"] for side in clash["sides"]} == {"denies", "asserts"}
    for side in clash["sides"]:
        quote = side["quote"]
        assert quote["text"] == STORY[quote["start"] : quote["end"]]
        assert claims[side["claim_id"]]["document_id"] == "d"
        assert side["reliability"]["speaker"]["status"] in ("ok", "prior_only")
        assert side["reliability"]["publisher"]["source_id"] == "domain:harborpost.example"
        assert all(quote["start"] <= span["start"] < span["end"] <= quote["end"] for span in side["decisive"])
    assert clash["lean"]["status"] in ("leaning", "undetermined")
    assert answer["degraded"] == []


def test_a_later_story_meets_the_archive_and_cites_where_the_old_claim_stands(http: httpx.Client) -> None:
    denial, report = DENIAL.replace("Marl", "Quellin"), REPORT.replace("Marl", "Quellin")
    check(http, {"id": "archive-1", "text": denial, "source": "harborpost.example", "title": "Port denied"})
    answer = check(http, {"id": "archive-2", "text": report, "source": "dockline.example"}, against="archive")
    [clash] = answer["clashes"]
    assert {side["document_id"] for side in clash["sides"]} == {"archive-1", "archive-2"}
    [old] = [claim for claim in answer["claims"] if claim["document_id"] == "archive-1"]
    assert old["document"]["source"] == "harborpost.example"
    assert http.get(f"/v1/clashes/{clash['id']}").json()["state"] == "open"
    assert http.get("/v1/documents/archive-1").json()["text"] == denial
    assert http.get(f"/v1/checks/{answer['id']}").json() == answer


def test_a_resolution_reaches_the_track_records_of_all_four_sources(http: httpx.Client) -> None:
    answer = check(
        http,
        {
            "id": "review-1",
            "text": DENIAL.replace("Marl", "Osk").replace("harbour", "river"),
            "source": "resolved-a.example",
        },
        {
            "id": "review-2",
            "text": REPORT.replace("Marl", "Osk").replace("Dockers", "Ferrymen"),
            "source": "resolved-b.example",
        },
    )
    clash = next(c for c in answer["clashes"] if {s["document_id"] for s in c["sides"]} == {"review-1", "review-2"})
    wrong, right = clash["sides"]
    body = {"verdict": "resolved", "right_side": right["claim_id"], "reason": "harbour log", "reviewer": "ada"}
    for _ in range(2):
        assert http.post(f"/v1/clashes/{clash['id']}/reviews", json=body).status_code == 200
    for side, told in ((wrong, 0.0), (right, 1.0)):
        for source in (side["reliability"]["speaker"]["source_id"], side["reliability"]["publisher"]["source_id"]):
            outcomes = http.get(f"/v1/sources/{source}/outcomes").json()["outcomes"]
            assert [(o["claim_id"], o["right"]) for o in outcomes] == [(side["claim_id"], told)]
            assert http.get(f"/v1/sources/{source}").json()["status"] == "ok"


def test_erasing_a_document_erases_its_clashes(http: httpx.Client) -> None:
    answer = check(http, {"id": "erase-1", "text": STORY.replace("Marl", "Tarn")})
    clash_ids = [clash["id"] for clash in answer["clashes"]]
    assert clash_ids
    assert http.delete("/v1/documents/erase-1").status_code == 204
    for path in ("/v1/documents/erase-1", f"/v1/checks/{answer['id']}", *(f"/v1/clashes/{i}" for i in clash_ids)):
        assert http.get(path).status_code == 404


@pytest.mark.parametrize(("body", "field"), UNREADABLE)
def test_what_cannot_be_read_is_refused_with_the_field_named(http: httpx.Client, body: bytes, field: str) -> None:
    response = http.post("/v1/checks", content=body, headers={"content-type": "application/json"})
    assert response.status_code == 422
    assert field in [error["field"] for error in response.json()["errors"]]


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_odd_texts_are_answered_with_every_quote_in_its_place(http: httpx.Client, text: str) -> None:
    answer = check(http, {"id": "odd", "text": text}, against="documents")
    assert answer["documents"][0]["characters"] == len(text)
    for claim in answer["claims"]:
        quote = claim["quote"]
        assert quote["text"] == text[quote["start"] : quote["end"]]


@pytest.mark.parametrize(
    ("documents", "field"),
    [
        ([{"text": "a" * 150_000}, {"text": "b" * 50_001}], "documents[1].text"),
        ([{"text": f"Story {number}."} for number in range(51)], "documents"),
    ],
)
def test_more_than_one_check_affords_is_413(http: httpx.Client, documents: list[dict[str, str]], field: str) -> None:
    response = http.post("/v1/checks", json={"documents": documents})
    assert (response.status_code, response.json()["errors"][0]["field"]) == (413, field)
    assert "POST /v1/documents" in response.json()["detail"]


def test_the_longest_allowed_text_is_read_to_its_end(http: httpx.Client) -> None:
    sentences = (f"Mayor Ada of Town {number} said the bridge of Town {number} was closed. " for number in count())
    text = "".join(islice(sentences, 2_800))[:200_000]
    answer = check(http, {"id": "long", "text": text}, against="documents")
    coverage = answer["documents"][0]
    assert coverage["characters_read"] == coverage["characters"] == len(text)


def test_one_text_beyond_a_check_is_read_to_its_end_when_it_is_accepted_for_later(http: httpx.Client) -> None:
    text = f"{STORY}\n\n" + "((" * 100_000 + "\n\nDockers said no soldiers were left in the port of Marl."
    body = {"documents": [{"id": "longer", "text": text}]}
    refused = http.post("/v1/checks", json=body)
    assert (refused.status_code, "POST /v1/documents" in refused.json()["detail"]) == (413, True)
    location = http.post("/v1/documents", json=body).headers["location"]
    [job] = wait_until_done(http, location)
    stored = http.get(f"/v1/checks/{job['check_id']}").json()
    assert stored["documents"][0]["characters"] == len(text)
    assert max(claim["quote"]["end"] for claim in stored["claims"]) == len(text)


@pytest.mark.parametrize("language", ["fr", None])
def test_another_language_is_answered_degraded_and_without_nonsense(http: httpx.Client, language: str | None) -> None:
    text = (
        "Le ministre a démenti mardi que des soldats soient entrés dans le port de Marl. "
        "Les dockers ont affirmé que des soldats étaient entrés dans le port lundi soir."
    )
    answer = check(http, {"id": "fr", "text": text, "language": language}, against="documents")
    assert [(d["part"], d["document_id"]) for d in answer["degraded"]] == [("claim-extraction", "fr")]
    assert answer["clashes"] == []


def test_requests_are_told_apart_in_the_logs_of_every_service(http: httpx.Client, clashwire: Clashwire) -> None:
    response = http.post("/v1/checks", json={"documents": [{"text": STORY}]}, headers={"x-request-id": "trace-me-1"})
    assert response.headers["x-request-id"] == "trace-me-1"
    http.get("/healthz")
    for service in (clashwire.gateway, clashwire.extraction, clashwire.contradiction, clashwire.reliability):
        assert "trace-me-1" in service.log.read_text()
    assert "dockers" not in clashwire.gateway.log.read_text().lower()


def test_all_parts_are_ready_and_serving(http: httpx.Client) -> None:
    assert http.get("/readyz").json() == {"status": "ready"}
    assert http.get("/v1/status").json()["status"] == "ok"


def test_events_are_streamed_as_they_happen_and_none_is_missed_after_a_break(http: httpx.Client) -> None:
    story = STORY.replace("Marl", "Eventide")
    with http.stream("GET", "/v1/events", timeout=30) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        assert stream.headers["last-event-id"].isdigit()
        lines = stream.iter_lines()
        assert next(lines).startswith("retry")
        check(http, {"id": "event-1", "text": story})
        first = next(line for line in lines if line.startswith("id: "))
    http.delete("/v1/documents/nothing")
    check(http, {"id": "event-2", "text": story.replace("Velden", "Korr")})
    with http.stream("GET", "/v1/events", headers={"last-event-id": first[4:]}, timeout=30) as stream:
        numbers: list[int] = []
        for line in stream.iter_lines():
            if line.startswith("id: "):
                numbers.append(int(line[4:]))
            if line.startswith("data: ") and '"document_id": "event-2"' in line:
                break
    assert numbers == sorted(set(numbers))
    assert numbers[0] > int(first[4:])
