"""What an editor may decide about a clash, and what that says about the sources."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from gateway.domain.claims import Claim
from gateway.domain.clashes import HistoryEntry, Side, State, StoredClash
from gateway.domain.documents import Document
from gateway.domain.reliability import Outcome, ReliabilityQuery, publisher_query, speaker_query
from service_kit.errors import ErrorKind, ServiceError

_LONGEST_REASON = 2_000
_EARLIEST_EVENT = datetime(1900, 1, 1, tzinfo=UTC)
_ALLOWED = {
    State.OPEN: {State.CONFIRMED, State.DISMISSED, State.RESOLVED},
    State.CONFIRMED: {State.CONFIRMED, State.DISMISSED, State.RESOLVED},
    State.DISMISSED: {State.CONFIRMED, State.DISMISSED, State.RESOLVED},
    State.RESOLVED: {State.RESOLVED},
    State.RETRACTED: set[State](),
}
SECONDED = {
    "off": frozenset[State](),
    "resolutions": frozenset({State.RESOLVED}),
    "decisions": frozenset({State.CONFIRMED, State.RESOLVED}),
}
"""Verdicts that need a second reviewer, by setting."""


def verdicts_allowed(state: State) -> tuple[State, ...]:
    """What a clash in this state may become, in the order of states."""
    return tuple(verdict for verdict in State if verdict in _ALLOWED[state])


@dataclass(frozen=True)
class Review:
    """A verdict; a resolution names the side that was right, or none where neither was."""

    verdict: State
    right_side: str | None
    reason: str
    reviewer: str
    expected_version: int | None = None


def decide(
    stored: StoredClash, review: Review, now: datetime, seconded: Collection[State] = frozenset()
) -> StoredClash:
    """Return the clash after the review; the very same one where the review repeats the last. CONFLICT, INVALID.

    A verdict in `seconded` takes effect once another reviewer gives the same; until then it is proposed.
    """
    if review.expected_version is not None and review.expected_version != stored.version:
        raise ServiceError(
            ErrorKind.CONFLICT, "the clash has changed since it was read; read it again", reason="VERSION_MISMATCH"
        )
    _check_right_side(stored, review)
    if review.verdict not in _ALLOWED[stored.state]:
        message = f"a clash that is {stored.state} cannot become {review.verdict}"
        raise ServiceError(ErrorKind.CONFLICT, message, reason="STATE_FORBIDS_VERDICT")
    if _is_repeated(stored, review, review.verdict in seconded):
        return stored
    entry = HistoryEntry(now, stored.state, review.verdict, review.reviewer, review.reason, review.right_side)
    if review.verdict in seconded and not _is_second(stored.pending, review):
        entry = replace(entry, to_state=stored.state, proposed=review.verdict)
    return stored.moved(entry)


def _is_repeated(stored: StoredClash, review: Review, needs_second: bool) -> bool:  # noqa: FBT001
    last = stored.history[-1]
    if (last.proposed or last.to_state, last.right_side) != (review.verdict, review.right_side):
        return False
    # with two signatures, whoever gave the first may send it again after the second
    return (needs_second and not last.proposed) or _same_person(last.actor, review.reviewer)


def _is_second(pending: HistoryEntry | None, review: Review) -> bool:
    if pending is None or (pending.proposed, pending.right_side) != (review.verdict, review.right_side):
        return False
    return not _same_person(pending.actor, review.reviewer)


def _same_person(a: str, b: str) -> bool:
    return " ".join(a.split()).casefold() == " ".join(b.split()).casefold()


def _check_right_side(stored: StoredClash, review: Review) -> None:
    if review.right_side is None:
        return
    if review.verdict is not State.RESOLVED:
        message = "only a resolution names the side that was right"
    elif review.right_side not in {side.claim_id for side in stored.clash.sides}:
        message = "is no side of this clash"
    else:
        return
    raise ServiceError(ErrorKind.INVALID, message, reason="RIGHT_SIDE", field="right_side")


def outcomes_of(
    stored: StoredClash, claims: Mapping[str, Claim], documents: Mapping[str, Document]
) -> tuple[Outcome, ...]:
    """One outcome for the speaker and one for the publisher of each side of a clash that was just resolved.

    Narration has one source for both and counts once. A new resolution supersedes the one before.
    """
    resolutions = [e for e in stored.history if e.to_state is State.RESOLVED and not e.proposed]
    latest, number = resolutions[-1], len(resolutions)
    found = []
    for side in stored.clash.sides:
        claim, document = claims.get(side.claim_id), documents.get(side.document_id)
        if claim is None or document is None:
            continue
        for query in _accountable(claim, document):
            outcome = Outcome(
                id=_outcome_id(stored, side, query, number),
                source=query,
                claim_id=side.claim_id,
                right=1.0 if side.claim_id == latest.right_side else 0.0,
                event_time=_event_time(document, stored),
                origin_id=document.origin_id or "",
                confidence=claim.confidence,
                supersedes=_outcome_id(stored, side, query, number - 1) if number > 1 else "",
                reason=_plain(latest.reason),
            )
            found.append(outcome)
    return tuple(found)


def _accountable(claim: Claim, document: Document) -> tuple[ReliabilityQuery, ...]:
    queries = (speaker_query(claim, document.source), publisher_query(claim, document.source))
    return tuple(dict.fromkeys(query for query in queries if query is not None))


def _event_time(document: Document, stored: StoredClash) -> datetime:
    published_at = document.published_at
    plausible = published_at is not None and _EARLIEST_EVENT <= published_at <= stored.updated_at
    return published_at if published_at and plausible else stored.opened_at


def _plain(reason: str) -> str:
    return "".join(c for c in reason if c.isprintable() or c in "\n\t")[:_LONGEST_REASON]


def _outcome_id(stored: StoredClash, side: Side, query: ReliabilityQuery, number: int) -> str:
    basis = "\0".join((stored.clash.id or "", side.claim_id, query.role, str(number)))
    return f"out_{hashlib.sha256(basis.encode()).hexdigest()[:20]}"
