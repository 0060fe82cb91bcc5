"""Words and figures as a person reads them."""

from collections.abc import Iterator
from typing import Any

_STANCE_PHRASES = {
    "asserts": "Statement by",
    "denies": "Denial by",
    "alleges": "Accusation by",
    "confirms": "Confirmation by",
    "questions": "Doubt of",
    "no_comment": "No comment by",
    "reports_evidence": "Evidence:",
    "predicts": "Forecast by",
}


_REPLACEMENTS = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd"),
    **dict.fromkeys(map(ord, "\t\n\r"), " "),
}


def legible(answer: Any) -> Any:
    """The same with every character that could steer a terminal replaced, one for one, so that offsets hold."""
    if isinstance(answer, str):
        return answer.translate(_REPLACEMENTS)
    if isinstance(answer, dict):
        return {name: legible(value) for name, value in answer.items()}
    return [legible(value) for value in answer] if isinstance(answer, list) else answer


def counted(number: int, noun: str) -> str:
    plural = noun + ("es" if noun.endswith("sh") else "s")
    return f"{number} {noun if number == 1 else plural}"


def attribution(claim: dict[str, Any]) -> str:
    """Who says it, for whom, in which document."""
    speaker = claim["speaker"]
    affiliation = speaker.get("affiliation")
    name = "the author" if speaker["name"] == "author" else speaker["name"]
    whom = f" ({affiliation})" if affiliation and affiliation not in name else ""
    return f"{_STANCE_PHRASES[claim['stance']]} {name}{whom}, in {claim['document_id']}"


def reliability_of(side: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Who (speaker, publisher) and the estimate in words, for those that are known."""
    for who in ("speaker", "publisher"):
        estimate = (side.get("reliability") or {}).get(who)
        if estimate is not None and estimate["source_id"] is not None:
            yield who, _estimate(estimate)


def _estimate(estimate: dict[str, Any]) -> str:
    if estimate["status"] == "unavailable" or estimate["mean"] is None:
        return "out of reach"
    record = "no track record yet" if estimate["status"] == "prior_only" else f"{estimate['outcomes']:.3g} outcomes"
    return f"{estimate['mean']:.2f} (between {estimate['low']:.2f} and {estimate['high']:.2f}, {record})"
