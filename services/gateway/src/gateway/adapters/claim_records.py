"""Stored claims of one tenant, with the index they are found by."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Text, cast, func, true, union_all
from sqlmodel import Session, col, delete, select

from gateway.adapters.archive_search import ArchiveSearch
from gateway.adapters.page_tokens import cut_page, place_token, read_place
from gateway.adapters.search import ClaimIndex, asked_words
from gateway.adapters.tables import ClaimRow
from gateway.adapters.vectors import VectorMemory
from gateway.domain.archive import Embeddings, Recalled, RecallLimits, Sought, copy_key, in_turns
from gateway.domain.claims import Claim
from gateway.domain.documents import Document
from gateway.domain.listing import ClaimFilter, Page, PageRequest

_CONTENT = TypeAdapter(Claim)
_FOUND_PER_CANDIDATE = 2
_KEYLESS = "row "


@dataclass(frozen=True)
class SqlClaims:
    session: Session
    tenant: str
    memory: VectorMemory = field(default_factory=VectorMemory)

    @property
    def _index(self) -> ClaimIndex:
        return ClaimIndex(self.session, self.tenant)

    def of_document(self, document_id: str) -> tuple[Claim, ...]:
        rows = sorted(self._rows_of_document(document_id), key=lambda row: row.position)
        return tuple(_CONTENT.validate_python(row.content) for row in rows)

    def with_ids(self, claim_ids: Collection[str]) -> dict[str, Claim]:
        query = select(ClaimRow).where(ClaimRow.tenant == self.tenant, col(ClaimRow.id).in_(claim_ids))
        return {row.id: _CONTENT.validate_python(row.content) for row in self.session.exec(query)}

    def replace(
        self, document: Document, claims: Sequence[Claim], embeddings: Embeddings | None = None
    ) -> frozenset[str]:
        first = self._next_number()
        before = self.remove_of_document(document.id)
        table = self.memory.table(self.session, self.tenant) if embeddings else None
        vectors = [embeddings.of(claim) if embeddings and table else None for claim in claims]
        rows = [
            ClaimRow(
                row_id=first and first + position,
                tenant=self.tenant,
                id=claim.id,
                document_id=document.id,
                position=position,
                stance=claim.stance,
                evidence_kind=claim.evidence_kind,
                speaker=claim.speaker.name.lower(),
                source=document.source.lower() if document.source else None,
                published_at=document.published_at,
                copy_key=copy_key(claim, document.origin_id),
                embedded_by=embeddings.model if embeddings and vectors[position] is not None else None,
                content=_CONTENT.dump_python(claim, mode="json"),
            )
            for position, claim in enumerate(claims)
        ]
        self.session.add_all(rows)
        self.session.flush()
        stored = [(row.row_id or 0, claim) for row, claim in zip(rows, claims, strict=True)]
        self._index.add(stored)
        if table and embeddings:
            given = zip(stored, vectors, strict=True)
            table.add(embeddings.model, [(row_id, vector) for (row_id, _), vector in given if vector is not None])
        return before - {claim.id for claim in claims}

    def _next_number(self) -> int | None:
        """Above all that were ever given, also where the newest are about to go; PostgreSQL sees to it by itself."""
        if self.session.get_bind().dialect.name != "sqlite":
            return None
        return (self.session.exec(select(func.max(ClaimRow.row_id))).one() or 0) + 1

    def remove_of_document(self, document_id: str) -> frozenset[str]:
        """Remove the claims and return their ids."""
        rows = self._rows_of_document(document_id)
        row_ids = [row.row_id or 0 for row in rows]
        self._index.remove(row_ids)
        if table := self.memory.table(self.session, self.tenant):
            table.remove(row_ids)
        self.session.exec(delete(ClaimRow).where(col(ClaimRow.row_id).in_(row_ids)))
        return frozenset(row.id for row in rows)

    def last_number(self) -> int:
        query = select(ClaimRow.row_id).where(ClaimRow.tenant == self.tenant)
        return self.session.exec(query.order_by(col(ClaimRow.row_id).desc()).limit(1)).first() or 0

    def came_after(self, number: int, excluding: Collection[str]) -> bool:
        later = (ClaimRow.tenant == self.tenant, col(ClaimRow.row_id) > number)
        others = col(ClaimRow.document_id).not_in(excluding)
        return self.session.exec(select(ClaimRow.row_id).where(*later, others).limit(1)).first() is not None

    def recall(self, sought: Sought, limits: RecallLimits) -> Recalled:
        """Take turns over the claims: the best match of each, then the second best of each, up to the limit."""
        search = ArchiveSearch(self.session, self.tenant, self.memory)
        found = search.nearest(sought, limits.per_claim * _FOUND_PER_CANDIDATE)
        keys = self._keys({row_id for ranking in found.rankings for row_id in ranking}, sought)
        own = set(sought.copy_keys.values())
        rankings = [
            list(dict.fromkeys(keys[row_id] for row_id in ranking if keys.get(row_id, "") not in {*own, ""}))
            for ranking in found.rankings
        ]
        chosen = in_turns([ranking[: limits.per_claim] for ranking in rankings], limits.archived_claims)
        earliest = self._earliest({*chosen, *own}, sought.excluding)
        copies = {claim_id: earliest[key] for claim_id, key in sought.copy_keys.items() if key in earliest}
        return Recalled(tuple(earliest[key] for key in chosen if key in earliest), copies, found.words_only)

    def _keys(self, row_ids: Collection[int], sought: Sought) -> dict[int, str]:
        """What rows are copies of: rows stored before there were keys are copies of nothing."""
        query = select(ClaimRow.row_id, ClaimRow.copy_key).where(
            col(ClaimRow.row_id).in_(row_ids), col(ClaimRow.document_id).not_in(sought.excluding)
        )
        return {row_id or 0: key or f"{_KEYLESS}{row_id}" for row_id, key in self.session.exec(query)}

    def _earliest(self, keys: Collection[str], excluding: Collection[str]) -> Mapping[str, Claim]:
        keyless = [int(key.removeprefix(_KEYLESS)) for key in keys if key.startswith(_KEYLESS)]
        first = col(ClaimRow.published_at)
        place = func.row_number().over(
            partition_by=col(ClaimRow.copy_key), order_by=(first.is_(None), first, col(ClaimRow.row_id))
        )
        copies = (
            select(ClaimRow.row_id, place.label("place"))
            .where(ClaimRow.tenant == self.tenant, col(ClaimRow.copy_key).in_(keys))
            .where(col(ClaimRow.document_id).not_in(excluding))
            .subquery()
        )
        others = select(ClaimRow.row_id).where(col(ClaimRow.row_id).in_(keyless))
        wanted = union_all(select(copies.c.row_id).where(copies.c.place == 1), others)
        # as text: pydantic reads JSON faster than it reads what the driver made of it
        content = cast(col(ClaimRow.content), Text)
        query = select(ClaimRow.row_id, ClaimRow.copy_key, content).where(col(ClaimRow.row_id).in_(wanted))
        return {
            key or f"{_KEYLESS}{row_id}": _CONTENT.validate_json(told) for row_id, key, told in self.session.exec(query)
        }

    def page(self, wanted: ClaimFilter, page: PageRequest) -> Page[Claim]:
        before = col(ClaimRow.row_id) < read_place(page.token) if page.token else true()
        query = (
            select(ClaimRow)
            .where(ClaimRow.tenant == self.tenant, before, *self._conditions(wanted))
            .order_by(col(ClaimRow.row_id).desc())
            .limit(page.size + 1)
        )
        found = cut_page(self.session.exec(query).all(), page.size, lambda last: place_token(last.row_id or 0))
        return Page(tuple(_CONTENT.validate_python(row.content) for row in found.items), found.next_token)

    def _conditions(self, wanted: ClaimFilter) -> list[ColumnElement[bool]]:
        words = asked_words(wanted.words)
        possible: tuple[tuple[object, Callable[[], ColumnElement[bool]]], ...] = (
            (words or None, lambda: col(ClaimRow.row_id).in_(self._index.matching(words))),
            (wanted.stance, lambda: col(ClaimRow.stance) == wanted.stance),
            (wanted.evidence_kind, lambda: col(ClaimRow.evidence_kind) == wanted.evidence_kind),
            (wanted.speaker, lambda: col(ClaimRow.speaker) == (wanted.speaker or "").lower()),
            (wanted.source, lambda: col(ClaimRow.source) == (wanted.source or "").lower().removeprefix("domain:")),
            (wanted.document_id, lambda: col(ClaimRow.document_id) == wanted.document_id),
            (wanted.published_from, lambda: col(ClaimRow.published_at) >= wanted.published_from),
            (wanted.published_before, lambda: col(ClaimRow.published_at) < wanted.published_before),
        )
        return [condition() for given, condition in possible if given is not None]

    def _rows_of_document(self, document_id: str) -> Sequence[ClaimRow]:
        query = select(ClaimRow).where(ClaimRow.tenant == self.tenant, ClaimRow.document_id == document_id)
        return self.session.exec(query).all()
