"""A reliability service that knows one source well: eight outcomes over forty days."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from gateway.domain.claims import EvidenceKind, Stance
from gateway.domain.clashes import ReliabilityStatus, SourceReliability
from gateway.domain.listing import Page, PageRequest
from gateway.domain.reliability import Contribution, Reasons, RecordedOutcome, ReliabilityQuery, SourceReport
from tests.desk.newsroom import DENIAL, FOOTAGE
from tests.fakes.reliability_service import FakeReliabilityService

KNOWN = "domain:coastwire.example"
_RIGHT = (1, 1, 0, 1, 1, 1, 0, 1)
_PRIOR = 0.6


class KnownSource(FakeReliabilityService):
    """Means follow from the outcomes recorded by the time asked for; what it does not know it answers as the fake."""

    def __init__(self, now: datetime) -> None:
        super().__init__()
        self.history = [_outcome(number, right, now) for number, right in enumerate(_RIGHT)]

    async def reliabilities(
        self,
        tenant: str,
        queries: Sequence[ReliabilityQuery],
        timeout_seconds: float,
        as_of: datetime | None = None,
    ) -> tuple[SourceReliability, ...]:
        answers = await super().reliabilities(tenant, queries, timeout_seconds)
        return tuple(
            self._known(query, as_of) if query.source == KNOWN else answer
            for query, answer in zip(queries, answers, strict=True)
        )

    async def report(self, tenant: str, query: ReliabilityQuery, timeout_seconds: float) -> SourceReport:
        report = await super().report(tenant, query, timeout_seconds)
        override = self.overrides[-1] if self.overrides else None
        if query.source != KNOWN:
            return report
        reliability = self._known(query, None)
        if override and override.mean is not None:
            reliability = replace(reliability, mean=override.mean)
        reasons = Reasons(
            prior_mean=_PRIOR,
            prior_origin="local news, imported list",
            prior_share=0.38,
            contributions=tuple(
                Contribution(o.id, 0.05 if o.right else -0.06, 0.02, o.event_time) for o in self.history[:4]
            ),
            rest=0.03,
            decayed=0.4,
            folded_copies=2,
            text="Right in 6 of 8 audited claims; two reprints counted once.",
        )
        return SourceReport(reliability, "Coast Wire", reasons, override.reason if override else None)

    async def track_record(
        self, tenant: str, source: str, page: PageRequest, timeout_seconds: float
    ) -> Page[RecordedOutcome]:
        if source != KNOWN:
            return await super().track_record(tenant, source, page, timeout_seconds)
        await self._answering()
        return Page(tuple(self.history), "")

    def _known(self, query: ReliabilityQuery, as_of: datetime | None) -> SourceReliability:
        known = [o for o in self.history if query.stance in (None, o.stance) and (not as_of or _at(o) <= as_of)]
        mean = (_PRIOR * 4 + sum(o.right for o in known)) / (4 + len(known))
        half = 0.32 / (1 + len(known) / 5)
        return SourceReliability(
            KNOWN, mean, max(0.0, mean - half), min(1.0, mean + half), float(len(known)), ReliabilityStatus.OK
        )


def _at(outcome: RecordedOutcome) -> datetime:
    assert outcome.recorded_at
    return outcome.recorded_at


def _outcome(number: int, right: int, now: datetime) -> RecordedOutcome:
    at = now - timedelta(days=5 * number + 1)
    evidence = number % 3 != 0
    return RecordedOutcome(
        id=f"out_{number}",
        source_id=KNOWN,
        claim_id=FOOTAGE.id if evidence else DENIAL.id,
        right=float(right),
        resolver="editor",
        topic="movement" if evidence else "politics",
        evidence_kind=EvidenceKind.VIDEO if evidence else EvidenceKind.STATEMENT,
        stance=Stance.REPORTS_EVIDENCE if evidence else Stance.ASSERTS,
        event_time=at - timedelta(hours=5),
        recorded_at=at,
        supersedes=None,
        reason="Confirmed by a second video" if right else "Filmed a year earlier",
    )
