"""Explains a mean exactly: the prior's share and every outcome's additive effect."""

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass

from source_reliability.domain.cells import Moment, Observation, Slice, levels
from source_reliability.domain.dossier import Dossier, Override
from source_reliability.domain.estimate import Estimate, estimate
from source_reliability.domain.mass import MICROSECONDS_PER_DAY
from source_reliability.domain.mass import observations as worth

MOST_CONTRIBUTIONS = 10


@dataclass(frozen=True, slots=True)
class Contribution:
    """One outcome's signed effect on the mean, and how far the mean would move without it."""

    outcome_id: str
    effect: float
    leave_one_out: float
    event_us: int


@dataclass(frozen=True, slots=True)
class Reasons:
    """prior_mean + the effects of `contributions` + `rest` is the mean, to rounding."""

    prior_mean: float
    prior_origin: str
    prior_share: float
    contributions: Sequence[Contribution] = ()
    rest: float = 0.0
    decayed: float = 0.0
    folded_copies: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Weighed:
    item: Observation
    level: int
    right: float
    total: float
    effect: float


def explain(found: Estimate, dossier: Dossier, wanted: Slice, half_width: float, at: Moment) -> Reasons:
    """Reasons of `found`, the posterior of the dossier's cells, which are the fold of its observations."""
    items = [item for item in dossier.observations or () if item.weight > 0]
    alarms = {(cell.source_id, cell.key): cell.generation for cell in dossier.cells}
    weighed = [_weigh(item, alarms[item.source_id, item.key], found, wanted, at) for item in items]
    largest = heapq.nlargest(MOST_CONTRIBUTIONS, weighed, key=lambda one: (abs(one.effect), one.item.outcome_id))
    listed = {id(one) for one in largest}
    sums = levels(dossier.cells, wanted, at)
    nominal = math.fsum(item.weight / item.copies for item in items)
    copies = sum({item.origin_group: item.copies - 1 for item in items if item.origin_group}.values())
    return Reasons(
        prior_mean=found.prior.mean,
        prior_origin=found.prior.origin,
        prior_share=found.prior_share,
        contributions=[_contribution(one, found, sums, wanted, at) for one in largest],
        rest=math.fsum(one.effect for one in weighed if id(one) not in listed),
        decayed=max(0.0, nominal - math.fsum(one.total for one in weighed)),
        folded_copies=copies,
        text=_sentence(found, items, wanted, at, half_width=half_width, copies=copies),
    )


def explain_override(override: Override) -> Reasons:
    """An override is the whole of the mean."""
    text = f"{override.mean:.2f} set by {override.editor}: {override.reason}"
    return Reasons(override.mean, f"override by {override.editor}", 1.0, text=text)


def _sentence(
    found: Estimate, items: Sequence[Observation], wanted: Slice, at: Moment, *, half_width: float, copies: int
) -> str:
    scope = "/".join(part for part in (wanted.topic, wanted.evidence, wanted.side) if part) or "all claims"
    parts = [f"prior {found.prior.mean:.2f} from {found.prior.origin} (share {found.prior_share:.0%})"]
    if items:
        newest_days = max(0.0, (at.now_us - max(item.event_us for item in items)) / MICROSECONDS_PER_DAY)
        parts.append(f"{found.outcomes:.1f} effective of {len(items)} outcomes, newest {newest_days:.0f} days old")
        parts.append(f"half-life {at.config.half_life(wanted.evidence):.0f} days")
    else:
        parts.append("no outcomes yet")
    if copies:
        parts.append(f"{copies} copies folded")
    return f"{found.mean:.2f} ± {half_width:.2f} on {scope}: {', '.join(parts)}."


def _weigh(item: Observation, generation: int, found: Estimate, wanted: Slice, at: Moment) -> _Weighed:
    half_life, level = at.config.half_life(item.key.evidence), wanted.depth_of(item.key)
    right_mass, wrong_mass = item.masses(at.config)
    right = worth(right_mass, at.now_us, half_life, generation)
    total = right + worth(wrong_mass, at.now_us, half_life, generation)
    effect = found.coefficients[level] * (right - total * found.prior.mean)
    return _Weighed(item, level, right, total, effect)


def _contribution(
    one: _Weighed, found: Estimate, sums: Sequence[tuple[float, float]], wanted: Slice, at: Moment
) -> Contribution:
    without = list(sums)
    right, total = sums[one.level]
    without[one.level] = (max(0.0, right - one.right), max(0.0, total - one.total))
    moved = estimate(found.prior, without, wanted.tightness(at.config)).mean - found.mean
    return Contribution(one.item.outcome_id, one.effect, moved, one.item.event_us)
