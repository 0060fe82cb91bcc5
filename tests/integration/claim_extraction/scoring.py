"""Compares a claim with an expected one by the words that carry content."""

import re
from collections.abc import Sequence
from typing import Any

from claim_extraction.domain.model import Claim

LIGHT = frozenset(
    re.findall(
        r"\w+",
        "a an the this that of to in on at by for from with and or but it its he she they his her their we our was"
        " were is are be been has have had will would could may might did does do not no never any s there",
    )
)


def content(text: str | None) -> frozenset[str]:
    words = re.findall(r"[^\W_]+", (text or "").lower())
    return frozenset(word[:5] for word in words if word not in LIGHT)


def overlap(a: str | None, b: str | None) -> float:
    first, second = content(a), content(b)
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def matches(gold: dict[str, Any], found: Sequence[Claim]) -> Claim | None:
    """The claim that fits best by proposition, cue and stance, if any fits at all."""
    scored = [
        (overlap(gold["proposition"], claim.proposition) + 0.5 * bool(content(gold["cue"]) & content(claim.cue)), claim)
        for claim in found
    ]
    best = max(scored, key=lambda row: (row[0], row[1].stance == gold["stance"]), default=(0.0, None))
    return best[1] if best[0] >= 0.5 else None


def same_proposition(gold: str, found: str | None) -> bool:
    return overlap(gold, found) >= 0.65
