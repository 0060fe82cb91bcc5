"""Looks an XML document over before anything builds a tree of it: well-formed, no entities, bounded."""

import xml.sax
from dataclasses import dataclass
from typing import Any
from xml.sax.handler import ContentHandler

import defusedxml.sax
from defusedxml import DefusedXmlException, EntitiesForbidden

from gateway.adapters.formats.faults import fault, too_many

_ITEMS = frozenset({"item", "entry", "newsItem"})
_DEEPEST = 200
_MOST_ATTRIBUTES = 100
_MOST_ELEMENTS = 200_000


@dataclass(frozen=True)
class Outline:
    """Name of the outermost element, and how many items there are."""

    root: str
    items: int


def look_over(content: bytes, most_items: int) -> Outline:
    """INVALID for what is not well-formed, declares entities, or holds more than its bounds of anything."""
    looking = _Looking()
    try:
        defusedxml.sax.parseString(content, looking, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        what = "entities" if isinstance(error, EntitiesForbidden) else "a reference to another file"
        raise fault("body", f"declares {what}; neither is read", "XML_ENTITIES") from error
    except xml.sax.SAXParseException as error:
        place = f"line {error.getLineNumber()}, column {error.getColumnNumber()}"
        raise fault("body", f"is not well-formed XML at {place}", "NOT_XML") from error
    except (ValueError, LookupError, UnicodeError) as error:
        raise fault("body", "declares an encoding that is not read here", "CHARSET") from error
    if looking.items > most_items:
        raise too_many(looking.items, most_items)
    return Outline(looking.root, looking.items)


class _Looking(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.root = ""
        self.items = 0
        self.depth = 0
        self.elements = 0

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 (the name SAX calls)
        local = name.rpartition(":")[2]
        self.root = self.root or local
        self.items += local in _ITEMS
        self.depth += 1
        self.elements += 1
        if self.depth > _DEEPEST:
            raise fault("body", f"nests more than {_DEEPEST} elements", "NESTED_TOO_DEEPLY", _DEEPEST)
        if self.elements > _MOST_ELEMENTS:
            raise fault("body", f"has more than {_MOST_ELEMENTS} elements", "TOO_MANY_ELEMENTS", _MOST_ELEMENTS)
        # feedparser takes time that grows with their square
        if len(attrs) > _MOST_ATTRIBUTES:
            message = f"has an element with more than {_MOST_ATTRIBUTES} attributes"
            raise fault("body", message, "TOO_MANY_ATTRIBUTES", _MOST_ATTRIBUTES)

    def endElement(self, name: str) -> None:  # noqa: N802, ARG002 (the name SAX calls)
        self.depth -= 1
