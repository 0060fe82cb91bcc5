"""The client has every call and every field that docs/openapi.json names, and none that it does not."""

import importlib
import json
import pkgutil
import re
from pathlib import Path
from typing import Any

import pytest

import clashwire_client
from clashwire_client import models
from clashwire_client.call import Call, Export, Paged
from clashwire_client.calls import (
    checks,
    claims,
    clashes,
    documents,
    events,
    keys,
    operations,
    sources,
    state,
    thresholds,
    webhooks,
)
from clashwire_client.models.base import Answer, Request
from clashwire_client.models.thresholds import Thresholds

CONTRACT: dict[str, Any] = json.loads((Path(__file__).parents[2] / "docs" / "openapi.json").read_text())
SCHEMAS: dict[str, Any] = CONTRACT["components"]["schemas"]

CALLS: list[Call[Any] | Paged[Any] | Export[Any]] = [
    checks.check([]),
    checks.get_check("ID"),
    documents.accept_documents([]),
    documents.accept_content(b"", "text/plain"),
    documents.get_document("ID"),
    documents.erase_document("ID"),
    operations.get_operation("ID"),
    operations.retry_operation("ID"),
    operations.retry_parked(),
    operations.jobs(),
    operations.job_counts(),
    clashes.clashes(),
    clashes.export_clashes(),
    clashes.export_clashes_csv(),
    clashes.get_clash("ID"),
    clashes.review("ID", "confirmed"),
    clashes.claim_review("ID"),
    clashes.trust_indicators("ID"),
    claims.claims(),
    sources.get_source("ID"),
    sources.outcomes("ID"),
    sources.put_aliases("ID", []),
    sources.override_source("ID", None, ""),
    keys.keys(),
    keys.create_key("NAME", ["read"]),
    keys.rotate_key("ID"),
    keys.revoke_key("ID"),
    keys.audit(),
    thresholds.get_thresholds("ID"),
    thresholds.put_thresholds("ID", Thresholds(clash=0.8)),
    thresholds.propose_thresholds("ID", alerts_per_day=10, precision=0.8),
    webhooks.webhooks(),
    webhooks.register_webhook("https://receiver.example/"),
    webhooks.get_webhook("ID"),
    webhooks.change_webhook("ID", enabled=False),
    webhooks.delete_webhook("ID"),
    webhooks.rotate_webhook_secret("ID"),
    webhooks.ping_webhook("ID"),
    webhooks.deliveries("ID"),
    webhooks.get_delivery("ID", "ID"),
    webhooks.retry_delivery("ID", "ID"),
    webhooks.replay_events("ID", "0"),
    state.status(),
    state.alive(),
    state.ready(),
    events.events_after(None),
]
OF_SCHEMA = {
    "Event": "ClaimedEvent",
    "Document": "StoredDocument",
    "Media": "StoredMedia",
    "DocumentIn": "Document",
    "MediaIn": "Media",
    "AcceptedDocumentIn": "DocumentVersion",
}
WRITTEN_BY_CALLS = {"CheckIn", "DocumentsIn", "ReviewIn", "OverrideIn", "NamesIn", "RotationIn"}
WRITTEN_BY_CALLS |= {"WebhookIn", "WebhookChangeIn", "SecretRotationIn", "ReplayIn"}
READ_BY_CALLS = {"ClaimPage", "ClashPage", "JobPage", "OutcomePage", "AuditPage", "DeliveryPage"}


def plain(call: Call[Any] | Paged[Any] | Export[Any]) -> Call[Any]:
    if isinstance(call, Paged):
        return call.page("")
    return call.call if isinstance(call, Export) else call


def known_models() -> dict[str, type[Answer] | type[Request]]:
    modules = [
        importlib.import_module(f"{models.__name__}.{module.name}") for module in pkgutil.iter_modules(models.__path__)
    ]
    return {
        name: value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, type) and issubclass(value, Answer | Request)
    }


def schema_names() -> list[str]:
    objects = [name for name, schema in SCHEMAS.items() if "properties" in schema]
    return sorted(set(objects) - WRITTEN_BY_CALLS - READ_BY_CALLS)


def test_every_operation_has_its_call() -> None:
    offered = {
        (method.upper(), re.sub(r"{\w+}", "ID", path))
        for path, operations_of in CONTRACT["paths"].items()
        for method in operations_of
    }
    assert {(call.method, call.path) for call in map(plain, CALLS)} == offered


def test_both_clients_have_the_same_methods_and_every_call_is_one() -> None:
    blocking, waiting = (
        {name for name in vars(client) if not name.startswith("_")}
        for client in (clashwire_client.Clashwire, clashwire_client.AsyncClashwire)
    )
    assert blocking == waiting
    modules = (checks, claims, clashes, documents, keys, operations, sources, state, thresholds, webhooks)
    described = {
        name
        for module in modules
        for name, value in vars(module).items()
        if getattr(value, "__module__", "") == module.__name__ and not name.startswith("_") and callable(value)
    }
    assert described - {"written"} <= blocking


@pytest.mark.parametrize("name", schema_names())
def test_a_model_has_the_fields_of_its_schema(name: str) -> None:
    model = known_models()[OF_SCHEMA.get(name, name)]
    schema = SCHEMAS[name]
    assert set(model.model_fields) == set(schema["properties"])
    needed = {field for field, told in model.model_fields.items() if told.is_required()}
    assert needed <= set(schema.get("required", []))


@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{plain(call).method} {plain(call).path}")
def test_a_call_sends_only_parameters_the_contract_knows(call: Call[Any] | Paged[Any] | Export[Any]) -> None:
    sent = plain(call)
    [operation] = [
        operations_of[sent.method.lower()]
        for path, operations_of in CONTRACT["paths"].items()
        if re.sub(r"{\w+}", "ID", path) == sent.path and sent.method.lower() in operations_of
    ]
    known = {parameter["name"].lower() for parameter in operation.get("parameters", [])}
    assert set(sent.query) <= known
    assert {header for header in sent.headers if header not in ("content-type", "accept")} <= known
    body = operation.get("requestBody", {}).get("content", {})
    if sent.content is not None:
        assert sent.headers["content-type"] in body
    if sent.content:
        reference = body["application/json"]["schema"]["$ref"]
        assert set(json.loads(sent.content)) <= set(SCHEMAS[reference.rpartition("/")[2]]["properties"])
