"""Believes a webhook delivery only if its signature is right and fresh, as Standard Webhooks has it."""

import base64
import binascii
import hashlib
import hmac
import time
from collections.abc import Mapping, Sequence

from clashwire_client.errors import SignatureError

_SECRET_PREFIX = "whsec_"  # noqa: S105 (the mark of a secret, not one)
_VERSION = "v1"


def verify_webhook(
    body: bytes,
    headers: Mapping[str, str],
    secrets: Sequence[str] | str,
    *,
    tolerance_seconds: float = 300.0,
    now: float | None = None,
) -> str:
    """Return the delivery's id where one of the secrets signed exactly this body; SignatureError otherwise.

    Deliveries come at least once: whoever has seen the id before may leave it. `body` is what came over the wire,
    before any parsing; `now` is seconds since 1970, the clock's where it is not given.
    """
    told = {name.lower(): value for name, value in headers.items()}
    delivery_id, timestamp = told.get("webhook-id", ""), told.get("webhook-timestamp", "")
    _refuse_stale(timestamp, tolerance_seconds, time.time() if now is None else now)
    signed = f"{delivery_id}.{timestamp}.".encode() + body
    given = [_decoded(entry) for entry in told.get("webhook-signature", "").split()]
    wanted = [_signature(secret, signed) for secret in ([secrets] if isinstance(secrets, str) else secrets)]
    matches = [hmac.compare_digest(one, other) for one in wanted for other in given]
    if not delivery_id or not any(matches):
        raise SignatureError("no signature of the delivery is right")
    return delivery_id


def _refuse_stale(timestamp: str, tolerance_seconds: float, now: float) -> None:
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) < 16):
        raise SignatureError("webhook-timestamp is no time")
    if abs(now - int(timestamp)) > tolerance_seconds:
        raise SignatureError("the delivery is too old, or from the future")


def _signature(secret: str, signed: bytes) -> bytes:
    try:
        key = base64.b64decode(secret.removeprefix(_SECRET_PREFIX), validate=True)
    except binascii.Error as error:
        raise ValueError("a secret is whsec_ and base64") from error
    return hmac.digest(key, signed, hashlib.sha256)


def _decoded(entry: str) -> bytes:
    version, _, signature = entry.partition(",")
    try:
        return base64.b64decode(signature, validate=True) if version == _VERSION else b""
    except ValueError:
        return b""
