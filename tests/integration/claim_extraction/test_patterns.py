"""Two sets of sentences with the claims they make; the second has other topics and words than the first."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from claim_extraction.domain.extraction import ClaimExtractor
from claim_extraction.domain.model import Claim, Document, Stance
from tests.integration.claim_extraction.scoring import matches, same_proposition

DATA = Path(__file__).parents[2] / "data"
SETS = ["attribution_patterns.jsonl", "second_attribution_patterns.jsonl"]


def items_of(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def read(extractor: ClaimExtractor, item: dict[str, Any]) -> list[Claim]:
    start = len(item["context"]) + 1 if item["context"] else 0
    text = f"{item['context']} {item['text']}" if item["context"] else item["text"]
    found = extractor.extract([Document(text, item["id"])])[0].claims
    return [claim for claim in found if claim.quote.end > start and claim.quote.start >= start - 1]


@pytest.mark.parametrize("name", SETS)
def test_expected_claims_are_found_with_their_stance(extractor: ClaimExtractor, name: str) -> None:
    n: Counter[str] = Counter()
    for item in items_of(name):
        found = read(extractor, item)
        for gold in item["claims"]:
            best = matches(gold, found)
            n["expected"] += 1
            n["found"] += best is not None
            n["stance"] += best is not None and best.stance == gold["stance"]
            if best is not None and gold["proposition"] is not None:
                n["judged"] += 1
                n["proposition"] += same_proposition(gold["proposition"], best.proposition)
    assert n["found"] >= 0.88 * n["expected"]
    assert n["stance"] >= 0.93 * n["found"]
    assert n["proposition"] >= 0.72 * n["judged"]


@pytest.mark.parametrize("name", SETS)
def test_a_bare_refusal_is_no_denial(extractor: ClaimExtractor, name: str) -> None:
    refusals = [i for i in items_of(name) if any(f["proposition"] is None for f in i.get("must_not_extract", []))]
    assert refusals
    assert [i["text"] for i in refusals if any(c.stance is Stance.DENIES for c in read(extractor, i))] == []
