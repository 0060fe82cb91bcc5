"""The contract, one function a call: what a caller gives, what is sent, what comes back."""

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

__all__ = [
    "checks",
    "claims",
    "clashes",
    "documents",
    "events",
    "keys",
    "operations",
    "sources",
    "state",
    "thresholds",
    "webhooks",
]
