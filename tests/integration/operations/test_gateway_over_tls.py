"""With TLS on, the gateway speaks https only, and reaches its neighbours under mutual TLS."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import grpc
import httpx
import pytest
import trustme

from gateway.bootstrap import run
from gateway.settings import Settings
from service_kit.grpc_server import ServerOptions, serve
from tests.integration.operations.certificates import write_files


@dataclass
class Encrypted:
    port: int
    authority: trustme.CA
    folder: Path


async def no_service(_server: grpc.aio.Server) -> list[str]:
    return []


@pytest.fixture
async def encrypted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Encrypted]:
    monkeypatch.setattr("service_kit.tls._LOOK_AGAIN_SECONDS", 0.0)
    authority, folder = trustme.CA(), tmp_path / "tls"
    files = write_files(folder, authority, authority)
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    neighbour: asyncio.Future[int] = loop.create_future()
    served = asyncio.create_task(serve(ServerOptions(tls=files), no_service, stop, neighbour.set_result))
    target = f"localhost:{await neighbour}"
    settings = Settings(
        port=0,
        tls_certificate_file=files.certificate,
        tls_key_file=files.key,
        tls_ca_file=files.authorities,
        database_url=f"sqlite:///{tmp_path / 'gateway.sqlite3'}",
        migrate_on_start=True,
        claim_extraction_target=target,
        nli_contradiction_target=target,
    )
    ready: asyncio.Future[int] = loop.create_future()
    running = asyncio.create_task(run(settings, stop, ready.set_result))
    await asyncio.wait((running, ready), return_when=asyncio.FIRST_COMPLETED)
    yield Encrypted(ready.result(), authority, folder)
    stop.set()
    await asyncio.gather(served, running)


async def status(port: int, authority: trustme.CA) -> int:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    async with httpx.AsyncClient(verify=context) as client:
        return (await client.get(f"https://localhost:{port}/readyz")).status_code


async def test_it_is_ready_over_https_once_its_neighbours_answered_under_mutual_tls(encrypted: Encrypted) -> None:
    assert await status(encrypted.port, encrypted.authority) == 200


async def test_a_plaintext_request_is_refused(encrypted: Encrypted) -> None:
    async with httpx.AsyncClient() as client:
        with pytest.raises(httpx.TransportError):
            await client.get(f"http://localhost:{encrypted.port}/readyz")


async def test_a_replaced_certificate_is_shown_without_a_restart(encrypted: Encrypted) -> None:
    newer = trustme.CA()
    write_files(encrypted.folder, newer, newer)
    async with asyncio.timeout(5):
        while True:
            try:
                assert await status(encrypted.port, newer) == 200
            except httpx.ConnectError:
                continue
            break
