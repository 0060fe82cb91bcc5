"""Reads lists of domain ratings from CSV, whatever their columns are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from source_reliability.adapters.csv_rows import bad_table, read_rows


@dataclass(frozen=True, slots=True)
class RatingColumns:
    """Where domain and score stand; a score may be a label that `labels` translates, else it is scaled by `highest`."""

    domain: str = "domain"
    score: str = "score"
    labels: Mapping[str, float] | None = None
    highest: float = 1.0


def read_ratings(path: Path, columns: RatingColumns) -> list[tuple[str, float]]:
    """Domain and score from 0 to 1 per row; rows without a score are left out.

    Raises ServiceError (INVALID) naming file and line where a score is no number, or a label without translation.
    """
    ratings: list[tuple[str, float]] = []
    for line, row in read_rows(path, (columns.domain, columns.score)):
        text = row[columns.score]
        if text:
            ratings.append((row[columns.domain], _score(text, columns, path, line)))
    return ratings


def _score(text: str, columns: RatingColumns, path: Path, line: int) -> float:
    if columns.labels is not None:
        if text not in columns.labels:
            known = ", ".join(sorted(columns.labels))
            raise bad_table(path, f"line {line} has a label that is none of {known}", "LABEL_UNKNOWN")
        return columns.labels[text]
    try:
        return float(text) / columns.highest
    except ValueError as error:
        raise bad_table(path, f"line {line} has a score that is no number", "SCORE_MALFORMED") from error
