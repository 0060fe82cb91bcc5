"""Addresses: which may become links, and how the desk's own are written."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode, urlsplit


def web_url(url: str | None) -> str | None:
    """The address where it is a plain http(s) one with a host, else None: nothing else may become a link."""
    if not url or any(ord(character) <= 0x20 or character == "\\" for character in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def own_path(path: str) -> str:
    """The path where it leads to this desk, else the desk's first page: sign-in sends nobody elsewhere."""
    inside = path.startswith("/") and not path.startswith("//") and "\\" not in path
    return path if inside and all(ord(character) > 0x20 for character in path) else "/"


def with_query(path: str, parameters: Mapping[str, str]) -> str:
    query = urlencode({name: value for name, value in parameters.items() if value})
    return f"{path}?{query}" if query else path


def source_path(source_id: str) -> str:
    return f"/sources/{quote(source_id, safe=':')}"
