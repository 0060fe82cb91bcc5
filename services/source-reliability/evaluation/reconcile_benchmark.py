"""Times `reconcile` on made-up facts and tells its peak memory: python reconcile_benchmark.py [--rows N]."""
# ruff: noqa: INP001, S311

import argparse
import random
import resource
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from source_reliability.bootstrap import ReconcileFiles, reconcile_files


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    with TemporaryDirectory() as folder:
        files = ReconcileFiles(*(Path(folder) / name for name in ("claims.csv", "values.csv", "sources.csv")))
        _write(files.claims, rows)
        started = time.perf_counter()
        reconcile_files(files, lambda _: None)
        seconds = time.perf_counter() - started
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"reconciled {rows} rows in {seconds:.1f} s, {megabytes:.0f} MB at most\n")


def _write(path: Path, rows: int) -> None:
    chance = random.Random(1)
    with path.open("w", encoding="utf-8") as file:
        file.write("obj,src,value\n")
        for _ in range(rows):
            item, source, value = chance.randrange(rows // 5), chance.randrange(5000), chance.randrange(4)
            file.write(f"object number {item},source {source},value {value}\n")


if __name__ == "__main__":
    main()
