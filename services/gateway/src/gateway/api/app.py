"""Builds the HTTP application."""

import asyncio
from importlib.metadata import version

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.middleware.gzip import GZipMiddleware

from gateway.api.admission import TellAllowances
from gateway.api.desk.app import add_desk
from gateway.api.middleware import LoopbackGuard, RequestIdentity
from gateway.api.openapi import openapi_document
from gateway.api.problems import add_handlers
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
    webhooks,
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
        newest = (thresholds, webhooks)
        for module in (audit, checks, claims, clashes, documents, events, keys, operations, sources, *newest):
            app.include_router(module.router)
        add_desk(app)
    app.openapi = lambda: openapi_document(app)  # type: ignore[method-assign]
    return app


def _operation_id(route: APIRoute) -> str:
    return route.name
