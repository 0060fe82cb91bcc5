"""What the page of a source shows: how reliable it is held to be, since when, in which matters, and why."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from gateway.api.desk.charts import Moment, OverTime, over_time
from gateway.api.desk.visit import Visit
from gateway.domain.claims import EvidenceKind, Stance
from gateway.domain.clashes import ReliabilityStatus, SourceReliability, StoredClash
from gateway.domain.listing import ClashFilter, PageRequest
from gateway.domain.ports import Records
from gateway.domain.reliability import RecordedOutcome, ReliabilityQuery, SourceReport, SourceRole
from service_kit.errors import ErrorKind, ServiceError

_OUTCOMES, _CLASHES, _CELLS, _MOMENTS = 100, 12, 12, 16
_LEAST_BEFORE = timedelta(hours=1)
_SPEAKER = "speaker:"
_DOMAIN = "domain:"


@dataclass(frozen=True)
class Cell:
    """Reliability in one matter: topic, evidence kind and stance."""

    topic: str
    evidence_kind: EvidenceKind | None
    stance: Stance | None
    outcomes: int
    reliability: SourceReliability


@dataclass(frozen=True)
class SourceView:
    """`report` is missing, with `failure` saying why, where source-reliability is out of reach."""

    source_id: str
    name: str
    report: SourceReport | None
    failure: str
    outcomes: tuple[RecordedOutcome, ...]
    superseded: frozenset[str]
    more_outcomes: bool
    clashes_of_claims: dict[str, str]
    cells: tuple[Cell, ...]
    chart: OverTime | None
    clashes: tuple[StoredClash, ...]


async def view_source(visit: Visit, source_id: str) -> SourceView:
    clashes = await visit.read(lambda records: records.clashes.page(_filter(source_id), PageRequest(_CLASHES)).items)
    try:
        return await _known_source(visit, source_id, clashes)
    except ServiceError as error:
        if error.kind is ErrorKind.INVALID:
            raise
        return _unknown_source(source_id, error.message, clashes)


async def _known_source(visit: Visit, source_id: str, clashes: tuple[StoredClash, ...]) -> SourceView:
    services, tenant = visit.services, visit.tenant
    report, track = await asyncio.gather(
        services.reliability.report(tenant, _query(source_id), services.reliability_seconds),
        services.reliability.track_record(tenant, source_id, PageRequest(_OUTCOMES), services.reliability_seconds),
    )
    cells, moments = await asyncio.gather(
        _cells(visit, source_id, track.items), _moments(visit, source_id, track.items)
    )
    known_as = report.reliability.source_id or source_id
    return SourceView(
        source_id=known_as,
        name=report.display_name,
        report=report,
        failure="",
        outcomes=track.items,
        superseded=superseded(track.items),
        more_outcomes=bool(track.next_token),
        clashes_of_claims=await visit.read(lambda records: _clashes_of(records, track.items)),
        cells=cells,
        chart=over_time([*moments, Moment(visit.now, report.reliability)]),
        clashes=clashes,
    )


def _unknown_source(source_id: str, failure: str, clashes: tuple[StoredClash, ...]) -> SourceView:
    name = source_id.partition(":")[2] or source_id
    return SourceView(source_id, name, None, failure, (), frozenset(), False, {}, (), None, clashes)


def _filter(source_id: str) -> ClashFilter:
    name = source_id.removeprefix(_DOMAIN)
    return ClashFilter(speaker=source_id) if source_id.startswith(_SPEAKER) else ClashFilter(source=name)


def _query(source_id: str) -> ReliabilityQuery:
    return ReliabilityQuery(source_id, SourceRole.SPEAKER)


def superseded(outcomes: Sequence[RecordedOutcome]) -> frozenset[str]:
    """Ids of outcomes that a later decision replaced: they count no more."""
    return frozenset(outcome.supersedes for outcome in outcomes if outcome.supersedes)


async def _cells(visit: Visit, source_id: str, outcomes: Sequence[RecordedOutcome]) -> tuple[Cell, ...]:
    replaced = superseded(outcomes)
    counted = Counter((o.topic, o.evidence_kind, o.stance) for o in outcomes if o.id not in replaced)
    common = counted.most_common(_CELLS)
    if not common:
        return ()
    queries = [
        ReliabilityQuery(source_id, SourceRole.SPEAKER, topic, evidence_kind, stance)
        for (topic, evidence_kind, stance), _ in common
    ]
    services = visit.services
    answers = await services.reliability.reliabilities(visit.tenant, queries, services.reliability_seconds)
    return tuple(Cell(*matter, number, answer) for (matter, number), answer in zip(common, answers, strict=True))


async def _moments(visit: Visit, source_id: str, outcomes: Sequence[RecordedOutcome]) -> tuple[Moment, ...]:
    """The reliability at times evenly spread from shortly before the first outcome on."""
    recorded = [outcome.recorded_at for outcome in outcomes if outcome.recorded_at]
    if not recorded:
        return ()
    now, services = visit.now, visit.services
    first = min(recorded)
    first -= max((now - first) / _MOMENTS, _LEAST_BEFORE)
    times = [first + (now - first) * step / _MOMENTS for step in range(_MOMENTS)]

    async def at(time: datetime) -> Moment:
        queries = [_query(source_id)]
        answers = await services.reliability.reliabilities(visit.tenant, queries, services.reliability_seconds, time)
        return Moment(time, answers[0])

    return tuple(await asyncio.gather(*map(at, times)))


def _clashes_of(records: Records, outcomes: Sequence[RecordedOutcome]) -> dict[str, str]:
    """Ids of clashes by the claims the outcomes were about."""
    claim_ids = {outcome.claim_id for outcome in outcomes}
    found = records.clashes.on_claims(claim_ids)
    return {side.claim_id: stored.clash.id or "" for stored in found for side in stored.clash.sides}


@dataclass(frozen=True)
class SourceSeen:
    """A source that takes part in clashes, and in how many."""

    source_id: str
    name: str
    clashes: int
    reliability: SourceReliability


def sources_in(clashes: Sequence[StoredClash]) -> tuple[list[SourceSeen], list[SourceSeen]]:
    """Publishers and speakers of these clashes, those in most clashes first."""
    publishers: dict[str, SourceSeen] = {}
    speakers: dict[str, SourceSeen] = {}
    for stored in clashes:
        for side, publisher in zip(stored.clash.sides, stored.publishers, strict=True):
            if publisher:
                _see(publishers, _DOMAIN + publisher, publisher, side.reliability.publisher)
            if side.speaker.name != "author" and side.reliability.speaker.source_id:
                _see(speakers, side.reliability.speaker.source_id, side.speaker.name, side.reliability.speaker)
    return _by_clashes(publishers), _by_clashes(speakers)


def _see(seen: dict[str, SourceSeen], source_id: str, name: str, reliability: SourceReliability) -> None:
    known_as = reliability.source_id or source_id
    before = seen.get(known_as)
    if before is None or reliability.status is not ReliabilityStatus.UNAVAILABLE:
        seen[known_as] = SourceSeen(known_as, name, 1 + (before.clashes if before else 0), reliability)
    else:
        seen[known_as] = SourceSeen(known_as, name, before.clashes + 1, before.reliability)


def _by_clashes(seen: dict[str, SourceSeen]) -> list[SourceSeen]:
    return sorted(seen.values(), key=lambda source: (-source.clashes, source.name.lower()))
