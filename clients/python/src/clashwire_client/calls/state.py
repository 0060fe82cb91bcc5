"""Alive, ready, and the state of each part."""

from clashwire_client.call import Call, get, reads
from clashwire_client.models.state import Alive, Status


def status() -> Call[Status]:
    """Tell the state of each part right now."""
    return get("/v1/status", Status)


def alive() -> Call[Alive]:
    """Return while the gateway lives."""
    return Call("GET", "/healthz", reads(Alive), retried=False)


def ready() -> Call[Alive]:
    """Return once requests may be sent; UnavailableError before."""
    return Call("GET", "/readyz", reads(Alive), retried=False)
