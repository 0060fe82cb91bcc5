"""Scores a file of sentence pairs row by row, keeping every other column."""

import json
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from typing import Any, TextIO, cast

from clashwire.nli_contradiction.v1 import nli_contradiction_pb2 as pb2
from clashwire.nli_contradiction.v1 import nli_contradiction_pb2_grpc as pb2_grpc
from service_kit.errors import ErrorKind, ServiceError
from service_kit.grpc_client import call, open_channel
from service_kit.logging import configure_logging
from standalone.nli_part import nli_part
from standalone.progress import counting, waiting
from standalone.settings import Settings

Row = dict[str, Any]
_ROWS_PER_CALL = 256
_CALL_SECONDS = 120.0


def read_rows(source: Iterable[str]) -> Iterator[Row]:
    """Rows with `premise` and `hypothesis`, blank lines skipped; raises ServiceError naming the line of a bad one."""
    for number, line in enumerate(source, 1):
        if line.strip():
            yield _row(line, number)


def count_rows(source: Iterable[str]) -> int:
    """How many rows there are to score, after a look at each of them; raises as `read_rows` does."""
    return sum(1 for _ in read_rows(source))


def _row(line: str, number: int) -> Row:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise _bad(number, f"is not JSON: {error}") from error
    if not isinstance(row, dict):
        raise _bad(number, "is not a JSON object")
    for column in ("premise", "hypothesis"):
        value = row.get(column)
        if not isinstance(value, str) or not value.strip():
            raise _bad(number, f'has no text in "{column}"')
        if any("\ud800" <= character <= "\udfff" for character in value):
            raise _bad(number, f'has half of a surrogate pair in "{column}"')
    return row


def _bad(number: int, what: str) -> ServiceError:
    return ServiceError(ErrorKind.INVALID, f"line {number} {what}", reason="BAD_ROW", field="input")


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


async def score_file(settings: Settings, source: Path, output: Path) -> int:
    """Write every row of `source` with its probabilities to `output`; nothing is written where a row is bad."""
    configure_logging(service="standalone", level="error")
    with _opened(source, "r") as lines:
        total = count_rows(lines)
    with _opened(source, "r") as lines, _opened(output, "w") as written:
        async with AsyncExitStack() as stack:
            with waiting("Loading the model"):
                nli = await stack.enter_async_context(nli_part(settings.for_one_command()))
            with counting("Scoring pairs", total) as advance:
                async for row in score_rows(read_rows(lines), nli.target):
                    written.write(json.dumps(row, ensure_ascii=False) + "\n")
                    advance()
    return total


@contextmanager
def _opened(file: Path, mode: str) -> Iterator[TextIO]:
    try:
        with file.open(mode, encoding="utf-8") as opened:
            yield cast("TextIO", opened)
    except (OSError, UnicodeDecodeError) as error:
        what = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        message = f"{file} cannot be {'read' if mode == 'r' else 'written'}: {what}"
        raise ServiceError(ErrorKind.INVALID, message, reason="FILE_UNREADABLE", field="file") from error
