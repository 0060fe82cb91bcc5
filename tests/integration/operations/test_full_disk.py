"""A disk without room refuses new work, keeps what was accepted, and serves again once there is room."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tests.integration.conftest import Clashwire, start_service

TEXT = "The mayor of Lindau said on Friday that the bridge was closed. A driver denied that the bridge was closed."


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode != 0:
        pytest.skip("a small disk can be mounted by root only")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def fill(disk: Path) -> Path:
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while file.write(b"\0" * 4096):
                pass
        except OSError:
            return filler
    raise AssertionError


def test_a_full_disk_refuses_and_forgets_nothing(clashwire: Clashwire, small_disk: Path, tmp_path: Path) -> None:
    settings = {"database_url": f"sqlite:///{small_disk / 'gateway.sqlite3'}", "migrate_on_start": True}
    with ExitStack() as stack:
        gateway = stack.enter_context(start_service("gateway", tmp_path, **settings, **clashwire.neighbours()))
        address = f"http://{gateway.wait_until_ready().target}"
        client = stack.enter_context(httpx.Client(base_url=address, timeout=30))

        def check(document_id: str, text: str = TEXT) -> httpx.Response:
            return client.post("/v1/checks", json={"documents": [{"id": document_id, "text": text}]})

        assert check("before").status_code == 200
        filler = fill(small_disk)
        refused = check("while", TEXT * 200)
        assert refused.status_code == 503, refused.text
        assert client.get("/v1/documents/before").status_code == 200
        filler.unlink()
        assert check("after").status_code == 200
        assert client.get("/v1/documents/while").status_code == 404
        assert client.get("/v1/documents/before").status_code == 200
