"""What of an archive is sent, how fast, and what is waited out."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import feedparser
import httpx
import pytest

from clashwire_client import Clashwire, ProblemError, RetryPolicy
from service_kit.errors import ServiceError
from standalone.backfill.files import ITEMS_PER_PART, Part, content_type_of, files_in, parts_of
from standalone.backfill.notes import opened_notes
from standalone.backfill.run import Backfill, Tally
from standalone.backfill.sender import Manners, Sender

RSS = '<rss version="2.0" xmlns:dc="urn:x"><channel><title>T</title><link>https://a.example/</link>{}</channel></rss>'
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>{}</feed>'
ITEM = "<item><guid>https://a.example/{0}</guid><description>Story {0}</description></item>"
ENTRY = "<entry><id>https://a.example/{0}</id><summary>Story {0}</summary></entry>"
MOST_BYTES = 1_000_000
OPERATION = {"id": "op_1", "state": "waiting", "created_at": "2026-03-02T09:00:00Z", "jobs": [], "refused": []}


class Gateway:
    """Answers what it is told to, then 202 to everything; `seconds` is the time, which passes in sleep only."""

    def __init__(self, *answers: httpx.Response | type[httpx.TransportError]) -> None:
        self.answers = list(answers)
        self.waiting: list[int] = []
        self.seen: list[httpx.Request] = []
        self.seconds = 0.0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            return httpx.Response(200, json={"counts": {"waiting": self.waiting.pop(0) if self.waiting else 0}})
        self.seen.append(request)
        answer = self.answers.pop(0) if self.answers else accepted()
        if isinstance(answer, type):
            raise answer("away")
        return answer

    def sleep(self, seconds: float) -> None:
        self.seconds += seconds

    def sender(self, **manners: Any) -> Sender:
        once = RetryPolicy(attempts=1)
        client = Clashwire("http://gateway.example", retries=once, transport=httpx.MockTransport(self))
        return Sender(client, None, Manners(**{"per_second": 1_000.0, **manners}), self.sleep, lambda: self.seconds)


def accepted(*verdicts: str) -> httpx.Response:
    documents = [
        {"document_id": f"d{number}", "verdict": verdict, "operation_id": "op_1"}
        for number, verdict in enumerate(verdicts or ["accepted"])
    ]
    return httpx.Response(202, json={**OPERATION, "documents": documents})


def problem(status: int, field: str = "body", **headers: str) -> httpx.Response:
    errors = [{"field": field, "detail": "is wrong", "reason": "WRONG"}]
    content = {"type": "urn:clashwire:problem:wrong", "title": "Wrong", "status": status, "errors": errors}
    return httpx.Response(status, json=content, headers=headers)


def part(text: str = "One.") -> Part:
    return Part("one.txt", text.encode(), "text/plain")


def test_files_are_taken_in_order_and_hidden_ones_left_alone(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a/1.html", ".git/config.txt", "b/.note.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [str(path.relative_to(tmp_path)) for path in files_in(tmp_path)] == ["a/1.html", "b/2.txt"]
    assert files_in(tmp_path / "b/2.txt") == [tmp_path / "b/2.txt"]
    with pytest.raises(ServiceError, match="there is no"):
        files_in(tmp_path / "none")


@pytest.mark.parametrize(
    ("name", "content_type"),
    [("a.TXT", "text/plain"), ("a.rss", "application/rss+xml"), ("a.b.json", "application/json"), ("a.pdf", None)],
)
def test_a_name_tells_the_format(name: str, content_type: str | None) -> None:
    assert content_type_of(Path(name)) == content_type


@pytest.mark.parametrize(("feed", "item"), [(RSS, ITEM), (ATOM, ENTRY)], ids=["rss", "atom"])
def test_a_long_feed_is_cut_and_no_item_lost(tmp_path: Path, feed: str, item: str) -> None:
    total = 2 * ITEMS_PER_PART + 1
    file = tmp_path / "feed.xml"
    file.write_text(feed.format("".join(item.format(number) for number in range(total))))
    parts = list(parts_of(file, "application/xml", MOST_BYTES))
    read = [feedparser.parse(each.content) for each in parts]
    assert [len(each.entries) for each in read] == [ITEMS_PER_PART, ITEMS_PER_PART, 1]
    assert {each.feed.title for each in read} == {"T"}
    assert [e.id for each in read for e in each.entries] == [f"https://a.example/{number}" for number in range(total)]
    assert parts[2].name.endswith("items 401 to 401")


@pytest.mark.parametrize("content", ["<rss><channel>", '<!DOCTYPE r [<!ENTITY a "b">]><rss>', "<other>"])
def test_what_is_no_feed_is_sent_as_it_is(tmp_path: Path, content: str) -> None:
    file = tmp_path / "feed.xml"
    file.write_text(content + "<item/>" * 300)
    assert [each.content for each in parts_of(file, "text/xml", MOST_BYTES)] == [file.read_bytes()]


def test_a_file_that_is_no_news_by_its_size_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "huge.txt").write_bytes(b"x" * 1_001)
    with pytest.raises(ServiceError, match="the limit is 1000"):
        list(parts_of(tmp_path / "huge.txt", "text/plain", 1_000))


def test_a_key_stands_for_the_content_and_how_it_is_sent() -> None:
    renamed = Part("two.txt", b"One.", "text/plain")
    assert part().key("http://a", "x") == renamed.key("http://a", "x")
    others = {part().key("http://b", "x"), part().key("http://a", ""), part("Two.").key("http://a", "x")}
    assert part().key("http://a", "x") not in others


def test_no_more_is_sent_than_so_many_a_second() -> None:
    gateway = Gateway()
    sender = gateway.sender(per_second=4.0)
    for number in range(9):
        sender.send(part(str(number)), str(number))
    assert gateway.seconds == 2.0


def test_an_archive_is_checked_in_the_background_unless_asked_otherwise() -> None:
    gateway = Gateway()
    gateway.sender().send(part(), "k")
    gateway.sender(priority="normal").send(part(), "l")
    assert [request.url.params["priority"] for request in gateway.seen] == ["background", "normal"]


@pytest.mark.parametrize(
    ("answers", "seconds"),
    [
        ([problem(429, **{"retry-after": "7"})], 7.0),
        ([problem(503), httpx.ConnectError, problem(504)], 1.0 + 2.0 + 4.0),
    ],
    ids=["as long as it is asked to", "longer and longer"],
)
def test_what_passes_is_waited_out_under_the_same_key(
    answers: Sequence[httpx.Response | type[httpx.TransportError]], seconds: float
) -> None:
    gateway = Gateway(*answers)
    assert gateway.sender().send(part(), "k").id == "op_1"
    assert gateway.seconds == seconds
    assert {request.headers["idempotency-key"] for request in gateway.seen} == {"backfill-k"}


@pytest.mark.parametrize(
    "answer",
    [
        lambda: problem(429, **{"retry-after": "40000"}),
        lambda: problem(401),
        lambda: problem(403),
        lambda: httpx.Response(202, text="a page of a proxy"),
    ],
    ids=["a quota of the day", "no key", "a key that may not", "no gateway"],
)
def test_a_run_ends_where_going_on_is_of_no_use(answer: Callable[[], httpx.Response]) -> None:
    gateway = Gateway(answer())
    with pytest.raises(ServiceError):
        gateway.sender().send(part(), "k")
    assert gateway.seconds == 0.0


def test_a_gateway_that_stays_away_ends_the_run_when_patience_is_over() -> None:
    gateway = Gateway(*[httpx.ConnectError] * 100)
    with pytest.raises(ServiceError, match="goes on from here"):
        gateway.sender(patience_seconds=60.0).send(part(), "k")
    assert 30 <= gateway.seconds <= 60


def test_no_more_wait_at_a_time_than_may() -> None:
    gateway = Gateway(accepted("accepted", "accepted"), accepted("accepted"))
    gateway.waiting = [5, 4, 2, 0]
    sender = gateway.sender(most_waiting=3, look_seconds=10.0)
    sender.send(part("1"), "1")
    assert gateway.seconds == 20.0
    sender.send(part("2"), "2")
    assert gateway.waiting == []


def test_a_bad_file_stops_no_other_and_every_fault_has_its_reason(tmp_path: Path) -> None:
    for name in ("1.txt", "2.txt", "3.pdf", "4.xml"):
        (tmp_path / name).write_text(name)
    left_out = {"field": "items[2]", "detail": "has no text", "reason": "NO_TEXT"}
    of_feed = {**json.loads(accepted("accepted", "unchanged").content), "refused": [left_out]}
    gateway = Gateway(problem(422, "documents[0].text"), accepted(), httpx.Response(202, json=of_feed))
    tally = Tally()
    with opened_notes(tmp_path / "state") as notes:
        run = Backfill("http://gateway.example", gateway.sender(), notes, MOST_BYTES)
        run([*files_in(tmp_path)][:4], tally, lambda: None)
    assert (tally.files, tally.accepted, tally.repeated, tally.left_out) == (4, 2, 1, 1)
    assert tally.failed == [
        (str(tmp_path / "1.txt"), "422 documents[0].text: is wrong"),
        (str(tmp_path / "4.xml"), "items[2]: has no text"),
    ]


def test_a_second_run_sends_what_was_not_noted_and_a_line_cut_off_by_a_crash_is_not(tmp_path: Path) -> None:
    for name in ("1.txt", "2.txt", "3.txt"):
        (tmp_path / name).write_text(name)
    files, state = files_in(tmp_path), tmp_path / "state"

    def run() -> tuple[Tally, int]:
        gateway, tally = Gateway(), Tally()
        with opened_notes(state) as notes:
            Backfill("http://gateway.example", gateway.sender(), notes, MOST_BYTES)(files, tally, lambda: None)
        return tally, len(gateway.seen)

    assert run()[1] == 3
    state.write_bytes(state.read_bytes()[:-30])
    tally, sent = run()
    assert (sent, tally.accepted, tally.sent_before) == (1, 1, 2)
    assert run()[1] == 0


def test_a_refusal_is_a_refusal_of_one_body() -> None:
    gateway = Gateway(problem(413))
    with pytest.raises(ProblemError):
        gateway.sender().send(part(), "k")
