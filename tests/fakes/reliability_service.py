"""A reliability service that knows one number and remembers outcomes."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from gateway.domain.clashes import Lean, LeanStatus, ReliabilityStatus, SourceReliability
from gateway.domain.listing import Page, PageRequest
from gateway.domain.reliability import (
    Contender,
    Outcome,
    Override,
    RecordedOutcome,
    ReliabilityQuery,
    Shift,
    SourceNames,
    SourceReport,
    SourceRole,
)
from service_kit.errors import ErrorKind, ServiceError


class FakeReliabilityService:
    """Fails with `failure` where one is set; hangs where `hangs` is; takes no outcome of a `refused` source."""

    def __init__(self) -> None:
        self.failure: ServiceError | None = None
        self.hangs = False
        self.refused: set[str] = set()
        self.queries: list[ReliabilityQuery] = []
        self.contenders: list[Sequence[Contender]] = []
        self.overrides: list[Override] = []
        self.outcomes: dict[tuple[str, str], Outcome] = {}

    async def reliabilities(
        self,
        tenant: str,
        queries: Sequence[ReliabilityQuery],
        timeout_seconds: float,
        as_of: datetime | None = None,
    ) -> tuple[SourceReliability, ...]:
        del tenant, timeout_seconds, as_of
        await self._answering()
        self.queries.extend(queries)
        return tuple(map(_reliability, queries))

    async def report(self, tenant: str, query: ReliabilityQuery, timeout_seconds: float) -> SourceReport:
        del tenant, timeout_seconds
        await self._answering()
        return SourceReport(_reliability(query), query.source, None, None)

    async def lean(self, tenant: str, contenders: Sequence[Contender], timeout_seconds: float) -> Lean:
        del tenant, timeout_seconds
        await self._answering()
        self.contenders.append(contenders)
        return Lean(contenders[0].claim_id, 0.7, LeanStatus.LEANING)

    async def record(self, tenant: str, outcomes: Sequence[Outcome], timeout_seconds: float) -> tuple[Shift, ...]:
        del timeout_seconds
        await self._answering()
        if any(source_id(outcome.source) in self.refused for outcome in outcomes):
            raise ServiceError(ErrorKind.INVALID, "refused", reason="REFUSED")
        self.outcomes.update({(tenant, outcome.id): outcome for outcome in outcomes})
        return tuple(Shift(source_id(o.source), 0.6, 0.5, o.source.topic) for o in outcomes if o.right == 0.0)

    async def override(self, tenant: str, override: Override, timeout_seconds: float) -> None:
        del tenant, timeout_seconds
        await self._answering()
        self.overrides.append(override)

    async def link(self, tenant: str, names: SourceNames, timeout_seconds: float) -> SourceNames:
        del tenant, timeout_seconds
        await self._answering()
        return names

    async def track_record(
        self, tenant: str, source: str, page: PageRequest, timeout_seconds: float
    ) -> Page[RecordedOutcome]:
        del timeout_seconds
        await self._answering()
        mine = [o for (owner, _), o in self.outcomes.items() if owner == tenant and source_id(o.source) == source]
        return Page(tuple(map(_recorded, mine[: page.size])), "")

    async def _answering(self) -> None:
        if self.failure:
            raise self.failure
        if self.hangs:
            await asyncio.Event().wait()


def source_id(query: ReliabilityQuery) -> str:
    if ":" in query.source:
        return query.source
    kind = "domain" if query.role is SourceRole.PUBLISHER else "speaker"
    return f"{kind}:{query.source.lower().replace(' ', '-')}"


def _reliability(query: ReliabilityQuery) -> SourceReliability:
    return SourceReliability(source_id(query), 0.6, 0.4, 0.8, 0.0, ReliabilityStatus.PRIOR_ONLY)


def _recorded(outcome: Outcome) -> RecordedOutcome:
    return RecordedOutcome(
        id=outcome.id,
        source_id=source_id(outcome.source),
        claim_id=outcome.claim_id,
        right=outcome.right,
        resolver="editor",
        topic=outcome.source.topic,
        evidence_kind=outcome.source.evidence_kind,
        stance=outcome.source.stance,
        event_time=outcome.event_time,
        recorded_at=outcome.event_time,
        supersedes=outcome.supersedes or None,
        reason=outcome.reason,
    )
