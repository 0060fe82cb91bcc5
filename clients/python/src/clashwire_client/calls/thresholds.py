"""Thresholds of keys; all need a key with the scope admin."""

from clashwire_client.call import Call, get, path_of, put
from clashwire_client.models.thresholds import Proposal, Thresholds


def get_thresholds(key_id: str) -> Call[Thresholds]:
    """Return what was set for a key; None is left to the service."""
    return get(path_of("keys", key_id, "thresholds"), Thresholds)


def put_thresholds(key_id: str, thresholds: Thresholds) -> Call[Thresholds]:
    """Set from which probability what the key sends becomes a clash, from now on."""
    return put(path_of("keys", key_id, "thresholds"), Thresholds, thresholds.model_dump())


def propose_thresholds(key_id: str, *, alerts_per_day: float, precision: float) -> Call[Proposal]:
    """Show the lowest threshold that meets an alert budget and what it would have done; changes nothing."""
    path = path_of("keys", key_id, "thresholds", "proposal")
    return get(path, Proposal, alerts_per_day=alerts_per_day, precision=precision)
