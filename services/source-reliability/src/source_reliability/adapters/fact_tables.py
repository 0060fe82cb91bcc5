"""Reads and writes the CSV tables of `reconcile`, row by row."""

import csv
import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile

import numpy as np

from source_reliability.adapters.csv_rows import bad_table, read_rows
from source_reliability.domain.reconcile import Facts, Floats, Integers

Progress = Callable[[int], None]
"""Told how many rows have been read, every 50,000."""

_PROGRESS_ROWS = 50_000


@dataclass(frozen=True, slots=True)
class FactTable:
    """A numbered table with the texts behind the numbers: objects, sources, and per value its text."""

    facts: Facts
    objects: Sequence[str]
    sources: Sequence[str]
    values: Sequence[str]
    value_numbers: dict[tuple[int, str], int]
    rows: int
    skipped: int


@dataclass(slots=True)
class _Numbering:
    """Numbers texts as they come."""

    objects: dict[str, int] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)
    values: dict[tuple[int, str], int] = field(default_factory=dict)
    origins: dict[str, int] = field(default_factory=lambda: {"": 0})
    claims: dict[tuple[int, int], int] = field(default_factory=dict)

    def add(self, row: dict[str, str]) -> None:
        item = self.objects.setdefault(row["obj"], len(self.objects))
        source = self.sources.setdefault(row["src"], len(self.sources))
        value = self.values.setdefault((item, row["value"]), len(self.values))
        origin = row.get("origin", "")
        self.claims.setdefault((source, value), self.origins.setdefault(origin, len(self.origins)))


def read_facts(path: Path, progress: Progress) -> FactTable:
    """Read columns obj, src, value and, where present, origin; rows without a value are skipped and counted.

    The numbering does not depend on the order of the rows.
    """
    numbering = _Numbering()
    rows = skipped = 0
    for line, row in read_rows(path, ("obj", "src", "value")):
        rows += 1
        if rows % _PROGRESS_ROWS == 0:
            progress(rows)
        if not row["value"]:
            skipped += 1
        elif row["obj"] and row["src"]:
            numbering.add(row)
        else:
            raise bad_table(path, f"line {line} has no {'src' if row['obj'] else 'obj'}", "FIELD_MISSING")
    if not numbering.claims:
        raise bad_table(path, "there is no claim in it", "TABLE_EMPTY")
    return _renumbered(numbering, rows, skipped)


def _renumbered(numbering: _Numbering, rows: int, skipped: int) -> FactTable:
    """Number by the texts' order, so that sums and ties come out the same for every order of rows."""
    object_rank, objects = _ranked(numbering.objects)
    source_rank, sources = _ranked(numbering.sources)
    named = {(int(object_rank[item]), text): number for (item, text), number in numbering.values.items()}
    ordered = sorted(named)
    value_rank = np.empty(len(named), dtype=np.int64)
    value_rank[[named[key] for key in ordered]] = np.arange(len(named))
    pairs = np.array(list(numbering.claims), dtype=np.int64)
    origin = np.fromiter(numbering.claims.values(), dtype=np.int64)
    source, value = source_rank[pairs[:, 0]], value_rank[pairs[:, 1]]
    order = np.lexsort((source, value))
    facts = Facts(
        source=source[order],
        value=value[order],
        share=_shares(value[order], origin[order]),
        value_object=np.array([item for item, _ in ordered], dtype=np.int64),
        sources=len(sources),
        objects=len(objects),
        origins_named=len(numbering.origins) > 1,
    )
    numbers = {key: number for number, key in enumerate(ordered)}
    return FactTable(facts, objects, sources, [text for _, text in ordered], numbers, rows, skipped)


def _ranked(numbers: dict[str, int]) -> tuple[Integers, list[str]]:
    names = sorted(numbers)
    rank = np.empty(len(names), dtype=np.int64)
    rank[[numbers[name] for name in names]] = np.arange(len(names))
    return rank, names


def _shares(value: Integers, origin: Integers) -> Floats:
    """1 for claims of their own; 1/k where k claims of a value share an origin."""
    _, group, sizes = np.unique(np.stack([value, origin], axis=1), axis=0, return_inverse=True, return_counts=True)
    return np.where(origin == 0, 1.0, 1.0 / sizes[group.reshape(-1)])


@dataclass(frozen=True, slots=True)
class Audits:
    """Right value by object, None where nobody claimed it, and then its text."""

    right: dict[int, int | None]
    unclaimed: dict[int, str]


def read_audits(path: Path, table: FactTable, *, paths: bool = True) -> Audits:
    """Read columns obj and value; objects not in the table are left out.

    With `paths`, where nobody claimed the value as written, commas are read as steps of a path, most specific first
    ("Town,County,Country"), and the first step that somebody claimed is the right value.
    """
    numbers = {name: number for number, name in enumerate(table.objects)}
    audits = Audits({}, {})
    for line, row in read_rows(path, ("obj", "value")):
        if row["obj"] not in numbers or not row["value"]:
            continue
        item = numbers[row["obj"]]
        steps = [row["value"], *(step.strip() for step in row["value"].split(",") if paths)]
        found = next((table.value_numbers[item, step] for step in steps if (item, step) in table.value_numbers), None)
        if item in audits.right and audits.right[item] != found:
            raise bad_table(path, f"line {line} gives an object a second right value", "ANCHOR_CONFLICT")
        audits.right[item] = found
        if found is None:
            audits.unclaimed[item] = row["value"]
    return audits


@dataclass(frozen=True, slots=True)
class NewTable:
    """A table to be written."""

    path: Path
    header: Sequence[str]
    rows: Iterable[tuple[object, ...]]


def write_tables(tables: Sequence[NewTable]) -> None:
    """Write all tables or, where one cannot be written, none."""
    with ExitStack() as unfinished:
        written: list[tuple[Path, Path]] = []
        for table in tables:
            temporary = _written(table)
            unfinished.callback(temporary.unlink, missing_ok=True)
            written.append((temporary, table.path))
        for temporary, path in written:
            temporary.replace(path)


def _written(table: NewTable) -> Path:
    try:
        with NamedTemporaryFile("w", encoding="utf-8", newline="", dir=table.path.parent, delete=False) as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(table.header)
            writer.writerows(table.rows)
            file.flush()
            os.fsync(file.fileno())
            return Path(file.name)
    except OSError as error:
        raise bad_table(table.path, f"it cannot be written: {error.strerror}", "FILE_UNWRITABLE") from error
