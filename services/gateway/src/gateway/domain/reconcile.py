"""Joins what a check found with what is stored: nothing reviewed is asked again, nothing vanished stays open."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from gateway.domain.access import OPEN_KEY_ID
from gateway.domain.claims import Claim, Span
from gateway.domain.clashes import Clash, HistoryEntry, Side, State, StoredClash, fingerprint
from gateway.domain.documents import Document
from gateway.domain.events import of_changes
from gateway.domain.ports import Records

SYSTEM = "clashwire"
_RETRACTABLE = (State.OPEN, State.CONFIRMED)


def store_clashes(
    records: Records,
    found: tuple[Clash, ...],
    documents: Mapping[str, Document],
    now: datetime,
    key_id: str = OPEN_KEY_ID,
) -> tuple[Clash, ...]:
    """Store the clashes and return them in the state the archive gives them."""
    found = _still_standing(records, found)
    known = records.clashes.with_ids([clash.id for clash in found if clash.id])
    dismissed = records.clashes.dismissed([fingerprint(clash.sides) for clash in found])
    stored = [
        reconcile(clash, known.get(clash.id or ""), dismissed.get(fingerprint(clash.sides)), documents, now)
        for clash in found
    ]
    stored = [clash if clash.clash.id in known else replace(clash, key_id=key_id) for clash in stored]
    for clash in stored:
        records.clashes.put(clash)
    records.events.add(of_changes([(known.get(clash.clash.id or ""), clash) for clash in stored], now))
    return tuple(clash.clash for clash in stored)


def _still_standing(records: Records, found: tuple[Clash, ...]) -> tuple[Clash, ...]:
    """Leave out what rests on a claim that went while the check was under way; one that moved is cited where it is."""
    standing = records.claims.with_ids({side.claim_id for clash in found for side in clash.sides})
    return tuple(_citing(clash, standing) for clash in found if all(side.claim_id in standing for side in clash.sides))


def move_quotes(records: Records, claims: Sequence[Claim]) -> None:
    """Let stored clashes cite these claims where they now stand: a new version keeps a claim, but not its place."""
    standing = {claim.id: claim for claim in claims}
    for stored in records.clashes.on_claims(standing.keys()):
        clash = _citing(stored.clash, standing)
        if clash != stored.clash:
            records.clashes.put(replace(stored, clash=clash))


def _citing(clash: Clash, standing: Mapping[str, Claim]) -> Clash:
    first, second = (_moved(side, standing.get(side.claim_id)) for side in clash.sides)
    return replace(clash, sides=(first, second))


def _moved(side: Side, claim: Claim | None) -> Side:
    if claim is None or claim.document_id != side.document_id or claim.quote == side.quote:
        return side
    step = claim.quote.start - side.quote.start
    same = claim.quote.text == side.quote.text
    decisive = tuple(Span(span.start + step, span.end + step) for span in side.decisive) if same else ()
    return replace(side, quote=claim.quote, decisive=decisive)


def reconcile(
    found: Clash,
    known: StoredClash | None,
    dismissed_twin: StoredClash | None,
    documents: Mapping[str, Document],
    now: datetime,
) -> StoredClash:
    """Return the clash to store: a known one keeps its state, a twin of a dismissed one starts dismissed."""
    if known is not None:
        fresh = replace(known, clash=replace(found, state=known.state))
        return fresh if known.state is not State.RETRACTED else _found_again(fresh, now)
    opened = HistoryEntry(now, None, State.OPEN, SYSTEM, "found")
    first, second = found.sides
    stored = StoredClash(
        clash=found,
        fingerprint=fingerprint(found.sides),
        publishers=(documents[first.document_id].source, documents[second.document_id].source),
        version=1,
        opened_at=now,
        updated_at=now,
        history=(opened,),
    )
    if dismissed_twin is None:
        return stored
    reason = f"dismissed before as {dismissed_twin.clash.id}"
    return stored.moved(HistoryEntry(now, State.OPEN, State.DISMISSED, SYSTEM, reason))


def _found_again(stored: StoredClash, now: datetime) -> StoredClash:
    before = stored.history[-1].from_state or State.OPEN
    return stored.moved(HistoryEntry(now, State.RETRACTED, before, SYSTEM, "found again"))


def retract_on(
    records: Records, vanished_claim_ids: frozenset[str], now: datetime, why: str = "a claim is gone from its document"
) -> tuple[StoredClash, ...]:
    """Retract what depended on claims that are gone; a dismissal or a resolution stands."""
    affected = [stored for stored in records.clashes.on_claims(vanished_claim_ids) if stored.state in _RETRACTABLE]
    retracted = tuple(
        stored.moved(HistoryEntry(now, stored.state, State.RETRACTED, SYSTEM, why)) for stored in affected
    )
    for stored in retracted:
        records.clashes.put(stored)
    records.events.add(of_changes(list(zip(affected, retracted, strict=True)), now))
    return retracted
