"""What the dashboard and the alerts use is there on a running stack, and Prometheus reads it."""

import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import yaml

from tests.architecture.sources import ROOT
from tests.architecture.test_observability import SUFFIXES, expressions, names_in
from tests.e2e.stack import STORY, Stack, base_images

pytestmark = pytest.mark.e2e

SCRAPED_SECONDS = 60.0


def metrics_ports() -> dict[str, int]:
    (job,) = yaml.safe_load((ROOT / "deploy" / "compose" / "prometheus.yml").read_text())["scrape_configs"]
    return {entry["names"][0]: entry["port"] for entry in job["dns_sd_configs"]}


def series_of(stack: Stack, service: str, port: int) -> Iterator[str]:
    (container,) = stack.containers(service)
    for line in httpx.get(f"http://{stack.address(container)}:{port}/metrics").text.splitlines():
        if line.startswith("# TYPE "):
            _, _, name, kind = line.split()
            yield from (name.removesuffix("_total") + suffix for suffix in SUFFIXES.get(kind, ("",)))


@pytest.fixture
def prometheus(stack: Stack) -> Iterator[str]:
    base_images("prometheus")
    stack.compose("up", "--detach", "--no-deps", "prometheus")
    (container,) = stack.containers("prometheus")
    yield f"http://{stack.address(container)}:9090/api/v1"
    stack.compose("rm", "--force", "--stop", "prometheus")


def asked(address: str, path: str, **parameters: str) -> Any:
    body = httpx.get(f"{address}/{path}", params=parameters).json()
    assert body["status"] == "success"
    return body["data"]


def test_every_metric_of_dashboard_and_alerts_is_served(stack: Stack) -> None:
    assert stack.check(STORY.read_text()).status_code == 200
    served = {name for service, port in metrics_ports().items() for name in series_of(stack, service, port)}
    used = {name for expression in expressions() for name in names_in(expression)}
    assert used - served == {"up"}


def test_prometheus_reads_every_service_and_understands_every_rule_and_panel(stack: Stack, prometheus: str) -> None:
    assert stack.check(STORY.read_text()).status_code == 200
    deadline = time.monotonic() + SCRAPED_SECONDS
    while not _all_are_read(prometheus):
        assert time.monotonic() < deadline, "not every service is read"
        time.sleep(1)
    rules = [rule for group in asked(prometheus, "rules")["groups"] for rule in group["rules"]]
    assert rules
    for expression in expressions():
        assert asked(prometheus, "query", query=expression)["resultType"] == "vector"
    while any(rule["health"] == "unknown" for rule in rules) and time.monotonic() < deadline:
        time.sleep(1)
        rules = [rule for group in asked(prometheus, "rules")["groups"] for rule in group["rules"]]
    assert {rule["health"] for rule in rules} == {"ok"}
    assert [rule["name"] for rule in rules if rule["state"] == "firing"] == []


def _all_are_read(prometheus: str) -> bool:
    try:
        found = asked(prometheus, "query", query='up{job="clashwire"} == 1')["result"]
    except httpx.TransportError:
        return False
    return {entry["metric"]["service"] for entry in found} == metrics_ports().keys()
