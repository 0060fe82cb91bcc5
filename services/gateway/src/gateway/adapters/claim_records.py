"""Stored claims of one tenant, with the index they are found by."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, true
from sqlmodel import Session, col, delete, select

from gateway.adapters.page_tokens import cut_page, place_token, read_place
from gateway.adapters.search import ClaimIndex, asked_words
from gateway.adapters.tables import ClaimRow
from gateway.domain.claims import Claim
from gateway.domain.documents import Document
from gateway.domain.listing import ClaimFilter, Page, PageRequest

_CONTENT = TypeAdapter(Claim)
_CANDIDATES_PER_CLAIM = 20


@dataclass(frozen=True)
class SqlClaims:
    session: Session
    tenant: str

    @property
    def _index(self) -> ClaimIndex:
        return ClaimIndex(self.session, self.tenant)

    def of_document(self, document_id: str) -> tuple[Claim, ...]:
        rows = sorted(self._rows_of_document(document_id), key=lambda row: row.position)
        return tuple(_CONTENT.validate_python(row.content) for row in rows)

    def with_ids(self, claim_ids: Collection[str]) -> dict[str, Claim]:
        query = select(ClaimRow).where(ClaimRow.tenant == self.tenant, col(ClaimRow.id).in_(claim_ids))
        return {row.id: _CONTENT.validate_python(row.content) for row in self.session.exec(query)}

    def replace(self, document: Document, claims: Sequence[Claim]) -> frozenset[str]:
        before = self.remove_of_document(document.id)
        rows = [
            ClaimRow(
                tenant=self.tenant,
                id=claim.id,
                document_id=document.id,
                position=position,
                stance=claim.stance,
                evidence_kind=claim.evidence_kind,
                speaker=claim.speaker.name.lower(),
                source=document.source.lower() if document.source else None,
                published_at=document.published_at,
                content=_CONTENT.dump_python(claim, mode="json"),
            )
            for position, claim in enumerate(claims)
        ]
        self.session.add_all(rows)
        self.session.flush()
        self._index.add([(row.row_id or 0, claim) for row, claim in zip(rows, claims, strict=True)])
        return before - {claim.id for claim in claims}

    def remove_of_document(self, document_id: str) -> frozenset[str]:
        """Remove the claims and return their ids."""
        rows = self._rows_of_document(document_id)
        row_ids = [row.row_id or 0 for row in rows]
        self._index.remove(row_ids)
        self.session.exec(delete(ClaimRow).where(col(ClaimRow.row_id).in_(row_ids)))
        return frozenset(row.id for row in rows)

    def candidates(self, claims: Sequence[Claim], excluding: Collection[str], limit: int) -> tuple[Claim, ...]:
        """Take turns over the claims: the best match of each, then the second best of each, up to the limit."""
        index = self._index
        ranked = [index.nearest(words, _CANDIDATES_PER_CLAIM + len(excluding)) for words in index.telling(claims)]
        depth = max(map(len, ranked), default=0)
        row_ids = list(dict.fromkeys(ids[place] for place in range(depth) for ids in ranked if place < len(ids)))
        query = select(ClaimRow).where(col(ClaimRow.row_id).in_(row_ids), col(ClaimRow.document_id).not_in(excluding))
        rows = {row.row_id: row for row in self.session.exec(query)}
        kept = [rows[row_id] for row_id in row_ids if row_id in rows][:limit]
        return tuple(_CONTENT.validate_python(row.content) for row in kept)

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
            (wanted.source, lambda: col(ClaimRow.source) == (wanted.source or "").lower()),
            (wanted.document_id, lambda: col(ClaimRow.document_id) == wanted.document_id),
            (wanted.published_from, lambda: col(ClaimRow.published_at) >= wanted.published_from),
            (wanted.published_before, lambda: col(ClaimRow.published_at) < wanted.published_before),
        )
        return [condition() for given, condition in possible if given is not None]

    def _rows_of_document(self, document_id: str) -> Sequence[ClaimRow]:
        query = select(ClaimRow).where(ClaimRow.tenant == self.tenant, ClaimRow.document_id == document_id)
        return self.session.exec(query).all()
