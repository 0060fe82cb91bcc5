import json
from datetime import UTC, datetime

import httpx
import pytest
from pydantic import ValidationError

from clashwire_client import Document, Media, UnreadableAnswerError
from clashwire_client.calls import checks, claims, clashes, documents, sources
from tests.unit.clashwire_client.conftest import Open


@pytest.mark.parametrize(
    ("identity", "path"),
    [
        ("plain-1", "/v1/documents/plain-1"),
        ("https://a.example/b?c=d#e", "/v1/documents/https:%2F%2Fa.example%2Fb%3Fc%3Dd%23e"),
        ("50 % größer", "/v1/documents/50%20%25%20gr%C3%B6%C3%9Fer"),
        ("..", "/v1/documents/%2E%2E"),
        ("a/../b", "/v1/documents/a%2F..%2Fb"),
    ],
)
def test_an_id_stays_one_step_of_the_path(scripted: Open, identity: str, path: str) -> None:
    client, script = scripted(httpx.Response(204))
    client.erase_document(identity)
    assert script.requests[0].url.raw_path.decode() == path


def test_only_what_was_given_is_sent() -> None:
    media = (Media(kind="video", url="https://a.example/v"),)
    moment = datetime(2026, 3, 2, 9, 10, tzinfo=UTC)
    call = checks.check(["bare", Document(text="full", published_at=moment, media=media)], against="documents")
    assert json.loads(call.content or b"") == {
        "documents": [
            {"text": "bare"},
            {
                "text": "full",
                "published_at": "2026-03-02T09:10:00Z",
                "media": [{"kind": "video", "url": "https://a.example/v"}],
            },
        ],
        "against": "documents",
    }


def test_filters_that_are_not_set_are_not_sent() -> None:
    first = clashes.clashes(state="open", least_severity=0.0).page("").query
    assert first == {"state": "open", "least_severity": "0.0", "page_size": "100"}
    assert claims.claims("port", page_size=5).page("t").query == {"q": "port", "page_size": "5", "page_token": "t"}


def test_a_time_without_offset_is_refused_before_it_is_sent() -> None:
    with pytest.raises(ValidationError):
        Document(text="a", published_at=datetime(2026, 3, 2))  # noqa: DTZ001 (the fault under test)
    with pytest.raises(ValueError, match="offset"):
        clashes.clashes(opened_from=datetime(2026, 3, 2)).page("")  # noqa: DTZ001


def test_a_misspelt_field_is_refused() -> None:
    with pytest.raises(ValidationError):
        Document.model_validate({"text": "a", "titel": "b"})


@pytest.mark.parametrize(
    ("verdict", "right_side", "sent"),
    [
        ("dismissed", None, {"verdict": "dismissed", "reason": ""}),
        ("resolved", None, {"verdict": "resolved", "reason": "", "right_side": None}),
        ("resolved", "clm_1", {"verdict": "resolved", "reason": "", "right_side": "clm_1"}),
    ],
)
def test_a_resolution_always_names_its_right_side(
    verdict: clashes.Verdict, right_side: str | None, sent: dict[str, str | None]
) -> None:
    call = clashes.review("cls_1", verdict, right_side=right_side)
    assert json.loads(call.content or b"") == sent
    assert "if-match" not in call.headers


def test_lists_are_read_page_after_page(scripted: Open) -> None:
    outcome = {
        "source_id": "s",
        "claim_id": "c",
        "right": 1,
        "resolver": "ada",
        "topic": "",
        "reason": "",
        **dict.fromkeys(("evidence_kind", "stance", "event_time", "recorded_at", "supersedes")),
    }
    pages = [
        {"outcomes": [{"id": "1", **outcome}, {"id": "2", **outcome}], "next_page_token": "more"},
        {"outcomes": [{"id": "3", **outcome}], "next_page_token": ""},
    ]
    client, script = scripted(*(httpx.Response(200, json=page) for page in pages))
    assert [found.id for found in client.outcomes("s", page_size=2)] == ["1", "2", "3"]
    assert [dict(request.url.params).get("page_token") for request in script.requests] == [None, "more"]


def test_an_empty_name_of_a_source_is_still_a_step() -> None:
    assert sources.get_source("domain:harborpost.example").path == "/v1/sources/domain:harborpost.example"
    assert documents.get_document("").path == "/v1/documents/"


def test_an_export_keeps_line_ends_that_are_part_of_a_text(scripted: Open) -> None:
    client, _script = scripted(httpx.Response(200, content="id,quote\r\n1,a\u2028b\x0bc\r\nlast".encode()))
    assert list(client.export_clashes_csv()) == ["id,quote", "1,a\u2028b\x0bc", "last"]


def test_an_export_line_that_cannot_be_read_is_named(scripted: Open) -> None:
    client, _script = scripted(httpx.Response(200, content=b"{}\n"))
    with pytest.raises(UnreadableAnswerError):
        list(client.export_clashes())
