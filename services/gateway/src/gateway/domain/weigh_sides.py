"""Adds to every clash how reliable both sides are and which one is likelier; does without when that is out of reach."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gateway.domain.checks import Degraded
from gateway.domain.claims import Claim, Quantity, Span, Stance
from gateway.domain.clashes import Clash, ClashKind, Lean, LeanStatus, Side, SideReliability, SourceReliability
from gateway.domain.documents import Document
from gateway.domain.ports import ReliabilityService
from gateway.domain.reliability import Contender, ReliabilityQuery, Support, publisher_query, speaker_query
from service_kit.errors import ServiceError

_QUERIES_PER_CALL = 200
_CALLS_AT_ONCE = 8
_LARGEST_FIGURE = 1e15
"""What source-reliability takes."""


@dataclass(frozen=True)
class Sides:
    """The claims of some clashes and their documents, by id."""

    claims: Mapping[str, Claim]
    documents: Mapping[str, Document]

    def speaker(self, side: Side) -> ReliabilityQuery | None:
        return speaker_query(self.claims[side.claim_id], self.documents[side.document_id].source)

    def publisher(self, side: Side) -> ReliabilityQuery | None:
        return publisher_query(self.claims[side.claim_id], self.documents[side.document_id].source)


@dataclass(frozen=True)
class WeighSides:
    """Asks source-reliability about all sides in one go, and about the lean of every clash."""

    reliability: ReliabilityService

    async def __call__(
        self, tenant: str, clashes: Sequence[Clash], sides: Sides, timeout_seconds: float
    ) -> tuple[tuple[Clash, ...], tuple[Degraded, ...]]:
        if not clashes:
            return (), ()
        try:
            async with asyncio.timeout(timeout_seconds):
                answers, leans = await asyncio.gather(
                    self._ask(tenant, _queries(clashes, sides), timeout_seconds),
                    self._leans(tenant, clashes, sides, timeout_seconds),
                )
        except TimeoutError:
            return _without(clashes, "timed_out")
        except ServiceError as error:
            return _without(clashes, error.kind.value)
        return tuple(_weighed(c, lean, sides, answers) for c, lean in zip(clashes, leans, strict=True)), ()

    async def _ask(
        self, tenant: str, queries: Sequence[ReliabilityQuery], timeout_seconds: float
    ) -> dict[ReliabilityQuery, SourceReliability]:
        batches = [queries[i : i + _QUERIES_PER_CALL] for i in range(0, len(queries), _QUERIES_PER_CALL)]
        answers = await asyncio.gather(
            *(self.reliability.reliabilities(tenant, batch, timeout_seconds) for batch in batches)
        )
        return {q: a for batch, part in zip(batches, answers, strict=True) for q, a in zip(batch, part, strict=True)}

    async def _leans(
        self, tenant: str, clashes: Sequence[Clash], sides: Sides, timeout_seconds: float
    ) -> Sequence[Lean]:
        gate = asyncio.Semaphore(_CALLS_AT_ONCE)

        async def lean(clash: Clash) -> Lean:
            contenders = _contenders(clash, sides)
            if not all(contender.supports for contender in contenders):
                return Lean(status=LeanStatus.UNDETERMINED)
            async with gate:
                return await self.reliability.lean(tenant, contenders, timeout_seconds)

        return await asyncio.gather(*map(lean, clashes))


def _without(clashes: Sequence[Clash], why: str) -> tuple[tuple[Clash, ...], tuple[Degraded, ...]]:
    reason = f"source-reliability could not be asked ({why}): clashes come without reliability and lean"
    return tuple(clashes), (Degraded("source-reliability", None, reason),)


def _queries(clashes: Sequence[Clash], sides: Sides) -> list[ReliabilityQuery]:
    asked = (ask(side) for clash in clashes for side in clash.sides for ask in (sides.speaker, sides.publisher))
    return list(dict.fromkeys(query for query in asked if query is not None))


def _contenders(clash: Clash, sides: Sides) -> list[Contender]:
    """Both sides, with their figures where the clash is between two figures of one unit."""
    figures = [_figure(side, sides.claims[side.claim_id]) for side in clash.sides]
    units = {figure.unit for figure in figures if figure}
    comparable = clash.kind is ClashKind.NUMERIC and all(figures) and len(units) == 1
    return [
        Contender(side.claim_id, _supports(side, sides), figure if comparable else None)
        for side, figure in zip(clash.sides, figures, strict=True)
    ]


def _figure(side: Side, claim: Claim) -> Quantity | None:
    """The one figure of the claim that decided the clash; none where that is not plain."""
    found = [
        quantity
        for quantity in claim.quantities
        if quantity.span and any(_overlap(quantity.span, decisive) for decisive in side.decisive)
    ]
    return found[0] if len(found) == 1 and _can_be_weighed(found[0]) else None


def _can_be_weighed(quantity: Quantity) -> bool:
    upper = quantity.value if quantity.upper is None else quantity.upper
    return -_LARGEST_FIGURE <= quantity.value <= upper <= _LARGEST_FIGURE


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _supports(side: Side, sides: Sides) -> tuple[Support, ...]:
    query = sides.speaker(side)
    if query is None:
        return ()
    origin_id = sides.documents[side.document_id].origin_id or ""
    return (Support(query, origin_id, side.stance is Stance.DENIES, sides.claims[side.claim_id].confidence),)


def _weighed(clash: Clash, lean: Lean, sides: Sides, answers: Mapping[ReliabilityQuery, SourceReliability]) -> Clash:
    def answer(query: ReliabilityQuery | None) -> SourceReliability:
        return answers[query] if query else SourceReliability()

    first, second = (
        replace(side, reliability=SideReliability(answer(sides.speaker(side)), answer(sides.publisher(side))))
        for side in clash.sides
    )
    return replace(clash, sides=(first, second), lean=lean)
