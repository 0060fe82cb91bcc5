"""Bodies in formats of the trade, and what they are read as."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[2] / "data" / "formats"
VALID = sorted(path.name for path in (FOLDER / "valid").iterdir())
EXPECTED: dict[str, dict[str, Any]] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".html": "text/html",
    ".rss": "application/rss+xml",
    ".atom": "application/atom+xml",
    ".xml": "application/vnd.iptc.g2.newsitem+xml",
    ".json": "application/ninjs+json",
}

INVALID = [
    ("billion_laughs.xml", "body", "xml-entities"),
    ("external_entity.xml", "body", "xml-entities"),
    ("parameter_entity.xml", "body", "xml-entities"),
    ("cut_off.rss", "body", "not-xml"),
    ("undeclared_entity.rss", "body", "not-xml"),
    ("other_root.xml", "body", "unknown-root"),
    ("no_items.rss", "body", "no-text"),
    ("no_texts.rss", "items[0]", "no-text"),
    ("package.g2.xml", "newsItem", "missing"),
    ("no_guid.g2.xml", "newsItem/@guid", "missing"),
    ("status.g2.xml", "newsItem/itemMeta/pubStatus", "pub-status"),
    ("time.g2.xml", "newsItem/itemMeta/embargoed", "time"),
    ("no_text.g2.xml", "newsItem/contentSet", "no-text"),
    ("ninjs_version.json", "standard.version", "unknown-version"),
    ("ninjs_standard.json", "standard.name", "unknown-standard"),
    ("ninjs_no_text.json", "body_html", "no-text"),
    ("ninjs_time.json", "versioncreated", "time"),
    ("ninjs_embargo.json", "embargoed", "time"),
    ("ninjs_status.json", "pubstatus", "pub-status"),
    ("ninjs_headline.json", "headline", "string-type"),
    ("ninjs_bodies.json", "bodies", "list-type"),
    ("ninjs_no_uri.json", "uri", "missing"),
    ("no_article.html", "body", "no-text"),
    ("empty.html", "body", "no-text"),
]


def feed(items: int, text: str = "The council said the bridge of Osk was closed.", head: str = "") -> bytes:
    made = "".join(
        f"<item><guid>https://a.example/{n}</guid><description>{text}</description></item>" for n in range(items)
    )
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel>{made}</channel></rss>'.encode()


def shown(value: Any) -> Any:
    """A document as it stands in expected.json: without what is empty, times written out."""
    fields = {name: each for name, each in asdict(value).items() if each not in (None, "", ())}
    if fields.get("edition"):
        fields["edition"] = {name: each for name, each in fields["edition"].items() if each is not None}
    return json.loads(json.dumps(fields, default=lambda moment: moment.isoformat()))
