"""Between the gateway and its neighbours the network is slow, or gone without a word."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.integration.conftest import Clashwire, start_service
from tests.integration.operations.slow_link import SlowLink, slow_link

STORY = (
    "Rebel officers said on Monday that government aircraft bombed the grain market in Odrava. "
    "A video filmed from a roof shows two jets over the market. "
    "The defence ministry denied that its aircraft had bombed the market in Odrava."
)


@dataclass(frozen=True)
class FarAway:
    client: httpx.Client
    links: dict[str, SlowLink]

    def check(self) -> httpx.Response:
        return self.client.post("/v1/checks", json={"documents": [{"text": STORY}], "against": "documents"})


@pytest.fixture
def far_away(clashwire: Clashwire, tmp_path: Path) -> Iterator[FarAway]:
    """A gateway whose every packet to and from a neighbour takes a tenth of a second more."""
    neighbours = {
        "claim_extraction": clashwire.extraction,
        "nli_contradiction": clashwire.contradiction,
        "source_reliability": clashwire.reliability,
    }
    with ExitStack() as stack:
        links = {name: stack.enter_context(slow_link(service.port, 0.1)) for name, service in neighbours.items()}
        gateway = stack.enter_context(
            start_service(
                "gateway",
                tmp_path,
                database_url=f"sqlite:///{tmp_path / 'gateway.sqlite3'}",
                migrate_on_start=True,
                neighbour_poll_seconds=2,
                extraction_seconds=4,
                contradiction_seconds=4,
                **{f"{name}_target": f"127.0.0.1:{link.port}" for name, link in links.items()},
            )
        )
        address = f"http://{gateway.wait_until_ready().target}"
        yield FarAway(stack.enter_context(httpx.Client(base_url=address, timeout=30)), links)
        for link in links.values():
            link.flowing.set()


def test_a_slow_network_delays_the_answer_and_changes_nothing_in_it(far_away: FarAway) -> None:
    answer = far_away.check()
    assert answer.status_code == 200
    assert answer.json()["clashes"]
    assert answer.json()["degraded"] == []


@pytest.mark.parametrize("name", ["claim_extraction", "nli_contradiction"])
def test_a_neighbour_that_falls_silent_is_given_up_at_the_deadline_and_found_again(
    far_away: FarAway, name: str
) -> None:
    far_away.links[name].flowing.clear()
    began = time.monotonic()
    answer = far_away.check()
    assert answer.status_code in (503, 504)
    assert time.monotonic() - began < 10
    far_away.links[name].flowing.set()
    assert far_away.check().status_code == 200


def test_an_answer_comes_without_reliability_when_that_falls_silent(far_away: FarAway) -> None:
    far_away.links["source_reliability"].flowing.clear()
    answer = far_away.check()
    assert answer.status_code == 200
    assert [entry["part"] for entry in answer.json()["degraded"]] == ["source-reliability"]
    far_away.links["source_reliability"].flowing.set()
    assert far_away.check().json()["degraded"] == []
