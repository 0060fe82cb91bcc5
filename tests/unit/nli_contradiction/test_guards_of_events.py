"""G1, G3 and G4: other events, bounds and hedges are no clash; their near misses are."""

from datetime import timedelta

import pytest

from nli_contradiction.domain.claims import Bound, Claim, EvidenceKind, Modality, Stance
from tests.unit.nli_contradiction.making import NOON, claim, day, figure, outcome

DENIES, SHOWS = Stance.DENIES, Stance.REPORTS_EVIDENCE

G1_OTHER_EVENT = [
    (
        "another plant",
        claim("the Norhaven plant leaked ammonia into the harbour", "Dockers", head="leak", places=["Norhaven"]),
        claim("the Silby plant leaked ammonia into the river", "Owner", stance=DENIES, head="leak", places=["Silby"]),
        "none",
    ),
    (
        "another year",
        claim("the ferry Corva ran aground off Tamsin", "Harbour office", head="run", time=day(3, 2, 2019)),
        claim("the ferry Corva ran aground off Tamsin", "Owner", stance=DENIES, head="run", time=day(5, 3)),
        "none",
    ),
    (
        "nothing in common",
        claim("the mayor approved the stadium contract", "Clerk", head="approve"),
        claim("the vaccine caused fever in infants", "Maker", stance=DENIES, head="cause"),
        "none",
    ),
    (
        "an earlier case that the text sets apart",
        claim(
            "a guard struck a prisoner",
            "Lawyer",
            quote="In an earlier case a guard struck a prisoner, the lawyer said",
            head="strike",
        ),
        claim("a warder hit an inmate in the yard", "Prison", stance=DENIES, head="hit"),
        "none",
    ),
    (
        "what was never done was not done last autumn",
        claim(
            "the yard borrowed from the Tolva fund",
            "Minutes",
            quote="Minutes show that the yard borrowed from the Tolva fund last autumn",
            head="borrow",
        ),
        claim(
            "the yard borrowed from the Tolva fund",
            "Owner",
            stance=DENIES,
            quote="The yard has never borrowed from the Tolva fund",
            head="borrow",
        ),
        "clash",
    ),
    (
        "another cause at another place",
        claim("dye killed the Tolva trout", "Anglers", head="kill"),
        claim(
            "heat killed the trout", "Owner", quote="Five miles off, heat killed the trout in another pond", head="kill"
        ),
        "none",
    ),
    (
        "somebody else of one name",
        claim(
            "the car that hit the cyclist was driven by Bo Garrod",
            "Police",
            head="drive",
            entities=[("Bo Garrod", "PERSON", "agent")],
        ),
        claim(
            "Ann Garrod drove the car",
            "Ann Garrod",
            stance=DENIES,
            head="drive",
            entities=[("Ann Garrod", "PERSON", "agent")],
        ),
        "none",
    ),
    (
        "who denies the opposite agrees",
        claim("the Tolva lock gate was working", "Board", head="work"),
        claim("the Tolva lock gate was out of order", "Spokesman", stance=DENIES, head="be"),
        "none",
    ),
    (
        "nothing in common but a model that says so",
        claim("Dee Sprout had been to nineteen", "Dee Sprout", head="be"),
        claim("someone was in the tent from seven", "Steward", stance=DENIES, head="be"),
        "none",
    ),
    (
        "the same plant",
        claim("the Norhaven plant leaked ammonia into the harbour", "Dockers", head="leak", places=["Norhaven"]),
        claim("the Norhaven plant leaked ammonia", "Owner", stance=DENIES, head="leak", places=["Norhaven"]),
        "clash",
    ),
    (
        "the same day",
        claim("the ferry Corva ran aground off Tamsin", "Harbour office", head="run", time=day(5, 3)),
        claim("the ferry Corva ran aground off Tamsin", "Owner", stance=DENIES, head="run", time=day(5, 3)),
        "clash",
    ),
    (
        "a denial for all time reaches the year",
        claim("Lena Marr took cash from the builder Orvex in 2019", "Bank records", head="take", time=day(3, 2, 2019)),
        claim(
            "Lena Marr took cash from the builder Orvex",
            "Lena Marr",
            stance=DENIES,
            head="take",
            quote="Lena Marr said she had never taken cash from Orvex",
        ),
        "clash",
    ),
    (
        "one side dates it and the other does not",
        claim(
            "troops entered the village of Karsk on 3 May", "Teacher", head="enter", time=day(5, 3), places=["Karsk"]
        ),
        claim("troops entered the village of Karsk", "Army", stance=DENIES, head="enter", places=["Karsk"]),
        "clash",
    ),
]

G3_BOUNDS = [
    ("at least leaves room above", figure(20, "miners", bound=Bound.AT_LEAST), figure(34, "miners"), "none"),
    ("at most leaves room below", figure(50, "miners", bound=Bound.AT_MOST), figure(34, "miners"), "none"),
    ("a figure within the range", figure(30, "miners", bound=Bound.RANGE, upper=40), figure(34, "miners"), "none"),
    ("about is near enough", figure(30, "miners", bound=Bound.ABOUT), figure(34, "miners"), "none"),
    ("at least lies above", figure(50, "miners", bound=Bound.AT_LEAST), figure(34, "miners"), "clash"),
    ("at most lies below", figure(12, "miners", bound=Bound.AT_MOST), figure(34, "miners"), "clash"),
    ("a figure outside the range", figure(60, "miners", bound=Bound.RANGE, upper=80), figure(34, "miners"), "clash"),
    ("about is too far", figure(300, "miners", bound=Bound.ABOUT), figure(34, "miners"), "clash"),
]

G4_HEDGES = [
    (
        "may against an assertion",
        claim("a spark may have started the Orra fire", "Fire chief", modality=Modality.POSSIBLE, head="start"),
        claim("a lightning strike started the Orra fire", "Forester", head="start"),
        "none",
    ),
    (
        "could against a denial",
        claim("rebels could have hit the Karsk clinic", "Observer", modality=Modality.POSSIBLE, head="hit"),
        claim("rebels hit the Karsk clinic", "Rebels", stance=DENIES, head="hit"),
        "none",
    ),
    (
        "might on both sides",
        claim("the pump might have failed at Norhaven", "Engineer", modality=Modality.POSSIBLE, head="fail"),
        claim("the pump might have worked at Norhaven", "Owner", modality=Modality.POSSIBLE, head="work"),
        "none",
    ),
    (
        "cannot be ruled out",
        claim("poison was possibly used in Karsk", "Inspector", modality=Modality.POSSIBLE, head="use"),
        claim("poison was used in Karsk", "Army", stance=DENIES, head="use"),
        "none",
    ),
    (
        "video that appears to show it, against a denial",
        claim(
            "rebels hit the Karsk clinic",
            "A video",
            stance=SHOWS,
            evidence=EvidenceKind.VIDEO,
            modality=Modality.POSSIBLE,
            commitment="PS+",
            head="hit",
        ),
        claim("rebels hit the Karsk clinic", "Rebels", stance=DENIES, head="hit"),
        "clash",
    ),
    (
        "probably is more than perhaps",
        claim("rebels hit the Karsk clinic", "Observer", modality=Modality.PROBABLE, commitment="PR+", head="hit"),
        claim("rebels hit the Karsk clinic", "Rebels", stance=DENIES, head="hit"),
        "clash",
    ),
    (
        "May is a month",
        claim("rebels hit the Karsk clinic in May", "Observer", head="hit"),
        claim("rebels hit the Karsk clinic", "Rebels", stance=DENIES, head="hit"),
        "clash",
    ),
    (
        "certain on both sides",
        claim("poison was used in Karsk", "Inspector", head="use"),
        claim("poison was used in Karsk", "Army", stance=DENIES, head="use"),
        "clash",
    ),
]

LATER = {"d2": NOON + timedelta(hours=20), "d3": NOON + timedelta(hours=1)}


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [pytest.param(*row[1:], id=row[0]) for row in (*G1_OTHER_EVENT, *G4_HEDGES)],
)
async def test_only_what_is_certain_about_one_event_clashes(a: Claim, b: Claim, expected: str) -> None:
    assert await outcome(a, b, published=LATER) == expected


@pytest.mark.parametrize(("mine", "theirs", "expected"), [pytest.param(*row[1:], id=row[0]) for row in G3_BOUNDS])
async def test_figures_clash_only_where_their_bounds_exclude_each_other(mine, theirs, expected) -> None:  # noqa: ANN001
    a = claim("miners were trapped in the Ostra pit", "The company", head="trap", figures=[mine])
    b = claim("miners were trapped in the Ostra pit on Monday", "The union", head="trap", figures=[theirs])
    assert await outcome(a, b) == expected
