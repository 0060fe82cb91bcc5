"""A day of a newsroom through the four real services: `make newsroom-day` writes docs/performance-newsroom.md."""
# ruff: noqa: INP001 (a script, no package)

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

from newsroom_stories import ITEMS_PER_HAPPENING, Sending, Story, day
from serving import quantile

from clashwire_client import Acceptance, Clashwire, ClashwireError, Event, StoredClash, StoredDocument

ENGINES = ("claim_extraction", "nli_contradiction", "source_reliability")
MOST_GROWTH = 0.10
_ENOUGH_SECONDS = 120.0
_NEAR = 5


@contextmanager
def started(package: str, **settings: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A service of ours on a free port of loopback, with its target, once it is ready."""
    given = {f"{package.upper()}_{name.upper()}": value for name, value in {"port": "0", **settings}.items()}
    env = {**os.environ, f"{package.upper()}_LOG_LEVEL": "error", **given}
    with subprocess.Popen([sys.executable, "-m", package], stdout=subprocess.PIPE, text=True, env=env) as process:  # noqa: S603 (our own package)
        try:
            (ready,) = islice(process.stdout or (), 1)
            yield process, f"127.0.0.1:{json.loads(ready)['port']}"
        finally:
            process.terminate()


@contextmanager
def stack(folder: Path) -> Iterator[tuple[str, dict[str, int]]]:
    """All four services on new databases; yields the address of the gateway and the process of each."""
    with ExitStack() as opened:
        own = {"source_reliability": {"database_url": f"sqlite:///{folder}/reliability", "migrate_on_start": "true"}}
        parts = {name: opened.enter_context(started(name, **own.get(name, {}))) for name in ENGINES}
        targets = {f"{name}_target": target for name, (_process, target) in parts.items()}
        database = {"database_url": f"sqlite:///{folder}/gateway", "migrate_on_start": "true"}
        parts["gateway"] = opened.enter_context(started("gateway", **targets, **database))
        yield f"http://{parts['gateway'][1]}", {name: process.pid for name, (process, _target) in parts.items()}


def resident_mib(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


@dataclass
class Day:
    """What was sent and what came of it; a thread listens, another samples memory."""

    client: Clashwire
    pids: Mapping[str, int]
    accepted_at: dict[str, float] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    verdicts: Counter[str] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)
    memory: list[tuple[int, dict[str, float]]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def listen(self) -> None:
        """Until the day is over and its gateway gone."""
        with suppress(RuntimeError, ClashwireError):
            self._hear(self.client.events("0"))

    def _hear(self, events: Iterator[Event]) -> None:
        for event in events:
            with self.changed:
                self.events[event.type] += 1
                begun = self.accepted_at.pop(str(event.data.get("document_id")), None)
                if event.type == "document.analyzed" and begun is not None:
                    self.seconds.append(time.monotonic() - begun)
                self.changed.notify_all()
            if self.over.is_set():
                return

    def sample(self) -> None:
        while not self.over.wait(0.5):
            self.memory.append((len(self.seconds), {name: resident_mib(pid) for name, pid in self.pids.items()}))

    def send(self, sending: Sending, most_waiting: int) -> Acceptance:
        """Send once few enough wait, as a newsroom does that looks at what comes."""
        self.wait_until_waiting(most_waiting)
        with self.changed:
            accepted = self.client.accept_content(sending.content, sending.content_type, source=sending.source)
            now = time.monotonic()
            for receipt in accepted.documents:
                self.verdicts[receipt.verdict] += 1
                if receipt.verdict == "canceled":
                    self.accepted_at.pop(receipt.document_id, None)
                elif receipt.verdict == "accepted":
                    self.accepted_at[receipt.document_id] = now
        return accepted

    def wait_until_waiting(self, most: int) -> None:
        with self.changed:
            if not self.changed.wait_for(lambda: len(self.accepted_at) <= most, _ENOUGH_SECONDS):
                raise TimeoutError(f"{len(self.accepted_at)} documents were not analysed in {_ENOUGH_SECONDS:g} s")


def replay(url: str, pids: Mapping[str, int], options: argparse.Namespace) -> dict[str, Any]:
    newest: dict[int, Story] = {}
    ids: dict[str, str] = {}
    with Clashwire(url) as client:
        told = Day(client, pids)
        threads = [threading.Thread(target=work, daemon=True) for work in (told.listen, told.sample)]
        for thread in threads:
            thread.start()
        begun = time.monotonic()
        for sending in chain.from_iterable(day(options.stories, options.seed)):
            accepted = told.send(sending, options.waiting)
            newest |= {story.number: story for story in sending.stories if not sending.is_repeat}
            shown = zip(sending.stories, accepted.documents, strict=True)
            ids |= {story.uri: receipt.document_id for story, receipt in shown}
        told.wait_until_waiting(0)
        took = time.monotonic() - begun
        told.over.set()
        return {**_figures(told, took), **_outcome(client, newest, ids)}


def _figures(told: Day, took: float) -> dict[str, Any]:
    middle, end = (_near(told.memory, share * len(told.seconds)) for share in (0.5, 1.0))
    return {
        "minutes": round(took / 60, 2),
        "analysed": len(told.seconds),
        "documents_per_minute": round(60 * len(told.seconds) / took),
        "p50_seconds": round(quantile(told.seconds, 0.5), 2),
        "p95_seconds": round(quantile(told.seconds, 0.95), 2),
        "verdicts": dict(told.verdicts),
        "events": dict(told.events),
        "resident_mib": {name: [round(middle[name], 1), round(end[name], 1)] for name in told.pids},
        "most_growth": round(max(end[name] / middle[name] - 1 for name in told.pids), 3),
    }


def _near(memory: list[tuple[int, dict[str, float]]], analysed: float) -> dict[str, float]:
    """The average of the last samples until so many documents were analysed."""
    until = [sample for done, sample in memory if done <= analysed][-_NEAR:]
    return {name: sum(sample[name] for sample in until) / len(until) for name in until[0]}


def _outcome(client: Clashwire, newest: Mapping[int, Story], ids: Mapping[str, str]) -> dict[str, Any]:
    stored = list(client.clashes())
    of_document = {ids[story.uri]: story for story in newest.values()}
    gone = {document_id for document_id, story in of_document.items() if story.canceled}
    copies = [story for story in newest.values() if story.sort == "copy"]
    pairs = [(copy, newest[copy.number - 2]) for copy in copies]
    documents = {document_id: client.get_document(document_id) for document_id in of_document}
    origins = [[documents[ids[each.uri]].origin_id for each in pair] for pair in pairs]
    meant = [happening for clash in stored if (happening := _meant(clash, of_document)) is not None]
    return {
        "clashes": dict(Counter(clash.state for clash in stored)),
        "happenings": len(copies),
        "happenings_found": len(set(meant)),
        "clashes_not_meant": len(stored) - len(meant),
        "copies_folded": sum(first == second for first, second in origins),
        "stale_open_clashes": sum(_is_stale(clash, documents, gone) for clash in stored if clash.state == "open"),
    }


def _meant(clash: StoredClash, of_document: Mapping[str, Story]) -> int | None:
    """The happening of which both sides tell, one against the other; None for any other clash."""
    first, second = (of_document[side.document_id] for side in clash.sides)
    same = first.number // ITEMS_PER_HAPPENING == second.number // ITEMS_PER_HAPPENING
    return first.number // ITEMS_PER_HAPPENING if same and "against" in (first.sort, second.sort) else None


def _is_stale(clash: StoredClash, documents: Mapping[str, StoredDocument], gone: set[str]) -> bool:
    """Whether a side stands in a canceled document, or no longer in its document as it is now."""
    for side in clash.sides:
        document, quote = documents[side.document_id], side.quote
        part = document.title if quote.part == "title" else document.text
        if side.document_id in gone or (part or "")[quote.start : quote.end] != quote.text:
            return True
    return False


def page(report: Mapping[str, Any]) -> str:
    rows = "\n".join(
        f"| {name.replace('_', '-')} | {middle:.0f} | {end:.0f} | {100 * (end / middle - 1):+.1f} % |"
        for name, (middle, end) in report["resident_mib"].items()
    )
    verdicts, events = Counter(report["verdicts"]), Counter(report["events"])
    told = {name.partition(".")[2]: count for name, count in events.items() if name.startswith("clash.")}
    clashes = ", ".join(f"{count} {what}" for what, count in told.items())
    return f"""# A day of a newsroom

Made by `make newsroom-day`: {report["stories"]} invented stories over ninjs and {report["feeds"]} polled RSS feeds,
with copies, repeats, updates, corrections and cancellations, through the four services on SQLite with their
default settings, each in a process of its own on one machine of {report["cores"]} cores. No more than
{report["waiting"]} documents wait when the next is sent; the day is sent as fast as that allows.

| | |
|---|---|
| analysed | {report["analysed"]} documents, **{report["documents_per_minute"]} a minute** |
| from 202 to `document.analyzed` | p50 {report["p50_seconds"]} s, p95 {report["p95_seconds"]} s |
| items that came before, unchanged | {verdicts["unchanged"]} ignored |
| new items and versions | {verdicts["accepted"]} checked, {verdicts["canceled"]} canceled |
| events of clashes | {clashes} |
| happenings told in two ways | a clash of {report["happenings_found"]} of {report["happenings"]} was opened |
| clashes of stories that do not contradict each other | {report["clashes_not_meant"]} |
| open clashes of which a side is gone or canceled | {report["stale_open_clashes"]} |
| copies of a wire story | {report["copies_folded"]} of {report["happenings"]} have its origin |

Resident memory in MiB, on average over 2.5 seconds; growth in the second half may be {100 * MOST_GROWTH:.0f} %:

| process | in the middle | at the end | growth |
|---|---|---|---|
{rows}
"""


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="newsroom-day-") as folder, stack(Path(folder)) as (url, pids):
        figures = replay(url, pids, options)
    setting = {"stories": options.stories, "feeds": 3, "cores": os.cpu_count(), "waiting": options.waiting}
    report = {**setting, **figures}
    sys.stdout.write(json.dumps(report, indent=1) + "\n")
    if options.page:
        options.page.write_text(page(report))
    return int(report["most_growth"] >= MOST_GROWTH or report["stale_open_clashes"] > 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=300)
    parser.add_argument("--waiting", type=int, default=8, help="documents that may wait when the next is sent")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--page", type=Path, help="Markdown page to write")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
