"""Decides what becomes of a version of an item that arrives: it is new, repeated, or too late."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from gateway.domain.documents import Document
from gateway.domain.editions import Edition, PubStatus
from service_kit.errors import ErrorKind, ServiceError


class Verdict(StrEnum):
    """What became of a document that was handed in."""

    ACCEPTED = "accepted"
    UNCHANGED = "unchanged"
    OUTDATED = "outdated"
    CANCELED = "canceled"


@dataclass(frozen=True)
class KnownVersion:
    """A version that was accepted; `current` marks the newest of its document, `version` is empty where it has none."""

    document_id: str
    version: str
    versioned_at: datetime | None
    pub_status: PubStatus
    digest: str
    operation_id: str
    current: bool = True


@dataclass(frozen=True)
class Judgement:
    """`known` is the version that stands in the way of one that is not accepted."""

    verdict: Verdict
    known: KnownVersion | None = None


def judge(document: Document, edition: Edition, known: Sequence[KnownVersion], place: str) -> Judgement:
    """Compare a version with those accepted before; CONFLICT, naming `place`, where one has other content."""
    new = Judgement(Verdict.CANCELED if edition.is_canceled else Verdict.ACCEPTED)
    current = next((each for each in known if each.current), None)
    if current is None:
        return new
    same = next((each for each in known if each.version == edition.version), None) if edition.version else current
    if same and same.digest == digest_of(document, edition):
        return Judgement(Verdict.UNCHANGED, same)
    if same and edition.version:
        return _same_version(edition, same, new, place)
    return Judgement(Verdict.OUTDATED, current) if _is_older(edition, current) else new


def _same_version(edition: Edition, same: KnownVersion, new: Judgement, place: str) -> Judgement:
    """A cancellation outranks what it cancels under the same number."""
    if same.pub_status is PubStatus.CANCELED:
        return Judgement(Verdict.OUTDATED, same)
    if edition.is_canceled:
        return new if same.current else Judgement(Verdict.OUTDATED, same)
    message = "was accepted before with other content; a correction needs a new version"
    raise ServiceError(ErrorKind.CONFLICT, message, reason="VERSION_REUSED", field=place)


def _is_older(edition: Edition, current: KnownVersion) -> bool:
    mine, other = edition.version or "", current.version
    if mine.isdecimal() and other.isdecimal():
        return int(mine) < int(other)
    if edition.versioned_at and current.versioned_at and edition.versioned_at != current.versioned_at:
        return edition.versioned_at < current.versioned_at
    return bool(mine and other) and _steps(mine) < _steps(other)


def _steps(version: str) -> list[tuple[int, str]]:
    """Make 1.10 come after 1.9."""
    return [(int(step) if step.isdecimal() else -1, step) for step in re.findall(r"\d+|\D+", version)]


def accepted_version(document: Document, edition: Edition, before: KnownVersion | None, operation: str) -> KnownVersion:
    """Return what to remember; a cancellation without a version is one of the version it meets."""
    inherited = before.version if before and edition.is_canceled else ""
    return KnownVersion(
        document_id=document.id,
        version=edition.version or inherited,
        versioned_at=edition.versioned_at,
        pub_status=edition.pub_status,
        digest=digest_of(document, edition),
        operation_id=operation,
    )


def digest_of(document: Document, edition: Edition) -> str:
    """Digest of what a reader would see; all cancellations have the same one."""
    content = asdict(document) | {"id": "", "origin_id": None, "edition": None}
    del content["urgency"]
    shown = {} if edition.is_canceled else content | {"held_until": edition.held_until}
    basis = json.dumps([edition.pub_status, shown], default=str, sort_keys=True)
    return hashlib.sha256(basis.encode("utf-8", "surrogatepass")).hexdigest()
