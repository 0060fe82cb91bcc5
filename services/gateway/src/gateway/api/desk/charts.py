"""Geometry of the desk's charts, in hundredths of their width and height."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gateway.domain.clashes import SourceReliability

_LOWEST_ARC, _HIGHEST_ARC = 30, 86


@dataclass(frozen=True)
class Moment:
    """How reliable a source was held to be at some time."""

    at: datetime
    reliability: SourceReliability


@dataclass(frozen=True)
class OverTime:
    """`line` and `band` are points of SVG shapes: time to the right, reliability upwards."""

    line: str
    band: str
    first: datetime
    last: datetime


def over_time(moments: Sequence[Moment]) -> OverTime | None:
    """Line of means within its band of intervals; None where there are fewer than two moments with a number."""
    known = [moment for moment in moments if moment.reliability.mean is not None]
    if len(known) < 2:
        return None
    first, last = known[0].at, known[-1].at
    seconds = (last - first).total_seconds() or 1.0

    def place(moment: Moment, height: float | None) -> str:
        across = (moment.at - first).total_seconds() / seconds
        return f"{across * 100:.2f},{(1 - (height or 0.0)) * 100:.2f}"

    line = [place(moment, moment.reliability.mean) for moment in known]
    upper = [place(moment, moment.reliability.high) for moment in known]
    lower = [place(moment, moment.reliability.low) for moment in reversed(known)]
    return OverTime(" ".join(line), " ".join((*upper, *lower)), first, last)


@dataclass(frozen=True)
class Arc:
    """An arc from one place of a story to another; `number` tells which clash it is."""

    number: int
    path: str
    unsure: bool
    top: float
    middle: float


def arc(start: float, end: float, widest: float, number: int, *, unsure: bool) -> Arc:
    """Half an ellipse over the stretch between two places; the widest of a chart is the highest."""
    left, right = sorted((start * 100, end * 100))
    height = _LOWEST_ARC + (_HIGHEST_ARC - _LOWEST_ARC) * (right - left) / (widest * 100 or 1.0)
    width = max((right - left) / 2, 0.6)
    path = f"M{left:.2f},100 A{width:.2f},{height:.2f} 0 0 1 {right:.2f},100"
    return Arc(number, path, unsure, 100 - height, (left + right) / 2)
