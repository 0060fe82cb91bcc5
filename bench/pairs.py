"""How fast nli-contradiction scores pairs, beside three peers of the same weights: `make bench-pairs`."""
# ruff: noqa: INP001 (a script, no package)

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

import grpc
from serving import quantile, serving, wait_until_serving

from clashwire.nli_contradiction.v1 import nli_contradiction_pb2 as messages
from clashwire.nli_contradiction.v1.nli_contradiction_pb2_grpc import NliContradictionServiceStub

STORIES = Path(__file__).resolve().parents[1] / "tests" / "data" / "stories"
PAIRS_PER_CALL = 16
PAIRS_OF_CALLERS = {1: PAIRS_PER_CALL, 8: PAIRS_PER_CALL, 64: 4}
PEERS = ("pipeline", "cross_encoder", "infinity")
Pairs = list[tuple[str, str]]


def sentence_pairs(count: int) -> Pairs:
    """Different pairs of sentences that follow one another in the invented stories."""
    lines = [line for file in sorted(STORIES.glob("*.jsonl")) for line in file.read_text().splitlines()]
    texts = [document["text"].replace("\n", " ") for line in lines for document in json.loads(line)["documents"]]
    sentences = [[sentence for sentence in text.split(". ") if sentence] for text in texts]
    found = [pair for step in range(1, 8) for story in sentences for pair in zip(story, story[step:], strict=False)]
    return list(dict.fromkeys(found))[:count]


async def of_service(stub: NliContradictionServiceStub, pairs: Pairs, callers: int, per_call: int) -> dict[str, float]:
    """Pairs a second and milliseconds of a call, with `callers` that each send their next call when one is answered."""
    calls = iter([pairs[start : start + per_call] for start in range(0, len(pairs), per_call)])
    took: list[float] = []

    async def caller() -> None:
        for part in calls:
            started = time.perf_counter()
            await stub.ScorePairs(_request(part))
            took.append(1000 * (time.perf_counter() - started))

    started = time.perf_counter()
    await asyncio.gather(*(caller() for _ in range(callers)))
    elapsed = time.perf_counter() - started
    return {"pairs_per_second": len(pairs) / elapsed, "p50_ms": quantile(took, 0.5), "p95_ms": quantile(took, 0.95)}


async def overload(stub: NliContradictionServiceStub, pairs: Pairs, rate: float, seconds: float) -> dict[str, float]:
    """An open loop of `rate` pairs a second, whatever the answers: how many are refused, how long the others take."""
    took: list[float] = []
    refused = [0]

    async def call(part: Pairs) -> None:
        started = time.perf_counter()
        try:
            await stub.ScorePairs(_request(part), timeout=30)
        except grpc.aio.AioRpcError as error:
            if error.code() is not grpc.StatusCode.RESOURCE_EXHAUSTED:
                raise
            refused[0] += 1
        else:
            took.append(1000 * (time.perf_counter() - started))

    running = []
    started = time.perf_counter()
    for number in range(round(rate * seconds / PAIRS_PER_CALL)):
        await asyncio.sleep(max(0.0, started + number * PAIRS_PER_CALL / rate - time.perf_counter()))
        at = number * PAIRS_PER_CALL % len(pairs)
        running.append(asyncio.create_task(call([(f"{number}: {a}", b) for a, b in pairs[at : at + PAIRS_PER_CALL]])))
    await asyncio.gather(*running)
    return {
        "offered_pairs_per_second": rate,
        "calls": len(running),
        "refused_share": refused[0] / len(running),
        "accepted_p50_ms": quantile(took, 0.5),
        "accepted_p99_ms": quantile(took, 0.99),
    }


def _request(pairs: Pairs) -> messages.ScorePairsRequest:
    return messages.ScorePairsRequest(
        tenant="bench", pairs=[messages.Pair(premise=premise, hypothesis=hypothesis) for premise, hypothesis in pairs]
    )


@contextmanager
def peers(python: str, pairs: Pairs) -> Iterator[Any]:
    """A function that lets one peer score all pairs and tells what it measured; all peers live in one process."""
    command = [python, str(Path(__file__).with_name("peers.py"))]
    # Settings for old BLAS builds would slow the peers down.
    env = {name: value for name, value in os.environ.items() if not name.startswith("OPENBLAS_")}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env) as process:  # noqa: S603 (the operator's own Python)
        questions, answers = cast("IO[str]", process.stdin), cast("IO[str]", process.stdout)

        def ask(question: Any) -> Any:
            questions.write(json.dumps(question) + "\n")
            questions.flush()
            return json.loads(answers.readline())

        try:
            ask({"pairs": pairs})
            yield ask
        finally:
            process.terminate()


async def main() -> None:
    options = _options()
    pairs = sentence_pairs(options.pairs)
    rows: dict[str, list[dict[str, float]]] = {}
    with (
        serving("nli_contradiction", {"NLI_CONTRADICTION_REMEMBERED_SCORES": "0"}) as target,
        peers(options.peers_python, pairs) as ask,
    ):
        async with grpc.aio.insecure_channel(target) as channel:
            await wait_until_serving(channel)
            stub = NliContradictionServiceStub(channel)
            await of_service(stub, pairs, 8, PAIRS_PER_CALL)
            for name in PEERS:
                ask(name)
            for _ in range(options.rounds):
                for callers, per_call in PAIRS_OF_CALLERS.items():
                    found = await of_service(stub, pairs, callers, per_call)
                    rows.setdefault(f"service_{callers}_callers", []).append(found)
                rows.setdefault("service_single_pair", []).append(await of_service(stub, pairs[:200], 1, 1))
                for name in (*PEERS, "blas"):
                    rows.setdefault(name, []).append(ask(name))
            best = statistics.median(row["pairs_per_second"] for row in rows["service_8_callers"])
            under_load = await overload(stub, pairs, 3 * best, options.overload_seconds)
            after = await of_service(stub, pairs[:200], 1, 1)
    report = {
        "pairs": len(pairs),
        "pairs_per_call": PAIRS_PER_CALL,
        "rounds": options.rounds,
        "medians": {name: _summary(entries) for name, entries in rows.items()},
        "overload": under_load,
        "single_pair_after_overload": after,
    }
    report["ratios"] = _ratios(report["medians"])
    sys.stdout.write(json.dumps(report, indent=1) + "\n")


def _summary(entries: list[dict[str, float]]) -> dict[str, float]:
    """Medians of every figure, and least and most pairs a second."""
    summary = {name: statistics.median(entry[name] for entry in entries) for name in entries[0]}
    speeds = [entry["pairs_per_second"] for entry in entries]
    return {**summary, "least": min(speeds), "most": max(speeds)}


def _ratios(medians: dict[str, dict[str, float]]) -> dict[str, float]:
    ours = medians["service_8_callers"]["pairs_per_second"]
    return {name: ours / medians[name]["pairs_per_second"] for name in (*PEERS, "blas")}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers-python", required=True, help="Python with torch, sentence-transformers, infinity-emb")
    parser.add_argument("--pairs", type=int, default=512)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--overload-seconds", type=float, default=10.0)
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main())
