"""Which rows a training run sees: how many of each file, which are left out, what is generated, what is held out."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from training.event_scenes import EVENT_SCENES
from training.fact_edits import changed_facts, negated, unrelated
from training.newsroom import news_rows
from training.relation_scenes import RELATION_SCENES
from training.rows import CONTRADICTION, ENTAILMENT, LABELS, NEUTRAL, Row, data_files, read_rows, unique, words
from training.word_edits import shortened, word_edits

QUOTAS: Mapping[str, Mapping[str, int]] = {
    "mnli_merged.train": dict.fromkeys(LABELS, 12_000),
    "lingnli_all.train": dict.fromkeys(LABELS, 15_000),
    "snli_merged.train": dict.fromkeys(LABELS, 7_000),
    "cad_snli.train": dict.fromkeys(LABELS, 2_800),
    "conjnli.train": {CONTRADICTION: 2_419, ENTAILMENT: 5_000, NEUTRAL: 6_000},
    "fever_gold.train": {CONTRADICTION: 14_000, ENTAILMENT: 12_000},
    "fever_nei_constructed.train": {NEUTRAL: 5_000},
    "dnc_funcwords.all": dict.fromkeys(LABELS, 600),
    "negnli_mnli.all": dict.fromkeys(LABELS, 600),
    "negnli_snli.all": dict.fromkeys(LABELS, 600),
    "sick.train": {CONTRADICTION: 634, ENTAILMENT: 1_266, NEUTRAL: 1_200},
    "checkcovid.train": dict.fromkeys(LABELS, 360),
    "healthver.dev": dict.fromkeys(LABELS, 600),
    "cb.train": dict.fromkeys(LABELS, 120),
    "mpe.train": dict.fromkeys(LABELS, 700),
}
GENERATED = {
    "word_edits": 8_000,
    "changed_facts": 6_000,
    "shortened": 4_000,
    "negated": 5_000,
    "unrelated": 10_000,
    "unrelated_captions": 8_000,
    "events": 6_000,
    "relations": 6_000,
}
HELD_OUT_SHARE = 0.025

_EDITED_FILES = ("mnli_merged.train", "snli_merged.train", "lingnli_all.train", "fever_gold.train", "conjnli.train")
# Captions name no one: sentences of two scenes read as contradictions unless many such pairs are seen to be neutral.
_CAPTION_FILES = ("snli_merged.train", "cad_snli.train", "sick.train", "mpe.train")
_PRONOUNS = {"he", "she", "it", "they", "his", "her", "its", "their", "this", "these", "that"}
_MAX_CHARACTERS = 1_200


@dataclass(frozen=True, slots=True)
class Mixture:
    """Rows to train on, in training order, and rows held out for calibration."""

    train: list[Row]
    held_out: list[Row]


def build_mixture(folder: Path, seed: int, limit: int | None = None) -> Mixture:
    """Read a folder of data files and add generated rows; `limit` keeps a random part of that many rows."""
    rng = random.Random(seed)
    files = {name: _usable(name, read_rows(path)) for name, path in data_files(folder).items() if name in QUOTAS}
    if not files:
        raise SystemExit(f"no known data file in {folder}: expected some of {', '.join(QUOTAS)}")
    chosen = [row for name, rows in sorted(files.items()) for row in _by_quota(rows, QUOTAS[name], rng)]
    rows = unique(chosen + _generated(files, rng))
    rng.shuffle(rows)
    rows = rows[:limit]
    cut = max(1, round(len(rows) * HELD_OUT_SHARE))
    held_premises = {row.premise for row in rows[:cut]}
    return Mixture([row for row in rows[cut:] if row.premise not in held_premises], rows[:cut])


def _usable(name: str, rows: list[Row]) -> list[Row]:
    short = [
        row for row in rows if len(row.premise) <= _MAX_CHARACTERS and row.premise.strip() and row.hypothesis.strip()
    ]
    if not name.startswith("fever"):
        return short
    return [row for row in short if (words(row.premise) or [""])[0] not in _PRONOUNS]


def _by_quota(rows: list[Row], quota: Mapping[str, int], rng: random.Random) -> list[Row]:
    mixed = rng.sample(rows, len(rows))
    return [row for label, count in quota.items() for row in [row for row in mixed if row.label == label][:count]]


def _generated(files: Mapping[str, list[Row]], rng: random.Random) -> list[Row]:
    base = [row for name in _EDITED_FILES for row in files.get(name, [])[:20_000]]
    fever = files.get("fever_gold.train", [])
    captions = [row for name in _CAPTION_FILES for row in files.get(name, [])]
    every = [row for rows in files.values() for row in rows[:6_000]]
    return [
        *word_edits(base, GENERATED["word_edits"], rng),
        *changed_facts(base, GENERATED["changed_facts"], rng),
        *shortened(base, GENERATED["shortened"], rng),
        *negated(fever, GENERATED["negated"], rng),
        *unrelated(every, GENERATED["unrelated"], rng),
        *unrelated(captions, GENERATED["unrelated_captions"], rng),
        *news_rows(EVENT_SCENES, GENERATED["events"], rng),
        *news_rows(RELATION_SCENES, GENERATED["relations"], rng),
    ]
