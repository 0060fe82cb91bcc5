"""Signs messages as in Standard Webhooks and sends them."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from standardwebhooks import Webhook as Signer

from gateway.adapters.guarded_http import GuardedHttp
from gateway.domain.webhooks import Errand, Reply


@dataclass(frozen=True)
class StandardWebhookSender:
    """Every valid secret signs, so that a receiver may know the old or the new one."""

    http: GuardedHttp

    async def send(self, errand: Errand, at: datetime) -> Reply:
        body = payload(errand)
        answer = await self.http.post(errand.url, signed_headers(errand, body, at), body.encode())
        return Reply(answer.status, _seconds(answer.headers.get("retry-after")))


def payload(errand: Errand) -> str:
    """Body of a message; the same bytes at every attempt."""
    content = {"type": errand.delivery.type, "timestamp": errand.at.isoformat(), "data": errand.data}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def signed_headers(errand: Errand, body: str, at: datetime) -> dict[str, str]:
    message_id, moment = errand.delivery.message_id, at.astimezone(UTC)
    signatures = [Signer(secret).sign(message_id, moment, body) for secret in errand.secrets]
    return {
        "content-type": "application/json",
        "user-agent": "clashwire-webhooks",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


def _seconds(retry_after: str | None) -> float | None:
    return float(retry_after) if retry_after and retry_after.isascii() and retry_after.isdecimal() else None
