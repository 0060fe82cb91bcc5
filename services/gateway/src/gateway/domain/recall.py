"""The step of a check that asks the archive: which stored claims may clash with these?"""

from dataclasses import dataclass, field, replace

from gateway.domain.archive import ClaimEmbedder, Recalled, RecallLimits, Sought, copy_key, embeddable
from gateway.domain.case import Case
from gateway.domain.checks import Degraded
from gateway.domain.claims import Claim
from gateway.domain.deadline import Deadline
from gateway.domain.documents import Document
from gateway.domain.origins import with_origins
from gateway.domain.ports import Records, UnitOfWork
from gateway.domain.provenance import provenance
from service_kit.errors import ServiceError

_MOST_AKIN = 8


@dataclass(frozen=True)
class RecallClaims:
    """Embeds the claims, finds candidates by vectors and words, and goes on by words where nothing embeds."""

    embedder: ClaimEmbedder
    unit_of_work: UnitOfWork
    embedding_seconds: float = 5.0
    limits: RecallLimits = field(default_factory=RecallLimits)

    async def search(self, tenant: str, case: Case) -> Case:
        """Take in what the archive holds now, as one moment has it."""

        def search(records: Records) -> Case:
            seen = replace(case, searched_to=records.claims.last_number())
            return self._met(replace(seen, documents=_traced(case.documents, records)), records)

        return await self.unit_of_work.read(tenant, search)

    def _met(self, case: Case, records: Records) -> Case:
        searched = case.worth_comparing(self.limits.searched_claims)
        recalled = records.claims.recall(_sought(case, searched), self.limits)
        met = (*recalled.candidates, *recalled.copies.values())
        documents = records.documents.with_ids({claim.document_id for claim in met})
        return _met(case, recalled, documents, len(searched))

    async def embed(self, tenant: str, case: Case, deadline: Deadline) -> Case:
        """Take in vectors of the claims, where they can be had."""
        propositions = embeddable(claim.proposition for claim in case.extraction.claims)
        if not propositions:
            return case
        timeout_seconds = deadline.remaining_seconds(self.embedding_seconds)
        try:
            embeddings = await self.embedder.embed(tenant, propositions, timeout_seconds)
        except ServiceError as error:
            return _noted(
                case, f"claims could not be embedded ({error.kind.value}): candidates were found by words only"
            )
        return replace(case, embeddings=embeddings)


def _traced(documents: tuple[Document, ...], records: Records) -> tuple[Document, ...]:
    """Give documents the origins of what they copy, here or in the archive."""
    traces = [provenance(document).traces for document in documents]
    own_ids = [document.id for document in documents]
    akin = {found.id: found for sought in traces for found in records.documents.akin(sought, own_ids, _MOST_AKIN)}
    return with_origins(documents, tuple(akin.values()))


def _sought(case: Case, searched: tuple[Claim, ...]) -> Sought:
    origins = {document.id: document.origin_id for document in case.documents}
    return Sought(
        claims=searched,
        embeddings=case.embeddings,
        excluding=frozenset(origins),
        copy_keys={claim.id: copy_key(claim, origins[claim.document_id]) for claim in searched if claim.proposition},
    )


def _met(case: Case, recalled: Recalled, documents: dict[str, Document], searched: int) -> Case:
    met = replace(case, archived=recalled.candidates, archived_documents=documents, copies=recalled.copies)
    if recalled.words_only:
        met = _noted(met, recalled.words_only)
    if (left_out := len(case.extraction.claims) - searched) > 0:
        met = _noted(met, f"the archive was not searched for the {left_out} claims least worth checking")
    return met


def _noted(case: Case, reason: str) -> Case:
    return replace(case, degraded=(*case.degraded, Degraded("archive", None, reason)))
