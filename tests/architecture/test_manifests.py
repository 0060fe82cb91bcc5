"""Manifests keep the policies of a restricted cluster, and name only what the code has."""

import importlib.util
import json
import re
from typing import get_args

import pytest

from tests.architecture.manifests import (
    IMAGES,
    OF_OTHERS,
    OVERLAYS,
    configured,
    containers,
    of_kind,
    pod_of,
    rendered,
    setting_names,
    workloads,
)
from tests.architecture.sources import ROOT, package_of
from tests.architecture.test_names_agree import settings_of

overlays = pytest.mark.parametrize("overlay", OVERLAYS)
services = pytest.mark.parametrize("service", IMAGES)


@overlays
def test_no_pod_runs_as_root_or_holds_a_token(overlay: str) -> None:
    for name, workload in workloads(overlay).items():
        pod = pod_of(workload)
        assert pod["securityContext"]["runAsNonRoot"], name
        assert pod["securityContext"]["runAsUser"] >= 10_000, name
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}, name
        assert pod["automountServiceAccountToken"] is False, name
        assert pod["serviceAccountName"] in of_kind(overlay, "ServiceAccount"), name


@overlays
def test_no_container_can_write_its_root_or_gain_rights(overlay: str) -> None:
    for name, container in containers(overlay):
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }, name


@overlays
def test_every_container_has_requests_and_limits(overlay: str) -> None:
    for name, container in containers(overlay):
        for bound in ("requests", "limits"):
            assert set(container["resources"][bound]) - {"nvidia.com/gpu"} == {"cpu", "memory"}, name


@overlays
def test_every_image_is_named_by_a_release(overlay: str) -> None:
    for name, container in containers(overlay):
        assert re.fullmatch(r"[a-z0-9./-]+:[0-9][a-z0-9.-]+", container["image"]), name


@overlays
def test_what_serves_is_probed_in_three_ways(overlay: str) -> None:
    serving = of_kind(overlay, "Deployment", "StatefulSet")
    for name, workload in serving.items():
        (container,) = pod_of(workload)["containers"]
        assert {"startupProbe", "readinessProbe", "livenessProbe"} <= set(container), name


@overlays
def test_pods_live_longer_than_their_services_drain(overlay: str) -> None:
    values = configured(overlay)
    for service in IMAGES:
        pod = pod_of(of_kind(overlay, "Deployment")[service])
        pause = pod["containers"][0]["lifecycle"]["preStop"]["sleep"]["seconds"]
        drain = float(values[f"{package_of(service).upper()}_GRACE_SECONDS"])
        assert pause + drain < pod["terminationGracePeriodSeconds"], service


@overlays
def test_traffic_is_denied_unless_allowed(overlay: str) -> None:
    policies = of_kind(overlay, "NetworkPolicy")
    assert policies["default-deny"]["spec"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    assert set(workloads(overlay)) <= set(policies)


@overlays
def test_the_namespace_enforces_the_restricted_standard(overlay: str) -> None:
    (namespace,) = of_kind(overlay, "Namespace").values()
    assert namespace["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"


@overlays
@services
def test_every_image_has_all_that_a_service_needs(overlay: str, service: str) -> None:
    kinds = {item["kind"] for item in rendered(overlay) if item["metadata"]["name"].split("-migration")[0] == service}
    needed = {"Deployment", "Service", "HorizontalPodAutoscaler", "PodDisruptionBudget", "NetworkPolicy"}
    assert needed <= kinds
    assert ("Job" in kinds) == ("database_url" in settings_of(service).model_fields)


@overlays
def test_every_workload_is_a_service_or_its_migration_or_known_of_others(overlay: str) -> None:
    known = {*IMAGES, *(f"{service}-migration" for service in IMAGES), "gateway-worker", *OF_OTHERS}
    assert set(workloads(overlay)) <= known


@overlays
def test_every_environment_variable_is_a_setting(overlay: str) -> None:
    assert configured(overlay).keys() - setting_names().keys() == set()


def test_every_secret_is_a_setting() -> None:
    names = {name for item in of_kind("local", "Secret").values() for name in item["data"]} - {"password"}
    assert {name.upper() for name in names} <= setting_names().keys()


@overlays
def test_each_role_of_the_gateway_has_a_deployment(overlay: str) -> None:
    roles = {
        name: pod_of(workload)["containers"][0]["args"][-1]
        for name, workload in of_kind(overlay, "Deployment").items()
        if name.startswith("gateway")
    }
    assert roles == {"gateway": "api", "gateway-worker": "worker"}
    assert set(roles.values()) < set(get_args(settings_of("gateway").model_fields["role"].annotation))


@overlays
@services
def test_settings_that_a_pod_cannot_guess_are_given(overlay: str, service: str) -> None:
    prefix = package_of(service).upper()
    needed = {"host", "port", "metrics_port", "grace_seconds"}
    needed |= {name for name in settings_of(service).model_fields if name.endswith("_target")}
    assert {f"{prefix}_{name.upper()}" for name in needed} <= configured(overlay).keys()


@overlays
@services
def test_ports_are_those_of_the_settings(overlay: str, service: str) -> None:
    values, prefix = configured(overlay), package_of(service).upper()
    port, metrics_port = int(values[f"{prefix}_PORT"]), int(values[f"{prefix}_METRICS_PORT"])
    assert port == settings_of(service).model_fields["port"].default
    (container,) = pod_of(of_kind(overlay, "Deployment")[service])["containers"]
    assert sorted(entry["containerPort"] for entry in container["ports"]) == sorted((port, metrics_port))
    (access,) = of_kind(overlay, "NetworkPolicy")[service]["spec"]["ingress"]
    assert access["ports"] == [{"port": port}]


@overlays
def test_the_gateway_finds_each_service_under_its_name_and_port(overlay: str) -> None:
    values = configured(overlay)
    for service in (name for name in IMAGES if name != "gateway"):
        address = of_kind(overlay, "Service")[service]["spec"]
        assert address["clusterIP"] == "None"
        target = values[f"GATEWAY_{package_of(service).upper()}_TARGET"]
        assert target == f"dns:///{service}:{address['ports'][0]['port']}"


@overlays
@services
def test_probes_ask_the_port_that_serves(overlay: str, service: str) -> None:
    values = configured(overlay)
    port = int(values[f"{package_of(service).upper()}_PORT"])
    (container,) = pod_of(of_kind(overlay, "Deployment")[service])["containers"]
    for kind in ("startupProbe", "readinessProbe", "livenessProbe"):
        probe = container[kind]
        if "grpc" in probe:
            assert probe["grpc"] == {"port": port}
        elif "exec" in probe:
            assert probe["exec"]["command"][:4] == ["python", "-m", "service_kit.health_probe", f"localhost:{port}"]
            assert importlib.util.find_spec("service_kit.health_probe")
        else:
            assert probe["httpGet"]["path"] in json.loads((ROOT / "docs" / "openapi.json").read_text())["paths"]
            assert probe["httpGet"]["port"] == "http"


@overlays
def test_every_referenced_config_and_secret_is_there_or_made_outside(overlay: str) -> None:
    made_outside = set[str]() if overlay == "local" else {*IMAGES, *(f"{name}-tls" for name in IMAGES)}
    config, secrets = of_kind(overlay, "ConfigMap"), of_kind(overlay, "Secret")
    for name, workload in workloads(overlay).items():
        pod = pod_of(workload)
        for source in pod["containers"][0].get("envFrom", []):
            assert source["configMapRef"]["name"] in config, name
        for volume in pod["volumes"]:
            if "secret" in volume:
                assert volume["secret"]["secretName"] in {*secrets, *made_outside}, name
            if "configMap" in volume:
                assert volume["configMap"]["name"] in config, name
            if "persistentVolumeClaim" in volume:
                assert volume["persistentVolumeClaim"]["claimName"] in of_kind(overlay, "PersistentVolumeClaim"), name


def test_mutual_tls_is_on_in_production() -> None:
    values = configured("production")
    for service in IMAGES:
        for part in ("CERTIFICATE", "KEY", "CA"):
            assert values[f"{package_of(service).upper()}_TLS_{part}_FILE"].startswith("/run/tls/")


@overlays
def test_a_scaler_a_budget_and_a_policy_belong_to_a_workload(overlay: str) -> None:
    known = set(workloads(overlay))
    for scaler in of_kind(overlay, "HorizontalPodAutoscaler").values():
        assert scaler["spec"]["scaleTargetRef"]["name"] in known
    for item in of_kind(overlay, "PodDisruptionBudget", "Service").values():
        labels = item["spec"].get("selector", {})
        assert labels.get("matchLabels", labels)["app.kubernetes.io/name"] in known


def test_the_gpu_overlay_serves_a_model_with_pytorch_on_a_gpu_of_its_own() -> None:
    (container,) = pod_of(of_kind("gpu", "Deployment")["nli-contradiction"])["containers"]
    assert container["resources"]["limits"]["nvidia.com/gpu"] == 1
    assert container["image"].split(":")[0].endswith("/nli-contradiction-torch")
    values = configured("gpu")
    assert values["NLI_CONTRADICTION_BACKEND"] in get_args(
        settings_of("nli-contradiction").model_fields["backend"].annotation
    )
    mounts = {mount["mountPath"] for mount in container["volumeMounts"] if mount.get("readOnly")}
    assert values["NLI_CONTRADICTION_MODEL"].rsplit("/", 1)[0] in mounts


@overlays
def test_only_workers_reach_the_world_and_nothing_private_in_it(overlay: str) -> None:
    for name, policy in of_kind(overlay, "NetworkPolicy").items():
        for rule in policy["spec"].get("egress", []):
            blocks = [peer["ipBlock"] for peer in rule.get("to", []) if "ipBlock" in peer]
            for block in (block for block in blocks if block["cidr"].endswith("/0")):
                assert name == "gateway-worker"
                assert rule["ports"] == [{"port": 443}]
                assert {"10.0.0.0/8", "169.254.0.0/16"} <= set(block["except"]) or "fe80::/10" in block["except"]
