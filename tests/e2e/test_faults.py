"""Every fault for every part under load: nothing accepted is lost, no answer is wrong, all is well again in time."""

import time
from pathlib import Path

import pytest

from tests.architecture.manifests import IMAGES
from tests.architecture.sources import ROOT
from tests.e2e.faults import FAULTS
from tests.e2e.load import ACTIONABLE, Load, under_load
from tests.e2e.stack import RECOVERY_SECONDS, STORY, Stack

pytestmark = pytest.mark.e2e

TABLE = ROOT / ".run" / "faults.md"
_BEFORE_SECONDS, _AFTER_SECONDS = 3.0, 20.0


@pytest.fixture(scope="module")
def table() -> Path:
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_text(
        "| part | fault | checks | failed | p50 s | p95 s | well again after s |\n|---|---|---|---|---|---|---|\n"
    )
    return TABLE


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("part", [*IMAGES, "postgres"])
def test_a_fault_passes_and_nothing_is_lost(stack: Stack, table: Path, part: str, fault: str) -> None:
    (container,) = stack.containers(part)
    with under_load(stack, [STORY.read_text()]) as load:
        time.sleep(_BEFORE_SECONDS)
        began = time.monotonic()
        FAULTS[fault](container)
        passed = began if fault == "killed" else time.monotonic()
        time.sleep(_AFTER_SECONDS)
    recovered = load.recovered_after(passed)
    with table.open("a") as rows:
        rows.write(_row(part, fault, load, recovered))
    allowed = ACTIONABLE | ({0} if part == "gateway" else set())
    assert {attempt.status for attempt in load.attempts} <= allowed
    assert recovered <= RECOVERY_SECONDS
    for attempt in load.attempts:
        if attempt.status == 200:
            assert stack.client.get(f"/v1/documents/{attempt.document_id}").status_code == 200


def _row(part: str, fault: str, load: Load, recovered: float) -> str:
    failed = len(load.failed())
    return (
        f"| {part} | {fault} | {len(load.attempts)} | {failed} | {load.seconds_at(0.5):.2f} "
        f"| {load.seconds_at(0.95):.2f} | {recovered:.1f} |\n"
    )
