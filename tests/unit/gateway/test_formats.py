"""Formats of the trade: what each is read as, and what cannot be read."""

import contextlib
import gzip
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.formats.limits import FormatLimits
from gateway.adapters.formats.markup import fragment_text
from gateway.adapters.formats.reader import FormatReader
from gateway.adapters.formats.values import moment, publisher_of
from gateway.api.bodies import parse_json
from gateway.domain.access import KeyRing, Scope, read_keys
from gateway.domain.incoming import MEDIA_TYPES as READ
from gateway.domain.incoming import Body, Given
from service_kit.errors import ServiceError
from tests.unit.gateway.conftest import World
from tests.unit.gateway.reading_formats import EXPECTED, FOLDER, INVALID, MEDIA_TYPES, VALID, feed, shown

READER = FormatReader(ThreadPoolExecutor(1), parse_json, FormatLimits(documents=100, page_bytes=200_000))
STORY = "The harbour ministry denied that soldiers had entered the port of Marl."
PAGE = (
    f"<html><head><meta charset='windows-1252'></head><body><article><p>{STORY} “Caf\u00e9”</p></article></body></html>"
)
ITEM = b'{"uri": "urn:newsml:wire.example:20260302:port", "version": "1", "body_text": "Ministry denies Troops left"}'


async def post(client: httpx.AsyncClient, content: bytes, content_type: str, **params: str) -> httpx.Response:
    return await client.post("/v1/documents", content=content, headers={"content-type": content_type}, params=params)


def stored_text(world: World) -> str:
    [document] = world.unit_of_work.of("default").documents.rows.values()
    return document.text


@pytest.mark.parametrize("name", VALID)
async def test_a_body_is_read_as_the_documents_it_holds(name: str) -> None:
    path = FOLDER / "valid" / name
    incoming = await READER.read(Body(path.read_bytes(), MEDIA_TYPES[path.suffix]), Given())
    expected = EXPECTED[name]
    assert [{"place": place, **shown(document)} for place, document in incoming.placed] == expected["documents"]
    assert [fault.field for fault in incoming.refused] == expected["refused"]


@pytest.mark.parametrize("name", VALID)
async def test_what_is_read_is_accepted_and_checked(world: World, client: httpx.AsyncClient, name: str) -> None:
    path = FOLDER / "valid" / name
    response = await post(client, path.read_bytes(), MEDIA_TYPES[path.suffix])
    assert response.status_code == 202, response.text
    answer = response.json()
    assert len(answer["documents"]) == len(EXPECTED[name]["documents"])
    assert [fault["field"] for fault in answer["refused"]] == EXPECTED[name]["refused"]
    await world.run_all()
    operation = (await client.get(response.headers["location"])).json()
    assert {job["state"] for job in operation["jobs"]} == {"done"}


@pytest.mark.parametrize(("name", "field", "reason"), INVALID)
async def test_what_cannot_be_read_is_refused_with_its_field_named(
    world: World, client: httpx.AsyncClient, name: str, field: str, reason: str
) -> None:
    path = FOLDER / "invalid" / name
    response = await post(client, path.read_bytes(), MEDIA_TYPES[path.suffix])
    assert response.status_code == 422
    assert response.json()["type"] == f"urn:clashwire:problem:{reason}"
    assert response.json()["errors"][0]["field"] == field
    assert world.unit_of_work.of("default").jobs.rows == []


@pytest.mark.parametrize("content_type", ["application/xml", "text/xml; charset=utf-8"])
@pytest.mark.parametrize("name", ["feed.rss", "feed.atom", "item.g2.xml", "message.g2.xml"])
async def test_xml_without_a_type_of_its_own_is_told_by_its_outermost_element(
    client: httpx.AsyncClient, name: str, content_type: str
) -> None:
    response = await post(client, (FOLDER / "valid" / name).read_bytes(), content_type)
    assert response.status_code == 202
    assert len(response.json()["documents"]) == len(EXPECTED[name]["documents"])


@pytest.mark.parametrize("content_type", ["application/json", ""])
async def test_json_that_is_no_list_of_documents_but_names_itself_is_ninjs(
    world: World, client: httpx.AsyncClient, content_type: str
) -> None:
    response = await post(client, ITEM, content_type)
    assert response.status_code == 202
    assert stored_text(world) == "Ministry denies Troops left"


@pytest.mark.parametrize(
    "content_type", ["application/pdf", "image/png", "text/csv", "multipart/form-data", "nonsense"]
)
async def test_other_content_types_are_415_and_the_types_that_are_read_are_named(
    client: httpx.AsyncClient, content_type: str
) -> None:
    response = await post(client, b"x", content_type)
    assert response.status_code == 415
    assert all(name in response.json()["detail"] for name in READ)


@pytest.mark.parametrize(
    ("content", "content_type", "text"),
    [
        (STORY.encode("utf-16"), "text/plain", STORY),
        (b"\xef\xbb\xbf" + STORY.encode(), "text/plain", STORY),
        ("caf\u00e9".encode("latin-1"), "text/plain; charset=ISO-8859-1", "caf\u00e9"),
        ("caf\u00e9".encode(), "text/plain; charset=utf-8", "caf\u00e9"),
        ("line\r\nline\n\n \u00a0e\u0301".encode(), "text/plain", "line\r\nline\n\n \u00a0e\u0301"),
        (PAGE.encode("cp1252"), "text/html", f"{STORY} “Caf\u00e9”"),
        (PAGE.encode(), "text/html; charset=utf-8", f"{STORY} “Caf\u00e9”"),
        (feed(1, "caf\u00e9").replace(b'"1.0"?', b'"1.0" encoding="utf-8"?'), "application/rss+xml", "caf\u00e9"),
        (feed(1, "caf\u00e9").decode().encode("latin-1"), "text/xml; charset=latin1", "caf\u00e9"),
    ],
)
async def test_text_is_decoded_as_declared(
    world: World, client: httpx.AsyncClient, content: bytes, content_type: str, text: str
) -> None:
    response = await post(client, content, content_type)
    assert response.status_code == 202, response.text
    assert stored_text(world) == text


@pytest.mark.parametrize(
    ("content", "content_type", "reason"),
    [
        (b"caf\xe9", "text/plain", "not-utf8"),
        (b"caf\xe9", "text/html", "not-utf8"),
        (b"caf\xe9", "application/ninjs+json", "not-utf8"),
        (feed(1, "caf\u00e9").decode().encode("latin-1"), "application/rss+xml", "not-xml"),
        (b"\x81\x8d", "text/plain; charset=windows-1252", "encoding"),
        (b"x", "text/plain; charset=zip", "charset"),
        (b"x", "text/plain; charset=idna", "charset"),
        (b"x", "text/plain; charset=no-such", "charset"),
        (b"a\0b", "text/plain", "nul-character"),
        (b" \n", "text/plain", "no-text"),
        (b"", "text/plain", "no-text"),
        (b"", "text/html", "no-text"),
        (b"", "application/rss+xml", "not-xml"),
        (b"", "application/ninjs+json", "not-json"),
        (b"[]", "application/ninjs+json", "object-type"),
        (b'{"uri": "u", "body_text": "a \\ud800 b"}', "application/ninjs+json", "lone-surrogate"),
        (b'{"uri": "u", "body_text": "a \\u0000 b"}', "application/ninjs+json", "nul-character"),
        (b'{"uri": "' + b"u" * 2_001 + b'", "body_text": "x"}', "application/ninjs+json", "too-long"),
        (b"<a>" * 50_000, "application/xml", "nested-too-deeply"),
        (b"<div>" * 20_000, "text/html", "no-text"),
        (b"[" * 100_000, "application/ninjs+json", "nested-too-deeply"),
        (b"<a>" * 60_000, "text/html", "too-many-elements"),
        (feed(1, "&lt;a&gt;" * 60_000), "application/rss+xml", "too-many-elements"),
        (feed(1, "<a/>" * 200_001), "application/rss+xml", "too-many-elements"),
        (b"<rss " + b" ".join(b'a%d=""' % n for n in range(101)) + b"/>", "text/xml", "too-many-attributes"),
    ],
)
async def test_broken_text_is_a_clear_problem(
    client: httpx.AsyncClient, content: bytes, content_type: str, reason: str
) -> None:
    response = await post(client, content, content_type)
    assert (response.status_code, response.json()["type"]) == (422, f"urn:clashwire:problem:{reason}")
    assert response.json()["errors"]


async def test_a_feed_of_ten_thousand_items_is_413_and_names_the_limit(world: World, client: httpx.AsyncClient) -> None:
    response = await post(client, feed(10_000, "x"), "application/rss+xml")
    assert response.status_code == 413
    assert response.json()["errors"][0] == {
        "field": "body",
        "detail": "holds 10000 items; the limit of one request is 100",
        "reason": "TOO_MANY_DOCUMENTS",
        "limit": 100,
    }
    assert world.unit_of_work.of("default").jobs.rows == []


@pytest.mark.parametrize("content_type", ["text/plain", "text/html", "application/rss+xml", "application/ninjs+json"])
async def test_a_body_beyond_the_limit_is_413_whatever_it_holds(client: httpx.AsyncClient, content_type: str) -> None:
    assert (await post(client, b"x" * 1_000_001, content_type)).status_code == 413
    bomb = {"content-type": content_type, "content-encoding": "gzip"}
    response = await client.post("/v1/documents", content=gzip.compress(b"x" * 50_000_000), headers=bomb)
    assert response.status_code == 413


async def test_a_page_has_a_limit_of_its_own(client: httpx.AsyncClient) -> None:
    response = await post(client, b"x" * 200_001, "text/html")
    assert (response.status_code, response.json()["errors"][0]["limit"]) == (413, 200_000)


async def test_one_item_of_a_feed_from_the_future_or_too_long_takes_nothing_from_the_others(
    world: World, client: httpx.AsyncClient
) -> None:
    date = b"<pubDate>Mon, 02 Mar 2037 10:10:00 GMT</pubDate>"
    late = b"<item><guid>urn:late</guid>" + date + b"<description>x</description></item>"
    long = b"<item><guid>urn:long</guid><description>" + b"x" * 100_001 + b"</description></item>"
    response = await post(client, feed(2).replace(b"</channel>", late + long + b"</channel>"), "application/rss+xml")
    assert response.status_code == 202
    assert [(fault["field"], fault["reason"]) for fault in response.json()["refused"]] == [
        ("items[2].versioned_at", "FROM_THE_FUTURE"),
        ("items[3].text", "DOCUMENT_TOO_LONG"),
    ]
    assert len(world.unit_of_work.of("default").jobs.rows) == 2


async def test_a_feed_that_is_polled_makes_work_of_its_new_items_only(world: World, client: httpx.AsyncClient) -> None:
    first = (await post(client, feed(3), "application/rss+xml")).json()
    again = (await post(client, feed(3), "application/rss+xml")).json()
    assert again["id"] == first["id"]
    more = (await post(client, feed(4), "application/rss+xml")).json()
    assert [receipt["verdict"] for receipt in more["documents"]] == ["unchanged"] * 3 + ["accepted"]
    assert len(more["jobs"]) == 1
    assert len(world.unit_of_work.of("default").jobs.rows) == 4


async def test_the_sender_may_say_source_and_url(world: World, client: httpx.AsyncClient) -> None:
    await post(client, STORY.encode(), "text/plain", source="harborpost.example", url="https://harborpost.example/port")
    [document] = world.unit_of_work.of("default").documents.rows.values()
    assert (document.source, document.url) == ("harborpost.example", "https://harborpost.example/port")
    response = await post(client, STORY.encode(), "text/plain", source="x" * 1_001)
    assert response.json()["errors"][0]["field"] == "source"


async def test_quotes_index_the_text_that_is_kept(world: World, client: httpx.AsyncClient) -> None:
    markup = "<p>Ministry  denies&nbsp;Troops <b>left</b></p>\n<p>Observers asserts Troops left</p>"
    item = json.dumps({"guid": "urn:x", "version": 1, "body_html": markup}).encode()
    await post(client, item, "application/json")
    await world.run_all()
    text = stored_text(world)
    assert text == "Ministry denies Troops left\n\nObservers asserts Troops left"
    claims = list(world.unit_of_work.of("default").claims.rows.values())
    assert len(claims) == 2
    for claim in claims:
        assert claim.quote.text == text[claim.quote.start : claim.quote.end]


async def test_a_repeat_under_an_idempotency_key_is_answered_as_the_first(client: httpx.AsyncClient) -> None:
    headers = {"content-type": "text/plain", "idempotency-key": "k"}
    first, second = [await client.post("/v1/documents", content=STORY, headers=headers) for _ in range(2)]
    assert first.json() == second.json()
    assert second.headers["idempotency-replayed"] == "true"


async def test_a_stranger_has_nothing_read(world: World, connect: Any) -> None:
    digest = "0" * 64
    world.key_ring = KeyRing(read_keys([f"desk:default:{Scope.READ}:{digest}"]))
    response = await post(connect(world), b"<rss", "application/rss+xml")
    assert response.status_code == 401


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("", ""),
        ("plain", "plain"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<p>a</p>tail<p>b</p>", "a\n\ntail\n\nb"),
        ("<ul><li>a<li>b</ul>", "a\n\nb"),
        ("<p>a <i>b</i>\n c</p>", "a b c"),
        ("<p>a<!-- no -->b</p><script>c</script>d", "ab\n\nd"),
        ("&lt;b&gt; &amp; &copy;", "<b> & ©"),
        ("<table><tr><td>12</td><td>dead</td></tr></table>", "12\n\ndead"),
        ("<p>a\vb</p>", "a b"),
    ],
)
def test_markup_becomes_paragraphs(markup: str, text: str) -> None:
    assert fragment_text(markup, FormatLimits()) == text


@given(st.binary(max_size=300), st.sampled_from(READ))
def test_no_bytes_break_a_reader(content: bytes, media_type: str) -> None:
    _read_or_refuse(content, media_type)


ODD_VALUES = [None, 5, True, "", "x", "\0", [], {}, [5], [{"value": 5}], [{"value": "x"}], {"a": None}, {"version": []}]
NAMES = [
    "uri",
    "version",
    "standard",
    "type",
    "pubstatus",
    "headline",
    "headlines",
    "body_text",
    "bodies",
    "associations",
]


@given(st.dictionaries(st.sampled_from(NAMES), st.sampled_from(ODD_VALUES)))
def test_no_item_of_ninjs_breaks_the_reader(item: dict[str, Any]) -> None:
    _read_or_refuse(json.dumps(item).encode(), "application/ninjs+json")


def _read_or_refuse(content: bytes, media_type: str) -> None:
    # whatever it is, it is read or refused: nothing else may be raised
    with contextlib.suppress(ServiceError):
        assert READER._read(Body(content, media_type), Given()).documents


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-03-02T09:10:00Z", "2026-03-02T09:10:00+00:00"),
        ("2026-03-02T10:10:00+0100", "2026-03-02T09:10:00+00:00"),
        ("2026-03-02T10:10:00.123+01:00", "2026-03-02T09:10:00.123000+00:00"),
        ("2026-03-02", "2026-03-02T00:00:00+00:00"),
    ],
)
def test_times_are_read_with_their_offset(written: str, read: str) -> None:
    found = moment(written, "f")
    assert found is not None
    assert found.isoformat() == read


@pytest.mark.parametrize("written", ["2026-03-02T09:10:00", "0001-01-01T00:00:00+14:00", "now", "2026-13-02T09:10:00Z"])
def test_a_time_without_offset_or_sense_is_refused(written: str) -> None:
    with pytest.raises(ServiceError):
        moment(written, "f")


@pytest.mark.parametrize(
    ("address", "publisher"),
    [
        ("https://www.harborpost.example/a", "harborpost.example"),
        ("urn:newsml:wire.example:20260302:port", "wire.example"),
        ("tag:wire.example,2026:port", "wire.example"),
        ("urn:newsml:localhost:20260302:port", None),
        ("https://[broken", None),
        ("4711", None),
    ],
)
def test_the_publisher_is_the_domain_that_names_the_item(address: str, publisher: str | None) -> None:
    assert publisher_of(address) == publisher
