"""Builds the HTTP application."""

import asyncio
from importlib.metadata import version
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from starlette.middleware.gzip import GZipMiddleware

from gateway.api.admission import TellAllowances
from gateway.api.desk.app import add_desk
from gateway.api.middleware import LoopbackGuard, RequestIdentity
from gateway.api.problems import Problem, add_handlers
from gateway.api.routes import (
    audit,
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
)
from gateway.api.services import Services

_COMPRESSED_FROM_BYTES = 1_000


def create_app(
    services: Services,
    *,
    max_body_bytes: int,
    retry_after_seconds: int,
    allowed_hosts: frozenset[str],
    state_only: bool = False,
) -> FastAPI:
    """Application over the given services; without keys it answers to loopback and `allowed_hosts` only.

    `state_only` leaves out everything but the probes and the status, as a worker needs.
    """
    app = FastAPI(
        title="Clashwire",
        version=version("gateway"),
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=_operation_id,
    )
    app.state.services = services
    app.state.max_body_bytes = max_body_bytes
    app.state.closing = asyncio.Event()
    app.add_middleware(GZipMiddleware, minimum_size=_COMPRESSED_FROM_BYTES)
    if not services.access.key_ring.keys:
        app.add_middleware(LoopbackGuard, allowed_hosts=allowed_hosts, access=services.access)
    app.add_middleware(TellAllowances)
    app.add_middleware(RequestIdentity, metrics=services.metrics, tracing=services.tracing)
    add_handlers(app, retry_after_seconds)
    app.include_router(state.router)
    if not state_only:
        app.include_router(documents.accepting)
        for module in (audit, checks, claims, clashes, documents, events, keys, operations, sources, thresholds):
            app.include_router(module.router)
        add_desk(app)
    app.openapi = lambda: openapi_document(app)  # type: ignore[method-assign]
    return app


def _operation_id(route: APIRoute) -> str:
    return route.name


def openapi_document(app: FastAPI) -> dict[str, Any]:
    """OpenAPI 3.1 in which every operation fails with a problem."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title,
            version=app.version,
            openapi_version="3.1.0",
            description="Reads news text, extracts who claims what, and flags clashes between attributed claims.",
            routes=app.routes,
        )
        schemas = document["components"]["schemas"]
        schemas.pop("HTTPValidationError", None)
        schemas.pop("ValidationError", None)
        schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(schema.pop("$defs"))
        schemas["Problem"] = schema
        for operations in document["paths"].values():
            for method, operation in operations.items():
                operation["responses"].pop("422", None)
                operation["responses"]["default"] = _FAILURE
                if method == "post":
                    operation.setdefault("parameters", []).append(_IDEMPOTENCY_KEY)
        app.openapi_schema = document
    return app.openapi_schema


_FAILURE = {
    "description": "Any failure, as RFC 9457 problem details",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
_IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "pattern": "^[\\x21-\\x7e]{1,255}$"},
    "description": "A repeat of the same request under the same key is answered as the first was.",
}
