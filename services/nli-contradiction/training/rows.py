"""Labelled sentence pairs and how they are read from files of premise, hypothesis and label."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LABELS = ("contradiction", "entailment", "neutral")
CONTRADICTION, ENTAILMENT, NEUTRAL = LABELS


@dataclass(frozen=True, slots=True)
class Row:
    """One training or evaluation pair; `source` names the file or the generator it comes from."""

    premise: str
    hypothesis: str
    label: str
    source: str


def read_rows(path: Path) -> list[Row]:
    """Read one file of JSON lines, plain or gzipped; a line with an unknown label is an error."""
    source = path.name.removesuffix(".gz").removesuffix(".jsonl")
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [_row(json.loads(line), source) for line in lines if line.strip()]


def _row(fields: dict[str, str], source: str) -> Row:
    if fields["label"] not in LABELS:
        raise ValueError(f"unknown label {fields['label']!r} in {source}")
    return Row(fields["premise"], fields["hypothesis"], fields["label"], source)


def data_files(folder: Path) -> dict[str, Path]:
    """Every data file of a folder by its name without endings."""
    found = sorted(folder.glob("*.jsonl")) + sorted(folder.glob("*.jsonl.gz"))
    return {path.name.removesuffix(".gz").removesuffix(".jsonl"): path for path in found}


def sha256_of(path: Path) -> str:
    """Hex digest of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def words(text: str) -> list[str]:
    """Lower-cased words of a text without surrounding punctuation."""
    return [word for word in (piece.strip(".,;:!?\"'()[]").lower() for piece in text.split()) if word]


def unique(rows: Iterator[Row] | list[Row]) -> list[Row]:
    """Rows without repeated premise and hypothesis; the first one stays."""
    seen: dict[tuple[str, str], Row] = {}
    for row in rows:
        seen.setdefault((row.premise, row.hypothesis), row)
    return list(seen.values())
