"""Starts the probe for tests that need nothing special of it."""

from collections.abc import AsyncIterator

import pytest

from tests.integration.service_kit.probe import Running, running_probe


@pytest.fixture
async def running() -> AsyncIterator[Running]:
    async with running_probe() as started:
        yield started
