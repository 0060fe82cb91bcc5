"""Every fault for every part under load: nothing accepted is lost, no answer is wrong, all is well again in time."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture.manifests import IMAGES
from tests.architecture.sources import ROOT
from tests.e2e.faults import FAULTS, filled, small_disk
from tests.e2e.load import ACTIONABLE, Load, not_done, under_load
from tests.e2e.stack import RECOVERY_SECONDS, STORY, Stack, running_stack

pytestmark = pytest.mark.e2e

TABLE = ROOT / ".run" / "faults.md"
_BEFORE_SECONDS, _AFTER_SECONDS = 3.0, 20.0
_LEASE_SECONDS = 60.0
"""What a worker that died had begun is taken up by another one after that time."""


@pytest.fixture(scope="module")
def table() -> Path:
    TABLE.parent.mkdir(exist_ok=True)
    heads = ("part", "fault", "checks", "failed", "p50 s", "p95 s", "well again after s", "accepted for later, done")
    TABLE.write_text(f"| {' | '.join(heads)} |\n{'|---' * len(heads)}|\n")
    return TABLE


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("part", [*IMAGES, "postgres"])
def test_a_fault_passes_and_nothing_is_lost(stack: Stack, table: Path, part: str, fault: str) -> None:
    (container,) = stack.containers(part)
    load = _tried(stack, table, (part, fault), lambda: FAULTS[fault](container))
    allowed = ACTIONABLE | ({0} if part == "gateway" else set())
    assert {attempt.status for attempt in load.attempts} <= allowed


@pytest.mark.usefixtures("images")
def test_a_full_disk_under_the_database_passes_and_nothing_is_lost(table: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        given = (("DISK", str(disk / "data")),)
        with running_stack(tmp_path, project="clashwire-e2e-disk", files=("small-disk.yml",), given=given) as small:
            load = _tried(small, table, ("postgres", "disk full 8 s"), lambda: filled(disk))
    assert load.failed(), "the disk was never full"
    assert {attempt.status for attempt in load.attempts} <= ACTIONABLE


def _tried(stack: Stack, table: Path, names: tuple[str, str], befall: Callable[[], None]) -> Load:
    """What came of checks and accepted documents while something befell the stack; a row for it in the table."""
    with under_load(stack, [STORY.read_text()]) as load:
        time.sleep(_BEFORE_SECONDS)
        began = time.monotonic()
        befall()
        passed = began if "killed" in names else time.monotonic()
        time.sleep(_AFTER_SECONDS)
    recovered, lost = load.recovered_after(passed), not_done(stack, load, _LEASE_SECONDS + 30)
    figures = (
        f"{len(load.attempts)} | {len(load.failed())} | {load.seconds_at(0.5):.2f} | {load.seconds_at(0.95):.2f} "
        f"| {recovered:.1f} | {len(load.accepted)}, {len(load.accepted) - len(lost)}"
    )
    with table.open("a") as rows:
        rows.write(f"| {' | '.join(names)} | {figures} |\n")
    assert lost == []
    for attempt in load.attempts:
        if attempt.status == 200:
            assert stack.client.get(f"/v1/documents/{attempt.document_id}").status_code == 200
    assert recovered <= RECOVERY_SECONDS
    return load
