"""G9 to G12: larger places, copies, presuppositions and refusals are no clash; their near misses are."""

from dataclasses import replace

import pytest

from nli_contradiction.domain.claims import Claim, Context, Stance
from nli_contradiction.domain.finder import ClashFinder, Request
from tests.fakes.entailment import CONTRADICTS, FakeEmbedder, FakeEntailmentModel
from tests.unit.nli_contradiction.making import NOON, claim, contexts, day, outcome

DENIES = Stance.DENIES


def moored(place: str, *around: str, speaker: str, date: int = 4) -> Claim:
    return claim(
        f"the tanker Velo was moored at {place} on {date} May",
        speaker,
        head="moor",
        places=[place, *around],
        time=day(5, date),
    )


G9_PLACES = [
    ("a town in its province", moored("Tirsk", "Ostland", speaker="Owner"), moored("Ostland", speaker="Navy"), "none"),
    ("the same town", moored("Tirsk", speaker="Owner"), moored("Tirsk", speaker="Navy"), "none"),
    ("a quay of the town", moored("Quay Six", "Tirsk", speaker="Owner"), moored("Tirsk", speaker="Navy"), "none"),
    ("another day", moored("Tirsk", speaker="Owner"), moored("Bremo", speaker="Navy", date=9), "none"),
    ("another town", moored("Tirsk", speaker="Owner"), moored("Bremo", speaker="Navy"), "clash"),
    (
        "two towns of one province",
        moored("Tirsk", "Ostland", speaker="Owner"),
        moored("Bremo", "Westland", speaker="Navy"),
        "clash",
    ),
    ("two provinces", moored("Ostland", speaker="Owner"), moored("Westland", speaker="Navy"), "clash"),
    ("two quays far apart", moored("Quay Tirsk", speaker="Owner"), moored("Bremo Roads", speaker="Navy"), "clash"),
]

LOOTED = "soldiers looted the museum in Karsk"
G11_PRESUPPOSED = [
    (
        "responsibility for it",
        claim("a rocket hit the market in Karsk", "Medics", head="hit"),
        claim("the rebels were responsible for the rocket that hit the market", "Rebels", stance=DENIES),
        "none",
    ),
    (
        "knowledge of it",
        claim("the Brenta dam leaked in March", "Divers", head="leak"),
        claim("the owner knew that the Brenta dam leaked in March", "Owner", stance=DENIES, head="know"),
        "none",
    ),
    (
        "the motive for it",
        claim("the ministry dismissed the auditor Ana Lind", "Union", head="dismiss"),
        claim("the motive for dismissing the auditor Ana Lind was revenge", "Ministry", stance=DENIES, head="be"),
        "none",
    ),
    (
        "a part in it",
        claim("a fire destroyed the city archive", "Firefighters", head="destroy"),
        claim("staff were involved in the fire that destroyed the archive", "Orvex", stance=DENIES, head="involve"),
        "none",
    ),
    (
        "the blame laid on the denier",
        claim("the Rebels were responsible for the rocket on the market", "Army", head="be"),
        claim("the rebels were responsible for the rocket on the market", "Rebels", stance=DENIES, head="be"),
        "clash",
    ),
    (
        "knowledge against knowledge",
        claim("the owner knew that the Brenta dam leaked", "Engineer", head="know"),
        claim("the owner knew that the Brenta dam leaked", "Owner", stance=DENIES, head="know"),
        "clash",
    ),
    (
        "the event itself",
        claim(LOOTED, "Curator", head="loot"),
        claim(LOOTED, "Army", stance=DENIES, head="loot"),
        "clash",
    ),
    (
        "the denier named as doer",
        claim("the Rebels fired the rocket at the market", "Army", head="fire"),
        claim("the rebels were involved in firing the rocket at the market", "Rebels", stance=DENIES, head="involve"),
        "clash",
    ),
]

G12_REFUSAL = [
    (
        "a bid turned down",
        claim("the union made a pay offer", "Union", head="make"),
        claim("the offer", "Company", stance=DENIES, subtype="refusal", quote="The company rejected the offer"),
        "none",
    ),
    (
        "an appeal dismissed",
        claim("Olo Reen lodged an appeal", "Lawyer", head="lodge"),
        claim("the appeal", "Court", stance=DENIES, quote="The court rejected the appeal"),
        "none",
    ),
    (
        "a visa denied",
        claim("the singer applied for a visa", "Agent", head="apply"),
        claim("a visa", "Consulate", stance=DENIES, quote="The consulate denied the singer a visa"),
        "none",
    ),
    (
        "bail refused",
        claim("Olo Reen asked for bail", "Lawyer", head="ask"),
        claim("bail", "Judge", stance=DENIES, quote="The judge denied bail"),
        "none",
    ),
    (
        "an offer said never to have been made",
        claim("managers made the nurses a pay offer in April", "Union", head="make"),
        claim("managers made the nurses a pay offer", "Hospital", stance=DENIES, head="make"),
        "clash",
    ),
    (
        "a plan said not to exist",
        claim("the council drew up a plan to sell Aldon park", "Neighbours", head="draw"),
        claim("the council drew up a plan to sell Aldon park", "Council", stance=DENIES, head="draw"),
        "clash",
    ),
    (
        "an accusation rejected",
        claim(LOOTED, "Curator", id="accusation", stance=Stance.ALLEGES, head="loot"),
        claim(LOOTED, "Army", stance=DENIES, quote="The army rejected the claim", responds_to=["accusation"]),
        "clash",
    ),
    (
        "a report of a request dismissed as untrue",
        claim("the army sent a request for fuel to the mine", "Miners", id="report", head="send"),
        claim("", "Army", stance=DENIES, quote="The army dismissed that as invented", responds_to=["report"]),
        "clash",
    ),
]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [pytest.param(*row[1:], id=row[0]) for row in (*G9_PLACES, *G11_PRESUPPOSED, *G12_REFUSAL)],
)
async def test_only_the_same_thing_at_issue_clashes(a: Claim, b: Claim, expected: str) -> None:
    assert await outcome(a, b) == expected


SAFE, UNSAFE = "the Tolva bridge was safe", "the Tolva bridge was unsafe"
MINISTER = claim(SAFE, "Minister", head="be", id="first", document="d1")
ENGINEER = claim(UNSAFE, "Engineer", head="be", id="other", document="d9")
G10_COPIES = [
    ("a reprint", [MINISTER, replace(MINISTER, id="copy", document_id="d2"), ENGINEER], {"d2": "origin-d1"}, 1),
    (
        "two reprints",
        [MINISTER, *(replace(MINISTER, id=d, document_id=d) for d in ("d2", "d3")), ENGINEER],
        {"d2": "origin-d1", "d3": "origin-d1"},
        1,
    ),
    (
        "a reprint of each side",
        [MINISTER, replace(MINISTER, id="m", document_id="d2"), ENGINEER, replace(ENGINEER, id="e", document_id="d8")],
        {"d2": "origin-d1", "d8": "origin-d9"},
        1,
    ),
    ("twice in one document", [MINISTER, replace(MINISTER, id="again"), ENGINEER], {}, 1),
    ("an independent report", [MINISTER, replace(MINISTER, id="own", document_id="d2"), ENGINEER], {}, 2),
    (
        "another speaker in the copy",
        [MINISTER, claim(SAFE, "Builder", head="be", document="d2"), ENGINEER],
        {"d2": "origin-d1"},
        2,
    ),
    (
        "two independent reports of each side",
        [MINISTER, replace(MINISTER, id="m", document_id="d2"), ENGINEER, replace(ENGINEER, id="e", document_id="d8")],
        {},
        4,
    ),
    (
        "one independent report and one reprint",
        [
            MINISTER,
            replace(MINISTER, id="own", document_id="d2"),
            replace(MINISTER, id="copy", document_id="d3"),
            ENGINEER,
        ],
        {"d3": "origin-d1"},
        2,
    ),
]


@pytest.mark.parametrize(("claims", "origins", "clashes"), [pytest.param(*row[1:], id=row[0]) for row in G10_COPIES])
async def test_copies_of_one_origin_fold_into_one_clash(
    claims: list[Claim], origins: dict[str, str], clashes: int
) -> None:
    known = {i: Context(i, c.source, NOON, origins.get(i, c.origin_id)) for i, c in contexts(claims).items()}
    finder = ClashFinder(FakeEntailmentModel(default=CONTRADICTS), FakeEmbedder())
    findings = await finder.find(Request(claims, known))
    assert len(findings.clashes) == clashes
    assert all(not set(c.folded_claim_ids) & {s.claim_id for s in c.sides} for c in findings.clashes)
