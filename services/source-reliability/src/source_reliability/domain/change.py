"""Notices that a source has changed: a two-sided cumulative sum over standardised surprises (Page 1954)."""

import math

from source_reliability.domain.cells import Cell
from source_reliability.domain.config import ModelConfig

_LARGEST_SURPRISE = 2.0
_LEAST_VARIANCE = 0.01


def watch(cell: Cell, expected: float, right: float, weight: float, config: ModelConfig) -> bool:
    """Let the cell's detector see one outcome; true, with the detector reset, when it raises the alarm."""
    surprise = (right - expected) / math.sqrt(max(_LEAST_VARIANCE, expected * (1.0 - expected)))
    clipped = max(-_LARGEST_SURPRISE, min(_LARGEST_SURPRISE, surprise))
    cell.rising = max(0.0, cell.rising + weight * (clipped - config.alarm_slack))
    cell.falling = max(0.0, cell.falling + weight * (-clipped - config.alarm_slack))
    if max(cell.rising, cell.falling) < config.alarm_threshold:
        return False
    cell.rising = cell.falling = 0.0
    return True
