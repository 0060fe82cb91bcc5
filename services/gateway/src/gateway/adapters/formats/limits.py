"""How much of a format of the trade is read; more is refused."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FormatLimits:
    """Bounds of one body, each a setting of the gateway.

    `markup_` is HTML of one page or field. `xml_depth` counts nested elements, `xml_attributes` those of one element.
    """

    documents: int = 1_000
    page_bytes: int = 2 * 1024 * 1024
    markup_characters: int = 2_100_000
    markup_elements: int = 50_000
    xml_elements: int = 200_000
    xml_depth: int = 200
    xml_attributes: int = 100
