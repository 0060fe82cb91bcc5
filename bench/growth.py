"""How the time of FindClashes grows with the claims of a call: `make bench-story`."""
# ruff: noqa: INP001 (a script, no package)

import argparse
import asyncio
import json
import re
import statistics
import sys
import time
from collections.abc import Sequence

import grpc
from serving import serving, wait_until_serving
from story import articles

from clashwire.claim_extraction.v1 import claim_extraction_pb2 as extraction
from clashwire.claim_extraction.v1.claim_extraction_pb2_grpc import ClaimExtractionServiceStub
from clashwire.claims.v1.claim_pb2 import Claim
from clashwire.nli_contradiction.v1 import nli_contradiction_pb2 as messages
from clashwire.nli_contradiction.v1.nli_contradiction_pb2_grpc import NliContradictionServiceStub

COUNTS = (10, 30, 100, 300, 1000, 2000)
ENDINGS = ("", "by", "ov", "sen")
ROUNDS = 3
WITHOUT_MEMORY = {"NLI_CONTRADICTION_REMEMBERED_SCORES": "0"}


def renamed(text: str, ending: str) -> str:
    """The text with another ending to every capitalised word inside its sentences: the same story of others."""
    return re.sub(r"(?<=[a-z,] )[A-Z][a-z]{2,}", lambda name: name.group() + ending, text)


async def claims(target: str) -> list[Claim]:
    """Claims of the invented stories and of the same stories under other names, each document of its own."""
    async with grpc.aio.insecure_channel(target) as channel:
        await wait_until_serving(channel)
        stub = ClaimExtractionServiceStub(channel)
        found: list[Claim] = []
        texts = [renamed(text, ending) for ending in ENDINGS for text in articles()]
        for number, text in enumerate(texts):
            document = extraction.Document(id=f"d{number}", text=text)
            found += (await stub.ExtractClaims(extraction.ExtractClaimsRequest(documents=[document]))).claims
    return found


async def growth(target: str, among: Sequence[Claim]) -> list[dict[str, float]]:
    """For each count of claims the medians of a few calls: milliseconds, candidate pairs, pairs the model read."""
    rows = []
    async with grpc.aio.insecure_channel(target) as channel:
        await wait_until_serving(channel)
        stub = NliContradictionServiceStub(channel)
        for count in [count for count in COUNTS if count <= len(among)]:
            took, answers = [], []
            for start in range(ROUNDS):
                first = start * (len(among) - count) // ROUNDS
                started = time.perf_counter()
                answers.append(await stub.FindClashes(messages.FindClashesRequest(claims=among[first : first + count])))
                took.append(1000 * (time.perf_counter() - started))
            rows.append(
                {
                    "claims": count,
                    "ms": statistics.median(took),
                    "candidate_pairs": statistics.median(answer.candidate_pairs for answer in answers),
                    "pairs_scored": statistics.median(answer.pairs_scored for answer in answers),
                }
            )
    return rows


def page(rows: Sequence[dict[str, float]]) -> str:
    """The rows as Markdown, to follow the page of story.py."""
    lines = "\n".join("| " + " | ".join(f"{row[name]:,.0f}" for name in rows[0]) + " |" for row in rows)
    return f"""
FindClashes alone, claims of different stories together, nothing remembered between calls:

| claims in one call | median ms of three calls | candidate pairs | pairs the model read |
|---|---|---|---|
{lines}
"""


async def main() -> None:
    options = _options()
    with serving("claim_extraction", {}) as target:
        among = await claims(target)
    with serving("nli_contradiction", WITHOUT_MEMORY) as target:
        rows = await growth(target, among)
    sys.stderr.write(json.dumps({"claims": len(among), "growth": rows}, indent=1) + "\n")
    options.page.write(page(rows))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", type=argparse.FileType("a"), default=sys.stdout, help="Markdown page to add to")
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main())
