"""From which probability a pair is a clash, and what other thresholds would do."""

from clashwire_client.models.base import Answer, Request


class Thresholds(Request):
    """Probabilities; None leaves one to the service."""

    clash: float | None = None
    unsure: float | None = None


class Effect(Answer):
    """What a threshold would have done with what was opened and reviewed so far."""

    threshold: float | None
    alerts_per_day: float
    reviews: int
    precision: float | None
    precision_low: float | None
    kept: float | None


class Proposal(Answer):
    """The effect of the present threshold and of the proposed one; `verdict` says why there is none."""

    verdict: str
    present: Effect
    proposed: Effect | None
