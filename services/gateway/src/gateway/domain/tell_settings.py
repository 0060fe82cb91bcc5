"""The use case of a start: settings that are not as they were at the last start go into the audit log."""

from datetime import datetime

from gateway.domain.audit import SYSTEM_ACTOR, Action, Facts, NewAuditEntry
from gateway.domain.ports import Records


def tell_settings(role: str, defaults: Facts, now_in_force: Facts, at: datetime, records: Records) -> None:
    """Add one entry with what differs from the last entry of this role, or from the defaults where there is none."""
    known = {**defaults, **records.audit.left_by(Action.SETTINGS_CHANGED, role)}
    changed = {name: value for name, value in now_in_force.items() if value != known.get(name)}
    if changed:
        before = {name: known.get(name) for name in changed}
        records.audit.add(NewAuditEntry(at, SYSTEM_ACTOR, Action.SETTINGS_CHANGED, role, before, changed))
