"""Runs source-reliability alone; with an option, does one thing to its database and ends."""

import argparse
import asyncio
import gc
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from service_kit.errors import ServiceError
from service_kit.logging import configure_logging
from service_kit.process import announce, secrets_dir, stop_on_signals
from source_reliability.bootstrap import (
    NAME,
    RatingColumns,
    RatingList,
    erase_outcome,
    fit_pooling,
    import_ratings_file,
    migrate_database,
    run,
    verify_ledgers,
)
from source_reliability.settings import Settings

_GC_THRESHOLD = (20_000, 20, 20)
"""A call makes some thousand objects and no cycles; the default collects several times per call."""


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m source_reliability", description=__doc__)
    parser.add_argument("--migrate", action="store_true", help="bring the database to the newest revision")
    parser.add_argument("--verify", action="store_true", help="check every ledger; status 1 where one is not whole")
    parser.add_argument("--fit", action="store_true", help="say which strengths of pooling the outcomes speak for")
    parser.add_argument("--erase", nargs=2, metavar=("TENANT", "OUTCOME"), help="blank the payload of an outcome")
    parser.add_argument("--import-ratings", type=Path, metavar="CSV", help="load domain ratings as priors")
    parser.add_argument("--list-name", default="", help="name of the list")
    parser.add_argument("--list-version", default="", help="its version or date")
    parser.add_argument("--strength", type=float, default=6.0, help="outcomes a rating counts as, 6 at most")
    parser.add_argument("--domain-column", default="domain", help="column of the domain")
    parser.add_argument("--score-column", default="score", help="column of the score")
    parser.add_argument("--highest", type=float, default=1.0, help="best score there can be; the worst is 0")
    parser.add_argument("--label", action="append", metavar="LABEL=SCORE", help="what a label counts as; repeatable")
    return parser.parse_args()


async def main() -> int:
    options, settings = _options(), Settings(_secrets_dir=secrets_dir())
    configure_logging(service=NAME, level=settings.log_level)
    if options.migrate:
        migrate_database(settings)
    elif options.verify:
        return _verify(settings)
    elif options.fit:
        for name, fitted in fit_pooling(settings).items():
            _say({"setting": name, "in_force": getattr(settings, name), **asdict(fitted)})
    elif options.erase:
        found = erase_outcome(settings, *options.erase)
        _say({"erased": found})
        return 0 if found else 1
    elif options.import_ratings:
        return _import(settings, options)
    else:
        await run(settings, stop_on_signals(), _ready)
    return 0


def _ready(port: int) -> None:
    gc.freeze()  # what was loaded stays: a collection need not walk it in the middle of a call
    gc.set_threshold(*_GC_THRESHOLD)
    announce(NAME)(port)


def _verify(settings: Settings) -> int:
    whole = True
    for tenant, found in verify_ledgers(settings):
        _say({"tenant": tenant, "outcomes": found.links, "problem": found.problem})
        whole = whole and not found.problem
    return 0 if whole else 1


def _import(settings: Settings, options: argparse.Namespace) -> int:
    labels = dict(label.rsplit("=", 1) for label in options.label or ())
    columns = RatingColumns(
        domain=options.domain_column,
        score=options.score_column,
        labels={label: float(score) for label, score in labels.items()} or None,
        highest=options.highest,
    )
    listed = RatingList(options.list_name, options.list_version, options.strength)
    _say(import_ratings_file(settings, options.import_ratings, columns, listed))
    return 0


def _say(line: Mapping[str, object]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    try:
        sys.exit(asyncio.run(main()))
    except ServiceError as error:
        sys.exit(f"source-reliability: {error.message}")
