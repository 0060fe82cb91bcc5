"""Leaves out what need not be asked or held against each other: far pairs of a denial, and replaced figures."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from nli_contradiction.domain.deciding import Examined
from nli_contradiction.domain.policy import Policy
from nli_contradiction.domain.verdicts import Basis, Verdict


def rationed(examined: Sequence[Examined], policy: Policy) -> list[Examined]:
    """The same pairs, most promising first as given; a denial's pairs beyond its share count as unrelated."""
    asked: Counter[str] = Counter()
    kept = []
    for item in examined:
        denial = item.pair.denial
        is_open = item.ground is not None and item.ground.basis is Basis.DENIED and not item.pair.is_linked
        if is_open and denial is not None:
            asked[denial[0].claim.id] += 1
            if asked[denial[0].claim.id] > policy.questions_per_denial:
                kept.append(replace(item, verdict=Verdict.UNRELATED, ground=None, questions=()))
                continue
        kept.append(item)
    return kept


def without_superseded(examined: Sequence[Examined]) -> list[Examined]:
    """The pairs without those that hold a replaced figure against one which the later figure meets too."""
    replaced = {u.earlier_claim_id: u.later_claim_id for u in (item.update for item in examined) if u is not None}
    figures = {_sides(item) for item in examined if item.ground is not None and item.ground.basis is Basis.NUMERIC}
    stale = {
        sides
        for sides in figures
        for claim in sides
        if claim in replaced and _renewed(sides, claim, replaced) in figures
    }
    return [item for item in examined if _sides(item) not in stale]


def _renewed(sides: frozenset[str], claim: str, replaced: Mapping[str, str]) -> frozenset[str]:
    return (sides - {claim}) | {replaced.get(claim, claim)}


def _sides(item: Examined) -> frozenset[str]:
    return frozenset({item.pair.a.claim.id, item.pair.b.claim.id})
