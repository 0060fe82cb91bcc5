"""Looks an XML document over before anything builds a tree of it: well-formed, no entities, bounded."""

import xml.sax
from dataclasses import dataclass
from typing import Any
from xml.sax.handler import ContentHandler

import defusedxml.sax
from defusedxml import DefusedXmlException, EntitiesForbidden

from gateway.adapters.formats.faults import fault, too_many
from gateway.adapters.formats.limits import FormatLimits

_ITEMS = frozenset({"item", "entry", "newsItem"})


@dataclass(frozen=True)
class Outline:
    """Name of the outermost element, and how many items there are."""

    root: str
    items: int


def look_over(content: bytes, limits: FormatLimits) -> Outline:
    """INVALID for what is not well-formed, declares entities, or holds more than its bounds of anything."""
    looking = _Looking(limits)
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
    if looking.items > limits.documents:
        raise too_many(looking.items, limits.documents)
    return Outline(looking.root, looking.items)


class _Looking(ContentHandler):
    def __init__(self, limits: FormatLimits) -> None:
        super().__init__()
        self.limits = limits
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
        _refuse_more(self.depth, self.limits.xml_depth, "nests more than {} elements", "NESTED_TOO_DEEPLY")
        _refuse_more(self.elements, self.limits.xml_elements, "has more than {} elements", "TOO_MANY_ELEMENTS")
        # feedparser takes time that grows with their square
        many = "has an element with more than {} attributes"
        _refuse_more(len(attrs), self.limits.xml_attributes, many, "TOO_MANY_ATTRIBUTES")

    def endElement(self, name: str) -> None:  # noqa: N802, ARG002 (the name SAX calls)
        self.depth -= 1


def _refuse_more(found: int, most: int, message: str, reason: str) -> None:
    if found > most:
        raise fault("body", message.format(most), reason, most)
