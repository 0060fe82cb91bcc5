"""What of a folder or file can be sent, and as what."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import defusedxml.ElementTree
from defusedxml import DefusedXmlException

from service_kit.errors import ErrorKind, ServiceError

ITEMS_PER_PART = 200
"""A longer feed is cut, so that one bad version among many holds up few."""
_TYPES = {
    ".txt": "text/plain",
    ".htm": "text/html",
    ".html": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".json": "application/json",
    ".ninjs": "application/ninjs+json",
    ".rss": "application/rss+xml",
    ".atom": "application/atom+xml",
    ".rdf": "application/rdf+xml",
    ".xml": "application/xml",
    ".newsml": "application/xml",
}
_ITEMS = ("item", "entry")
_FEEDS = ("rss", "feed", "RDF")


@dataclass(frozen=True)
class Part:
    """The body of one request: a file, or some items of a long feed."""

    name: str
    content: bytes
    content_type: str

    def key(self, *sent_with: str) -> str:
        """The same for the same content sent in the same way, whatever its file is called."""
        head = "\0".join((*sent_with, self.content_type)).encode()
        return hashlib.sha256(head + b"\0" + self.content).hexdigest()[:48]


def files_in(where: Path) -> list[Path]:
    """The file, or all files of the folder in the order of their names, hidden ones left out; INVALID for neither."""
    if where.is_file():
        return [where]
    if not where.is_dir():
        raise ServiceError(ErrorKind.INVALID, f"there is no {where}", reason="NO_FOLDER", field="folder")
    found = (path for path in where.rglob("*") if not _is_hidden(path.relative_to(where)))
    return sorted(path for path in found if path.is_file())


def _is_hidden(path: Path) -> bool:
    return any(step.startswith(".") for step in path.parts)


def content_type_of(file: Path) -> str | None:
    """What the name says a file holds; None where it says nothing that is read."""
    return _TYPES.get(file.suffix.lower())


def parts_of(file: Path, content_type: str, most_bytes: int) -> Iterator[Part]:
    """What to send of a file. INVALID where it cannot be read or has more bytes than news."""
    try:
        size = file.stat().st_size
        content = file.read_bytes() if size <= most_bytes else b""
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise ServiceError(ErrorKind.INVALID, message, reason="FILE_UNREADABLE", field="file") from error
    if size > most_bytes:
        message = f"has {size} bytes; the limit is {most_bytes}"
        raise ServiceError(ErrorKind.INVALID, message, reason="FILE_TOO_LARGE", field="file", limit=most_bytes)
    yield from _cut(Part(str(file), content, content_type))


def _cut(whole: Part) -> Iterator[Part]:
    """The parts of a long feed; anything else as it is, also what is no XML: the gateway says what is wrong."""
    items = max(whole.content.count(b"<" + name.encode()) for name in _ITEMS)
    root = _parsed(whole.content) if items > ITEMS_PER_PART and "xml" in whole.content_type else None
    if root is None or _local(root) not in _FEEDS:
        yield whole
        return
    holder = next((child for child in root if any(_local(each) in _ITEMS for each in child)), root)
    entries = [each for each in holder if _local(each) in _ITEMS]
    for entry in entries:
        holder.remove(entry)
    for start in range(0, len(entries), ITEMS_PER_PART):
        chosen = entries[start : start + ITEMS_PER_PART]
        holder.extend(chosen)
        name = f"{whole.name} items {start + 1} to {start + len(chosen)}"
        yield Part(name, ET.tostring(root, "utf-8", xml_declaration=True), whole.content_type)
        for entry in chosen:
            holder.remove(entry)


def _parsed(content: bytes) -> ET.Element | None:
    try:
        root: ET.Element = defusedxml.ElementTree.fromstring(content)
    except (ET.ParseError, DefusedXmlException, ValueError, LookupError):
        return None
    return root


def _local(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]
