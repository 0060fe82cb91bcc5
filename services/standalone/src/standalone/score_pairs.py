"""Scores a file of sentence pairs row by row, keeping every other column."""

import json
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

from clashwire.nli_contradiction.v1 import nli_contradiction_pb2 as pb2
from clashwire.nli_contradiction.v1 import nli_contradiction_pb2_grpc as pb2_grpc
from service_kit.grpc_client import call, open_channel
from service_kit.logging import configure_logging
from standalone.nli_part import nli_part
from standalone.pair_rows import Row, opened, read_rows
from standalone.progress import counting, waiting
from standalone.settings import Settings

_ROWS_PER_CALL = 256
_CALL_SECONDS = 120.0


async def score_rows(rows: Iterable[Row], target: str) -> AsyncIterator[Row]:
    """The rows in order, each with its `probabilities`; a call holds at most 256 rows."""
    async with open_channel(target) as channel:
        stub = pb2_grpc.NliContradictionServiceStub(channel)
        for batch in _batches(rows):
            pairs = [pb2.Pair(premise=row["premise"], hypothesis=row["hypothesis"]) for row in batch]
            request = pb2.ScorePairsRequest(tenant="default", pairs=pairs)
            answer = await call(stub.ScorePairs, request, timeout_seconds=_CALL_SECONDS)
            for row, score in zip(batch, answer.scores, strict=True):
                yield {**row, "probabilities": _probabilities(score)}


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _ROWS_PER_CALL:
            yield batch
            batch = []
    if batch:
        yield batch


def _probabilities(score: pb2.PairScore) -> dict[str, float]:
    return {label: getattr(score, label) for label in ("entailment", "neutral", "contradiction")}


async def score_file(settings: Settings, source: Path, output: Path, total: int) -> None:
    """Write the `total` rows of `source`, each with its probabilities, to `output`."""
    configure_logging(service="standalone", level="error")
    with opened(source, "r") as lines, opened(output, "w") as written:
        async with AsyncExitStack() as stack:
            with waiting("Loading the model"):
                nli = await stack.enter_async_context(nli_part(settings.for_one_command()))
            with counting("Scoring pairs", total) as advance:
                async for row in score_rows(read_rows(lines), nli.target):
                    written.write(json.dumps(row, ensure_ascii=False) + "\n")
                    advance()
