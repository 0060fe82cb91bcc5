"""How many passes of the model the claims of one story cost, extracted and decided by the real services' code."""

import json
from collections.abc import Iterator

import pytest

from claim_extraction.api.claim_messages import claim_message
from claim_extraction.bootstrap import load
from claim_extraction.domain.model import Document
from claim_extraction.settings import Settings
from clashwire.claims.v1.claim_pb2 import Claim
from clashwire.nli_contradiction.v1 import nli_contradiction_pb2 as pb2
from tests.architecture.sources import ROOT
from tests.integration.nli_contradiction.conftest import serving

STORIES = ROOT / "tests" / "data" / "stories"


@pytest.fixture(scope="module")
def stories() -> list[list[Claim]]:
    extractor = load(Settings()).extractor

    def claims(documents: list[dict[str, str]]) -> Iterator[Claim]:
        read = [Document(d["text"], d["id"]) for d in documents]
        for document, found in zip(read, extractor.extract(read, across=True), strict=True):
            yield from (claim_message(document.id, claim) for claim in found.claims)

    lines = [
        line for name in ("first", "second", "sixth") for line in (STORIES / f"{name}.jsonl").read_text().splitlines()
    ]
    return [list(claims(json.loads(line)["documents"])) for line in lines]


async def test_a_story_of_some_twelve_claims_costs_at_most_twenty_passes(stories: list[list[Claim]]) -> None:
    of_that_size = [claims for claims in stories if 10 <= len(claims) <= 14]
    assert len(of_that_size) >= 5
    async with serving() as stub:
        answers = [await stub.FindClashes(pb2.FindClashesRequest(claims=claims)) for claims in of_that_size]
    assert max(answer.pairs_scored for answer in answers) <= 20
    assert sum(answer.pairs_skipped for answer in answers) == 0
