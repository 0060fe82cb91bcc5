"""How fast a running gateway checks the example stories: `make bench` (after `make up`)."""
# ruff: noqa: INP001 (a script, no package)

import argparse
import json
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


def bodies() -> list[dict[str, Any]]:
    texts = [{"documents": [{"id": file.stem, "text": file.read_text()}]} for file in sorted(EXAMPLES.glob("*.txt"))]
    ready = [json.loads(file.read_text()) for file in sorted(EXAMPLES.glob("*.json"))]
    return [{**body, "against": "documents"} for body in (*texts, *ready)]


def timed(client: httpx.Client, body: dict[str, Any]) -> tuple[float, dict[str, int]]:
    """Seconds of one check, and the gateway's own account of them in milliseconds."""
    started = time.perf_counter()
    answer = client.post("/v1/checks", json=body).raise_for_status()
    return time.perf_counter() - started, answer.json()["timings_ms"]


def main() -> None:
    options = _options()
    work = bodies() * options.rounds
    with httpx.Client(base_url=options.url, timeout=120, trust_env=False) as client:
        timed(client, work[0])
        started = time.perf_counter()
        with ThreadPoolExecutor(options.callers) as callers:
            results = list(callers.map(lambda body: timed(client, body), work))
        elapsed = time.perf_counter() - started
    seconds = sorted(result[0] for result in results)
    parts = {name: statistics.median(result[1][name] for result in results) for name in results[0][1]}
    report = {
        "checks": len(seconds),
        "callers": options.callers,
        "checks_per_second": round(len(seconds) / elapsed, 2),
        "median_ms": round(statistics.median(seconds) * 1000),
        "p95_ms": round(seconds[int(len(seconds) * 0.95)] * 1000),
        "median_parts_ms": parts,
    }
    sys.stdout.write(json.dumps(report, indent=1) + "\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8080")
    parser.add_argument("--rounds", type=int, default=10, help="how often each story is checked")
    parser.add_argument("--callers", type=int, default=2, help="checks under way at once")
    return parser.parse_args()


if __name__ == "__main__":
    main()
