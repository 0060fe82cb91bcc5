"""What makes two statements opposite, and what only looks like it: negations, causes, speakers."""

from dataclasses import replace

import pytest

from nli_contradiction.domain.claims import SpeakerKind, Stance
from nli_contradiction.domain.contrasts import cause_and_effect
from nli_contradiction.domain.profiles import profiles
from tests.unit.nli_contradiction.making import claim, contexts, outcome


@pytest.mark.parametrize(
    ("proposition", "negated"),
    [
        ("the bars contained no peanut", True),
        ("the crew did not fire", True),
        ("the bars contained peanut that was not on the label", False),
        ("the outage wiped out two days of orders, for which no copy existed", False),
        ("police fired gas without any warning", False),
    ],
)
def test_only_the_main_clause_makes_a_proposition_negated(proposition: str, negated: bool) -> None:  # noqa: FBT001
    one = claim(proposition, "Ministry")
    (profile,) = profiles([one], contexts([one]), frozenset())
    assert profile.is_negated is negated


async def test_causes_that_share_a_word_are_two_causes() -> None:
    lit = claim("the fire at the jail was started by prisoners who set light to mattresses", "Governor", head="start")
    wired = claim("faulty wiring in a ceiling light caused the fire at the jail", "Brigade", head="cause")
    assert await outcome(lit, wired) == "clash"


async def test_a_speaker_for_a_place_does_not_speak_for_its_residents() -> None:
    told = claim("the mill dumped dye into the brook", "Residents of Lower Alder", kind=SpeakerKind.WITNESS, id="clm_r")
    put_down = claim(
        "the mill dumped dye into the brook",
        "The company",
        affiliation="Lower Alder",
        stance=Stance.DENIES,
        responds_to=["clm_r"],
    )
    assert await outcome(told, put_down) == "clash"


async def test_what_one_speaker_told_months_ago_meets_what_they_say_now() -> None:
    then = claim(
        "Gregor Fane had been to the warehouse at Cobb Wharf",
        "Gregor Fane",
        stance=Stance.DENIES,
        quote="Gregor Fane told detectives in June that he had never been to the warehouse at Cobb Wharf",
        start=100,
    )
    now = claim("Gregor Fane had been to the warehouse at Cobb Wharf five times", "Gregor Fane", start=400)
    assert await outcome(then, now) == "clash"
    dated = replace(
        then,
        proposition="Gregor Fane had been to the warehouse at Cobb Wharf in June",
        quote=replace(then.quote, text="Gregor Fane said he had never been to the warehouse at Cobb Wharf in June"),
    )
    assert await outcome(dated, now) == "none"


async def test_another_speaker_tells_of_no_other_event() -> None:
    none = claim("a shot was fired at the man on the ground in Tirsk", "Police", stance=Stance.DENIES, head="fire")
    seen = claim(
        "an officer fired a shot at the man on the ground in Tirsk",
        "Ana Pell",
        quote="Another neighbour, Ana Pell, said an officer fired a shot at the man on the ground in Tirsk",
        head="fire",
    )
    assert await outcome(none, seen) == "clash"


@pytest.mark.parametrize("text", ["7 people were killed in Friday's shelling", "the talks have been started anew"])
def test_what_was_suffered_names_no_cause(text: str) -> None:
    assert cause_and_effect(text) is None
