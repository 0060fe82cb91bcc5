"""Single values of any format, in the form the gateway keeps."""

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from gateway.adapters.formats.faults import fault

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_URGENCY = re.compile("[1-9]")
_SPACE = re.compile(r"[\s\x00-\x1f\x7f]+")
_NEWSML_URN = re.compile(r"urn:newsml:([^:]+\.[^:]+):", re.IGNORECASE)
_TAG_URI = re.compile(r"tag:([^,:]+\.[^,:]+),", re.IGNORECASE)
_LONGEST = {"title": 2_000, "url": 4_000, "uri": 2_000, "version": 100, "caption": 10_000}
_LONGEST_OTHER = 1_000


def line(value: str | None, name: str, field: str) -> str | None:
    """One line, or None where there is nothing on it; `name` is that of the document's field it is meant for."""
    cleaned = _SPACE.sub(" ", value or "").strip()
    limit = _LONGEST.get(name, _LONGEST_OTHER)
    if len(cleaned) > limit:
        raise fault(field, f"has {len(cleaned)} characters; the limit is {limit}", "TOO_LONG", limit)
    return cleaned or None


def moment(value: str | None, field: str) -> datetime | None:
    """A moment of ISO 8601 with its offset, also +0100; a day alone begins at midnight UTC. INVALID."""
    text = (value or "").strip()
    if not text:
        return None
    try:
        found = datetime.fromisoformat(f"{text}T00:00:00Z" if _DATE.fullmatch(text) else text)
        if found.tzinfo is not None:
            return found.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise fault(field, "must be a time with its offset, e.g. 2026-03-02T09:10:00Z", "TIME")


def language(value: str | None) -> str | None:
    """A BCP 47 tag, or None for what is none."""
    tag = (value or "").strip().replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else None


def urgency(value: object) -> int | None:
    """1, the most urgent, to 9, or None for what is none."""
    said = str(value).strip().removesuffix(".0")
    return int(said) if _URGENCY.fullmatch(said) else None


def publisher_of(*addresses: str | None) -> str | None:
    """Domain of the first web address, NewsML urn or tag that names one."""
    found = (_domain(address.strip()) for address in addresses if address)
    return next((name for name in found if name), None)


def _domain(address: str) -> str | None:
    named = _NEWSML_URN.match(address) or _TAG_URI.match(address)
    if named:
        return named.group(1).lower()
    host = _host(address) if is_web_address(address) else None
    return host.removeprefix("www.") if host else None


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def scheme_of(name: str) -> str:
    """Scheme of a URI; empty for a name that has none."""
    try:
        return urlsplit(name).scheme
    except ValueError:
        return ""


def is_web_address(value: str | None) -> bool:
    return bool(value) and (value or "").lower().startswith(("http://", "https://"))


def web_address(value: str | None, field: str) -> str | None:
    """An http(s) address, or None for anything else."""
    return line(value, "url", field) if is_web_address((value or "").strip()) else None
