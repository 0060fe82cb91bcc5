"""Wakes whoever waits for something new in the database."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

WORK = "work"
DELIVERIES = "deliveries"
VECTORS = "vectors"


def events_of(tenant: str) -> str:
    """Topic of a tenant's events."""
    return f"events {tenant}"


class Listener:
    """Hears one topic; word that comes between `forget` and `wait` is not lost."""

    def __init__(self) -> None:
        self._heard = asyncio.Event()

    def tell(self) -> None:
        self._heard.set()

    def forget(self) -> None:
        self._heard.clear()

    async def wait(self, seconds: float) -> bool:
        """Wait for word, at most so long; tell whether any came."""
        try:
            async with asyncio.timeout(seconds):
                return await self._heard.wait()
        except TimeoutError:
            return False


class Bell:
    """Belongs to one event loop. Word may get lost on its way, so listeners also look by themselves now and then."""

    def __init__(self) -> None:
        self._listeners: dict[str, set[Listener]] = {}

    def ring(self, topic: str) -> None:
        for listener in self._listeners.get(topic, ()):
            listener.tell()

    def ring_all(self) -> None:
        for topic in self._listeners:
            self.ring(topic)

    @contextmanager
    def listening(self, topic: str) -> Iterator[Listener]:
        listener = Listener()
        self._listeners.setdefault(topic, set()).add(listener)
        try:
            yield listener
        finally:
            self._listeners[topic].discard(listener)
            if not self._listeners[topic]:
                del self._listeners[topic]
