"""Pages of a desk that needs no sign-in: headers, filters, failures, what stands where."""

from collections.abc import Callable
from dataclasses import replace

import httpx
import pytest

from gateway.api.desk.charts import Moment, arc, over_time
from gateway.api.desk.excerpts import Mark, cut, in_paragraph
from gateway.api.desk.urls import own_path, web_url
from gateway.domain.checks import Update
from gateway.domain.claims import Part, Quote, Span
from gateway.domain.clashes import ReliabilityStatus, SourceReliability, side_of
from gateway.domain.documents import Document, Media
from service_kit.errors import ErrorKind, ServiceError
from tests.desk import newsroom
from tests.unit.gateway.conftest import World

STORY = "Ministry denies Troops crossed\nObservers asserts Troops crossed"


@pytest.fixture
async def clash_id(client: httpx.AsyncClient) -> str:
    answer = await client.post("/v1/checks", json={"documents": [{"text": STORY, "source": "a.example"}]})
    return str(answer.json()["clashes"][0]["id"])


@pytest.mark.parametrize("path", ["/", "/check", "/sources", "/clashes/none", "/?kind=none"])
async def test_every_page_carries_the_headers_of_the_desk(client: httpx.AsyncClient, path: str) -> None:
    headers = (await client.get(path)).headers
    assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize("query", ["kind=x", "state=x", "order=x", "since=1y", "least=2", "least=nan"])
async def test_a_filter_that_means_nothing_is_named(client: httpx.AsyncClient, query: str) -> None:
    answer = await client.get(f"/?{query}")
    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("text/html")


async def test_the_list_by_itself_is_answered_only_when_it_has_changed(
    client: httpx.AsyncClient, clash_id: str
) -> None:
    first = await client.get("/desk/clashes")
    tag = first.headers["etag"]
    assert clash_id in first.text
    assert tag.strip('"') in (await client.get("/")).text
    assert (await client.get("/desk/clashes", headers={"if-none-match": tag})).status_code == 304
    await client.post(f"/clashes/{clash_id}/review", data={"verdict": "dismissed", "version": "1"})
    assert (await client.get("/desk/clashes", headers={"if-none-match": tag})).status_code == 200


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"verdict": "confirmed", "version": "1"}, 303),
        ({"verdict": "resolved", "version": "1", "right_side": "neither"}, 303),
        ({"verdict": "resolved", "version": "1"}, 422),
        ({"verdict": "resolved", "version": "1", "right_side": "clm_x"}, 422),
        ({"verdict": "open", "version": "1"}, 422),
        ({"version": "1"}, 422),
        ({"verdict": "confirmed"}, 409),
        ({"verdict": "confirmed", "version": "7"}, 409),
        ({"verdict": "confirmed", "version": "1", "note": "x" * 4_000}, 422),
    ],
)
async def test_a_review_is_stored_or_explained(
    client: httpx.AsyncClient, clash_id: str, form: dict[str, str], status: int
) -> None:
    answer = await client.post(f"/clashes/{clash_id}/review", data=form)
    assert answer.status_code == status
    assert status == 303 or "Your decision was not stored" in answer.text


async def test_after_a_review_the_editor_is_where_the_form_was(client: httpx.AsyncClient, clash_id: str) -> None:
    form = {"verdict": "confirmed", "version": "1", "back": "/?kind=numeric"}
    assert (await client.post(f"/clashes/{clash_id}/review", data=form)).headers["location"] == "/?kind=numeric"
    form = {"verdict": "dismissed", "version": "2", "back": "//evil.example"}
    assert (await client.post(f"/clashes/{clash_id}/review", data=form)).headers["location"] == "/"


@pytest.mark.parametrize(
    ("form", "status", "words"),
    [
        ({"text": " "}, 422, "Paste the text of a story"),
        ({"text": "x" * 300_000}, 422, "the limit is 200000"),
        ({"text": STORY, "published_at": "soon"}, 422, "Is no date and time"),
    ],
)
async def test_a_story_that_cannot_be_checked_is_explained(
    client: httpx.AsyncClient, form: dict[str, str], status: int, words: str
) -> None:
    answer = await client.post("/check", data=form)
    assert answer.status_code == status
    assert words in answer.text


async def test_a_neighbour_out_of_reach_is_told_on_the_form(
    world: World, connect: Callable[[World], httpx.AsyncClient]
) -> None:
    world.extractor.failure = ServiceError(ErrorKind.UNAVAILABLE, "claim-extraction is out of reach", reason="GONE")
    answer = await connect(world).post("/check", data={"text": STORY})
    assert answer.status_code == 503
    assert "Claim-extraction is out of reach" in answer.text
    assert STORY in answer.text


async def test_static_files_are_kept_for_good_and_named_by_content(client: httpx.AsyncClient) -> None:
    page = (await client.get("/")).text
    path = page.split('href="/desk/static/')[1].split('"')[0]
    answer = await client.get(f"/desk/static/{path}")
    assert "immutable" in answer.headers["cache-control"]
    assert (await client.get(f"/desk/static/0000/{path.split('/')[1]}")).status_code == 404


@pytest.mark.parametrize("percent", ["", "x", "-1", "101", "nan"])
async def test_an_override_outside_the_scale_is_refused(client: httpx.AsyncClient, percent: str) -> None:
    form = {"percent": percent, "reason": "because"}
    assert (await client.post("/sources/a/override", data=form)).status_code == 422


async def test_an_override_is_set_and_taken_back(client: httpx.AsyncClient, world: World) -> None:
    form = {"percent": "40", "reason": "new owners", "reviewer": "Mira"}
    assert (await client.post("/sources/domain:a.example/override", data=form)).status_code == 303
    await client.post("/sources/domain:a.example/override", data={"action": "clear", "reason": "mistake"})
    assert [(o.mean, o.reason) for o in world.reliability.overrides] == [(0.4, "new owners"), (None, "mistake")]


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.example/x?y=1#z", True),
        ("HTTP://a.example", True),
        ("https://a.example:8443/", True),
        ("javascript:alert(1)", False),
        ("https:a.example", False),
        ("//a.example", False),
        ("https://[", False),
        ("https://a.example/ x", False),
        ("data:text/html,x", False),
        ("", False),
        (None, False),
    ],
)
def test_only_whole_web_addresses_become_links(url: str | None, *, kept: bool) -> None:
    assert web_url(url) == (url if kept else None)


@pytest.mark.parametrize(("path", "kept"), [("/a?b=c", True), ("//a", False), ("/\\a", False), ("a", False)])
def test_only_paths_of_the_desk_are_gone_back_to(path: str, *, kept: bool) -> None:
    assert own_path(path) == (path if kept else "/")


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], [("abcdef", [])]),
        ([Mark(1, 3, "x")], [("a", []), ("bc", ["x"]), ("def", [])]),
        ([Mark(1, 4, "x"), Mark(2, 3, "y")], [("a", []), ("b", ["x"]), ("c", ["x", "y"]), ("d", ["x"]), ("ef", [])]),
        ([Mark(0, 3, "x"), Mark(2, 6, "y")], [("ab", ["x"]), ("c", ["y", "x"]), ("def", ["y"])]),
        ([Mark(4, 99, "x"), Mark(50, 60, "y")], [("abcd", []), ("ef", ["x"])]),
    ],
)
def test_text_is_cut_at_every_edge_of_a_mark(marks: list[Mark], expected: list[tuple[str, list[str]]]) -> None:
    pieces = cut("abcdef", Span(0, 6), marks)
    assert [(piece.text, [mark.name for mark in piece.marks]) for piece in pieces] == expected


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        (Quote(Part.TEXT, 7, 13, "second"), "a second b"),
        (Quote(Part.TITLE, 0, 3, "Top"), "Top story"),
        (Quote(Part.CAPTION, 2, 6, "clip", 0), "A clip"),
        (Quote(Part.TEXT, 0, 5, "other"), None),
        (Quote(Part.CAPTION, 0, 1, "A", 7), None),
    ],
)
def test_a_quote_is_shown_in_its_paragraph_or_not_at_all(quote: Quote, shown: str | None) -> None:
    document = Document("d", "one\n\na second b\nthree", title="Top story", media=(Media("video", None, "A clip"),))
    side = side_of(newsroom.DENIAL, ())
    excerpt = in_paragraph(replace(side, quote=quote), document)
    assert ("".join(piece.text for piece in excerpt.pieces) if excerpt else None) == shown


def test_a_long_paragraph_is_cut_on_both_sides() -> None:
    text = "x" * 2_000 + "quote" + "y" * 2_000
    side = side_of(newsroom.DENIAL, ())
    moved = replace(side, quote=Quote(Part.TEXT, 2_000, 2_005, "quote"))
    excerpt = in_paragraph(moved, Document("d", text))
    assert excerpt
    assert (excerpt.cut_before, excerpt.cut_after) == (True, True)
    assert sum(len(piece.text) for piece in excerpt.pieces) == 1_405


def test_reliability_over_time_runs_from_left_to_right_and_upwards() -> None:
    def moment(hours: int, mean: float) -> Moment:
        at = newsroom.MORNING.replace(hour=hours)
        return Moment(at, SourceReliability("s", mean, mean - 0.1, mean + 0.1, 1.0, ReliabilityStatus.OK))

    chart = over_time([moment(9, 0.5), moment(11, 0.7), moment(13, 0.6)])
    assert chart
    assert chart.line == "0.00,50.00 50.00,30.00 100.00,40.00"
    assert chart.band.split()[-1] == "0.00,60.00"
    assert over_time([moment(9, 0.5), Moment(newsroom.MORNING, SourceReliability())]) is None


@pytest.mark.parametrize(("start", "end"), [(0.2, 0.8), (0.8, 0.2)])
def test_an_arc_is_the_higher_the_farther_apart(start: float, end: float) -> None:
    drawn = arc(start, end, 0.6, 1, unsure=False)
    assert drawn.path.startswith("M20.00,100 A30.00,")
    assert drawn.middle == pytest.approx(50)
    assert drawn.top == pytest.approx(14)
    assert drawn.top < arc(0.4, 0.6, 0.6, 1, unsure=False).top


async def test_an_update_of_a_side_stands_on_the_time_line(
    client: httpx.AsyncClient, world: World, clash_id: str
) -> None:
    records = world.unit_of_work.of("default")
    (answer,) = records.checks.rows.values()
    first, second = (claim.id for claim in answer.claims)
    records.checks.rows[answer.id] = replace(answer, updates=(Update(first, second, "a later count"),))
    page = (await client.get(f"/clashes/{clash_id}")).text
    assert "“Ministry denies Troops crossed” gave way to “Observers asserts Troops crossed”" in page


async def test_an_outcome_that_was_replaced_is_told_apart(client: httpx.AsyncClient, clash_id: str) -> None:
    sides = (await client.get(f"/v1/clashes/{clash_id}")).json()["sides"]
    for version, right in enumerate((sides[0], sides[1]), start=1):
        form = {"verdict": "resolved", "version": str(version), "right_side": right["claim_id"]}
        assert (await client.post(f"/clashes/{clash_id}/review", data=form)).status_code == 303
    page = (await client.get("/sources/speaker:ministry")).text
    assert page.count("replaced later") == 1
    assert page.count("verdict right") == page.count("verdict wrong") == 1
