"""What the page of a clash shows: both sides in their paragraphs, what surrounds them, and what happened when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from gateway.api.desk.excerpts import Excerpt, in_paragraph
from gateway.api.desk.wording import label, speaker
from gateway.domain.claims import Claim
from gateway.domain.clashes import HistoryEntry, Side, State, StoredClash
from gateway.domain.documents import Document
from gateway.domain.ports import Records
from gateway.domain.review_clash import no_clash
from gateway.domain.reviews import verdicts_allowed

_MOST_RELATED = 8


@dataclass(frozen=True)
class SideView:
    """One side; claim and document are missing where they have been erased."""

    letter: str
    side: Side
    claim: Claim | None
    document: Document | None
    publisher: str | None
    excerpt: Excerpt | None
    leans: bool
    right: bool | None


@dataclass(frozen=True)
class Happening:
    """Something on the time line; `entry` where an editor or a check did it."""

    at: datetime
    what: str
    entry: HistoryEntry | None = None


@dataclass(frozen=True)
class ClashView:
    stored: StoredClash
    sides: tuple[SideView, SideView]
    others: tuple[StoredClash, ...]
    related: tuple[Claim, ...]
    time_line: tuple[Happening, ...]
    verdicts: tuple[State, ...]


def view_clash(clash_id: str, records: Records) -> ClashView:
    """NOT_FOUND where there is none."""
    stored = records.clashes.get(clash_id)
    if stored is None:
        raise no_clash()
    claim_ids = [side.claim_id for side in stored.clash.sides]
    documents = records.documents.with_ids({side.document_id for side in stored.clash.sides})
    claims = records.claims.with_ids(claim_ids)
    first, second = (_side(stored, place, claims, documents) for place in (0, 1))
    others = records.clashes.on_claims(claim_ids)
    return ClashView(
        stored=stored,
        sides=(first, second),
        others=tuple(other for other in others if other.clash.id != clash_id),
        related=_related(tuple(claims.values()), documents, records),
        time_line=_time_line(stored, (first, second), _updates(stored, records)),
        verdicts=verdicts_allowed(stored.state),
    )


def _side(stored: StoredClash, place: int, claims: Mapping[str, Claim], documents: Mapping[str, Document]) -> SideView:
    side = stored.clash.sides[place]
    document = documents.get(side.document_id)
    return SideView(
        letter="AB"[place],
        side=side,
        claim=claims.get(side.claim_id),
        document=document,
        publisher=document.source if document else stored.publishers[place],
        excerpt=in_paragraph(side, document) if document else None,
        leans=stored.clash.lean.claim_id == side.claim_id,
        right=_was_right(stored, side),
    )


def _was_right(stored: StoredClash, side: Side) -> bool | None:
    if stored.state is not State.RESOLVED:
        return None
    return stored.decision.right_side == side.claim_id


def _related(sides: tuple[Claim, ...], documents: Mapping[str, Document], records: Records) -> tuple[Claim, ...]:
    """Claims of the same documents that answer one of the sides, are answered by it, or tell of the same event."""
    own = {claim.id for claim in sides}
    answered = {claim_id for claim in sides for claim_id in claim.responds_to}
    events = {claim.event.head for claim in sides if claim.event}
    around = (claim for document_id in documents for claim in records.claims.of_document(document_id))
    found = [
        claim
        for claim in around
        if claim.id not in own
        and (claim.id in answered or own & {*claim.responds_to} or (claim.event and claim.event.head in events))
    ]
    return tuple(found[:_MOST_RELATED])


def _updates(stored: StoredClash, records: Records) -> list[tuple[datetime, Claim, Claim]]:
    """Later claims that replaced a side or were replaced by it, with when they were published or found."""
    sides = {side.claim_id for side in stored.clash.sides}
    found: dict[tuple[str, str], tuple[datetime, Claim, Claim]] = {}
    for document_id in {side.document_id for side in stored.clash.sides}:
        answer = records.checks.latest_with(document_id)
        claims = {claim.id: claim for claim in answer.claims} if answer else {}
        for update in answer.updates if answer else ():
            if sides & {update.earlier, update.later} and {update.earlier, update.later} <= claims.keys():
                later = claims[update.later]
                document = records.documents.get(later.document_id)
                at = (document.published_at if document else None) or stored.opened_at
                found[update.earlier, update.later] = (at, claims[update.earlier], later)
    return list(found.values())


def _time_line(
    stored: StoredClash, sides: tuple[SideView, SideView], updated: list[tuple[datetime, Claim, Claim]]
) -> tuple[Happening, ...]:
    published = [
        Happening(view.document.published_at, f"{view.publisher or 'A document'} published side {view.letter}")
        for view in sides
        if view.document and view.document.published_at
    ]
    updates = [
        Happening(at, f"“{earlier.quote.text}” gave way to “{later.quote.text}”") for at, earlier, later in updated
    ]
    changes = [Happening(entry.at, _change(entry), entry) for entry in stored.history]
    return tuple(sorted((*published, *updates, *changes), key=lambda happening: happening.at))


def _change(entry: HistoryEntry) -> str:
    if entry.from_state is None:
        return "Clash found"
    if entry.proposed:
        return f"{label(entry.proposed)}, says {entry.actor}; a second reviewer must agree"
    return f"{label(entry.to_state)} by {entry.actor}"


def side_choices(view: ClashView) -> list[tuple[str, str]]:
    """Claim ids to choose the right side from, each with its speaker."""
    return [(s.side.claim_id, f"{s.letter}: {speaker(s.side.speaker)}") for s in view.sides]
