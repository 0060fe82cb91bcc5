"""The use case of a worker: give stored claims the vectors they wait for, also those of a new embedder."""

from dataclasses import dataclass

from gateway.domain.archive import ClaimEmbedder, EmbeddingBacklog, embeddable


@dataclass(frozen=True)
class EmbedBacklog:
    """Embeds what was stored while the embedder was away, and everything anew once another embedder serves."""

    embedder: ClaimEmbedder
    backlog: EmbeddingBacklog
    embedding_seconds: float
    claims_at_once: int = 500

    async def next(self) -> bool:
        """Embed some claims; tell whether there were any. A ServiceError leaves them waiting."""
        model = await self.embedder.model(self.embedding_seconds)
        waiting = await self.backlog.waiting(model, self.claims_at_once)
        if waiting:
            propositions = embeddable(claim.proposition for claim in waiting)
            tenant = waiting[0].tenant
            await self.backlog.store(waiting, await self.embedder.embed(tenant, propositions, self.embedding_seconds))
        return bool(waiting)
