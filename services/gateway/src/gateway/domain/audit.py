"""The audit log: who changed what, and what it was before. Entries are only ever added."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeAlias

from gateway.domain.access import ANYBODY, Caller
from gateway.domain.listing import Page, PageRequest

Facts: TypeAlias = Mapping[str, str | int | float | list[str] | None]


class Action(StrEnum):
    """What was done."""

    KEY_CREATED = "key.created"
    KEY_ROTATED = "key.rotated"
    KEY_REVOKED = "key.revoked"
    THRESHOLDS_SET = "thresholds.set"
    CLASH_REVIEWED = "clash.reviewed"
    SOURCE_OVERRIDDEN = "source.overridden"
    SOURCE_NAMED = "source.named"
    DOCUMENT_ERASED = "document.erased"
    RETENTION_ERASED = "retention.erased"
    WORK_RETRIED = "work.retried"
    SETTINGS_CHANGED = "settings.changed"


@dataclass(frozen=True)
class Actor:
    """Who did it: the id of a key with its name, or a part of the system."""

    key_id: str
    name: str


@dataclass(frozen=True)
class NewAuditEntry:
    """An entry that has no number yet; `before` and `after` hold states and figures, never text of a document."""

    at: datetime
    actor: Actor
    action: Action
    subject: str
    before: Facts
    after: Facts


@dataclass(frozen=True)
class AuditEntry:
    """`number` grows with every entry."""

    number: int
    at: datetime
    actor: Actor
    action: Action
    subject: str
    before: Facts
    after: Facts


class Audit(Protocol):
    """The tenant's audit log; entries are never changed or removed."""

    def add(self, entry: NewAuditEntry) -> None: ...

    def page(self, page: PageRequest) -> Page[AuditEntry]:
        """Newest first."""
        ...

    def left_by(self, action: Action, subject: str) -> Facts:
        """What changes of this sort to the subject have come to, later ones going before earlier ones."""
        ...


def actor_of(caller: Caller) -> Actor:
    return Actor(caller.key_id, caller.name)


EVERYBODY = ""
"""The tenant of what concerns all tenants; its entries are shown to each."""
ANYBODY_ACTOR = actor_of(ANYBODY)
SYSTEM_ACTOR = Actor("clashwire", "clashwire")
COMMAND_LINE = Actor("command-line", "command line")
