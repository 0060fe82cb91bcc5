"""G2: a later figure that replaces an earlier one is an update and no clash; its near misses are."""

from datetime import timedelta

import pytest

from nli_contradiction.domain.claims import Claim, Stance
from tests.unit.nli_contradiction.making import NOON, claim, figure, outcome

DENIES, SHOWS = Stance.DENIES, Stance.REPORTS_EVIDENCE
LATER = {"d2": NOON + timedelta(hours=20), "d3": NOON + timedelta(hours=1)}

G2_UPDATE = [
    (
        "a toll that rose overnight",
        claim(
            "9 people were killed in the Lomar landslide",
            "Rescue service",
            document="d1",
            head="kill",
            figures=[figure(9, "killed", "people")],
        ),
        claim(
            "14 people were killed in the Lomar landslide",
            "Rescue service",
            document="d2",
            head="kill",
            figures=[figure(14, "killed", "people")],
        ),
        "update",
    ),
    (
        "words that say it is the latest",
        claim("120 homes were damaged in Orra", "author", document="d1", head="damage", figures=[figure(120, "homes")]),
        claim(
            "310 homes were damaged in Orra",
            "Council",
            quote="The number of damaged homes has risen to 310, the council said",
            document="d2",
            head="damage",
            figures=[figure(310, "homes")],
        ),
        "update",
    ),
    (
        "none reported yet, then the first",
        claim(
            "deaths were reported in the Lomar landslide",
            "author",
            stance=DENIES,
            quote="No deaths have been reported in the Lomar landslide",
            document="d1",
            head="report",
        ),
        claim("a woman died in the Lomar landslide", "author", document="d2", head="die"),
        "update",
    ),
    (
        "a correction by the publisher",
        claim(
            "9 people were killed in the Lomar landslide",
            "author",
            document="d1",
            head="kill",
            figures=[figure(9, "killed", "people")],
        ),
        claim(
            "6 people were killed in the Lomar landslide",
            "author",
            quote="Correction: 6 people were killed in the Lomar landslide",
            document="d2",
            head="kill",
            figures=[figure(6, "killed", "people")],
        ),
        "update",
    ),
    (
        "what had happened so far, and in the end",
        claim(
            "11 ferries were turned back",
            "Harbour office",
            quote="The harbour office said 11 ferries had been turned back so far",
            document="d1",
            head="turn",
            figures=[figure(11, "ferry", "ferry")],
        ),
        claim(
            "In all, 23 ferries were turned back",
            "Harbour office",
            document="d2",
            head="turn",
            figures=[figure(23, "ferry", "ferry")],
        ),
        "update",
    ),
    (
        "a river that was rising",
        claim(
            "the Corva is at 3.2 metres at Tamsin bridge",
            "Rivers agency",
            quote="The Corva is at 3.2 metres at Tamsin bridge and rising",
            document="d1",
            head="be",
            figures=[figure(3.2, "", "metre")],
        ),
        claim(
            "the Corva now stands at 3.7 metres at Tamsin bridge",
            "Fire service",
            document="d2",
            head="stand",
            figures=[figure(3.7, "", "metre")],
        ),
        "update",
    ),
    (
        "two bodies at the same hour",
        claim(
            "9 people were killed in the Lomar landslide",
            "Police",
            document="d1",
            head="kill",
            figures=[figure(9, "killed", "people")],
        ),
        claim(
            "14 people were killed in the Lomar landslide",
            "Miners' union",
            document="d3",
            head="kill",
            figures=[figure(14, "killed", "people")],
        ),
        "clash",
    ),
    (
        "a count that cannot grow",
        claim(
            "3 gunmen attacked the Orvex depot", "Police", document="d1", head="attack", figures=[figure(3, "gunmen")]
        ),
        claim(
            "5 gunmen attacked the Orvex depot",
            "Prosecutor",
            document="d2",
            head="attack",
            figures=[figure(5, "gunmen")],
        ),
        "clash",
    ),
    (
        "what a count rose from, told behind it",
        claim(
            "the number of cholera cases in Orra has risen to 88",
            "Ministry",
            quote="The number of cholera cases in Orra has risen to 88, the ministry said on Monday",
            head="rise",
            start=100,
            figures=[figure(88, "cases")],
        ),
        claim(
            "the number of cholera cases in Orra stood at 61",
            "Clinics",
            quote="On Friday the number of cholera cases in Orra stood at 61",
            head="stand",
            start=300,
            figures=[figure(61, "cases")],
        ),
        "update",
    ),
    (
        "a toll that another body puts lower later",
        claim(
            "14 people were killed in the Lomar landslide",
            "Miners' union",
            document="d1",
            head="kill",
            figures=[figure(14, "killed", "people")],
        ),
        claim(
            "9 people were killed in the Lomar landslide",
            "Police",
            document="d2",
            head="kill",
            figures=[figure(9, "killed", "people")],
        ),
        "clash",
    ),
    (
        "a flat denial is no count that stood at none",
        claim(
            "guards died at the Orvex depot",
            "Orvex",
            stance=DENIES,
            quote="No guard died at the Orvex depot, the company said",
            document="d1",
            head="die",
        ),
        claim("a guard died at the Orvex depot", "Police", document="d2", head="die"),
        "clash",
    ),
]


@pytest.mark.parametrize(("a", "b", "expected"), [pytest.param(*row[1:], id=row[0]) for row in G2_UPDATE])
async def test_a_later_figure_for_the_same_count_is_an_update(a: Claim, b: Claim, expected: str) -> None:
    assert await outcome(a, b, published=LATER) == expected
