"""The command line `clashwire`."""

import asyncio
import json
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from typer.core import TyperGroup

from service_kit.errors import ErrorKind, ServiceError
from service_kit.logging import configure_logging
from standalone.backfill.command import backfill
from standalone.background import start_in_background, stop_in_background
from standalone.documents import read_documents
from standalone.http_client import post_check
from standalone.jobs import app as jobs_app
from standalone.keys import app as keys_app
from standalone.pair_rows import count_rows, opened
from standalone.progress import tallying, waiting
from standalone.rendering import print_check, print_claim
from standalone.settings import read_settings
from standalone.wording import counted

_FAILURE, _USAGE_ERROR = 1, 2


class Against(StrEnum):
    """What a check compares its documents with."""

    DOCUMENTS = "documents"
    ARCHIVE = "archive"
    BOTH = "both"


class _Commands(TyperGroup):
    """Ends a failed command with one sentence: status 2 for bad input, 1 for a failure."""

    def main(self, *args: Any, **options: Any) -> Any:
        try:
            return super().main(*args, **options)
        except ServiceError as error:
            sys.stderr.write(f"clashwire: {error.message}\n")
            sys.exit(_USAGE_ERROR if error.kind is ErrorKind.INVALID else _FAILURE)
        except Exception as error:
            if os.environ.get("STANDALONE_LOG_LEVEL") == "debug":
                raise
            told = "set STANDALONE_LOG_LEVEL=debug to see where"
            sys.stderr.write(f"clashwire: unexpected failure ({type(error).__name__}); {told}\n")
            sys.exit(_FAILURE)


app = typer.Typer(
    cls=_Commands, no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
)

app.add_typer(keys_app, name="keys")
app.add_typer(jobs_app, name="jobs")
app.command()(backfill)

Files = Annotated[
    list[Path], typer.Argument(metavar="FILE...", help="Text or JSON as for POST /v1/checks; - reads standard input.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
DataDir = Annotated[Path | None, typer.Option(help="Folder of the databases, the lock and the log.")]


@app.command()
def up(
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port of the gateway; 0 takes a free one.")] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on; any but loopback needs API keys.")] = None,
    data_dir: DataDir = None,
    detach: Annotated[bool, typer.Option(help="Run in the background and return when ready.")] = False,  # noqa: FBT002 (a flag)
) -> None:
    """Run everything on this machine until it is told to stop."""
    settings = read_settings(port=port, host=host, data_dir=data_dir)
    if detach:
        start_in_background(settings)
        return
    from standalone.running import up_until_stopped  # noqa: PLC0415 (loads every service, which most commands do not need)

    configure_logging(service="standalone", level=settings.log_level)
    asyncio.run(up_until_stopped(settings))


@app.command()
def down(data_dir: DataDir = None) -> None:
    """Stop what runs on the data directory and wait until it has."""
    stop_in_background(read_settings(data_dir=data_dir))


@app.command()
def check(
    files: Files,
    as_json: AsJson = False,  # noqa: FBT002
    url: Annotated[str | None, typer.Option(help="Ask a running gateway instead of starting everything.")] = None,
    api_key: Annotated[str | None, typer.Option(envvar="STANDALONE_API_KEY", help="Key of that gateway.")] = None,
    against: Annotated[Against, typer.Option(help="What to compare with.")] = Against.DOCUMENTS,
) -> None:
    """Check documents and print the clashes among them."""
    body = {"documents": read_documents(files), "against": against.value}
    if url is None:
        answer = _check_here(body)
    else:
        seconds = read_settings().check_seconds
        with waiting("Checking"):
            answer = asyncio.run(post_check(url, body, timeout_seconds=seconds, api_key=api_key))
    if as_json:
        _print_json(answer)
    else:
        print_check(answer, _console())


def _check_here(body: dict[str, Any]) -> dict[str, Any]:
    settings = read_settings()
    with waiting("Starting the services and checking"):
        from standalone.checking import check_once  # noqa: PLC0415

        return asyncio.run(check_once(settings, body))


@app.command()
def extract(
    files: Files,
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Print the claims of documents; with --json one JSON object a line."""
    documents = read_documents(files)
    from standalone.extracting import extract_claims  # noqa: PLC0415

    async def printed() -> None:
        async for claim in extract_claims(read_settings(), documents):
            if as_json:
                _print_json(claim)
            else:
                print_claim(claim, console)

    console = _console()
    asyncio.run(printed())


@app.command()
def score_pairs(
    source: Annotated[Path, typer.Argument(metavar="IN.jsonl", help="Rows with premise and hypothesis.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="OUT.jsonl", help="Where to write.")],
) -> None:
    """Add the probabilities of entailment, neutral and contradiction to each row."""
    with opened(source, "r") as lines:
        total = count_rows(lines)
    from standalone.score_pairs import score_file  # noqa: PLC0415

    asyncio.run(score_file(read_settings(), source, output, total))
    sys.stderr.write(f"{counted(total, 'row')} written to {output}\n")


@app.command()
def reconcile(
    claims: Annotated[Path, typer.Argument(metavar="CLAIMS.csv", help="Columns obj, src, value and perhaps origin.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="VALUES.csv", help="Likeliest value per object.")],
    sources: Annotated[Path, typer.Option(metavar="SOURCES.csv", help="Reliability per source.")],
    anchors: Annotated[
        Path | None, typer.Option(metavar="GOLD.csv", help="Audited values: columns obj, value.")
    ] = None,
    numeric: Annotated[bool, typer.Option("--numeric", help="Values are figures, so that close counts.")] = False,  # noqa: FBT002
) -> None:
    """Say of a table of conflicting facts which value is likeliest and how reliable each source is."""
    from source_reliability.bootstrap import ReconcileFiles, reconcile_files  # noqa: PLC0415

    files = ReconcileFiles(claims=claims, values=output, sources=sources, anchors=anchors)
    with tallying("Reconciling rows") as read:
        done = reconcile_files(files, read, numeric=numeric)
    told = [counted(done.rows, "row"), counted(done.objects, "object"), counted(done.sources, "source")]
    without = f"; {counted(done.skipped, 'row')} without a value" if done.skipped else ""
    sys.stderr.write(f"{', '.join(told)}, {done.audited} audited{without}; written to {output} and {sources}\n")


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def _console() -> Console:
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=100)
