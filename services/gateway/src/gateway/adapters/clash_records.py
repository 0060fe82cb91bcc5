"""Stored clashes of one tenant, with their history."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, col, delete, select

from gateway.adapters.clash_order import after, ranks, token_of
from gateway.adapters.page_tokens import cut_page
from gateway.adapters.tables import ClashHistoryRow, ClashRow, ClashSideRow
from gateway.domain.access import OPEN_KEY_ID
from gateway.domain.clashes import Clash, HistoryEntry, State, StoredClash
from gateway.domain.listing import ClashFilter, Order, Page, PageRequest

_CLASH = TypeAdapter(Clash)
_ENTRY = TypeAdapter(HistoryEntry)


@dataclass(frozen=True)
class SqlClashes:
    session: Session
    tenant: str

    def get(self, clash_id: str) -> StoredClash | None:
        return self.with_ids([clash_id]).get(clash_id)

    def with_ids(self, clash_ids: Collection[str]) -> dict[str, StoredClash]:
        found = self._load(col(ClashRow.id).in_(clash_ids))
        return {stored.clash.id or "": stored for stored in found}

    def dismissed(self, fingerprints: Collection[str]) -> dict[str, StoredClash]:
        found = self._load(col(ClashRow.fingerprint).in_(fingerprints), ClashRow.state == State.DISMISSED)
        return {stored.fingerprint: stored for stored in found}

    def on_claims(self, claim_ids: Collection[str]) -> tuple[StoredClash, ...]:
        return self._load(col(ClashRow.id).in_(self._ids_where(col(ClashSideRow.claim_id).in_(claim_ids))))

    def put(self, stored: StoredClash) -> None:
        clash_id = stored.clash.id or ""
        self.session.merge(
            ClashRow(
                tenant=self.tenant,
                id=clash_id,
                kind=stored.clash.kind,
                state=stored.state,
                severity=stored.clash.severity,
                fingerprint=stored.fingerprint,
                version=stored.version,
                opened_at=stored.opened_at,
                updated_at=stored.updated_at,
                key_id=stored.key_id,
                content=_CLASH.dump_python(stored.clash, mode="json"),
            )
        )
        for row in (*self._side_rows(clash_id, stored), *self._history_rows(clash_id, stored)):
            self.session.merge(row)
        self.session.flush()

    def _side_rows(self, clash_id: str, stored: StoredClash) -> list[ClashSideRow]:
        return [
            ClashSideRow(
                tenant=self.tenant,
                clash_id=clash_id,
                position=position,
                claim_id=side.claim_id,
                document_id=side.document_id,
                publisher=publisher.lower() if publisher else None,
                publisher_id=side.reliability.publisher.source_id,
                speaker=side.speaker.name.lower(),
                speaker_id=side.reliability.speaker.source_id,
            )
            for position, (side, publisher) in enumerate(zip(stored.clash.sides, stored.publishers, strict=True))
        ]

    def _history_rows(self, clash_id: str, stored: StoredClash) -> list[ClashHistoryRow]:
        return [
            ClashHistoryRow(
                tenant=self.tenant, clash_id=clash_id, number=number, content=_ENTRY.dump_python(entry, mode="json")
            )
            for number, entry in enumerate(stored.history, start=1)
        ]

    def page(self, wanted: ClashFilter, page: PageRequest, order: Order = Order.NEWEST) -> Page[StoredClash]:
        conditions = self._conditions(wanted)
        if page.token:
            conditions.append(after(page.token, order))
        found = self._load(*conditions, limit=page.size + 1, order=order)
        return cut_page(found, page.size, lambda last: token_of(last, order))

    def counts(self, wanted: ClashFilter) -> dict[State, int]:
        conditions = self._conditions(replace(wanted, state=None))
        query = select(ClashRow.state, func.count()).where(ClashRow.tenant == self.tenant, *conditions)
        counted = dict(self.session.exec(query.group_by(col(ClashRow.state))).all())
        return {state: counted.get(state, 0) for state in State}

    def opened(self, key_id: str, since: datetime) -> tuple[tuple[datetime, float], ...]:
        mine = (ClashRow.tenant == self.tenant, col(ClashRow.key_id) == key_id, col(ClashRow.opened_at) >= since)
        probability = cast("Any", col(ClashRow.content))["probability"].as_float()
        query = select(ClashRow.opened_at, probability).where(*mine)
        return tuple((at, float(value)) for at, value in self.session.exec(query))

    def last_change(self) -> tuple[int, datetime | None]:
        query = select(func.count(), func.max(ClashRow.updated_at)).where(ClashRow.tenant == self.tenant)
        return self.session.exec(query).one()

    def _conditions(self, wanted: ClashFilter) -> list[ColumnElement[bool]]:
        possible: tuple[tuple[object, Callable[[], ColumnElement[bool]]], ...] = (
            (wanted.kind, lambda: col(ClashRow.kind) == wanted.kind),
            (wanted.state, lambda: col(ClashRow.state) == wanted.state),
            (wanted.opened_from, lambda: col(ClashRow.opened_at) >= wanted.opened_from),
            (wanted.opened_before, lambda: col(ClashRow.opened_at) < wanted.opened_before),
            (wanted.least_severity, lambda: col(ClashRow.severity) >= wanted.least_severity),
            (wanted.document_id, lambda: self._with_side(col(ClashSideRow.document_id) == wanted.document_id)),
            (
                wanted.source,
                lambda: self._with_side(_is(ClashSideRow.publisher, ClashSideRow.publisher_id, wanted.source)),
            ),
            (
                wanted.speaker,
                lambda: self._with_side(_is(ClashSideRow.speaker, ClashSideRow.speaker_id, wanted.speaker)),
            ),
        )
        return [condition() for given, condition in possible if given is not None]

    def _with_side(self, condition: ColumnElement[bool]) -> ColumnElement[bool]:
        return col(ClashRow.id).in_(self._ids_where(condition))

    def remove_of_document(self, document_id: str) -> None:
        mine = select(ClashSideRow.clash_id).where(
            ClashSideRow.tenant == self.tenant, ClashSideRow.document_id == document_id
        )
        ids = self.session.exec(mine).all()
        for table, column in (
            (ClashRow, ClashRow.id),
            (ClashSideRow, ClashSideRow.clash_id),
            (ClashHistoryRow, ClashHistoryRow.clash_id),
        ):
            self.session.exec(delete(table).where(col(table.tenant) == self.tenant, col(column).in_(ids)))

    def _ids_where(self, condition: ColumnElement[bool]) -> Any:
        return select(ClashSideRow.clash_id).where(ClashSideRow.tenant == self.tenant, condition)

    def _load(
        self, *conditions: ColumnElement[bool] | bool, limit: int | None = None, order: Order = Order.NEWEST
    ) -> tuple[StoredClash, ...]:
        ordered = [column.desc() for column in ranks(order)]
        query = select(ClashRow).where(ClashRow.tenant == self.tenant, *conditions).order_by(*ordered).limit(limit)
        rows = self.session.exec(query).all()
        ids = [row.id for row in rows]
        publishers, history = self._publishers(ids), self._history(ids)
        return tuple(
            StoredClash(
                clash=_CLASH.validate_python(row.content),
                fingerprint=row.fingerprint,
                publishers=publishers[row.id],
                version=row.version,
                opened_at=row.opened_at,
                updated_at=row.updated_at,
                history=tuple(history[row.id]),
                key_id=row.key_id or OPEN_KEY_ID,
            )
            for row in rows
        )

    def _publishers(self, clash_ids: Sequence[str]) -> dict[str, tuple[str | None, str | None]]:
        query = select(ClashSideRow).where(
            ClashSideRow.tenant == self.tenant, col(ClashSideRow.clash_id).in_(clash_ids)
        )
        rows = {(row.clash_id, row.position): row.publisher for row in self.session.exec(query)}
        return {clash_id: (rows[clash_id, 0], rows[clash_id, 1]) for clash_id in clash_ids}

    def _history(self, clash_ids: Sequence[str]) -> dict[str, list[HistoryEntry]]:
        query = (
            select(ClashHistoryRow)
            .where(ClashHistoryRow.tenant == self.tenant, col(ClashHistoryRow.clash_id).in_(clash_ids))
            .order_by(col(ClashHistoryRow.number))
        )
        entries: dict[str, list[HistoryEntry]] = {clash_id: [] for clash_id in clash_ids}
        for row in self.session.exec(query):
            entries[row.clash_id].append(_ENTRY.validate_python(row.content))
        return entries


def _is(name: Any, source_id: Any, wanted: str | None) -> ColumnElement[bool]:
    lowered = (wanted or "").lower()
    return or_(col(name) == lowered, func.lower(col(source_id)) == lowered)
