"""All four services as an operator runs them: mutual TLS, metrics, traces."""

import json
import re
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import grpc
import httpx
import pytest
import trustme
from grpc_health.v1 import health_pb2

from tests.architecture.test_observability import expressions, metrics
from tests.integration.conftest import Service, start_service
from tests.integration.operations.certificates import write_files
from tests.integration.operations.collector import Collector, running_collector

STORY = (
    "Rebel officers said on Monday that government aircraft bombed the grain market in Odrava. "
    "A video filmed from a roof shows two jets over the market. "
    "The defence ministry denied that its aircraft had bombed the market in Odrava."
)
TRACE_ID = "0af7651916cd43dd8448eb211c80319c"
PACKAGES = ("claim_extraction", "nli_contradiction", "source_reliability")


@dataclass(frozen=True)
class Operated:
    services: dict[str, Service]
    metrics_ports: dict[str, int]
    collector: Collector
    folder: Path
    authority: trustme.CA

    def client(self, authority: trustme.CA) -> httpx.Client:
        context = ssl.create_default_context()
        authority.configure_trust(context)
        return httpx.Client(base_url=f"https://{self.services['gateway'].target}", verify=context, timeout=60)

    def check(self, client: httpx.Client, text: str = STORY, **headers: str) -> httpx.Response:
        return client.post("/v1/checks", json={"documents": [{"text": text}], "against": "documents"}, headers=headers)


@pytest.fixture(scope="module")
def operated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Operated]:
    folder = tmp_path_factory.mktemp("operated")
    authority = trustme.CA()
    files = write_files(folder / "tls", authority, authority)
    common = {"tls_certificate_file": files.certificate, "tls_key_file": files.key, "tls_ca_file": files.authorities}
    with ExitStack() as stack:
        collector = stack.enter_context(running_collector())
        common["otlp_endpoint"] = f"http://127.0.0.1:{collector.port}"  # type: ignore[assignment]

        def start(package: str, **settings: object) -> Service:
            if package in ("source_reliability", "gateway"):
                settings |= {"database_url": f"sqlite:///{folder / package}.sqlite3", "migrate_on_start": True}
            return stack.enter_context(start_service(package, folder, **common, metrics_port=0, **settings))

        services = {package: start(package) for package in PACKAGES}
        targets = {f"{package}_target": service.wait_until_ready().target for package, service in services.items()}
        services["gateway"] = start("gateway", **targets).wait_until_ready()
        ports = {package: metrics_port(service) for package, service in services.items()}
        yield Operated(services, ports, collector, folder, authority)


def metrics_port(service: Service) -> int:
    (line,) = [line for line in service.log.read_text().splitlines() if '"metrics served"' in line]
    return int(json.loads(line)["port"])


def eventually(holds: Callable[[], bool], seconds: float = 20.0) -> bool:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        threading.Event().wait(0.2)
    return True


def test_a_story_is_checked_under_mutual_tls(operated: Operated) -> None:
    with operated.client(operated.authority) as client:
        answer = operated.check(client)
    assert answer.status_code == 200
    assert answer.json()["clashes"]


def test_one_trace_leads_from_the_request_to_the_model(operated: Operated) -> None:
    with operated.client(operated.authority) as client:
        # of its own text: scores are remembered
        operated.check(client, STORY.replace("Odrava", "Belsk"), traceparent=f"00-{TRACE_ID}-b7ad6b7169203331-01")
    wanted = {
        ("gateway", "POST request"),
        ("claim-extraction", "clashwire.claim_extraction.v1.ClaimExtractionService/ExtractClaims"),
        ("nli-contradiction", "clashwire.nli_contradiction.v1.NliContradictionService/FindClashes"),
        ("nli-contradiction", "score pairs"),
        ("source-reliability", "clashwire.source_reliability.v1.SourceReliabilityService/BatchGetReliability"),
    }
    assert eventually(lambda: wanted <= operated.collector.of_trace(TRACE_ID)), operated.collector.of_trace(TRACE_ID)


def test_the_trace_id_is_in_the_logs_of_all_four_and_no_text_is(operated: Operated) -> None:
    trace_id = TRACE_ID[::-1]
    with operated.client(operated.authority) as client:
        operated.check(client, traceparent=f"00-{trace_id}-b7ad6b7169203331-01")
    for service in operated.services.values():
        assert eventually(lambda log=service.log: trace_id in log.read_text()), service.package  # type: ignore[misc]
        assert not re.search("grain market|bombed|Odrava", service.log.read_text()), service.package


def test_every_series_of_dashboard_and_alerts_is_served(operated: Operated) -> None:
    with operated.client(operated.authority) as client:
        operated.check(client)
    pages = [httpx.get(f"http://127.0.0.1:{port}/metrics").text for port in operated.metrics_ports.values()]
    served = set(re.findall(r"^# TYPE (\w+) ", "\n".join(pages), re.MULTILINE))
    used = {name for name in metrics() for expression in expressions() if re.search(rf"\b{name}\b", expression)} - {
        "up"
    }
    families = {re.sub(r"_(?:bucket|count|sum)$", "", name) for name in used}
    assert families - served == set()


@pytest.mark.parametrize("package", PACKAGES)
def test_a_service_refuses_plaintext_and_strangers(operated: Operated, package: str) -> None:
    target = operated.services[package].target
    stranger = trustme.CA()
    leaf = stranger.issue_cert("localhost")
    credentials = grpc.ssl_channel_credentials(
        operated.authority.cert_pem.bytes(), leaf.private_key_pem.bytes(), leaf.cert_chain_pems[0].bytes()
    )
    for channel in (grpc.insecure_channel(target), grpc.secure_channel(target, credentials)):
        with channel, pytest.raises(grpc.RpcError):
            channel.unary_unary("/grpc.health.v1.Health/Check")(
                health_pb2.HealthCheckRequest().SerializeToString(), timeout=3
            )


def test_certificates_are_rotated_without_a_failed_check(operated: Operated) -> None:
    """First both authorities are trusted, then the certificates change, then the old authority goes."""
    newer = trustme.CA()
    both = b"".join(authority.cert_pem.bytes() for authority in (operated.authority, newer))
    failures: list[int] = []
    done = threading.Event()
    context = ssl.create_default_context(cadata=both.decode())

    def check_all_the_time() -> None:
        while not done.is_set():
            with httpx.Client(
                base_url=f"https://{operated.services['gateway'].target}", verify=context, timeout=60
            ) as client:
                answer = operated.check(client)
            if answer.status_code != 200 or answer.json()["degraded"]:
                failures.append(answer.status_code)

    checking = threading.Thread(target=check_all_the_time)
    checking.start()
    tls = operated.folder / "tls"
    (tls / "ca.crt").write_bytes(both)
    done.wait(3)
    write_files(tls, newer, newer)
    (tls / "ca.crt").write_bytes(both)
    done.wait(3)
    newer.cert_pem.write_to_path(tls / "ca.crt")
    done.wait(3)
    done.set()
    checking.join()
    assert failures == []
    with operated.client(newer) as client:
        assert operated.check(client).status_code == 200
