"""Words and figures as a person reads them."""

from collections.abc import Iterator
from typing import Any

_STANCE_PHRASES = {
    "asserts": "says",
    "denies": "denies",
    "alleges": "alleges",
    "confirms": "confirms",
    "questions": "doubts",
    "no_comment": "does not comment",
    "reports_evidence": "shows",
    "predicts": "expects",
}


def counted(number: int, noun: str) -> str:
    plural = noun + ("es" if noun.endswith("sh") else "s")
    return f"{number} {noun if number == 1 else plural}"


def stance_phrase(stance: str) -> str:
    return _STANCE_PHRASES.get(stance, stance)


def reliability_of(side: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Who (speaker, publisher) and the estimate in words, for those the answer names."""
    for who in ("speaker", "publisher"):
        estimate = (side.get("reliability") or {}).get(who)
        if estimate is not None:
            yield who, _estimate(estimate)


def _estimate(estimate: dict[str, Any]) -> str:
    if estimate["status"] == "unavailable" or estimate["mean"] is None:
        return "out of reach"
    record = "no track record yet" if estimate["status"] == "prior_only" else f"{estimate['outcomes']:.3g} outcomes"
    return f"{estimate['mean']:.2f} (between {estimate['low']:.2f} and {estimate['high']:.2f}, {record})"
