"""Judges `reconcile` on truth-discovery benchmarks and made-up worlds: `make eval-reliability TRUTH=folder`."""
# ruff: noqa: INP001

import argparse
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from study import Method, Score, clashwire, dawid_skene, majority, study
from truth_sets import TruthSet, birthplaces, books, first_surnames, full_names

from source_reliability.domain.config import ModelConfig
from tests.unit.source_reliability.worlds import coverage_of_pooled_cells, coverage_of_sources, drift, wires

_PAGE = """# Quality of source reliability

Each figure is the mean over five orders of the rows, each with its own draw of audited objects, with the lowest and the
highest in brackets. Accuracy counts objects that were not audited. The error is the mean absolute difference between a
source's estimated and its real accuracy, r their correlation, over sources with 20 gold objects or more; for the
baselines a source's estimate is how often it agrees with the winning value.

For birthplaces the right value is the most specific place of the gold path that any source gives. Book authors are
normalised twice: crudely, by the last word before the first comma, where most sources err alike and agreement misleads;
and by full names, where it helps.

| set | method | audited | accuracy | source error | r |
|---|---|---|---|---|---|
"""
_WORLDS = """
## Made-up worlds

Their truth is known: propositions half of which a wire carries to fifteen outlets; sources of which 15 % break
half-way; and sources and parts of sources drawn from the model itself.

| world | measure | figure | bar |
|---|---|---|---|
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with the birthplaces and book files")
    parser.add_argument("-o", "--output", type=Path, help="page to write")
    chosen = parser.parse_args()
    warnings.simplefilter("ignore")
    page = _PAGE
    sys.stdout.write(page)
    for line in _lines(chosen.data):
        sys.stdout.write(line)
        sys.stdout.flush()
        page += line
    page += (worlds := _WORLDS + "".join(_world_lines()))
    sys.stdout.write(worlds)
    if chosen.output:
        chosen.output.write_text(page, encoding="utf-8")


def _world_lines() -> Iterator[str]:
    for folded, name in ((True, "wire copies, folded"), (False, "wire copies, taken for independent")):
        found = wires(folded=folded)
        bar = ("at least 0.85", "at most 0.03", "0.80 to 0.95") if folded else ("", "", "")
        yield _world_line(name, "accuracy of values", found.accuracy, bar[0])
        yield _world_line(name, "calibration error", found.calibration_error, bar[1])
        yield _world_line(name, "90 % intervals that hold", found.coverage, bar[2])
    for half_life_days in (60.0, 180.0):
        drifting, name = (
            drift(ModelConfig(half_life_days=half_life_days)),
            f"drift, half-life {half_life_days:.0f} days",
        )
        yield _world_line(name, "90 % intervals that hold", drifting.coverage, "at least 0.85")
        yield _world_line(name, "error after the shock", drifting.error_after_shock, "at most 0.35")
    yield _world_line("made by the model", "90 % intervals that hold, sources", coverage_of_sources(), "0.85 to 0.95")
    yield _world_line("made by the model", "the same, pooled parts", coverage_of_pooled_cells(), "0.85 to 0.95")


def _world_line(world: str, measure: str, figure: float, bar: str) -> str:
    return f"| {world} | {measure} | {figure:.3f} | {bar} |\n"


def _lines(data: Path) -> Iterator[str]:
    with TemporaryDirectory() as folder:
        ours = clashwire(Path(folder))
        yield from _set_lines(birthplaces(data), ours, (0.0, 0.01, 0.1))
        yield from _set_lines(books(data, "book, crude authors", first_surnames), ours, (0.0, 0.1, 0.5))
        yield from _set_lines(books(data, "book, full authors", full_names), ours, (0.0, 0.1, 0.5))


def _set_lines(truth: TruthSet, ours: Method, shares: tuple[float, ...]) -> Iterator[str]:
    yield _line(truth, "majority vote", study(majority, truth, 0.0), 0.0)
    yield _line(truth, "Dawid-Skene (crowd-kit)", study(dawid_skene, truth, 0.0), 0.0)
    for share in shares:
        yield _line(truth, "reconcile", study(ours, truth, share), share)


def _line(truth: TruthSet, method: str, scores: list[Score], share: float) -> str:
    columns = zip(*((score.accuracy, score.source_error, score.correlation) for score in scores), strict=True)
    cells = [f"{sum(column) / len(column):.3f} ({min(column):.3f} to {max(column):.3f})" for column in columns]
    return f"| {' | '.join([truth.name, method, f'{share:.0%}', *cells])} |\n"


if __name__ == "__main__":
    main()
