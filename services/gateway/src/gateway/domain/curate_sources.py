"""The use cases of editors who know better: an own number for a source, other names of it. Both are logged."""

from dataclasses import dataclass

from gateway.domain.access import Caller
from gateway.domain.audit import Action, Facts, NewAuditEntry, actor_of
from gateway.domain.ports import Clock, ReliabilityService, UnitOfWork
from gateway.domain.reliability import Override, ReliabilityQuery, SourceNames, SourceReport, SourceRole


@dataclass(frozen=True)
class CurateSources:
    """Tells source-reliability what editors decided, and the audit log who did."""

    reliability: ReliabilityService
    unit_of_work: UnitOfWork
    clock: Clock
    timeout_seconds: float

    async def override(self, caller: Caller, override: Override) -> SourceReport:
        """Put a number in place of the learnt one, or clear it; return the source as it is then."""
        query = ReliabilityQuery(override.source, SourceRole.SPEAKER)
        before = await self.reliability.report(caller.tenant, query, self.timeout_seconds)
        await self.reliability.override(caller.tenant, override, self.timeout_seconds)
        after = await self.reliability.report(caller.tenant, query, self.timeout_seconds)
        told: Facts = {"override": override.mean, "editor": override.editor, "mean": after.reliability.mean}
        await self._log(caller, Action.SOURCE_OVERRIDDEN, override.source, {"mean": before.reliability.mean}, told)
        return after

    async def link(self, caller: Caller, names: SourceNames) -> SourceNames:
        """Declare other names of a source, and the whole it is a part of; return all it has."""
        known = await self.reliability.link(caller.tenant, names, self.timeout_seconds)
        told: Facts = {"aliases": list(names.aliases), "parent": names.parent}
        await self._log(caller, Action.SOURCE_NAMED, names.source, {}, told)
        return known

    async def _log(self, caller: Caller, action: Action, subject: str, before: Facts, after: Facts) -> None:
        entry = NewAuditEntry(self.clock.now(), actor_of(caller), action, subject, before, after)
        await self.unit_of_work.write(caller.tenant, lambda records: records.audit.add(entry))
