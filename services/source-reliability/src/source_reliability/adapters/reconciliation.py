"""Reconciles a CSV table of conflicting facts into a table of values and one of sources."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from source_reliability.adapters.fact_tables import FactTable, Progress, read_audits, read_facts, whole_file
from source_reliability.domain.estimate import intervals
from source_reliability.domain.reconcile import PRIOR_STRENGTH, Reconciled, reconcile, winners

VALUE_COLUMNS = ("obj", "value", "probability", "supporters", "candidates", "audited")
SOURCE_COLUMNS = ("src", "mean", "low", "high", "outcomes", "claims")


@dataclass(frozen=True, slots=True)
class ReconcileSummary:
    """What was read and written."""

    rows: int
    skipped: int
    objects: int
    sources: int
    audited: int


def reconcile_files(
    claims: Path, values: Path, sources: Path, anchors: Path | None, progress: Progress
) -> ReconcileSummary:
    """Write the likeliest value of every object and the reliability of every source.

    Raises ServiceError (INVALID) naming file and line; then neither file is written.
    """
    table = read_facts(claims, progress)
    audited, unclaimed = read_audits(anchors, table) if anchors else ({}, {})
    found = reconcile(table.facts, audited)
    with whole_file(values, VALUE_COLUMNS) as write_value, whole_file(sources, SOURCE_COLUMNS) as write_source:
        for row in _value_rows(table, found, audited, unclaimed):
            write_value(row)
        for row in _source_rows(table, found):
            write_source(row)
    return ReconcileSummary(table.rows, table.skipped, len(table.objects), len(table.sources), len(audited))


def _value_rows(
    table: FactTable, found: Reconciled, audited: dict[int, int | None], unclaimed: dict[int, str]
) -> list[tuple[object, ...]]:
    facts = table.facts
    supporters = np.bincount(facts.value, minlength=len(facts.value_object))
    candidates = np.bincount(facts.value_object, minlength=facts.objects)
    rows: list[tuple[object, ...]] = []
    for number in winners(facts, found.probability).tolist():
        item = int(facts.value_object[number])
        text, share, backers = table.values[number], found.probability[number], supporters[number]
        if item in unclaimed:
            text, share, backers = unclaimed[item], 1.0, 0
        rows.append((table.objects[item], text, f"{share:.6f}", backers, candidates[item], int(item in audited)))
    return rows


def _source_rows(table: FactTable, found: Reconciled) -> list[tuple[object, ...]]:
    strengths = found.alpha + found.beta
    means = found.alpha / strengths
    claims = np.bincount(table.facts.source, minlength=table.facts.sources)
    ends = intervals(means.tolist(), strengths.tolist())
    return [
        (name, f"{mean:.6f}", f"{low:.6f}", f"{high:.6f}", f"{strength - PRIOR_STRENGTH:.3f}", count)
        for name, mean, (low, high), strength, count in zip(
            table.sources, means.tolist(), ends, strengths.tolist(), claims.tolist(), strict=True
        )
    ]
