"""How long a running gateway takes for one story of 600 words, and how the time grows with the documents of a check."""
# ruff: noqa: INP001 (a script, no package)

import argparse
import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import httpx
from serving import quantile

STORIES = Path(__file__).resolve().parents[1] / "tests" / "data" / "stories"
MOST_DOCUMENTS = 32


def articles() -> list[str]:
    """Every document of the invented stories."""
    lines = [line for file in sorted(STORIES.glob("*.jsonl")) for line in file.read_text().splitlines()]
    return [document["text"] for line in lines for document in json.loads(line)["documents"]]


def stories(words: int) -> list[str]:
    """Different texts of about `words` words, each made of whole articles that follow one another."""
    found: list[list[str]] = [[]]
    for article in articles():
        if sum(len(part.split()) for part in found[-1]) >= words:
            found.append([])
        found[-1].append(article)
    return ["\n\n".join(parts) for parts in found[:-1]]


def check(client: httpx.Client, texts: list[str]) -> tuple[float, dict[str, Any]]:
    """Milliseconds of one check that stores nothing, and its answer."""
    body = {"documents": [{"text": text} for text in texts], "against": "documents"}
    started = time.perf_counter()
    answer = client.post("/v1/checks", json=body).raise_for_status()
    return 1000 * (time.perf_counter() - started), answer.json()


def main() -> None:
    options = _options()
    texts = stories(options.words)
    with httpx.Client(base_url=options.url, timeout=120, trust_env=False) as client:
        check(client, ["The mayor said the bridge was open. The police said it was closed."])
        single = [check(client, [text]) for text in texts]
        short = articles()
        grown = {}
        for count in (2**power for power in range(MOST_DOCUMENTS.bit_length())):
            rounds = [check(client, short[start : start + count])[0] for start in range(0, 3 * count, count)]
            grown[count] = round(statistics.median(rounds))
    took = [entry[0] for entry in single]
    parts = [entry[1]["timings_ms"] for entry in single]
    report = {
        "stories": len(texts),
        "median_words": statistics.median(len(text.split()) for text in texts),
        "median_claims": statistics.median(len(entry[1]["claims"]) for entry in single),
        "p50_ms": round(quantile(took, 0.5)),
        "p95_ms": round(quantile(took, 0.95)),
        "median_parts_ms": {name: statistics.median(part[name] for part in parts) for name in parts[0]},
        "ms_by_documents": grown,
    }
    sys.stdout.write(json.dumps(report, indent=1) + "\n")
    if options.page:
        options.page.write_text(page(report))


def page(report: dict[str, Any]) -> str:
    """The report as Markdown."""
    parts = ", ".join(f"{name} {value:.0f}" for name, value in report["median_parts_ms"].items())
    rows = "\n".join(f"| {count} | {ms} |" for count, ms in report["ms_by_documents"].items())
    return f"""# Speed of a check

Made by `make bench-story` against a running standalone (`make up`): one caller, nothing stored, no story twice.

- {report["stories"]} stories of {report["median_words"]:.0f} words with {report["median_claims"]:.0f} claims (medians):
  p50 {report["p50_ms"]} ms, p95 {report["p95_ms"]} ms.
- Where the time goes, medians in ms: {parts}.

| documents in one check | median ms of three checks |
|---|---|
{rows}
"""


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8080")
    parser.add_argument("--page", type=Path, help="Markdown page to write")
    parser.add_argument("--words", type=int, default=600)
    return parser.parse_args()


if __name__ == "__main__":
    main()
