"""The use case: which claims do these documents make, and which of them clash?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from gateway.domain.case import Case
from gateway.domain.checks import CheckAnswer, CheckRequest
from gateway.domain.deadline import Deadline
from gateway.domain.documents import Document, DocumentLimits, check_limits, with_ids
from gateway.domain.events import analyzed
from gateway.domain.origins import with_origins
from gateway.domain.ports import ClaimExtractor, ClashFinder, Clock, Records, UnitOfWork
from gateway.domain.recall import RecallClaims
from gateway.domain.reconcile import move_quotes, retract_on, store_clashes
from gateway.domain.stopwatch import Stopwatch
from gateway.domain.thresholds import NO_THRESHOLDS, Thresholds
from gateway.domain.weigh_sides import WeighSides

_LOOKS = (False, False, True)
"""How often a check looks whether it met all there is; the last time it stores in any case."""


@dataclass(frozen=True)
class CheckLimits:
    """What one check may cost."""

    documents: DocumentLimits = field(default_factory=DocumentLimits)
    max_pairs: int = 2_000
    claims: int = 1_800
    check_seconds: float = 90.0
    extraction_seconds: float = 60.0
    contradiction_seconds: float = 60.0
    reliability_seconds: float = 2.0


@dataclass(frozen=True)
class CheckDocuments:
    """Reads the documents, compares their claims, weighs both sides of what clashes, stores and answers."""

    extractor: ClaimExtractor
    finder: ClashFinder
    weigh_sides: WeighSides
    unit_of_work: UnitOfWork
    clock: Clock
    limits: CheckLimits
    recall: RecallClaims

    async def __call__(
        self, tenant: str, request: CheckRequest, also: Callable[[Records, CheckAnswer], None] | None = None
    ) -> CheckAnswer:
        """Every failure but that of source-reliability is a ServiceError, and then nothing is stored.

        `also` runs in the transaction that stores the answer; without it older work on the same documents ends.
        """
        check_limits(request.documents, self.limits.documents)
        deadline = Deadline.after(self.limits.check_seconds, self.clock.monotonic)
        watch = Stopwatch(self.clock.monotonic)
        with watch.measure("extraction"):
            case = await self._extract(tenant, request, deadline)
        judge = partial(self._judge, tenant, request, deadline, watch)
        if not request.against.stores:
            return _unstored((await judge(case)).answer(watch.timings()))
        case = await self.recall.embed(tenant, case, deadline)
        met = await self.recall.search(tenant, case)
        judged = await judge(met)
        for is_last in _LOOKS:
            store = partial(self._store, judged, watch, key_id=request.key_id, also=also, anyway=is_last)
            if answer := await self.unit_of_work.write(tenant, store):
                return answer
            before, met = met, await self.recall.search(tenant, case)
            judged = await judge(met) if met.met_ids != before.met_ids else judged.searched_as(met)
        raise AssertionError

    async def _judge(
        self, tenant: str, request: CheckRequest, deadline: Deadline, watch: Stopwatch, case: Case
    ) -> Case:
        with watch.measure("contradiction"):
            case = await self._compare(tenant, case, request, deadline)
        with watch.measure("reliability"):
            return await self._weigh(tenant, case, deadline)

    async def _extract(self, tenant: str, request: CheckRequest, deadline: Deadline) -> Case:
        documents = with_ids(request.documents)
        if not request.against.stores:
            documents = with_origins(documents)
        timeout_seconds = deadline.remaining_seconds(self.limits.extraction_seconds)
        return Case(request.against, documents, await self.extractor.extract(tenant, documents, timeout_seconds))

    async def _compare(self, tenant: str, case: Case, request: CheckRequest, deadline: Deadline) -> Case:
        question = case.question(self.limits.claims, request.max_pairs or self.limits.max_pairs)
        if len(question.claims) < 2:
            return case
        question = replace(question, thresholds=await self._thresholds(tenant, request))
        timeout_seconds = deadline.remaining_seconds(self.limits.contradiction_seconds)
        return case.found(await self.finder.find(tenant, question, timeout_seconds), self.limits.claims)

    async def _thresholds(self, tenant: str, request: CheckRequest) -> Thresholds:
        if request.thresholds != NO_THRESHOLDS:
            return request.thresholds
        return await self.unit_of_work.read(tenant, lambda records: records.thresholds.get(request.key_id))

    async def _weigh(self, tenant: str, case: Case, deadline: Deadline) -> Case:
        clashes = (*case.findings.clashes, *case.findings.unsure)
        timeout_seconds = deadline.remaining_seconds(self.limits.reliability_seconds)
        return case.weighed(*await self.weigh_sides(tenant, clashes, case.sides, timeout_seconds))

    def _store(
        self,
        case: Case,
        watch: Stopwatch,
        records: Records,
        *,
        key_id: str,
        also: Callable[[Records, CheckAnswer], None] | None,
        anyway: bool,
    ) -> CheckAnswer | None:
        """Store all of it; or nothing, where claims came that the archive did not hold when it was searched.

        Two documents that are checked at the same time would else never be compared with each other.
        """
        if not anyway and records.claims.came_after(case.searched_to, [document.id for document in case.documents]):
            return None
        now = self.clock.now()
        for document in _with_editions(case.documents, records):
            records.documents.put(document, now)
            claims = case.claims_of(document.id)
            retract_on(records, records.claims.replace(document, claims, case.embeddings), now)
            move_quotes(records, claims)
        clashes = store_clashes(records, case.findings.clashes, case.documents_by_id, now, key_id)
        answer = replace(case.answer(watch.timings()), clashes=clashes)
        records.checks.put(answer, now)
        involved = {side.document_id for clash in clashes for side in clash.sides}
        records.events.add(analyzed(answer, records.embargoes.in_force(involved, now), now))
        if also:
            also(records, answer)
        else:
            records.jobs.supersede([document.id for document in case.documents], answer.id)
        return answer


def _with_editions(documents: Sequence[Document], records: Records) -> tuple[Document, ...]:
    """Let a document that does not say which version it is stay the one that is stored under its id."""
    stored = records.documents.with_ids([document.id for document in documents if document.edition is None])
    return tuple(replace(d, edition=stored[d.id].edition) if d.id in stored else d for d in documents)


def _unstored(answer: CheckAnswer) -> CheckAnswer:
    return replace(answer, clashes=tuple(replace(clash, id=None) for clash in answer.clashes))
