"""Reconciles a CSV table of conflicting facts into a table of values and one of sources."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from source_reliability.adapters.csv_rows import bad_table
from source_reliability.adapters.fact_tables import (
    Audits,
    FactTable,
    NewTable,
    Progress,
    read_audits,
    read_facts,
    write_tables,
)
from source_reliability.domain.estimate import intervals
from source_reliability.domain.numbers import Figures, chance_of_being_close, reconcile_numbers
from source_reliability.domain.reconcile import PRIOR_STRENGTH, Floats, Reconciled, reconcile, winners

VALUE_COLUMNS = ("obj", "value", "probability", "supporters", "candidates", "audited")
SOURCE_COLUMNS = ("src", "mean", "low", "high", "outcomes", "claims")
FIGURE_COLUMNS = ("obj", "value", "estimate", "low", "high", "candidates", "audited")
FIGURE_SOURCE_COLUMNS = ("src", "mean", "spread", "claims")

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class ReconcileSummary:
    """What was read and written."""

    rows: int
    skipped: int
    objects: int
    sources: int
    audited: int


@dataclass(frozen=True, slots=True)
class ReconcileFiles:
    """Tables to read and to write."""

    claims: Path
    values: Path
    sources: Path
    anchors: Path | None = None


def reconcile_files(files: ReconcileFiles, progress: Progress, *, numeric: bool = False) -> ReconcileSummary:
    """Write the likeliest value of every object and the reliability of every source.

    With `numeric` values are figures: each object also gets an estimate with a 90 % interval, and a source's mean is
    the chance that its figure is at most a tenth off. Raises ServiceError (INVALID) naming file and line; then neither
    file is written.
    """
    table = read_facts(files.claims, progress)
    audits = read_audits(files.anchors, table, paths=not numeric) if files.anchors else Audits({}, {})
    write_tables(_figure_tables(files, table, audits) if numeric else _value_tables(files, table, audits))
    return ReconcileSummary(table.rows, table.skipped, len(table.objects), len(table.sources), len(audits.right))


def _value_tables(files: ReconcileFiles, table: FactTable, audits: Audits) -> list[NewTable]:
    found = reconcile(table.facts, audits.right)
    return [
        NewTable(files.values, VALUE_COLUMNS, _value_rows(table, found, audits)),
        NewTable(files.sources, SOURCE_COLUMNS, _source_rows(table, found)),
    ]


def _value_rows(table: FactTable, found: Reconciled, audits: Audits) -> Iterator[Row]:
    facts = table.facts
    supporters = np.bincount(facts.value, minlength=len(facts.value_object))
    candidates = np.bincount(facts.value_object, minlength=facts.objects)
    for number in winners(facts, found.probability).tolist():
        item = int(facts.value_object[number])
        text, share, backers = table.values[number], found.probability[number], supporters[number]
        if item in audits.unclaimed:
            text, share, backers = audits.unclaimed[item], 1.0, 0
        yield table.objects[item], text, f"{share:.6f}", backers, candidates[item], int(item in audits.right)


def _source_rows(table: FactTable, found: Reconciled) -> Iterator[Row]:
    strengths = found.alpha + found.beta
    means = found.alpha / strengths
    ends = intervals(means.tolist(), strengths.tolist())
    claims = _claims_per_source(table)
    for name, mean, (low, high), strength, count in zip(table.sources, means, ends, strengths, claims, strict=True):
        yield name, f"{mean:.6f}", f"{low:.6f}", f"{high:.6f}", f"{strength - PRIOR_STRENGTH:.3f}", count


def _figure_tables(files: ReconcileFiles, table: FactTable, audits: Audits) -> list[NewTable]:
    figures = np.array([_figure(text, files.claims) for text in table.values], dtype=np.float64)
    right = {
        item: float(figures[value]) if value is not None else _figure(audits.unclaimed[item], files.claims)
        for item, value in audits.right.items()
    }
    found = reconcile_numbers(table.facts, figures, right)
    return [
        NewTable(files.values, FIGURE_COLUMNS, _figure_rows(table, figures, found, audits)),
        NewTable(files.sources, FIGURE_SOURCE_COLUMNS, _figure_source_rows(table, found)),
    ]


def _figure(text: str, path: Path) -> float:
    try:
        figure = float(text.replace(",", "").replace(" ", ""))
    except ValueError:
        figure = math.nan
    if not math.isfinite(figure):
        raise bad_table(path, "a value is no number, though figures are to be reconciled", "NOT_A_NUMBER")
    return figure


def _figure_rows(table: FactTable, figures: Floats, found: Figures, audits: Audits) -> Iterator[Row]:
    facts = table.facts
    off = np.abs(np.arcsinh(figures) - np.arcsinh(found.estimate)[facts.value_object])
    candidates = np.bincount(facts.value_object, minlength=facts.objects)
    for number in winners(facts, -off).tolist():
        item = int(facts.value_object[number])
        text = audits.unclaimed.get(item, table.values[number])
        told = (f"{ends[item]:.6g}" for ends in (found.estimate, found.low, found.high))
        yield table.objects[item], text, *told, candidates[item], int(item in audits.right)


def _figure_source_rows(table: FactTable, found: Figures) -> Iterator[Row]:
    means, claims = chance_of_being_close(found.spread), _claims_per_source(table)
    for name, mean, spread, count in zip(table.sources, means, found.spread, claims, strict=True):
        yield name, f"{mean:.6f}", f"{spread:.6f}", count


def _claims_per_source(table: FactTable) -> Sequence[int]:
    counts: list[int] = np.bincount(table.facts.source, minlength=table.facts.sources).tolist()
    return counts
