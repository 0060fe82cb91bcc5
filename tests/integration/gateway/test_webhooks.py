"""Events reach receivers signed, at least once, under the same id; over real databases and real HTTP."""

import asyncio
import contextlib
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler

from standardwebhooks import Webhook as Signer

from tests.integration.gateway.receiver import Message, Receiver, receiving, status
from tests.integration.gateway.webhook_newsroom import Newsroom, on_sqlite


def test_messages_are_signed_as_the_specification_says() -> None:
    at = datetime.fromtimestamp(1614265330, UTC)
    signature = Signer("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").sign(
        "msg_p5jXN8AQM9LWM0D4loKWxJek", at, '{"test": 2432232314}'
    )
    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


async def test_every_event_is_delivered_signed_and_tells_no_article_text(
    newsroom: Newsroom, receiver: Receiver
) -> None:
    webhook = await newsroom.register(receiver)
    documents = [
        {"id": "denial", "text": "Ministry denies Troops left"},
        {"id": "report", "text": "Observers asserts Troops left"},
    ]
    await newsroom.client.post("/v1/checks", json={"documents": documents})
    await newsroom.deliver()
    assert sorted(receiver.types) == ["clash.opened", "document.analyzed", "document.analyzed"]
    events = await newsroom.unit_of_work.read("default", lambda records: records.events.after(0, 10))
    assert receiver.ids == [f"evt_{event.number}" for event in events]
    for message, event in zip(receiver.messages, events, strict=True):
        assert message.is_signed_by(webhook["secret"])
        assert message.content == {"type": event.type, "timestamp": event.at.isoformat(), "data": dict(event.data)}
        assert "Troops" not in message.body
    assert {delivery["state"] for delivery in await newsroom.log_of(webhook)} == {"delivered"}


async def test_a_failed_delivery_is_tried_again_later_with_the_same_id_and_bytes(
    newsroom: Newsroom, receiver: Receiver
) -> None:
    webhook = await newsroom.register(receiver)
    receiver.answers = [status(500)]
    await newsroom.happen()
    await newsroom.deliver()
    [delivery] = await newsroom.log_of(webhook)
    assert (delivery["state"], delivery["attempts"]) == ("waiting", 1)
    assert datetime.fromisoformat(delivery["due_at"]) == newsroom.clock.now() + timedelta(seconds=10)
    await newsroom.deliver()
    assert len(receiver.messages) == 1
    newsroom.clock.seconds = 11
    await newsroom.deliver()
    first, second = receiver.messages
    assert (first.id, first.body) == (second.id, second.body)
    assert second.is_signed_by(webhook["secret"])
    [delivery] = await newsroom.log_of(webhook)
    assert [(attempt["outcome"], attempt["status"]) for attempt in delivery["log"]] == [
        ("refused", 500),
        ("delivered", 204),
    ]


async def test_what_fails_too_often_is_parked_until_somebody_asks_again(newsroom: Newsroom, receiver: Receiver) -> None:
    webhook = await newsroom.register(receiver)
    receiver.answers = [status(404)] * 3
    await newsroom.happen()
    for _ in range(4):
        await newsroom.deliver()
        newsroom.clock.seconds += 100
    assert len(receiver.messages) == 3
    [parked] = await newsroom.log_of(webhook, "parked")
    assert (await newsroom.get(f"/{webhook['id']}/deliveries"))["counts"]["parked"] == 1
    await newsroom.post(f"/{webhook['id']}/deliveries/{parked['id']}/retries")
    await newsroom.deliver()
    [delivery] = await newsroom.log_of(webhook)
    assert (delivery["id"], delivery["state"], len(delivery["log"])) == (parked["id"], "delivered", 4)
    assert len(set(receiver.ids)) == 1


async def test_a_receiver_that_is_gone_is_disabled_and_can_be_told_later_what_it_missed(
    newsroom: Newsroom, receiver: Receiver
) -> None:
    webhook = await newsroom.register(receiver)
    receiver.answers = [status(204), status(410)]
    await newsroom.happen(3)
    await newsroom.deliver()
    seen = await newsroom.get(f"/{webhook['id']}")
    assert (seen["enabled"], seen["disabled_reason"]) == (False, "GONE")
    assert [delivery["state"] for delivery in await newsroom.log_of(webhook)] == ["parked", "parked", "delivered"]
    await newsroom.happen(2)
    await newsroom.deliver()
    assert len(receiver.messages) == 2
    replays = f"/{webhook['id']}/replays"
    await newsroom.post(replays, {"after_event_id": receiver.ids[0]}, 409)
    await newsroom.client.patch(f"/v1/webhooks/{webhook['id']}", json={"enabled": True})
    replay = await newsroom.post(replays, {"after_event_id": receiver.ids[0]})
    await newsroom.deliver()
    assert replay["deliveries"] == 4
    assert replay["last_event_id"] == receiver.ids[-1]
    assert len(receiver.ids) == 6
    assert len(set(receiver.ids)) == 5


@on_sqlite
async def test_an_overloaded_receiver_is_left_alone_with_everything_as_long_as_it_asks(
    newsroom: Newsroom, receiver: Receiver
) -> None:
    await newsroom.register(receiver)
    receiver.answers = [status(429, retry_after="120")]
    await newsroom.happen(3)
    await newsroom.deliver()
    newsroom.clock.seconds = 119
    await newsroom.deliver()
    assert len(receiver.messages) == 1
    newsroom.clock.seconds = 121
    await newsroom.deliver()
    assert len(receiver.messages) == 4


@on_sqlite
async def test_a_redirect_is_not_followed(newsroom: Newsroom, receiver: Receiver) -> None:
    with receiving() as elsewhere:
        webhook = await newsroom.register(receiver)
        receiver.answer = status(307, location=elsewhere.url)
        await newsroom.happen()
        await newsroom.deliver()
        [delivery] = await newsroom.log_of(webhook)
        assert [(a["outcome"], a["status"]) for a in delivery["log"]] == [("refused", 307)]
        assert elsewhere.messages == []


@on_sqlite
async def test_a_slow_receiver_is_given_up_and_holds_up_no_other(newsroom: Newsroom, receiver: Receiver) -> None:
    released = threading.Event()

    def hang(handler: BaseHTTPRequestHandler, message: Message) -> None:
        released.wait(30)
        with contextlib.suppress(OSError):
            status(204)(handler, message)

    with receiving() as slow:
        slow.answer = hang
        webhook = await newsroom.register(slow)
        await newsroom.happen(4)
        await newsroom.register(receiver)
        await newsroom.happen(4)
        await newsroom.deliver(runners=4, seconds=0.4)
        released.set()
        assert len(receiver.messages) == 4
        outcomes = {attempt["outcome"] for delivery in await newsroom.log_of(webhook) for attempt in delivery["log"]}
        assert outcomes == {"too_slow"}


@on_sqlite
async def test_an_answer_without_end_is_not_read(newsroom: Newsroom, receiver: Receiver) -> None:
    def pour(handler: BaseHTTPRequestHandler, _message: Message) -> None:
        handler.send_response(200)
        handler.end_headers()
        with contextlib.suppress(OSError):
            while True:
                handler.wfile.write(b"x" * 65_536)

    receiver.answer = pour
    webhook = await newsroom.register(receiver)
    await newsroom.happen()
    await newsroom.deliver()
    assert [delivery["state"] for delivery in await newsroom.log_of(webhook)] == ["delivered"]


@on_sqlite
async def test_nobody_there_is_written_down_as_unreachable(newsroom: Newsroom) -> None:
    with receiving() as gone:
        pass
    webhook = await newsroom.register(gone)
    await newsroom.happen()
    await newsroom.deliver()
    [delivery] = await newsroom.log_of(webhook)
    assert [(a["outcome"], a["status"]) for a in delivery["log"]] == [("unreachable", None)]


async def test_workers_at_the_same_time_deliver_every_message_once(newsroom: Newsroom, receiver: Receiver) -> None:
    await newsroom.register(receiver)
    await newsroom.happen(20)
    await newsroom.deliver(runners=4)
    assert len(receiver.ids) == len(set(receiver.ids)) == 20


async def test_a_delivery_whose_worker_died_is_made_by_another_and_the_first_no_longer_counts(
    newsroom: Newsroom, receiver: Receiver
) -> None:
    webhook = await newsroom.register(receiver)
    await newsroom.happen()
    dead = await newsroom.queue.take("dead", timedelta(seconds=30))
    assert dead is not None
    await newsroom.deliver()
    assert receiver.messages == []
    newsroom.clock.seconds = 31
    await newsroom.deliver()
    assert receiver.ids == [dead.delivery.message_id]
    await newsroom.queue.finish(dead, dead.delivery, timedelta())
    assert [delivery["state"] for delivery in await newsroom.log_of(webhook)] == ["delivered"]


@on_sqlite
async def test_a_stopped_worker_gives_its_delivery_back(newsroom: Newsroom, receiver: Receiver) -> None:
    released = threading.Event()
    receiver.answer = lambda *_: (released.wait(30), None)[1]
    webhook = await newsroom.register(receiver)
    await newsroom.happen()
    working = asyncio.create_task(newsroom.runner().next())
    while not receiver.messages:
        await asyncio.wait({working}, timeout=0.01)
    working.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await working
    released.set()
    assert [(d["state"], d["attempts"]) for d in await newsroom.log_of(webhook)] == [("waiting", 0)]
