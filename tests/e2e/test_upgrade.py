"""The gateway is upgraded from the release before the newest migrations, while checks go on."""

import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gateway.adapters.database import expected_revision
from tests.architecture.sources import ROOT
from tests.e2e.load import not_done, under_load
from tests.e2e.stack import STORY, VERSION, Stack, running_stack, two_gateways

pytestmark = pytest.mark.e2e

MIGRATIONS = "services/gateway/src/gateway/adapters/migrations/versions"
OLDER = "older"


@pytest.fixture
def older(images: None, tmp_path: Path) -> Iterator[Stack]:  # noqa: ARG001
    """Two gateways of an older release behind a proxy, on the schema of that release; the services are of today."""
    commit = older_commit()
    if commit is None:
        pytest.skip("the history at hand does not reach back before the newest migration")
    build_gateway_of(commit, tmp_path / "source")
    with (
        running_stack(tmp_path, project="clashwire-e2e-upgrade", version=OLDER) as stack,
        two_gateways(stack) as doubled,
    ):
        yield doubled


def git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True, text=True).stdout


def older_commit() -> str | None:
    """The newest commit all whose migrations are among those of today, unchanged, but fewer."""
    today = migrations_of("HEAD")
    for commit in git("log", "--format=%H", "HEAD", "--", MIGRATIONS).split():
        then = migrations_of(commit)
        if then and then < today:
            return commit
    return None


def migrations_of(commit: str) -> set[str]:
    """Blob and path of each."""
    return {line.split(" ", 2)[2] for line in git("ls-tree", "-r", commit, "--", MIGRATIONS).splitlines()}


def build_gateway_of(commit: str, folder: Path) -> None:
    folder.mkdir()
    packed = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, capture_output=True).stdout
    subprocess.run(["tar", "-x", "-C", str(folder)], input=packed, check=True)
    dockerfile = "services/gateway/Dockerfile"
    built = ["docker", "build", "--quiet", "--tag", f"gateway:{OLDER}", "--file", dockerfile, "."]
    subprocess.run(built, cwd=folder, check=True, timeout=1200)
    for name in ("claim-extraction", "nli-contradiction", "source-reliability"):
        subprocess.run(["docker", "tag", f"{name}:{VERSION}", f"{name}:{OLDER}"], check=True)


def revision(stack: Stack) -> str:
    (container,) = stack.containers("postgres")
    asked = ["psql", "-U", "postgres", "-d", "gateway", "-tAc", "SELECT version_num FROM alembic_version"]
    output: bytes = container.exec_run(asked).output
    return output.decode().strip()


def test_an_upgrade_across_a_migration_costs_no_check_and_no_document(older: Stack) -> None:
    stored = older.check(STORY.read_text(), "stored-before")
    assert stored.status_code == 200
    before = revision(older)
    newer = replace(older, version=VERSION)
    with under_load(newer, [STORY.read_text()], clients=1) as load:
        time.sleep(3)
        newer.compose("up", "--detach", "--no-deps", "gateway-migration")
        (migration,) = newer.containers("gateway-migration")
        assert migration.wait(timeout=120)["StatusCode"] == 0
        time.sleep(5)
        for service in ("gateway", "gateway-b"):
            newer.compose("up", "--detach", "--no-deps", service)
            newer.wait_until_healthy(service)
            time.sleep(5)
    assert before < revision(newer) == expected_revision()
    assert {container.image.tags[0] for container in newer.containers("gateway")} == {f"gateway:{VERSION}"}
    assert load.failed() == []
    assert not_done(newer, load, 90) == []
    assert newer.client.get("/v1/documents/stored-before").status_code == 200
    clash_id = stored.json()["clashes"][0]["id"]
    assert newer.client.get(f"/v1/clashes/{clash_id}").status_code == 200
