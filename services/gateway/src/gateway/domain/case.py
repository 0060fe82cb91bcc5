"""What one check has gathered so far."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from gateway.domain.archive import Embeddings
from gateway.domain.checks import Against, CheckAnswer, Degraded, DocumentSummary, Models, Timings
from gateway.domain.claims import Claim
from gateway.domain.clashes import Clash
from gateway.domain.documents import Document
from gateway.domain.ports import ClashFindings, ClashQuestion, Extraction
from gateway.domain.weigh_sides import Sides

NOTHING_FOUND = ClashFindings(clashes=(), unsure=(), updates=(), candidate_pairs=0, pairs_skipped=0, model=None)


@dataclass(frozen=True)
class Case:
    """The documents with what was extracted from them, what the archive holds against it, and what was found.

    `copies` are archived claims that stand for claims of these documents, by the id of the claim they stand for.
    `searched_to` is the number of the newest claim there was when the archive was searched.
    """

    against: Against
    documents: tuple[Document, ...]
    extraction: Extraction
    embeddings: Embeddings | None = None
    archived: tuple[Claim, ...] = ()
    copies: Mapping[str, Claim] = field(default_factory=dict)
    archived_documents: Mapping[str, Document] = field(default_factory=dict)
    findings: ClashFindings = NOTHING_FOUND
    degraded: tuple[Degraded, ...] = ()
    searched_to: int = 0

    @property
    def met_ids(self) -> tuple[frozenset[str], frozenset[str]]:
        """Ids of the archived claims to compare with, and of those that stand for claims of these documents."""
        return frozenset(claim.id for claim in self.archived), frozenset(copy.id for copy in self.copies.values())

    def searched_as(self, later: "Case") -> "Case":
        """Return it as of a later search that found nothing else."""
        return replace(self, documents=later.documents, searched_to=later.searched_to)

    @property
    def documents_by_id(self) -> dict[str, Document]:
        return {**self.archived_documents, **{document.id: document for document in self.documents}}

    @property
    def sides(self) -> Sides:
        claims = {claim.id: claim for claim in (*self._met, *self.extraction.claims)}
        return Sides(claims, self.documents_by_id)

    @property
    def _met(self) -> tuple[Claim, ...]:
        """Archived claims that take part, each once."""
        return tuple({claim.id: claim for claim in (*self.archived, *self.copies.values())}.values())

    def claims_of(self, document_id: str) -> tuple[Claim, ...]:
        return tuple(claim for claim in self.extraction.claims if claim.document_id == document_id)

    def worth_comparing(self, most: int) -> tuple[Claim, ...]:
        """Return at most so many claims in document order, leaving out the least worth checking."""
        claims = self.extraction.claims
        if len(claims) <= most:
            return claims
        kept = {c.id for c in sorted(claims, key=lambda c: -c.check_worthiness)[:most]}
        return tuple(claim for claim in claims if claim.id in kept)

    def question(self, most_claims: int, max_pairs: int) -> ClashQuestion:
        return ClashQuestion(
            claims=(*self._stood_for(self.worth_comparing(most_claims)), *self.archived),
            documents=self.documents_by_id,
            archived_claim_ids=frozenset(claim.id for claim in self.archived),
            max_pairs=max_pairs,
        )

    def _stood_for(self, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
        """Put archived copies in place of claims, so that a clash found before is found again and not once more."""
        asked: dict[str, Claim] = {}
        for claim in claims:
            standing = asked.get(self._standing_id(claim.id)) or self.copies.get(claim.id, claim)
            answered = (*standing.responds_to, *map(self._standing_id, claim.responds_to))
            asked[standing.id] = replace(standing, responds_to=tuple(dict.fromkeys(answered)))
        return tuple(asked.values())

    def _standing_id(self, claim_id: str) -> str:
        return self.copies[claim_id].id if claim_id in self.copies else claim_id

    def found(self, findings: ClashFindings, most_claims: int) -> "Case":
        """Take in what was found, without pairs that were not asked for, and say what was left out."""
        degraded = [*self.degraded]
        if findings.pairs_skipped:
            reason = (
                f"{findings.pairs_skipped} of {findings.candidate_pairs} candidate pairs were not scored (max_pairs)"
            )
            degraded.append(Degraded("nli-contradiction", None, reason))
        if (left_out := len(self.extraction.claims) - most_claims) > 0:
            reason = f"the {left_out} claims least worth checking were not compared; the limit is {most_claims}"
            degraded.append(Degraded("gateway", None, reason))
        wanted = replace(
            findings,
            clashes=tuple(map(self._with_folded, filter(self._is_wanted, findings.clashes))),
            unsure=tuple(map(self._with_folded, filter(self._is_wanted, findings.unsure))),
        )
        return replace(self, findings=wanted, degraded=tuple(degraded))

    def _is_wanted(self, clash: Clash) -> bool:
        archived = {claim.id for claim in self._met}
        return self.against is not Against.ARCHIVE or any(side.claim_id in archived for side in clash.sides)

    def _with_folded(self, clash: Clash) -> Clash:
        cited = {side.claim_id for side in clash.sides}
        folded = (claim_id for claim_id, copy in self.copies.items() if copy.id in cited)
        return replace(clash, folded_claim_ids=tuple(dict.fromkeys((*clash.folded_claim_ids, *folded))))

    def weighed(self, clashes: tuple[Clash, ...], unreachable: tuple[Degraded, ...]) -> "Case":
        """Take in the weighed form of all clashes, the unsure ones last."""
        cut = len(self.findings.clashes)
        findings = replace(self.findings, clashes=clashes[:cut], unsure=clashes[cut:])
        return replace(self, findings=findings, degraded=(*self.degraded, *unreachable))

    def answer(self, timings: Timings) -> CheckAnswer:
        """Tell it as the contract does; archived claims are listed where something refers to them."""
        cited = self._cited_claim_ids()
        archived = tuple(claim for claim in self._met if claim.id in cited)
        return CheckAnswer(
            id=f"chk_{secrets.token_hex(12)}",
            documents=self.extraction.coverage,
            claims=(*self.extraction.claims, *archived),
            archived={c.document_id: _summary(self.archived_documents[c.document_id]) for c in archived},
            clashes=self.findings.clashes,
            unsure=tuple(replace(clash, id=None) for clash in self.findings.unsure),
            updates=self.findings.updates,
            degraded=(*self.extraction.degraded, *self.degraded),
            models=Models(nli=self.findings.model, extraction=self.extraction.model),
            timings_ms=timings,
        )

    def _cited_claim_ids(self) -> set[str]:
        clashes = (*self.findings.clashes, *self.findings.unsure)
        sides = {side.claim_id for clash in clashes for side in clash.sides}
        return sides.union(*((update.earlier, update.later) for update in self.findings.updates))


def _summary(document: Document) -> DocumentSummary:
    return DocumentSummary(document.id, document.url, document.source, document.title, document.published_at)
