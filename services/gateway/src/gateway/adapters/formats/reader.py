"""Reads a body by its media type, away from the event loop, a few at a time."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from gateway.adapters.formats.encodings import text_of, xml_bytes
from gateway.adapters.formats.faults import fault
from gateway.adapters.formats.feed import read_feed
from gateway.adapters.formats.limits import FormatLimits
from gateway.adapters.formats.newsml_g2 import read_newsml
from gateway.adapters.formats.ninjs import read_ninjs
from gateway.adapters.formats.page import read_page
from gateway.adapters.formats.plain_text import read_text
from gateway.adapters.formats.xml_guard import look_over
from gateway.domain.incoming import NINJS, PAGES, TEXT, XML, Body, Given, Incoming
from service_kit.errors import ErrorKind, ServiceError

_FEEDS = frozenset({"rss", "feed", "RDF"})
_NEWSML = frozenset({"newsItem", "newsMessage", "packageItem"})


@dataclass(frozen=True)
class FormatReader:
    """`parse_json` reads JSON as strictly as the rest of the gateway does."""

    threads: ThreadPoolExecutor
    parse_json: Callable[[bytes], Any]
    limits: FormatLimits = field(default_factory=FormatLimits)

    async def read(self, body: Body, given: Given) -> Incoming:
        return await asyncio.get_running_loop().run_in_executor(self.threads, self._read, body, given)

    def _read(self, body: Body, given: Given) -> Incoming:
        if body.media_type == TEXT:
            return Incoming((read_text(body, given),))
        if body.media_type in PAGES:
            return Incoming((read_page(body, given, self.limits),))
        if body.media_type in XML:
            return self._read_xml(xml_bytes(body), given)
        if body.media_type == NINJS:
            return Incoming((read_ninjs(self.parse_json(text_of(body).encode()), given, self.limits),))
        raise ServiceError(ErrorKind.INVALID, "this content type is not read here", reason="CONTENT_TYPE")

    def _read_xml(self, content: bytes, given: Given) -> Incoming:
        outline = look_over(content, self.limits)
        if outline.root in _FEEDS:
            return read_feed(content, given, self.limits)
        if outline.root in _NEWSML:
            return read_newsml(content, given, self.limits)
        raise fault("body", "is neither RSS, Atom nor NewsML-G2 by its outermost element", "UNKNOWN_ROOT")
