"""A reliability diagram as SVG: how often the model is right where it is so sure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_SIDE, _EDGE = 320, 40
_COLOURS = ("#1b6ca8", "#c8553d", "#3b7d4f", "#7a5195", "#b8860b")

Bins = Sequence[Sequence[float]]


def reliability_diagram(curves: Mapping[str, Bins]) -> str:
    """One curve of (mean confidence, share right, rows) bins per name, beside the diagonal of perfect calibration."""
    lines = [_line([(0.0, 0.0), (1.0, 1.0)], "#999999", dashed=True)]
    legend = []
    for (name, bins), colour in zip(curves.items(), _COLOURS, strict=False):
        lines.append(_line([(entry[0], entry[1]) for entry in bins if entry[2] >= 20], colour))
        place = 18 * len(legend)
        legend.append(f'<text x="{_EDGE + 12}" y="{_EDGE + 20 + place}" fill="{colour}">{name}</text>')
    width = _SIDE + 2 * _EDGE
    left = f'x="14" y="{width / 2}" transform="rotate(-90 14 {width / 2})"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {width}" font-family="sans-serif">',
            f'<rect width="{width}" height="{width}" fill="white"/>',
            f'<rect x="{_EDGE}" y="{_EDGE}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#333"/>',
            *lines,
            *legend,
            f'<text x="{width / 2}" y="{width - 10}" text-anchor="middle">mean probability of the class called</text>',
            f'<text {left} text-anchor="middle">share right</text>',
            "</svg>\n",
        ]
    )


def _line(points: Sequence[tuple[float, float]], colour: str, *, dashed: bool = False) -> str:
    places = " ".join(f"{_EDGE + x * _SIDE:.1f},{_EDGE + (1 - y) * _SIDE:.1f}" for x, y in points)
    dash = ' stroke-dasharray="4 4"' if dashed else ""
    return f'<polyline points="{places}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>'
