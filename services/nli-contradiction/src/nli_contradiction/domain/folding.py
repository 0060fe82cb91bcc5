"""Folds copies: claims of one origin into the earliest, and clashes between the same two sentences into one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from nli_contradiction.domain.claims import Part
from nli_contradiction.domain.events import aware
from nli_contradiction.domain.names import fold
from nli_contradiction.domain.profiles import Profile
from nli_contradiction.domain.verdicts import Clash


def without_headlines(profiles: Sequence[Profile]) -> list[Profile]:
    """The profiles, numbered anew, without the claims of titles whose document makes claims in its body."""
    bodies = {p.claim.document_id for p in profiles if p.in_body}
    kept = [p for p in profiles if p.in_body or p.claim.document_id not in bodies]
    return [replace(p, index=i) for i, p in enumerate(kept)]


def representatives(profiles: Sequence[Profile]) -> dict[int, list[int]]:
    """Index of the earliest copy in the body to the indices of the other copies; every claim appears once."""
    groups: dict[tuple[str, ...], list[Profile]] = {}
    for profile in profiles:
        groups.setdefault(_copy_key(profile), []).append(profile)
    folded = {}
    for group in groups.values():
        first, *rest = sorted(group, key=_earliest)
        folded[first.index] = [p.index for p in rest]
    return folded


def _copy_key(profile: Profile) -> tuple[str, ...]:
    claim = profile.claim
    origin = profile.context.origin_id or claim.document_id
    said = " ".join(fold(claim.proposition or claim.quote.text).split()).strip(". ")
    quoted = "" if claim.proposition else str(claim.quote.start)
    return origin, said, claim.stance.value, fold(claim.speaker.name), quoted, str(profile.archived)


def _earliest(profile: Profile) -> tuple[bool, datetime, str, int, str]:
    published = profile.context.published_at
    moment = aware(published) if published else datetime.max.replace(tzinfo=UTC)
    return (
        profile.claim.quote.part is Part.TITLE,
        moment,
        profile.claim.document_id,
        profile.claim.quote.start,
        profile.claim.id,
    )


def one_per_sentence_pair(clashes: Sequence[Clash], profiles: Sequence[Profile]) -> list[Clash]:
    """The most probable clash between two sentences, in order of probability; the others' claims are folded into it."""
    by_id = {p.claim.id: p for p in profiles}
    kept: dict[frozenset[tuple[str, str, int]], Clash] = {}
    for clash in sorted(clashes, key=lambda c: (-c.probability, c.id)):
        key = frozenset(_sentence(by_id[side.claim_id]) for side in clash.sides)
        if key not in kept:
            kept[key] = clash
            continue
        first = kept[key]
        known = {side.claim_id for side in first.sides} | set(first.folded_claim_ids)
        extra = tuple(s.claim_id for s in clash.sides if s.claim_id not in known)
        kept[key] = replace(first, folded_claim_ids=first.folded_claim_ids + extra)
    return list(kept.values())


def _sentence(profile: Profile) -> tuple[str, str, int]:
    claim = profile.claim
    return claim.document_id, f"{claim.quote.part.value}{claim.quote.media_index}", claim.sentence.start
