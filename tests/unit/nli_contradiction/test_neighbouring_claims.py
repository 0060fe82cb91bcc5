"""What stands side by side answers each other; figures, doers, places and causes retold by another voice clash."""

from dataclasses import replace

import pytest

from nli_contradiction.domain.claims import Claim, EvidenceKind, Modality, SpeakerKind, Stance
from nli_contradiction.domain.events import beside
from nli_contradiction.domain.profiles import profiles
from tests.unit.nli_contradiction.making import claim, contexts, day, figure, outcome

DENIES = Stance.DENIES


def in_order(*claims: Claim, gap: int = 1) -> list[Claim]:
    """The claims one after the other in one text, with `gap` characters between their sentences."""
    found, at = [], 10
    for one in claims:
        size = len(one.quote.text)
        moved = {"quote": {"start": at, "end": at + size}, "sentence": {"start": at, "end": at + size}}
        found.append(_moved(one, **moved))
        at += size + gap
    return found


def _moved(one: Claim, quote: dict[str, int], sentence: dict[str, int]) -> Claim:
    return replace(one, quote=replace(one.quote, **quote), sentence=replace(one.sentence, **sentence))


def nearness(*claims: Claim) -> float:
    first, second = profiles(claims, contexts(claims), frozenset())
    return beside(first, second)


SHUT, CLOSED = claim("the ward was shut", "Lena Orr"), claim("the doors stayed open", "Bo Lund")


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        (in_order(SHUT, CLOSED), 1.0),
        (in_order(SHUT, CLOSED, gap=2), 1.0),
        (in_order(SHUT, CLOSED, gap=90), 0.5),
        (in_order(SHUT, CLOSED, gap=400), 0.0),
        (in_order(SHUT, claim("the doors stayed open", "Lena Orr")), 0.0),
        (in_order(SHUT, claim("the doors stayed open")), 0.0),
        (in_order(SHUT, claim("the doors stayed open", "Bo Lund", document="d2")), 0.0),
    ],
)
def test_neighbours_are_two_voices_in_sentences_that_follow_each_other(claims: list[Claim], expected: float) -> None:
    assert nearness(*claims) == expected


def counted(value: float, words: str, speaker: str, of: str = "", unit: str = "people") -> Claim:
    return claim(words, speaker, figures=[figure(value, of, unit)])


FIGURES = [
    (
        "the same thing put at another number",
        in_order(
            counted(31, "the unit had 31 nurses on duty", "Ada Brook", "nurse"),
            counted(17, "the number on the shift was 17", "Union", "shift", ""),
        ),
        "clash",
    ),
    (
        "it, for what was just counted",
        in_order(
            counted(320000, "the missing sum was 320,000", "Prosecutor", "sum", "crown"),
            counted(275000, "it was 275,000", "Auditors", "", "crown"),
        ),
        "clash",
    ),
    (
        "the same number",
        in_order(
            counted(31, "the unit had 31 nurses on duty", "Ada Brook", "nurse"),
            counted(31, "the number on the shift was 31", "Union", "shift", ""),
        ),
        "none",
    ),
    (
        "a number of something else",
        in_order(
            counted(31, "the unit had 31 nurses on duty", "Ada Brook", "nurse"),
            counted(17, "17 lorries stood outside", "Union", "lorry", "lorry"),
        ),
        "none",
    ),
    (
        "some of those counted",
        in_order(
            counted(30, "30 people were dead", "Governor", "dead"),
            counted(2, "two children were among the dead", "Clinic", "dead"),
        ),
        "none",
    ),
    (
        "a crowd and those who marched",
        in_order(
            counted(20000, "the crowd was 20,000", "Police", "crowd", ""),
            counted(100000, "100,000 people had marched", "Organisers", "people", "people"),
        ),
        "clash",
    ),
    (
        "a turnout and those who voted",
        in_order(
            counted(61, "turnout in the ward was 61%", "Council", "turnout", "percent"),
            counted(47, "47% of the ward's voters took part", "Clerks", "voter", "percent"),
        ),
        "clash",
    ),
    (
        "a turnout and a party's share",
        in_order(
            counted(61, "turnout in the ward was 61%", "Council", "turnout", "percent"),
            counted(47, "47% of the ward's voters voted for Orr", "Clerks", "voter", "percent"),
        ),
        "none",
    ),
    (
        "one day's dead and those since the spring",
        in_order(
            counted(7, "7 people were killed in Friday's shelling", "Governor", "killed"),
            counted(31, "31 soldiers have been killed along the border since April", "Army", "killed"),
        ),
        "none",
    ),
    (
        "a share and a part",
        in_order(
            counted(64, "64 of the 70 nurseries were shut by the strike", "Union", "shut", "nursery"),
            counted(23, "23 of them were shut by the strike", "City hall", "shut", "nursery"),
        ),
        "clash",
    ),
    (
        "a share and the bare figure",
        in_order(
            counted(430, "430 of the 500 sorters had joined the strike", "Union", "sorter", "sorter"),
            counted(190, "the number of sorters on strike was 190", "Post", "sorter", ""),
        ),
        "clash",
    ),
    (
        "a number for all, and one for some place",
        in_order(
            counted(14, "14 goats had died in Tirsk since Friday", "Vets", "died", "goat"),
            counted(52, "Across the whole province 52 goats have died", "Ministry", "died", "goat"),
        ),
        "none",
    ),
    (
        "a number further on",
        in_order(
            counted(31, "the unit had 31 nurses on duty", "Ada Brook", "nurse"),
            counted(17, "the number on the shift was 17", "Union", "shift", ""),
            gap=900,
        ),
        "none",
    ),
]


@pytest.mark.parametrize(("claims", "expected"), [row[1:] for row in FIGURES], ids=[row[0] for row in FIGURES])
async def test_a_number_put_against_the_one_before(claims: list[Claim], expected: str) -> None:
    assert await outcome(*claims) == expected


def signed(doer: str, speaker: str, thing: str = "the felling order for Aldon Road", who: str = "") -> Claim:
    return claim(f"{who}{doer} had signed {thing}", speaker, head="sign", entities=[(doer, "PERSON", "agent")])


DOERS = [
    ("another doer", [signed("Ada Brook", "Mayor"), signed("Bo Lund", "Clerk")], "clash"),
    ("the same doer", [signed("Ada Brook", "Mayor"), signed("Ms Brook", "Clerk")], "none"),
    ("another thing", [signed("Ada Brook", "Mayor"), signed("Bo Lund", "Clerk", "a letter to the school")], "none"),
]


@pytest.mark.parametrize(("claims", "expected"), [row[1:] for row in DOERS], ids=[row[0] for row in DOERS])
async def test_two_doers_of_one_deed(claims: list[Claim], expected: str) -> None:
    assert await outcome(*claims) == expected


def seen(text: str, speaker: str, place: str, **more: object) -> Claim:
    return claim(text, speaker, places=[place], **more)  # type: ignore[arg-type]


ALIBIS = [
    (
        "in another town on the day of the deed",
        [
            seen("Ada Brook met rebels in Sessa on 11 May", "Two aides", "Sessa", head="meet", time=day(5, 11)),
            seen("Ada Brook was in Nolm on 11 May", "Her office", "Nolm", head="be", time=day(5, 11)),
        ],
        "clash",
    ),
    (
        "in another town on the days in question",
        [
            seen("Ada Brook met rebels in Sessa on 11 May", "Two aides", "Sessa", head="meet", time=day(5, 11)),
            seen("on the days in question Ms Brook was in Nolm", "Her office", "Nolm", head="be"),
        ],
        "clash",
    ),
    (
        "on another day",
        [
            seen("Ada Brook met rebels in Sessa on 11 May", "Two aides", "Sessa", head="meet", time=day(5, 11)),
            seen("Ada Brook was in Nolm on 14 May", "Her office", "Nolm", head="be", time=day(5, 14)),
        ],
        "none",
    ),
    (
        "somebody else",
        [
            seen("Ada Brook met rebels in Sessa on 11 May", "Two aides", "Sessa", head="meet", time=day(5, 11)),
            seen("Bo Lund was in Nolm on 11 May", "His office", "Nolm", head="be", time=day(5, 11)),
        ],
        "none",
    ),
]


@pytest.mark.parametrize(("claims", "expected"), [row[1:] for row in ALIBIS], ids=[row[0] for row in ALIBIS])
async def test_one_person_in_two_places(claims: list[Claim], expected: str) -> None:
    assert await outcome(*claims) == expected


PORTS = [
    seen("soldiers entered the port of Sessa on Monday night", "Dockers", "Sessa", head="enter"),
    seen("soldiers entered the port of Nolm on Monday night", "Dockers", "Nolm", head="enter"),
]
CONVOYS = [
    seen("the Tarn convoy entered the port of Sessa on Monday night", "Dockers", "Sessa", head="enter"),
    seen("the Tarn convoy entered the port of Nolm on Monday night", "Fishers", "Nolm", head="enter", document="d2"),
]


async def test_nobody_named_may_do_the_like_at_two_places_in_two_stories() -> None:
    here, there = PORTS
    assert await outcome(here, replace(there, document_id="d2")) == "none"


async def test_who_is_named_does_one_deed_at_one_place() -> None:
    assert await outcome(*CONVOYS) == "clash"


PLANS = [
    (
        "no plan against what is to come",
        [
            claim("Velta has a plan to close the Kessock works", "Velta", stance=DENIES, head="have"),
            claim(
                "the Kessock works will shut in May",
                "A letter",
                head="close",
                modality=Modality.FUTURE,
                evidence=EvidenceKind.DOCUMENT,
                stance=Stance.REPORTS_EVIDENCE,
            ),
        ],
        "clash",
    ),
    (
        "what was not against what is to come",
        [
            claim("Velta closed the Kessock works", "Velta", stance=DENIES, head="close"),
            claim(
                "the Kessock works will shut in May",
                "A letter",
                head="close",
                modality=Modality.FUTURE,
                evidence=EvidenceKind.DOCUMENT,
                stance=Stance.REPORTS_EVIDENCE,
            ),
        ],
        "none",
    ),
]


@pytest.mark.parametrize(("claims", "expected"), [row[1:] for row in PLANS], ids=[row[0] for row in PLANS])
async def test_a_plan_denied(claims: list[Claim], expected: str) -> None:
    assert await outcome(*claims) == expected


async def test_a_threat_that_is_denied_as_reported_clashes() -> None:
    threat = claim("managers told drivers they would lose overtime if they went to the meeting", "Union", head="tell")
    denial = claim(
        threat.proposition,
        "Velta",
        stance=DENIES,
        quote='Velta said there was "no truth" in that.',
        responds_to=[threat.id],
        start=threat.quote.end + 2,
    )
    assert await outcome(threat, denial) == "clash"


async def test_two_descriptions_are_tastes() -> None:
    first = claim("the talks were cordial and calm", "Mediator")
    second = claim("the talks were a waste of coffee", "Bo Lund")
    described = [_with_cue(first, "described"), _with_cue(second, "called")]
    assert await outcome(*described) == "none"


def _with_cue(one: Claim, cue: str) -> Claim:
    return replace(one, cue=cue)


async def test_a_denial_of_data_meets_what_they_show_was_not_so() -> None:
    treated = claim("gritters treated every road before midnight", "County", head="treat")
    data = claim(
        "a gritter left the Nolm depot", "Tracking data", stance=DENIES, evidence=EvidenceKind.DATA, head="leave"
    )
    quote = "Roads chief Ada Brook called the tracking data false."
    denial = claim("", "Ada Brook", stance=DENIES, quote=quote, start=data.quote.end + 2)
    assert await outcome(denial, data, treated) == "clash"


async def test_a_prosecution_never_speaks_for_the_accused() -> None:
    paid = claim("cash was paid to Olo Reen by the contractor", "The prosecution", kind=SpeakerKind.COURT)
    received = claim("Olo Reen received cash from the contractor", "Reen", stance=DENIES)
    paid = _affiliated(paid, "Reen")
    assert await outcome(received, paid) == "clash"


def _affiliated(one: Claim, body: str) -> Claim:
    return replace(one, speaker=replace(one.speaker, affiliation=body))
