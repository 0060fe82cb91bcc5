"""The restore of docs/operations/backup.md, carried out."""

import subprocess

import pytest

from tests.e2e.stack import STORY, Stack

pytestmark = pytest.mark.e2e

DATABASES = ("gateway", "source_reliability")


def in_postgres(stack: Stack, command: list[str], given: bytes = b"") -> bytes:
    (container,) = stack.containers("postgres")
    done = subprocess.run(
        ["docker", "exec", "--interactive", container.id, *command], input=given, check=True, capture_output=True
    )
    return done.stdout


def test_what_was_erased_after_a_backup_is_there_again_after_the_restore(stack: Stack) -> None:
    assert stack.check(STORY.read_text(), "kept").status_code == 200
    dumps = {
        name: in_postgres(stack, ["pg_dump", "--username=postgres", "--format=custom", name]) for name in DATABASES
    }
    assert stack.client.delete("/v1/documents/kept").status_code in (200, 204)
    assert stack.client.get("/v1/documents/kept").status_code == 404
    stack.compose("stop", "gateway", "source-reliability")
    for name, dump in dumps.items():
        restore = ["pg_restore", "--username=postgres", "--clean", "--if-exists", f"--dbname={name}"]
        in_postgres(stack, restore, dump)
    stack.compose("start", "source-reliability", "gateway")
    stack.wait_until_ready(60)
    assert stack.client.get("/v1/documents/kept").status_code == 200
    assert stack.check(STORY.read_text(), "after").json()["clashes"]
    (reliability,) = stack.containers("source-reliability")
    assert reliability.exec_run(["python", "-m", "source_reliability", "--verify"]).exit_code == 0
