"""The use case of a worker: tell what waited for an embargo once it has ended."""

from dataclasses import dataclass

from gateway.domain.ports import Clock, Records, UnitOfWork


@dataclass(frozen=True)
class ReleaseEvents:
    """Any worker may do it at any time: what one has told, another no longer finds."""

    unit_of_work: UnitOfWork
    clock: Clock

    async def __call__(self) -> None:
        now = self.clock.now()

        def release(records: Records) -> None:
            records.events.release(now)

        for tenant in await self.unit_of_work.tenants_with_events_to_release(now):
            await self.unit_of_work.write(tenant, release)
