"""Command line that writes the model card and the quality page from scores: `python -m training.card --help`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from training.plot import reliability_diagram

_BEGIN, _END = "<!-- nli: made by training.card -->", "<!-- /nli -->"
_COLUMNS = (
    "file",
    "rows",
    "accuracy",
    "fp32",
    "first run",
    "gain",
    "macro-F1",
    "contradiction precision, recall",
    "AUC",
    "precision above .5",
    "calibration error",
    "strangers called contradictions",
)
_PLOTTED = ("mnli.dev_matched", "snli.test", "lingnli_all.val", "checkcovid.dev")

Entry = dict[str, Any]


def main() -> None:
    """Fill the card's template and the section of the quality page; draw the calibration plot."""
    options = _options()
    measured = json.loads(options.scores.read_text())
    first = json.loads(Path(__file__).with_name("first_run.json").read_text())
    manifest = json.loads((options.model / "manifest.json").read_text())
    table = score_table(measured, options.model.name, options.other, first)
    template = Path(__file__).with_name("card.md").read_text()
    card = template.format(table=table, rows=rows_table(manifest["training"]), **card_values(manifest))
    (options.model / "README.md").write_text(card)
    curves = {e["file"]: e["bins"] for e in measured if e["model"] == options.model.name and e["file"] in _PLOTTED}
    (options.model / "calibration.svg").write_text(reliability_diagram(curves))
    if options.page:
        write_section(options.page, f"## NLI model `{manifest['name']}`\n\n{table}")


def score_table(measured: list[Entry], name: str, other: str, first: dict[str, float]) -> str:
    """One line per file: the model, the same in single precision, the first run, and what else was measured."""
    lines = [f"| {' | '.join(_COLUMNS)} |", "|---" * len(_COLUMNS) + "|"]
    entries = {(entry["model"], entry["file"]): entry for entry in measured}
    for (model, file), entry in entries.items():
        if model != name:
            continue
        whole = entries.get((other, file))
        before = first.get(file)
        cells = [
            file + ("" if "bins" in entry else " (two-way)"),
            str(entry["rows"]),
            _number(entry["accuracy"]),
            _number(whole["accuracy"]) if whole else "",
            _number(before) if before else "",
            f"{100 * (entry['accuracy'] - before):+.1f}" if before else "",
            _number(entry["macro_f1"]),
            f"{_number(entry['contradiction_precision'])}, {_number(entry['contradiction_recall'])}",
            _number(entry["contradiction_auc"]),
            _number(entry["alarm_precision"]),
            _number(entry["calibration_error"]),
            f"{100 * entry['unrelated_alarms']:.1f} %",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _number(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")


def rows_table(training: dict[str, Any]) -> str:
    """Rows per source and label."""
    lines = ["| source | contradiction | entailment | neutral |", "|---|---|---|---|"]
    for source, labels in training["rows"].items():
        counts = " | ".join(str(labels.get(label, 0)) for label in ("contradiction", "entailment", "neutral"))
        lines.append(f"| {source} | {counts} |")
    return "\n".join(lines) + "\n"


def card_values(manifest: dict[str, Any]) -> dict[str, Any]:
    """What the card's template asks for."""
    training = manifest["training"]
    plan, ended = training["plan"], training["ended"]
    return {
        "name": manifest["name"],
        "temperature": manifest["temperature"],
        "calibrated_on": manifest["calibrated_on"],
        "max_tokens": manifest["max_tokens"],
        "rows_total": f"{training['rows_total']:,}",
        "rows_seen": f"{ended['rows_seen']:,}",
        "minutes": round(ended["seconds"] / 60),
        "peak_rate": plan["peak_rate"],
        "dropout": plan["dropout"],
        "seed": plan["seed"],
        "torch": training["versions"]["torch"],
        "transformers": training["versions"]["transformers"],
    }


def write_section(page: Path, section: str) -> None:
    """Replace the section between its two marks, or append it."""
    text = page.read_text() if page.exists() else "# Quality\n"
    block = f"{_BEGIN}\n{section}{_END}"
    if _BEGIN in text:
        head, rest = text.split(_BEGIN, 1)
        text = head + block + rest.split(_END, 1)[1]
    else:
        text = f"{text.rstrip()}\n\n{block}\n"
    page.write_text(text)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="folder of the model that ships")
    parser.add_argument("--scores", type=Path, required=True, help="what training.evaluate wrote")
    parser.add_argument("--other", default="fp32", help="folder name of the same model in single precision")
    parser.add_argument("--page", type=Path, help="quality page to write the table into")
    return parser.parse_args()


if __name__ == "__main__":
    main()
