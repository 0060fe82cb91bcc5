"""Appraises a source: prior, pooled evidence, override, interval."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from source_reliability.domain.cells import ALL, Cell, Moment, Slice, fold, levels
from source_reliability.domain.config import ModelConfig
from source_reliability.domain.dossier import Dossier
from source_reliability.domain.estimate import Estimate, child_prior, estimate, intervals
from source_reliability.domain.names import display_name
from source_reliability.domain.priors import Prior, kind_prior, rated_prior
from source_reliability.domain.reasons import Reasons, explain, explain_override


@dataclass(frozen=True, slots=True)
class Question:
    """Which reliability is asked for; `speaker_kind` is what the caller believes the source to be."""

    source_id: str
    wanted: Slice = ALL
    speaker_kind: str = ""


@dataclass(frozen=True, slots=True)
class Reliability:
    """Estimated probability that the source's claims of the slice turn out right, with its 90 % interval."""

    source_id: str
    display_name: str
    mean: float
    low: float
    high: float
    outcomes: float
    prior_only: bool
    reasons: Reasons | None = None
    override_reason: str = ""


def appraise(questions: Sequence[Question], dossiers: Sequence[Dossier], at: Moment) -> list[Reliability]:
    """Reliability for each question from the dossier at its place; with reasons where it holds observations."""
    estimates = [posterior(dossier, q, at) for q, dossier in zip(questions, dossiers, strict=True)]
    means = [_mean(dossier, found) for dossier, found in zip(dossiers, estimates, strict=True)]
    ends = intervals(means, [found.strength for found in estimates])
    return [
        Reliability(
            source_id=dossier.source_id,
            display_name=dossier.display_name or display_name("", dossier.source_id),
            mean=mean,
            low=low,
            high=high,
            outcomes=found.outcomes,
            prior_only=not any(cell.right or cell.wrong for cell in dossier.cells),
            reasons=_reasons(dossier, question.wanted, found, (high - low) / 2, at),
            override_reason=dossier.override.reason if dossier.override else "",
        )
        for question, dossier, found, mean, (low, high) in zip(questions, dossiers, estimates, means, ends, strict=True)
    ]


def posterior(dossier: Dossier, question: Question, at: Moment) -> Estimate:
    """Posterior of one source, an editor's override left aside."""
    prior = prior_of(dossier, question, at)
    return updated(prior, dossier.cells, question.wanted, at)


def updated(prior: Prior, cells: Sequence[Cell], wanted: Slice, at: Moment) -> Estimate:
    return estimate(prior, levels(cells, wanted, at), wanted.tightness(at.config))


def prior_of(dossier: Dossier, question: Question, at: Moment) -> Prior:
    """Ratings before the parent before the kind of source."""
    wanted = question.wanted
    if dossier.ratings:
        return rated_prior(dossier.ratings, wanted)
    kind = question.speaker_kind or dossier.speaker_kind
    if dossier.parent:
        above = Question(dossier.parent.source_id, wanted, dossier.parent.speaker_kind or kind)
        found = posterior(dossier.parent, above, at)
        overridden = dossier.parent.override
        if overridden:
            return Prior(overridden.mean, at.config.parent_tightness, f"override of parent {above.source_id}")
        return child_prior(found, at.config.parent_tightness, f"parent {above.source_id}")
    return kind_prior(dossier.source_id, kind, wanted, at.config)


def refolded(dossier: Dossier, config: ModelConfig) -> Dossier:
    """The dossier with its cells, and its parents', replayed from their observations."""
    parent = refolded(dossier.parent, config) if dossier.parent else None
    return replace(dossier, cells=fold(dossier.observations or (), config), parent=parent)


def _mean(dossier: Dossier, found: Estimate) -> float:
    return dossier.override.mean if dossier.override else found.mean


def _reasons(dossier: Dossier, wanted: Slice, found: Estimate, half_width: float, at: Moment) -> Reasons | None:
    if dossier.observations is None:
        return None
    if dossier.override:
        return explain_override(dossier.override)
    return explain(found, dossier, wanted, half_width, at)
