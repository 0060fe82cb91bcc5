"""Both clients, each against the real gateway; tests are written once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Iterator
from typing import Any, cast

import pytest

from clashwire_client import AsyncClashwire, Clashwire
from tests.integration.conftest import Clashwire as Stack


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


@pytest.fixture(params=["blocking", "async"])
def client(request: pytest.FixtureRequest, clashwire: Stack) -> Iterator[Clashwire]:
    """A client of the shared gateway."""
    if request.param == "blocking":
        with Clashwire(clashwire.url) as blocking:
            yield blocking
        return
    with asyncio.Runner() as runner:
        waiting = AsyncClashwire(clashwire.url)
        yield cast("Clashwire", Waited(waiting, runner.get_loop()))
        runner.run(waiting.close())


@pytest.fixture
def town(request: pytest.FixtureRequest) -> str:
    """A name no other test uses."""
    letters = "".join(part.capitalize() for part in request.node.name.split("[")[0].split("_")[1:4])
    return f"Port{letters}{'Blo' if 'blocking' in request.node.name else 'Asy'}"
