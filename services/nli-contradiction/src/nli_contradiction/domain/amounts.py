"""Amounts as intervals: what a bound means, which units convert, which figures count nothing."""

import math
from dataclasses import dataclass

from nli_contradiction.domain.claims import Bound, Claim, Quantity
from nli_contradiction.domain.listing import listed
from nli_contradiction.domain.policy import Policy
from nli_contradiction.domain.wording import stem, words

_SIZES = """
length: metre 1, meter 1, kilometre 1e3, kilometer 1e3, km 1e3, mile 1609.344, foot 0.3048, centimetre 0.01
mass: tonne 1e3, ton 1e3, kilogram 1, kg 1, gram 1e-3
duration: second 1, minute 60, hour 3600, day 86400, week 604800, month 2629800, year 31557600
area: hectare 1e4, acre 4046.856
volume: litre 1, liter 1, hectolitre 100, hectoliter 100
energy: kilowatt-hour 1, megawatt-hour 1e3
power: kilowatt 1, megawatt 1e3, gigawatt 1e6
percent: percent 1, % 1
"""
_UNITS = {
    unit: (dimension, float(size))
    for dimension, _, listed_units in (line.partition(": ") for line in _SIZES.strip().splitlines())
    for unit, size in (pair.split() for pair in listed_units.split(", "))
}

_MONEY = listed(
    """crown krone kroner krona kronor mark peso dinar dirham lira rand riyal rupee baht forint zloty leu lev shilling
    pound dollar euro franc yen yuan won rouble ruble"""
)
_COUNTED = frozenset({"", "people", "person", "unit", "item"})
_PART_OF = listed("first last next another other further remaining additional extra")
_LABELS = listed(
    """number no flight runway hill room post channel route article section chapter page line unit bus highway road
    platform gate division brigade regiment battalion ward district size level phase stage type model version aged"""
)


@dataclass(frozen=True, slots=True)
class Interval:
    """Closed interval of what a figure allows, in the base unit of its dimension."""

    low: float
    high: float
    dimension: str

    def excludes(self, other: "Interval") -> bool:
        return self.dimension == other.dimension and (self.high < other.low or other.high < self.low)

    def gap(self, other: "Interval") -> float:
        """Distance between the two as a share of the larger edge, 0 to 1."""
        near, far = (self.high, other.low) if self.high < other.low else (other.high, self.low)
        return min(1.0, abs(far - near) / max(abs(far), abs(near), 1e-12)) if self.excludes(other) else 0.0


def dimension_and_factor(unit: str) -> tuple[str, float]:
    """The dimension a unit measures and its size in the base unit; an unknown unit is its own dimension."""
    plain = unit.strip().lower()
    if plain in _COUNTED:
        return "count", 1.0
    known = _UNITS.get(plain) or _UNITS.get(plain.removesuffix("s"))
    if known:
        return known
    if is_money(unit):
        return plain.removesuffix("s").upper(), 1.0
    return (unit.strip().upper(), 1.0) if len(plain) == 3 and unit.isupper() else (f"count:{stem(plain)}", 1.0)


def is_money(unit: str) -> bool:
    """Whether a unit is a currency, by its code or its name."""
    plain = unit.strip().lower()
    return (len(plain) == 3 and unit.isupper()) or plain in _MONEY or plain.removesuffix("s") in _MONEY


def interval(quantity: Quantity, policy: Policy) -> Interval:
    """What a figure allows, with slack for rounding."""
    dimension, factor = dimension_and_factor(quantity.unit)
    low, high = _edges(quantity, policy)
    return Interval(low * factor, high * factor, dimension)


def _edges(quantity: Quantity, policy: Policy) -> tuple[float, float]:
    value = quantity.value
    if quantity.bound is Bound.AT_LEAST:
        return value, math.inf
    if quantity.bound is Bound.AT_MOST:
        return -math.inf, value
    if quantity.bound is Bound.RANGE:
        return min(value, quantity.upper), max(value, quantity.upper)
    share = policy.about_tolerance if quantity.bound is Bound.ABOUT else policy.numeric_tolerance
    counted_exactly = quantity.bound is Bound.EXACTLY and float(value).is_integer() and abs(value) < 50
    slack = 0.0 if counted_exactly else abs(value) * share
    return value - slack, value + slack


def is_label(claim: Claim, quantity: Quantity) -> bool:
    """Whether the figure is a year, an age, an ordinal, part of a name or of a larger number, and measures nothing."""
    if not quantity.unit and not quantity.of and 1800 <= quantity.value <= 2100 and quantity.value % 1 == 0:
        return True
    if quantity.unit in {"year", "years"} and {"old", "age", "aged"} & {w.lower for w in words(quantity.of)}:
        return True
    if quantity.span is None:
        return False
    start, end = quantity.span.start - claim.quote.start, quantity.span.end - claim.quote.start
    before, after = claim.quote.text[: max(start, 0)], claim.quote.text[max(end, 0) :]
    if after[:2].lower() in {"st", "nd", "rd", "th"} or after.lower().startswith(("-year-old", " years old")):
        return True
    previous = words(before[-40:])
    if previous and previous[-1].lower in _PART_OF:
        return True
    return bool(previous) and previous[-1].lower in _LABELS and not before.rstrip().endswith((",", ";", ":"))
