"""Tells which documents are copies of one independent report."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import IntEnum

from gateway.domain.documents import Document
from gateway.domain.provenance import AGENCIES, Provenance, provenance

_COPIED_SHARE = 0.2
_COPIED_RUNS = 5
_TOUCHED_SHARE = 0.1
_TOUCHED_RUNS = 5
_CREDITED_QUOTES = 2
_SAME_STORY = timedelta(days=3)


class Kinship(IntEnum):
    """Why one document is a copy of another, the strongest reason last."""

    CITED = 1
    """One says it has quotations from the other, or both have them from the same agency."""
    CREDITED = 2
    """Both are signed with the same agency and share quotations or some wording."""
    SHARED_TEXT = 3
    """A fifth of the shorter one's eight-word runs outside quotation marks stand in both."""
    SAME_TEXT = 4


def kinship(one: Provenance, other: Provenance) -> Kinship | None:
    """A quotation alone makes no copy: two reporters hear the same sentence."""
    if one.words == other.words:
        return Kinship.SAME_TEXT
    shared = len(one.runs & other.runs)
    share = shared / max(1, min(len(one.runs), len(other.runs)))
    if share >= _COPIED_SHARE and shared >= _COPIED_RUNS:
        return Kinship.SHARED_TEXT
    if not _close(one.published_at, other.published_at):
        return None
    touched = share >= _TOUCHED_SHARE and shared >= _TOUCHED_RUNS
    quotes = len(one.quotes & other.quotes)
    if one.credits & other.credits and (touched or quotes >= _CREDITED_QUOTES):
        return Kinship.CREDITED
    mostly_quotes = quotes > 0 and 2 * quotes >= min(len(one.quotes), len(other.quotes))
    return Kinship.CITED if (mostly_quotes or touched) and _cites(one, other) else None


def _close(one: datetime | None, other: datetime | None) -> bool:
    return one is None or other is None or abs(_aware(one) - _aware(other)) <= _SAME_STORY


def _cites(one: Provenance, other: Provenance) -> bool:
    """Tell whether one has it from the other, or both from the same agency."""
    from_other = one.cited & {other.outlet, *other.credits} - {""}
    from_one = other.cited & {one.outlet, *one.credits} - {""}
    return bool(from_other or from_one or one.cited & other.cited & AGENCIES)


def with_origins(documents: Sequence[Document], archived: Sequence[Document] = ()) -> tuple[Document, ...]:
    """Give every document an origin: that of a document it copies, archived ones first, else one of its own."""
    known = [(provenance(document), document.origin_id or own_origin(document)) for document in archived]
    origins: dict[str, str] = {}
    for document in sorted(documents, key=_time):
        own = provenance(document)
        kin = [(kinship(own, other) or 0, origin_id) for other, origin_id in known]
        closest, origin_id = max(kin, key=lambda found: found[0], default=(0, ""))
        origins[document.id] = origin_id if closest else own_origin(document)
        known.append((own, origins[document.id]))
    return tuple(replace(document, origin_id=origins[document.id]) for document in documents)


def _time(document: Document) -> tuple[datetime, str]:
    published = document.published_at
    return (_aware(published) if published else datetime.max.replace(tzinfo=UTC)), document.id


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def own_origin(document: Document) -> str:
    """Origin of a report that copies none."""
    return f"org_{hashlib.sha256(document.text.encode('utf-8', 'replace')).hexdigest()[:20]}"
