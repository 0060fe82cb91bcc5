"""Two gateways behind a proxy are replaced one after the other while checks go on."""

import time
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest

from tests.e2e.load import under_load
from tests.e2e.stack import HERE, STORY, Stack, free_port

pytestmark = pytest.mark.e2e


@pytest.fixture
def proxied(stack: Stack) -> Iterator[Stack]:
    port = free_port()
    files = ["--file", "docker-compose.yml", "--file", str((HERE / "two-gateways.yml").relative_to(HERE.parents[1]))]
    doubled = replace(stack, proxy_port=port)
    doubled.compose(*files, "up", "--detach", "--no-recreate", "gateway-b", "proxy")
    headers = stack.client.headers
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=30) as client:
        behind = replace(doubled, client=client)
        behind.wait_until_ready(60)
        yield behind
    doubled.compose(*files, "rm", "--force", "--stop", "gateway-b", "proxy")


def test_gateways_are_restarted_one_after_the_other_without_a_failed_check(proxied: Stack) -> None:
    with under_load(proxied, [STORY.read_text()], clients=1) as load:
        for service in ("gateway", "gateway-b"):
            time.sleep(3)
            (container,) = proxied.containers(service)
            container.restart(timeout=30)
            time.sleep(12)
    assert load.failed() == []
