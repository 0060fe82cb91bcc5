import base64
import hashlib
import hmac

import pytest

from clashwire_client import SignatureError, verify_webhook

NOW = 1_772_442_600
BODY = b'{"type":"clash.opened","data":{"quote":"no \xe2\x80\x9cshots\xe2\x80\x9d"}}'


def secret(seed: int) -> str:
    return "whsec_" + base64.b64encode(bytes([seed]) * 32).decode()


def signed(body: bytes = BODY, *, by: int = 1, at: int = NOW, delivery: str = "msg_1") -> dict[str, str]:
    digest = hmac.new(bytes([by]) * 32, f"{delivery}.{at}.".encode() + body, hashlib.sha256).digest()
    signature = f"v1,{base64.b64encode(digest).decode()}"
    return {"Webhook-Id": delivery, "Webhook-Timestamp": str(at), "Webhook-Signature": signature}


def test_a_right_and_fresh_signature_is_believed() -> None:
    assert verify_webhook(BODY, signed(), secret(1), now=NOW + 299) == "msg_1"


def test_either_secret_is_believed_while_they_are_rotated() -> None:
    for by in (1, 2):
        assert verify_webhook(BODY, signed(by=by), [secret(1), secret(2)], now=NOW) == "msg_1"


def test_one_right_signature_among_several_is_enough() -> None:
    headers = signed()
    headers["Webhook-Signature"] = f"v1a,AAAA v1,AAAA nonsense {headers['Webhook-Signature']}"
    assert verify_webhook(BODY, headers, secret(1), now=NOW) == "msg_1"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        signed(by=2),
        signed(at=NOW - 301),
        signed(at=NOW + 301),
        {**signed(), "Webhook-Id": "msg_2"},
        {**signed(), "Webhook-Id": ""},
        {**signed(), "Webhook-Timestamp": str(NOW + 1)},
        {**signed(), "Webhook-Timestamp": "yesterday"},
        {**signed(), "Webhook-Timestamp": "9" * 400},
        {**signed(), "Webhook-Timestamp": "\u0661"},
        {**signed(), "Webhook-Signature": ""},
        {**signed(), "Webhook-Signature": "v1,"},
        {**signed(), "Webhook-Signature": "v1,!!!"},
        {**signed(), "Webhook-Signature": "v1,\u00e9"},
        {**signed(), "Webhook-Signature": signed()["Webhook-Signature"].replace("v1,", "v2,")},
        signed(delivery=""),
    ],
)
def test_anything_else_is_not(headers: dict[str, str]) -> None:
    with pytest.raises(SignatureError):
        verify_webhook(BODY, headers, secret(1), now=NOW)


def test_a_changed_body_is_not_believed() -> None:
    with pytest.raises(SignatureError):
        verify_webhook(BODY + b" ", signed(), secret(1), now=NOW)


def test_a_malformed_secret_is_the_callers_fault() -> None:
    with pytest.raises(ValueError, match="whsec_"):
        verify_webhook(BODY, signed(), "whsec_not base64", now=NOW)
