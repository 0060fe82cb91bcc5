"""text/plain: the text as it is."""

from gateway.adapters.formats.encodings import text_of
from gateway.adapters.formats.faults import no_text
from gateway.adapters.formats.values import line, publisher_of
from gateway.domain.documents import Document
from gateway.domain.incoming import Body, Given


def read_text(body: Body, given: Given) -> Document:
    """INVALID for bytes that are no text, or blank text."""
    text = text_of(body)
    if not text.strip():
        raise no_text("body")
    source = line(given.source, "source", "source") or publisher_of(given.url)
    return Document(id="", text=text, source=source, url=line(given.url, "url", "url"))
