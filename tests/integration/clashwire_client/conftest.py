"""Both clients, against a gateway and a tenant of their own next to the shared services; tests are written once."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import ExitStack
from typing import Any, cast

import pytest

from clashwire_client import AsyncClashwire, Clashwire
from tests.integration.conftest import Clashwire as Stack
from tests.integration.conftest import start_service


class Waited:
    """The async client, waited for call by call."""

    def __init__(self, client: AsyncClashwire, loop: asyncio.AbstractEventLoop) -> None:
        self._client = client
        self._loop = loop

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._client, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            found = method(*args, **kwargs)
            if isinstance(found, Awaitable):
                return self._loop.run_until_complete(found)
            return self._each(found)

        return call

    def _each(self, found: AsyncIterator[Any]) -> Iterator[Any]:
        try:
            while True:
                try:
                    yield self._loop.run_until_complete(anext(found))
                except StopAsyncIteration:
                    return
        finally:
            self._loop.run_until_complete(found.aclose())  # type: ignore[attr-defined]


KEY = "a key of the newsroom"


@pytest.fixture(scope="session")
def start(clashwire: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """Start a gateway with a database of its own, and tell where it is."""
    with ExitStack() as stack:

        def started(**settings: str) -> str:
            folder = tmp_path_factory.mktemp("gateway")
            given = {"database_url": f"sqlite:///{folder / 'gateway.sqlite3'}", "migrate_on_start": True, **settings}
            service = stack.enter_context(start_service("gateway", folder, **clashwire.neighbours(), **given))
            return f"http://{service.wait_until_ready().target}"

        yield started


@pytest.fixture(scope="session")
def newsroom(start: Callable[..., str]) -> str:
    """A gateway that asks for KEY."""
    return start(api_keys=f"desk:newsroom:check+read+review+admin:{hashlib.sha256(KEY.encode()).hexdigest()}")


@pytest.fixture(scope="session")
def loopback(start: Callable[..., str]) -> str:
    """A gateway without keys."""
    return start()


@pytest.fixture(params=["blocking", "async"])
def client(request: pytest.FixtureRequest, newsroom: str) -> Iterator[Clashwire]:
    if request.param == "blocking":
        with Clashwire(newsroom, api_key=KEY) as blocking:
            yield blocking
        return
    with asyncio.Runner() as runner:
        waiting = AsyncClashwire(newsroom, api_key=KEY)
        yield cast("Clashwire", Waited(waiting, runner.get_loop()))
        runner.run(waiting.close())


@pytest.fixture
def town(request: pytest.FixtureRequest) -> str:
    """A name no other test uses."""
    letters = "".join(part.capitalize() for part in request.node.name.split("[")[0].split("_")[1:4])
    return f"Port{letters}{'Blo' if 'blocking' in request.node.name else 'Asy'}"
