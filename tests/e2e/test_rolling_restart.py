"""Two gateways behind a proxy are replaced one after the other while checks go on."""

import time
from collections.abc import Iterator

import pytest

from tests.e2e.load import under_load
from tests.e2e.stack import STORY, Stack, two_gateways

pytestmark = pytest.mark.e2e


@pytest.fixture
def proxied(stack: Stack) -> Iterator[Stack]:
    with two_gateways(stack) as doubled:
        yield doubled


def test_gateways_are_restarted_one_after_the_other_without_a_failed_check(proxied: Stack) -> None:
    with under_load(proxied, [STORY.read_text()], clients=1) as load:
        for service in ("gateway", "gateway-b"):
            time.sleep(3)
            (container,) = proxied.containers(service)
            container.restart(timeout=30)
            time.sleep(12)
    assert load.failed() == []
