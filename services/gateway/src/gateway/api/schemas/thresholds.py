"""Thresholds of calls and of keys, and what other ones would do."""

from typing import Annotated

from pydantic import Field

from gateway.api.schemas.base import Answer
from gateway.domain import alert_budget
from gateway.domain import thresholds as domain

Threshold = Annotated[float, Field(gt=0, le=1, strict=True)]


class Thresholds(Answer):
    """Probabilities; a missing one is left to the service, 0.5 and 0.35 unless configured otherwise."""

    clash: Threshold | None = Field(None, description="From here on a pair is a clash, stored and told as an event.")
    unsure: Threshold | None = Field(None, description="From here on a pair is listed as unsure.")

    def to_domain(self) -> domain.Thresholds:
        wanted = domain.Thresholds(self.clash, self.unsure)
        wanted.check()
        return wanted


class Effect(Answer):
    """What a threshold would have done with what was opened and reviewed so far."""

    threshold: float | None = Field(description="Null for that of the service.")
    alerts_per_day: float
    reviews: int = Field(description="Reviewed clashes from this threshold on.")
    precision: float | None = Field(description="Share of them that were confirmed or resolved.")
    precision_low: float | None = Field(description="Bound from below, with 95 % confidence.")
    kept: float | None = Field(description="Share of all confirmed and resolved ones that would have been alerted.")


class Proposal(Answer):
    """The lowest threshold that meets the goal; nothing is changed by asking."""

    verdict: alert_budget.Verdict
    present: Effect
    proposed: Effect | None
