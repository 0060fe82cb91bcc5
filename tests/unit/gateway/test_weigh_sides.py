from dataclasses import replace

import pytest

from gateway.domain.claims import Bound, Quantity, Span
from gateway.domain.clashes import Clash, ClashKind, Lean, LeanStatus, State, side_of
from gateway.domain.documents import Document
from gateway.domain.weigh_sides import Sides, WeighSides
from tests.fakes.claim_extractor import claims_in
from tests.fakes.reliability_service import FakeReliabilityService

FIRST = Document(id="one", text="Ministry asserts Twelve died at the port", source="a.example")
SECOND = Document(id="two", text="Medics asserts Twenty died at the port", source="b.example")
DECISIVE = Span(17, 23)


def figure(value: float, *, unit: str = "people", span: Span = DECISIVE, upper: float | None = None) -> Quantity:
    return Quantity(value, upper, Bound.RANGE if upper else Bound.EXACTLY, unit, "died", None, span)


async def figures_weighed(
    first: tuple[Quantity, ...], second: tuple[Quantity, ...], kind: ClashKind = ClashKind.NUMERIC
) -> list[float | None]:
    """What source-reliability is told of the figures of a clash between two claims with these quantities."""
    one, two = (
        replace(next(claims_in(document)), quantities=quantities)
        for document, quantities in ((FIRST, first), (SECOND, second))
    )
    sides = (side_of(one, (DECISIVE,)), side_of(two, (DECISIVE,)))
    clash = Clash("cls_1", kind, 0.9, 0.8, State.OPEN, sides, Lean(), "Both cannot be right.")
    reliability = FakeReliabilityService()
    known = Sides({one.id: one, two.id: two}, {"one": FIRST, "two": SECOND})
    [weighed], degraded = await WeighSides(reliability)("t", [clash], known, 1.0)
    assert (weighed.lean.status, degraded) == (LeanStatus.LEANING, ())
    return [contender.quantity.value if contender.quantity else None for contender in reliability.contenders[-1]]


async def test_a_clash_of_figures_is_weighed_by_the_figures_that_decided_it() -> None:
    year = figure(2026.0, unit="", span=Span(40, 44))
    assert await figures_weighed((year, figure(12.0)), (figure(20.0),)) == [12.0, 20.0]


@pytest.mark.parametrize(
    "other",
    [
        (),
        (figure(20.0, unit="ships"),),
        (figure(20.0, span=Span(40, 44)),),
        (figure(20.0), figure(30.0)),
        (figure(1e16),),
        (figure(float("nan")),),
        (figure(20.0, upper=10.0),),
    ],
)
async def test_a_clash_whose_figures_cannot_be_compared_is_weighed_without(other: tuple[Quantity, ...]) -> None:
    assert await figures_weighed((figure(12.0),), other) == [None, None]


async def test_figures_in_a_clash_of_another_kind_are_left_aside() -> None:
    assert await figures_weighed((figure(12.0),), (figure(20.0),), ClashKind.LOCATION) == [None, None]
