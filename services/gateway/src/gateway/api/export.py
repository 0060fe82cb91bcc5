"""Writes lists of clashes as JSON lines or CSV, page by page."""

import csv
import io
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Literal

from gateway.api.schemas.clashes import StoredClash
from gateway.domain import clashes as domain
from gateway.domain.listing import Page, PageRequest

_PAGE_SIZE = 200
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_SIDE_COLUMNS = ("claim_id", "document_id", "speaker", "stance", "evidence_kind", "publisher", "quote")
_COLUMNS = (
    *("id", "kind", "state", "probability", "severity", "opened_at", "updated_at", "explanation"),
    *(f"{side}_{column}" for side in ("first", "second") for column in _SIDE_COLUMNS),
)

WrittenAs = Literal["json", "jsonl", "csv"]
_MEDIA_TYPES: dict[str, WrittenAs] = {
    "application/json": "json",
    "application/jsonl": "jsonl",
    "application/x-ndjson": "jsonl",
    "text/csv": "csv",
}
ReadPage = Callable[[PageRequest], Awaitable[Page[domain.StoredClash]]]


def accepted(accept: str) -> WrittenAs:
    """The first form that a header Accept names, JSON where it names none."""
    named = (_MEDIA_TYPES.get(each.partition(";")[0].strip().lower()) for each in accept.split(","))
    return next(filter(None, named), "json")


async def json_lines(read_page: ReadPage) -> AsyncIterator[str]:
    async for stored in _all(read_page):
        yield StoredClash.of(stored).model_dump_json() + "\n"


async def csv_rows(read_page: ReadPage) -> AsyncIterator[str]:
    yield _row(_COLUMNS)
    async for stored in _all(read_page):
        yield _row(_cells(stored))


async def _all(read_page: ReadPage) -> AsyncIterator[domain.StoredClash]:
    page = PageRequest(_PAGE_SIZE)
    while True:
        found = await read_page(page)
        for stored in found.items:
            yield stored
        if not found.next_token:
            return
        page = PageRequest(_PAGE_SIZE, found.next_token)


def _cells(stored: domain.StoredClash) -> tuple[object, ...]:
    clash = stored.clash
    times = (stored.opened_at.isoformat(), stored.updated_at.isoformat())
    own = (clash.id, clash.kind, clash.state, clash.probability, clash.severity, *times, clash.explanation)
    sides = zip(clash.sides, stored.publishers, strict=True)
    return (*own, *(cell for side, publisher in sides for cell in _side_cells(side, publisher)))


def _side_cells(side: domain.Side, publisher: str | None) -> tuple[object, ...]:
    who = (side.speaker.name, side.stance, side.evidence_kind)
    return (side.claim_id, side.document_id, *who, publisher or "", side.quote.text)


def _row(cells: tuple[object, ...]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([_harmless(str(cell)) for cell in cells])
    return line.getvalue()


def _harmless(cell: str) -> str:
    # a spreadsheet would run such a cell
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
