"""Runs a scorer against a running gateway and prints what it found as a table: `make eval`."""
# ruff: noqa: INP001 (a script, no package)

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table


def rows(scores: Mapping[str, object], above: str = "") -> Iterator[tuple[str, str]]:
    """Every figure under its dotted name, in the scorer's order."""
    for name, value in scores.items():
        if isinstance(value, Mapping):
            yield from rows(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", "" if value is None else str(value)


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "scores.json"
        command = [sys.executable, options.scorer, options.cases, "--base-url", options.url, "--json", str(found)]
        ended = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)  # noqa: S603 (the operator's own scorer)
        scores = json.loads(found.read_text()) if found.exists() else {}
    table = Table("score", "value", title=Path(options.cases).name)
    for row in rows(scores):
        table.add_row(*row)
    Console().print(table)
    return ended.returncode


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scorer", help="script that takes CASES, --base-url and --json")
    parser.add_argument("cases", help="file of labelled cases")
    parser.add_argument("--url", default="http://127.0.0.1:8080")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
