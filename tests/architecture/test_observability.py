"""Dashboard and alerts use only metrics and labels that the code has, and every alert is explained to operators."""

import json
import re
from pathlib import Path
from typing import cast

import pytest
import yaml
from prometheus_client import CollectorRegistry, Counter
from prometheus_client.metrics import MetricWrapperBase

from claim_extraction.api.metrics import ExtractionMetrics
from gateway.api.metrics import GatewayMetrics
from nli_contradiction.adapters.metered_model import Forward, MeteredModel, metered_forward
from nli_contradiction.api.metrics import ContradictionMetrics
from nli_contradiction.domain.entailment import EntailmentModel
from service_kit.telemetry import CallMetrics, open_telemetry
from source_reliability.api.metrics import ReliabilityMetrics
from tests.architecture.manifests import IMAGES, OF_OTHERS, configured, of_kind
from tests.architecture.sources import ROOT, SERVICES

FOLDER = ROOT / "deploy" / "k8s" / "components" / "observability"
COMPOSE = ROOT / "deploy" / "compose"
RUNBOOK = ROOT / "docs" / "operations" / "runbook.md"
SUFFIXES = {"counter": ("_total",), "histogram": ("_bucket", "_count", "_sum"), "gauge": ("",)}
OF_PROMETHEUS = {"up": {"service", "instance", "job"}}
GIVEN_BY_THE_SCRAPE = {"job", "instance", "service", "le"}
WORDS_OF_PROMQL = {"sum", "by", "rate", "increase", "count", "histogram_quantile", "max", "min", "avg", "and", "or"}


def metrics() -> dict[str, set[str]]:
    """Every series a running stack has, with its labels."""
    with open_telemetry("any", "127.0.0.1", None, None) as telemetry:
        registry: CollectorRegistry = telemetry.registry
        CallMetrics(registry)
        for made in (ExtractionMetrics, ContradictionMetrics, ReliabilityMetrics, GatewayMetrics):
            made(registry)
        MeteredModel(cast("EntailmentModel", None), telemetry)
        metered_forward(cast("Forward", None), registry)
        found = dict(OF_PROMETHEUS)
        for collector in list(registry._collector_to_names):
            labels = set(collector._labelnames) if isinstance(collector, MetricWrapperBase) else set[str]()
            for metric in collector.collect():
                for suffix in SUFFIXES.get(metric.type, ("",)):
                    found[metric.name + suffix] = labels
    return found


def expressions() -> list[str]:
    rules = yaml.safe_load((FOLDER / "alerts.yaml").read_text())
    panels = json.loads((FOLDER / "dashboard.json").read_text())["panels"]
    return [rule["expr"] for group in rules["groups"] for rule in group["rules"]] + [
        target["expr"] for panel in panels for target in panel["targets"]
    ]


def names_in(expression: str) -> set[str]:
    """The series an expression uses."""
    bare = re.sub(r"\{[^}]*\}|by \([^)]*\)|\[[^\]]*\]", " ", expression)
    return set(re.findall(r"[a-z_]{2,}", bare)) - WORDS_OF_PROMQL


@pytest.mark.parametrize("expression", expressions())
def test_an_expression_uses_only_what_the_code_measures(expression: str) -> None:
    known = metrics()
    matchers = " ".join(re.findall(r"\{([^}]*)\}", expression))
    groupings = " ".join(re.findall(r"by \(([^)]*)\)", expression))
    used = names_in(expression)
    assert used - known.keys() == set()
    labels = set(re.findall(r"([a-z_]+)\s*[=!]", matchers)) | set(re.findall(r"[a-z_]+", groupings))
    allowed = set.union(*(known[name] for name in used)) | GIVEN_BY_THE_SCRAPE
    assert labels - allowed == set()


def test_every_domain_metric_is_on_the_dashboard() -> None:
    shown = " ".join(expressions())
    registry = CollectorRegistry()
    for made in (ExtractionMetrics, ContradictionMetrics, ReliabilityMetrics, GatewayMetrics):
        made(registry)
    counters = [collector for collector in registry._collector_to_names if isinstance(collector, Counter)]
    assert [counter._name for counter in counters if counter._name not in shown] == []


def test_no_metric_is_labelled_by_tenant_document_or_speaker() -> None:
    labels = set.union(*metrics().values())
    assert labels & {"tenant", "document", "document_id", "source", "speaker", "claim_id", "text"} == set()


def test_every_alert_has_a_section_in_the_runbook() -> None:
    rules = yaml.safe_load((FOLDER / "alerts.yaml").read_text())
    alerts = {rule["alert"] for group in rules["groups"] for rule in group["rules"]}
    assert set(re.findall(r"^## (\w+)$", RUNBOOK.read_text(), re.MULTILINE)) == alerts


def test_scaling_follows_a_metric_of_the_service() -> None:
    patches = yaml.safe_load((FOLDER / "kustomization.yaml").read_text())["patches"]
    scaling = [patch for patch in patches if patch["target"]["kind"] == "HorizontalPodAutoscaler"]
    operations = [operation for patch in scaling for operation in yaml.safe_load(patch["patch"])]
    names = {operation["value"]["pods"]["metric"]["name"] for operation in operations}
    assert names
    assert names <= metrics().keys()


def test_metrics_are_read_where_the_images_serve_them() -> None:
    (job,) = yaml.safe_load((COMPOSE / "prometheus.yml").read_text())["scrape_configs"]
    read = {entry["names"][0]: str(entry["port"]) for entry in job["dns_sd_configs"]}
    served = {
        service: re.search(r"_METRICS_PORT=(\d+)", (SERVICES[service] / "Dockerfile").read_text())[1]  # type: ignore[index]
        for service in IMAGES
    }
    assert read == served
    for name, workload in of_kind("production", "Deployment").items():
        if name not in OF_OTHERS:
            notes = workload["spec"]["template"]["metadata"]["annotations"]
            assert notes["prometheus.io/port"] == served[name.removesuffix("-worker")]


@pytest.mark.parametrize("path", [FOLDER / "collector-config.yaml", COMPOSE / "collector.yaml"], ids=lambda p: p.name)
def test_a_collector_uses_all_its_parts_and_listens_where_services_send(path: Path) -> None:
    config = yaml.safe_load(path.read_text())
    (pipeline,) = config["service"]["pipelines"].values()
    for kind, names in pipeline.items():
        assert list(config[kind]) == names
    assert list(config.get("extensions", {})) == config["service"].get("extensions", [])
    port = config["receivers"]["otlp"]["protocols"]["grpc"]["endpoint"].rsplit(":", 1)[1]
    sent_to = {value for name, value in configured("production").items() if name.endswith("_OTLP_ENDPOINT")}
    assert sent_to == {f"http://otel-collector:{port}"}
