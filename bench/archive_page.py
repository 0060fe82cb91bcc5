"""Writes the figures of the archive bench as a page with a table and a chart."""
# ruff: noqa: INP001 (a script, no package)

import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_GOALS = {"sqlite": 60.0, "postgresql": 30.0}
_COLOURS = {"sqlite": "#1f6feb", "postgresql": "#bc4c00"}
_WIDTH, _HEIGHT, _MARGIN = 640, 320, 48


@dataclass(frozen=True)
class Figures:
    """One database at one size; `cpu_ms` is processor time of one check's search, the server's included."""

    database: str
    claims: int
    p50_ms: float
    p95_ms: float
    cpu_ms: float
    recall: float
    inserts_per_second: int
    memory_megabytes: float
    disk_megabytes: float
    load: float


def write_page(page: Path, figures: Sequence[Figures], *, checks: int, peak_megabytes: int) -> None:
    page.with_suffix(".svg").write_text(_chart(figures))
    rows = "\n".join(
        f"| {f.database} | {f.claims:,} | {f.p50_ms} | {f.p95_ms} | {f.cpu_ms} | {f.recall:.3f} | "
        f"{f.inserts_per_second:,} | {f.memory_megabytes} | {f.disk_megabytes} | {f.load} |"
        for f in figures
    )
    page.write_text(
        _TEXT.format(rows=rows, checks=checks, processors=os.cpu_count(), peak=peak_megabytes, chart=page.stem)
    )


_TEXT = """# How fast the archive is searched

Written by `make bench-archive`: invented claims with given embeddings (240 components, fifty claims an event), then
{checks} checks of twelve claims at each size. A search finds the candidates of all twelve claims by vectors and words,
folds copies and reads the claims. Processor time is that of one search, the database server's included: on a busy
machine the clock tells the load, the processor time tells the work. This machine: {processors} processors; *load* is
the number of processes that wanted one meanwhile.

| database | claims | p50 ms | p95 ms | processor ms | recall@20 | inserts/s | vectors MB | disk MB | load |
|---|---|---|---|---|---|---|---|---|---|
{rows}

![p95 by stored claims]({chart}.svg)

- *recall@20*: share of the twenty nearest by exact search in single precision, as far as they are similar enough to be
  candidates, that are found by vector alone.
- *inserts/s*: claims a second, a document of twelve claims with its vectors, words and traces in each durable
  transaction.
- *vectors MB*: memory of the matrix that the gateway holds for SQLite, room to grow included; size of the HNSW index
  on PostgreSQL. *disk MB*: the whole database.
- Peak memory of the bench process, which also keeps every vector in single precision to compare with: {peak} MB.
- Goals at 100,000 claims: p95 60 ms on SQLite and 30 ms on PostgreSQL, recall .95, 300 inserts/s.
"""


def _chart(figures: Sequence[Figures]) -> str:
    most = max(*(f.p95_ms for f in figures), *_GOALS.values()) * 1.1
    sizes = [math.log10(f.claims) for f in figures]
    low, high = min(sizes) - 0.1, max(sizes) + 0.1

    def point(size: float, milliseconds: float) -> tuple[float, float]:
        across = _MARGIN + (size - low) / (high - low) * (_WIDTH - 2 * _MARGIN)
        return round(across, 1), round(_HEIGHT - _MARGIN - milliseconds / most * (_HEIGHT - 2 * _MARGIN), 1)

    look = 'role="img" font-size="12" font-family="sans-serif"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" {look}>',
        "<title>p95 of a search by stored claims</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
    ]
    for step in range(5):
        left, top = point(low, most * step / 4)
        parts.append(f'<path d="M{left} {top}H{_WIDTH - _MARGIN}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 6}" y="{top + 4}" text-anchor="end">{most * step / 4:.0f} ms</text>')
    for size in sorted({f.claims for f in figures}):
        left, top = point(math.log10(size), 0)
        parts.append(f'<text x="{left}" y="{top + 18}" text-anchor="middle">{size:,}</text>')
    for number, name in enumerate(dict.fromkeys(f.database for f in figures)):
        points = [point(math.log10(f.claims), f.p95_ms) for f in figures if f.database == name]
        line = " ".join(f"{x},{y}" for x, y in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{_COLOURS[name]}" stroke-width="2"/>')
        parts += (f'<circle cx="{x}" cy="{y}" r="3" fill="{_COLOURS[name]}"/>' for x, y in points)
        goal = point(low, _GOALS[name])[1]
        parts.append(f'<path d="M{_MARGIN} {goal}H{_WIDTH - _MARGIN}" stroke="{_COLOURS[name]}" stroke-dasharray="4"/>')
        label = f"{name} (goal {_GOALS[name]:.0f} ms, dashed)"
        parts.append(f'<text x="{_MARGIN + 8}" y="{20 + 16 * number}" fill="{_COLOURS[name]}">{label}</text>')
    return "\n".join((*parts, "</svg>")) + "\n"
