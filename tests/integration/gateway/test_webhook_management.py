"""Webhooks are registered, changed, tried out and told again what they missed."""

from functools import partial

import pytest

from gateway.domain.erase_document import erase_document
from gateway.domain.events import EventType
from gateway.domain.url_guard import FetchPolicy
from gateway.domain.webhooks import new_secret
from tests.integration.gateway.receiver import Receiver
from tests.integration.gateway.webhook_newsroom import HOUR, Newsroom, on_sqlite


@on_sqlite
async def test_only_the_wanted_sorts_of_events_are_delivered(newsroom: Newsroom, receiver: Receiver) -> None:
    await newsroom.register(receiver, event_types=["clash.resolved"])
    await newsroom.happen(2)
    await newsroom.happen(1, EventType.CLASH_RESOLVED)
    await newsroom.deliver()
    assert receiver.types == ["clash.resolved"]


async def test_a_replay_repeats_the_events_after_one_in_portions(newsroom: Newsroom, receiver: Receiver) -> None:
    webhook = await newsroom.register(receiver)
    await newsroom.happen(8)
    await newsroom.deliver()
    first = list(receiver.ids)
    replays = f"/{webhook['id']}/replays"
    portion = await newsroom.post(replays, {"after_event_id": first[0].removeprefix("evt_")})
    assert portion == {"deliveries": 5, "last_event_id": first[5]}
    rest = await newsroom.post(replays, {"after_event_id": first[5]})
    assert rest == {"deliveries": 2, "last_event_id": first[7]}
    await newsroom.deliver()
    assert receiver.ids == [*first, *first[1:]]
    assert await newsroom.post(replays, {"after_event_id": first[7]}) == {"deliveries": 0, "last_event_id": None}


@on_sqlite
async def test_an_address_inside_is_refused_at_registration_and_again_at_delivery(
    newsroom: Newsroom, receiver: Receiver
) -> None:
    webhook = await newsroom.register(receiver)
    newsroom.policy = FetchPolicy(allow_http=True, ports=frozenset())
    await newsroom.happen()
    await newsroom.deliver()
    assert receiver.messages == []
    assert [a["outcome"] for d in await newsroom.log_of(webhook) for a in d["log"]] == ["blocked"]
    answer = await newsroom.post("", {"url": "https://2130706433/"}, 422)
    assert answer["errors"][0]["field"] == "url"
    response = await newsroom.client.patch(f"/v1/webhooks/{webhook['id']}", json={"url": "ftp://a.example/"})
    assert response.status_code == 422


@on_sqlite
async def test_old_and_new_secret_sign_side_by_side_while_one_is_rotated(
    newsroom: Newsroom, receiver: Receiver
) -> None:
    own = new_secret()
    webhook = await newsroom.register(receiver, secret=own)
    assert webhook["secret"] == own
    rotated = await newsroom.post(f"/{webhook['id']}/secrets", {"keep_seconds": 3600}, 201)
    await newsroom.happen()
    await newsroom.deliver()
    newsroom.clock.seconds = 3601
    await newsroom.happen()
    await newsroom.deliver()
    during, after = receiver.messages
    assert during.is_signed_by(own)
    assert during.is_signed_by(rotated["secret"])
    assert after.is_signed_by(rotated["secret"])
    assert not after.is_signed_by(own)
    assert "secret" not in await newsroom.get(f"/{webhook['id']}")


@pytest.mark.parametrize(
    "secret", ["", "whsec_", "whsec_c2hvcnQ=", "c2VjcmV0" * 8, "whsec_***", "whsec_" + "QUFB" * 22]
)
async def test_a_secret_that_is_none_is_refused(newsroom: Newsroom, secret: str) -> None:
    answer = await newsroom.post("", {"url": "https://a.example/", "secret": secret}, 422)
    assert answer["errors"][0]["field"] == "secret"


@on_sqlite
async def test_a_ping_arrives_like_any_message(newsroom: Newsroom, receiver: Receiver) -> None:
    webhook = await newsroom.register(receiver)
    ping = await newsroom.post(f"/{webhook['id']}/pings")
    await newsroom.deliver()
    [message] = receiver.messages
    assert (message.id, message.content["type"]) == (ping["message_id"], "ping")
    assert message.is_signed_by(webhook["secret"])
    assert (await newsroom.get(f"/{webhook['id']}/deliveries/{ping['id']}"))["state"] == "delivered"


async def test_an_erased_document_takes_its_messages_along(newsroom: Newsroom, receiver: Receiver) -> None:
    webhook = await newsroom.register(receiver)
    await newsroom.client.post("/v1/checks", json={"documents": [{"id": "x", "text": "Ministry denies Rain"}]})
    await newsroom.unit_of_work.write("default", partial(erase_document, "x"))
    await newsroom.deliver()
    assert receiver.messages == []
    assert await newsroom.log_of(webhook) == []


@on_sqlite
async def test_a_deleted_webhook_is_sent_nothing_more(newsroom: Newsroom, receiver: Receiver) -> None:
    webhook = await newsroom.register(receiver)
    await newsroom.happen()
    assert (await newsroom.client.delete(f"/v1/webhooks/{webhook['id']}")).status_code == 204
    await newsroom.deliver()
    assert receiver.messages == []
    for path in ("", "/deliveries", "/deliveries/dlv_1"):
        assert (await newsroom.client.get(f"/v1/webhooks/{webhook['id']}{path}")).status_code == 404
    assert (await newsroom.client.delete(f"/v1/webhooks/{webhook['id']}")).status_code == 404


async def test_no_tenant_sees_or_changes_webhooks_of_another(newsroom: Newsroom, receiver: Receiver) -> None:
    webhook = await newsroom.register(receiver)
    await newsroom.happen()
    [delivery] = await newsroom.log_of(webhook)
    for tenant, found in (("default", 1), ("other", 0)):
        read = partial(newsroom.unit_of_work.read, tenant)
        assert len(await read(lambda records: records.webhooks.all())) == found
        assert bool(await read(lambda records: records.webhooks.get(webhook["id"]))) is bool(found)
        assert bool(await read(lambda records: records.deliveries.get(webhook["id"], delivery["id"]))) is bool(found)
    assert not await newsroom.unit_of_work.write("other", lambda records: records.webhooks.remove(webhook["id"]))


@on_sqlite
async def test_a_tenant_has_so_many_webhooks_and_no_more(newsroom: Newsroom, receiver: Receiver) -> None:
    for _ in range(3):
        await newsroom.register(receiver)
    answer = await newsroom.post("", {"url": receiver.url}, 409)
    assert "3 webhooks" in answer["detail"]
    assert len((await newsroom.get(""))["webhooks"]) == 3


async def test_the_log_is_kept_for_its_time(newsroom: Newsroom, receiver: Receiver) -> None:
    webhook = await newsroom.register(receiver)
    await newsroom.happen()
    await newsroom.deliver()
    await newsroom.queue.forget_older_than(HOUR)
    assert len(await newsroom.log_of(webhook)) == 1
    newsroom.clock.seconds = 3700
    await newsroom.queue.forget_older_than(HOUR)
    assert await newsroom.log_of(webhook) == []
