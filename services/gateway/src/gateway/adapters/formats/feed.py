"""RSS and Atom, read by feedparser: one document per item."""

import io
from calendar import timegm
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import feedparser

from gateway.adapters.formats.faults import no_text
from gateway.adapters.formats.limits import FormatLimits
from gateway.adapters.formats.markup import fragment_text
from gateway.adapters.formats.one_by_one import read_items
from gateway.adapters.formats.values import language, line, publisher_of, scheme_of, web_address
from gateway.domain.documents import MOST_MEDIA, Document, Media
from gateway.domain.editions import Edition
from gateway.domain.incoming import Given, Incoming
from gateway.domain.priorities import Priority

_KINDS = ("image", "video", "audio")


def read_feed(content: bytes, given: Given, limits: FormatLimits) -> Incoming:
    """Read what was looked over; items that cannot be used are refused one by one. INVALID where none can."""
    # a file object: feedparser opens what looks like a name or an address
    feed = feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    items = ((f"items[{place}]", entry) for place, entry in enumerate(feed.entries))
    incoming = read_items(items, lambda entry, place: _document(entry, feed.feed, given, place, limits))
    return replace(incoming, usual=Priority.BACKGROUND)


def _document(entry: Any, feed: Any, given: Given, place: str, limits: FormatLimits) -> Document:
    text = _text(entry, limits)
    if not text:
        raise no_text(place)
    url = web_address(entry.get("link"), f"{place}.link")
    published_at = _moment(entry, "published_parsed")
    versioned_at = _moment(entry, "updated_parsed") or published_at
    return Document(
        id="",
        text=text,
        title=line(fragment_text(entry.get("title", ""), limits), "title", f"{place}.title"),
        url=url,
        source=line(given.source, "source", "source") or publisher_of(url, feed.get("link"), entry.get("id")),
        published_at=published_at or versioned_at,
        language=language(entry.get("language") or feed.get("language")),
        media=tuple(_media(entry, place))[:MOST_MEDIA],
        byline=line(entry.get("author"), "byline", f"{place}.author"),
        credit=line(_credit(entry), "credit", f"{place}.source"),
        edition=_edition(entry, feed, given, place, versioned_at),
    )


def _text(entry: Any, limits: FormatLimits) -> str:
    whole = [content for content in entry.get("content", ()) if content.get("value", "").strip()]
    shown = whole[0] if whole else {"value": entry.get("summary", ""), "type": "text/html"}
    value = str(shown["value"])
    return value.strip() if shown.get("type") == "text/plain" else fragment_text(value, limits)


def _edition(entry: Any, feed: Any, given: Given, place: str, versioned_at: datetime | None) -> Edition | None:
    """A guid that is no URI names an item within its feed only."""
    guid, link = entry.get("id"), entry.get("link")
    if guid and not scheme_of(guid):
        guid = link or f"{feed.get('link') or feed.get('title') or given.source or ''}#{guid}"
    uri = line(guid or link, "uri", f"{place}.guid")
    return Edition(uri=uri, versioned_at=versioned_at) if uri else None


def _credit(entry: Any) -> str | None:
    credited = [each.get("content") for each in entry.get("media_credit", ())]
    named = [entry.get("source", {}).get("title"), entry.get("publisher"), *credited]
    return next((name for name in named if name), None)


def _media(entry: Any, place: str) -> Iterator[Media]:
    attached = [*entry.get("enclosures", ()), *entry.get("media_content", ())]
    for each in attached:
        kind = str(each.get("medium") or each.get("type") or "").partition("/")[0]
        address = web_address(each.get("href") or each.get("url"), f"{place}.enclosure")
        if kind in _KINDS and address:
            yield Media(kind, address, None)


def _moment(entry: Any, name: str) -> datetime | None:
    # as of a plain dict: feedparser would give another time for one that is missing
    parsed = dict.get(entry, name)
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None
