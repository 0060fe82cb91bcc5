"""Writes what `bench/pairs.py` measured as a page with a table and a plot: `make bench-pairs`."""
# ruff: noqa: INP001 (a script, no package)

import argparse
import json
from pathlib import Path
from typing import Any

NAMES = {
    "service_1_callers": "nli-contradiction, gRPC, 1 caller",
    "service_8_callers": "nli-contradiction, gRPC, 8 callers",
    "service_64_callers": "nli-contradiction, gRPC, 64 callers of 4 pairs",
    "service_single_pair": "nli-contradiction, gRPC, one pair a call",
    "pipeline": "transformers pipeline, one by one",
    "cross_encoder": "CrossEncoder, batches of 32",
    "infinity": "infinity engine, 128 under way",
    "blas": "the fp32 matrix products alone",
}
_WIDTH, _BAR, _LABEL = 720, 26, 290


def table(report: dict[str, Any]) -> str:
    """One line for each way to score, ours against it where it is another's."""
    lines = [
        "| | pairs a second | least, most | p50 ms | p95 ms | ours at 8 callers against it |",
        "|---|---|---|---|---|---|",
    ]
    for name, label in NAMES.items():
        row = report["medians"][name]
        times = [f"{row[key]:.1f}" if key in row else "" for key in ("p50_ms", "p95_ms")]
        ratio = f"{report['ratios'][name]:.2f}" if name in report["ratios"] else ""
        spread = f"{row['least']:.0f}, {row['most']:.0f}"
        lines.append(f"| {label} | {row['pairs_per_second']:.0f} | {spread} | {times[0]} | {times[1]} | {ratio} |")
    return "\n".join(lines)


def plot(report: dict[str, Any]) -> str:
    """Bars of pairs a second."""
    speeds = {label: report["medians"][name]["pairs_per_second"] for name, label in NAMES.items()}
    unit = (_WIDTH - _LABEL - 60) / max(speeds.values())
    height = _BAR * len(speeds) + 10
    bars = [
        f'<text x="{_LABEL - 8}" y="{place + 17}" text-anchor="end">{label}</text>'
        f'<rect x="{_LABEL}" y="{place + 4}" width="{speed * unit:.0f}" height="{_BAR - 8}" '
        f'fill="{"#1b6ca8" if label.startswith("nli") else "#999"}"/>'
        f'<text x="{_LABEL + speed * unit + 6:.0f}" y="{place + 17}">{speed:.0f}</text>'
        for place, (label, speed) in zip(range(5, height, _BAR), speeds.items(), strict=False)
    ]
    view = f'viewBox="0 0 {_WIDTH} {height}" font-family="sans-serif" font-size="13"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {view}>'
    return "\n".join([head, f'<rect width="{_WIDTH}" height="{height}" fill="white"/>', *bars, "</svg>\n"])


def page(report: dict[str, Any], picture: str) -> str:
    blas, load = report["medians"]["blas"], report["overload"]
    achieved = report["medians"]["service_8_callers"]["pairs_per_second"] * blas["gflop_per_pair"]
    return f"""# Speed of scoring pairs

Made by `make bench-pairs`: {report["pairs"]} different pairs of sentences, {blas["tokens_per_pair"]:.0f} tokens each,
{report["pairs_per_call"]} a call, medians of {report["rounds"]} rounds with every way in turn, in one run on the same
cores; the service remembers no scores. Peers run the same weights in single precision. Ratios are pairs a second of the
service at 8 callers over those of the peer.

{table(report)}

![pairs a second]({picture})

- The matrix products alone reach {blas["gflops"]:.0f} GFLOP/s in single precision (the faster of two libraries).
  A pair needs {blas["gflop_per_pair"]:.2f} GFLOP;
  at 8 callers the service does the work of {achieved:.0f} GFLOP/s in int8.
- Overload: {load["offered_pairs_per_second"]:.0f} pairs/s offered, thrice what it carries, in {load["calls"]} calls:
  {100 * load["refused_share"]:.0f} % refused at once as OVERLOADED, the accepted ones answered in
  {load["accepted_p50_ms"]:.0f} ms (p50), {load["accepted_p99_ms"]:.0f} ms (p99).
- One pair right after the overload took {report["single_pair_after_overload"]["p50_ms"]:.1f} ms.
"""


def main() -> None:
    options = _options()
    report = json.loads(options.report.read_text())
    picture = options.page.with_suffix(".svg")
    picture.write_text(plot(report))
    options.page.write_text(page(report, picture.name))
    options.page.with_suffix(".json").write_text(json.dumps(report, indent=1) + "\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("report", type=Path, help="what bench/pairs.py printed")
    parser.add_argument("page", type=Path, help="page to write, with plot and figures beside it")
    return parser.parse_args()


if __name__ == "__main__":
    main()
