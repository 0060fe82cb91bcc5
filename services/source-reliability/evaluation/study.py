"""Runs one method on one truth set and scores what it says of values and of sources."""
# ruff: noqa: INP001

import csv
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd  # type: ignore[import-untyped]
from crowdkit.aggregation import DawidSkene
from truth_sets import Claim, TruthSet

from source_reliability.bootstrap import ReconcileFiles, reconcile_files

_ORDERS = 5
_LEAST_GOLD_ITEMS = 20

Answer = tuple[dict[str, str], dict[str, float]]
"""Value per object, mean reliability per source."""
Method = Callable[[list[Claim], Mapping[str, str]], Answer]


@dataclass(frozen=True)
class Score:
    """Held-out accuracy; source accuracy error (MAE) and correlation over sources with 20 gold items or more."""

    accuracy: float
    source_error: float
    correlation: float


def study(method: Method, truth: TruthSet, audited_share: float) -> list[Score]:
    """One score per order of rows, each with its own draw of audited objects."""
    return [_run(method, truth, audited_share, random.Random(seed)) for seed in range(_ORDERS)]  # noqa: S311


def _run(method: Method, truth: TruthSet, audited_share: float, chance: random.Random) -> Score:
    claims, items = list(truth.claims), sorted(truth.gold)
    chance.shuffle(claims)
    audited = set(chance.sample(items, round(audited_share * len(items))))
    values, reliabilities = method(claims, {item: truth.gold[item] for item in sorted(audited)})
    held_out = [item for item in items if item not in audited]
    right = np.mean([values.get(item) == truth.gold[item] for item in held_out])
    accuracies = _source_accuracies(truth)
    told = np.array([reliabilities.get(source, np.nan) for source in accuracies])
    real = np.array(list(accuracies.values()))
    varied = len(real) > 1 and np.ptp(told) > 0
    correlation = float(np.corrcoef(told, real)[0, 1]) if varied else float("nan")
    return Score(float(right), float(np.mean(np.abs(told - real))), correlation)


def _source_accuracies(truth: TruthSet) -> dict[str, float]:
    outcomes: dict[str, list[bool]] = defaultdict(list)
    for item, source, value in dict.fromkeys(truth.claims):
        if item in truth.gold:
            outcomes[source].append(value == truth.gold[item])
    return {source: float(np.mean(found)) for source, found in outcomes.items() if len(found) >= _LEAST_GOLD_ITEMS}


def clashwire(folder: Path) -> Method:
    """The command `reconcile`, through files in `folder`."""

    def method(claims: list[Claim], audited: Mapping[str, str]) -> Answer:
        table, anchors, values, sources = (
            folder / f"{name}.csv" for name in ("claims", "anchors", "values", "sources")
        )
        _write(table, ("obj", "src", "value"), claims)
        _write(anchors, ("obj", "value"), audited.items())
        reconcile_files(ReconcileFiles(table, values, sources, anchors if audited else None), lambda _: None)
        return (
            {row["obj"]: row["value"] for row in _read(values)},
            {row["src"]: float(row["mean"]) for row in _read(sources)},
        )

    return method


def majority(claims: list[Claim], _audited: Mapping[str, str]) -> Answer:
    """The value most sources claim, the first met where equal; a source is as reliable as it is with the majority."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for item, _, value in dict.fromkeys(claims):
        votes[item][value] += 1
    values = {item: counted.most_common(1)[0][0] for item, counted in votes.items()}
    return values, _agreement(claims, values)


def dawid_skene(claims: list[Claim], _audited: Mapping[str, str]) -> Answer:
    """crowd-kit's Dawid-Skene; it needs few labels, so a label is a value's rank by support within its object."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for item, _, value in dict.fromkeys(claims):
        votes[item][value] += 1
    ranked = {item: [value for value, _ in counted.most_common()] for item, counted in votes.items()}
    rows = [(item, source, ranked[item].index(value)) for item, source, value in dict.fromkeys(claims)]
    frame = pd.DataFrame(rows, columns=["task", "worker", "label"]).drop_duplicates(["task", "worker"])
    labels = DawidSkene(n_iter=20).fit_predict(frame)
    values = {item: ranked[item][min(int(label), len(ranked[item]) - 1)] for item, label in labels.items()}
    return values, _agreement(claims, values)


def _agreement(claims: list[Claim], values: Mapping[str, str]) -> dict[str, float]:
    agreed: dict[str, list[bool]] = defaultdict(list)
    for item, source, value in dict.fromkeys(claims):
        agreed[source].append(values[item] == value)
    return {source: float(np.mean(found)) for source, found in agreed.items()}


def _write(path: Path, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
