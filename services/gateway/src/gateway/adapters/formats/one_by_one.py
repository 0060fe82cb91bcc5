"""Reads the items of a body one by one: what is wrong with one takes nothing from the others."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from gateway.adapters.formats.faults import no_text
from gateway.domain.documents import Document
from gateway.domain.incoming import Incoming
from service_kit.errors import ServiceError

Item = TypeVar("Item")


def read_items(items: Iterable[tuple[str, Item]], read: Callable[[Item, str], Document]) -> Incoming:
    """Read items with their places. INVALID, as the first of them, where none can be used."""
    usable: list[tuple[str, Document]] = []
    refused: list[ServiceError] = []
    for place, item in items:
        try:
            usable.append((place, read(item, place)))
        except ServiceError as error:
            refused.append(error)
    if not usable:
        raise refused[0] if refused else no_text("body")
    places, documents = zip(*usable, strict=True)
    return Incoming(documents, places, tuple(refused))
