"""Bodies that cannot be read, with the field at fault, and odd texts that can."""

import json
from typing import Any

TEXT = "Ministry denies Troops crossed the border"


def checks(**document: Any) -> bytes:
    return json.dumps({"documents": [{"text": TEXT, **document}]}).encode()


UNREADABLE = [
    (b"", "body"),
    (b"{", "body"),
    (b"hello", "body"),
    (b"\xff\xfe{}", "body"),
    (b'"text"', "body"),
    (b"[]", "body"),
    (b"null", "body"),
    (b"{}", "documents"),
    (b"[" * 200_000, "body"),
    (b'{"documents":' * 50_000, "body"),
    (b'{"documents": ' + b"1" * 5_000 + b"}", "body"),
    (b'{"documents": [{"text": NaN}]}', "body"),
    (b'{"documents": [{"text": "a"}], "max_pairs": Infinity}', "body"),
    (b'{"documents": [{"text": "a"}], "max_pairs": 1e400}', "max_pairs"),
    (b'{"documents": [{"text": "a"}], "max_pairs": 0}', "max_pairs"),
    (b'{"documents": [{"text": "a"}], "max_pairs": "many"}', "max_pairs"),
    (b'{"documents": [{"text": "a"}], "max_pairs": "5"}', "max_pairs"),
    (b'{"documents": [{"text": "a"}], "max_pairs": true}', "max_pairs"),
    (b'{"documents": []}', "documents"),
    (b'{"documents": {}}', "documents"),
    (b'{"documents": "text"}', "documents"),
    (b'{"documents": [null]}', "documents[0]"),
    (b'{"documents": [{}]}', "documents[0].text"),
    (b'{"documents": [{"text": "a"}], "against": "everything"}', "against"),
    (b'{"documents": [{"text": "a"}], "against": null}', "against"),
    (rb'{"documents": [{"text": "a \ud800 b"}]}', "documents[0].text"),
    (rb'{"documents": [{"text": "a", "id": "\udfff"}]}', "documents[0].id"),
    (checks(text=None), "documents[0].text"),
    (checks(text=5), "documents[0].text"),
    (checks(text=["a"]), "documents[0].text"),
    (checks(text=""), "documents[0].text"),
    (checks(text=" \n\t\u00a0\u2003 "), "documents[0].text"),
    (checks(text="a\0b"), "documents[0].text"),
    (checks(id=""), "documents[0].id"),
    (checks(id=7), "documents[0].id"),
    (checks(id="a\nb"), "documents[0].id"),
    (checks(id="x" * 301), "documents[0].id"),
    (checks(id=".."), "documents[0].id"),
    (checks(title=7), "documents[0].title"),
    (checks(title="x" * 2_001), "documents[0].title"),
    (checks(url="https://a.example/\0"), "documents[0].url"),
    (checks(source=["a.example"]), "documents[0].source"),
    (checks(published_at="yesterday"), "documents[0].published_at"),
    (checks(published_at="2026-03-02"), "documents[0].published_at"),
    (checks(published_at="2026-03-02T09:10:00"), "documents[0].published_at"),
    (checks(published_at="2026-13-02T09:10:00Z"), "documents[0].published_at"),
    (checks(published_at="0001-01-01T00:00:00+14:00"), "documents[0].published_at"),
    (checks(published_at=1_700_000_000), "documents[0].published_at"),
    (checks(language="not a tag"), "documents[0].language"),
    (checks(language=5), "documents[0].language"),
    (checks(byline="a\nb"), "documents[0].byline"),
    (checks(credit="x" * 1_001), "documents[0].credit"),
    (checks(media="none"), "documents[0].media"),
    (checks(media=[{"kind": "hologram"}]), "documents[0].media[0].kind"),
    (checks(media=[{"kind": "video", "caption": 5}]), "documents[0].media[0].caption"),
    (
        json.dumps({"documents": [{"id": "d", "text": TEXT}, {"id": "d", "text": "other"}]}).encode(),
        "documents[1].id",
    ),
]

ODD_TEXTS = [
    "Ministry denies Troops\u0001\u0008\u001b crossed\u200f the\u202e border",
    'Ministry said "Troops crossed the border and never closed the quote',
    "\u0642\u0627\u0644\u062a \u0627\u0644\u0648\u0632\u0627\u0631\u0629 \u0644\u0627",
    "\u653f\u5e9c\u5426\u8ba4\u4e86\u8fd9\u4e00\u8bf4\u6cd5\u3002",
    "x" * 100_000,
    "\U0001f600" * 1_000,
    "e\u0301" * 500,
    "\r\n\r\nMinistry denies Troops crossed the border\r\n",
]
