"""Under mutual TLS only clients with a certificate of the right authority are served, also after a rotation."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import grpc
import pytest
import trustme

from service_kit.errors import ErrorKind, ServiceError
from service_kit.grpc_client import ChannelOptions, call, open_channel
from service_kit.grpc_server import ServerOptions, serve
from service_kit.tls import Rotation, TlsFiles, tls_files
from tests.integration.operations.certificates import write_files
from tests.integration.service_kit.probe import SERVICE, Probe

METHOD = f"/{SERVICE}/Unary"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def server_files(tmp_path: Path, authority: trustme.CA) -> TlsFiles:
    return write_files(tmp_path / "server", authority, authority)


@pytest.fixture
async def port(server_files: TlsFiles) -> AsyncIterator[int]:
    stop = asyncio.Event()
    bound: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    served = asyncio.create_task(serve(ServerOptions(tls=server_files), Probe().attach, stop, bound.set_result))
    yield await bound
    stop.set()
    await served


def channel(port: int, files: TlsFiles | None) -> grpc.aio.Channel:
    return open_channel(f"localhost:{port}", ChannelOptions(tls=files))


async def test_a_client_with_a_certificate_of_the_authority_is_served(
    port: int, tmp_path: Path, authority: trustme.CA
) -> None:
    async with channel(port, write_files(tmp_path / "client", authority, authority)) as secure:
        assert await call(secure.unary_unary(METHOD), b"hello", timeout_seconds=5) == b"hello"


async def test_a_plaintext_client_is_refused(port: int) -> None:
    async with channel(port, None) as plain:
        with pytest.raises(ServiceError) as refused:
            await call(plain.unary_unary(METHOD), b"hello", timeout_seconds=5)
    assert refused.value.kind is ErrorKind.UNAVAILABLE


async def test_a_client_with_a_certificate_of_another_authority_is_refused(
    port: int, tmp_path: Path, authority: trustme.CA
) -> None:
    async with channel(port, write_files(tmp_path / "client", trustme.CA(), authority)) as stranger:
        with pytest.raises(ServiceError) as refused:
            await call(stranger.unary_unary(METHOD), b"hello", timeout_seconds=5)
    assert refused.value.kind is ErrorKind.UNAVAILABLE


async def test_a_client_without_a_certificate_is_refused(port: int, authority: trustme.CA) -> None:
    credentials = grpc.ssl_channel_credentials(authority.cert_pem.bytes())
    async with grpc.aio.secure_channel(f"localhost:{port}", credentials) as anonymous:
        with pytest.raises(ServiceError) as refused:
            await call(anonymous.unary_unary(METHOD), b"hello", timeout_seconds=5)
    assert refused.value.kind is ErrorKind.UNAVAILABLE


async def test_a_new_authority_on_both_sides_costs_no_call(
    port: int, tmp_path: Path, authority: trustme.CA, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service_kit.tls._LOOK_AGAIN_SECONDS", 0.0)
    client_files = write_files(tmp_path / "client", authority, authority)
    async with channel(port, client_files) as secure:
        method = secure.unary_unary(METHOD)
        assert await call(method, b"before", timeout_seconds=5) == b"before"
        newer = trustme.CA()
        write_files(tmp_path / "server", newer, newer)
        write_files(tmp_path / "client", newer, newer)
        assert await call(method, b"after", timeout_seconds=5) == b"after"
    async with channel(port, write_files(tmp_path / "old", authority, authority)) as outdated:
        with pytest.raises(ServiceError):
            await call(outdated.unary_unary(METHOD), b"hello", timeout_seconds=5)


def test_a_key_that_does_not_fit_its_certificate_is_passed_over(
    server_files: TlsFiles, authority: trustme.CA, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service_kit.tls._LOOK_AGAIN_SECONDS", 0.0)
    rotation = Rotation(server_files)
    authority.issue_cert("localhost").private_key_pem.write_to_path(server_files.key)
    assert not rotation.changed()
    write_files(server_files.key.parent, authority, authority)
    assert rotation.changed()
    assert not rotation.changed()


def test_files_are_given_together_or_not_at_all(tmp_path: Path) -> None:
    assert tls_files(None, None, None) is None
    with pytest.raises(ServiceError, match="together"):
        tls_files(tmp_path, None, tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ServiceError, match=r"nowhere\.pem"):
        Rotation(TlsFiles(tmp_path / "nowhere.pem", tmp_path, tmp_path))


async def test_the_probe_says_well_with_the_files_and_not_without(
    port: int, tmp_path: Path, authority: trustme.CA
) -> None:
    files = write_files(tmp_path / "client", authority, authority)
    asked = [sys.executable, "-m", "service_kit.health_probe", f"localhost:{port}"]
    paths = [str(path) for path in (files.certificate, files.key, files.authorities)]
    assert (await asyncio.to_thread(subprocess.run, [*asked, *paths], check=False)).returncode == 0
    assert (await asyncio.to_thread(subprocess.run, asked, check=False)).returncode == 1
