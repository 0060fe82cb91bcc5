from dataclasses import replace
from datetime import timedelta

import pytest

from nli_contradiction.domain.claims import Claim, EvidenceKind, Modality, Speaker, SpeakerKind, Stance
from nli_contradiction.domain.deciding import examine
from nli_contradiction.domain.events import match
from nli_contradiction.domain.finder import ClashFinder, Request
from nli_contradiction.domain.grounds import Candidate
from nli_contradiction.domain.opposites import opposed_words
from nli_contradiction.domain.parties import same_speaker
from nli_contradiction.domain.places import Places
from nli_contradiction.domain.policy import Policy
from nli_contradiction.domain.profiles import profiles
from nli_contradiction.domain.verdicts import Clash, ClashKind, Findings, Verdict
from tests.fakes.entailment import CONTRADICTS, ENTAILS, NEUTRAL, FakeEmbedder, FakeEntailmentModel
from tests.unit.nli_contradiction.making import NOON, claim, contexts, day, figure, outcome

DENIES, SHOWS = Stance.DENIES, Stance.REPORTS_EVIDENCE
SEEN, FILMED = EvidenceKind.EYEWITNESS, EvidenceKind.VIDEO
SOLD = "the council sold the Tolva mill to Orvex"


async def findings(*sides: Claim, hours_apart: float = 0.0) -> Findings:
    denial = any(side.stance is DENIES for side in sides)
    finder = ClashFinder(FakeEntailmentModel(default=ENTAILS if denial else CONTRADICTS), FakeEmbedder())
    later = {side.document_id: NOON + timedelta(hours=hours_apart * n) for n, side in enumerate(sides)}
    return await finder.find(Request(sides, contexts(sides, **later)))


async def only(*sides: Claim, hours_apart: float = 0.0) -> Clash:
    (clash,) = (await findings(*sides, hours_apart=hours_apart)).clashes
    return clash


KINDS = [
    (
        ClashKind.REVERSAL,
        claim(SOLD, "Ada Moor", document="d1"),
        claim(SOLD, "Ada Moor", stance=DENIES, document="d2"),
    ),
    (
        ClashKind.REVERSAL,
        claim(SOLD, "Orvex", document="d1"),
        claim(SOLD, "Ben Hask", affiliation="Orvex", stance=DENIES, document="d2"),
    ),
    (ClashKind.OFFICIAL_VS_EYEWITNESS, claim(SOLD, "Ada Moor", evidence=SEEN), claim(SOLD, "Council", stance=DENIES)),
    (
        ClashKind.DENIAL_VS_EVIDENCE,
        claim(SOLD, "A video", stance=SHOWS, evidence=FILMED, kind=SpeakerKind.DOCUMENT),
        claim(SOLD, "Council", stance=DENIES),
    ),
    (ClashKind.DENIAL_VS_ASSERTION, claim(SOLD, "Ada Moor"), claim(SOLD, "Council", stance=DENIES)),
    (
        ClashKind.NUMERIC,
        claim("12 lorries crossed the Tolva bridge", "Police", head="cross", figures=[figure(12, "lorries")]),
        claim("40 lorries crossed the Tolva bridge", "Union", head="cross", figures=[figure(40, "lorries")]),
    ),
    (
        ClashKind.TEMPORAL,
        claim("the Tolva bridge closed at 9.15am", "Police", head="close"),
        claim("the Tolva bridge closed at 11.40am", "Driver", head="close"),
    ),
    (
        ClashKind.LOCATION,
        claim("the Velo was moored at Tirsk on 4 May", "Owner", head="moor", places=["Tirsk"], time=day(5, 4)),
        claim("the Velo was moored at Bremo on 4 May", "Navy", head="moor", places=["Bremo"], time=day(5, 4)),
    ),
    (
        ClashKind.LOCATION,
        claim("Ada Moor was at home in Tirsk", "Ada Moor", head="be", places=["Tirsk"]),
        claim("Ada Moor was filmed at Bremo, 90 miles from Tirsk", "Court", head="film", places=["Bremo"]),
    ),
    (
        ClashKind.IDENTITY,
        claim("Ada Moor signed the Tolva lease", "Clerk", head="sign", entities=[("Ada Moor", "PERSON", "agent")]),
        claim("Ben Hask signed the Tolva lease", "Mayor", head="sign", entities=[("Ben Hask", "PERSON", "agent")]),
    ),
    (
        ClashKind.IDENTITY,
        claim("the Tolva mural was painted by Ada Moor", "Curator", head="paint"),
        claim("the painter of the mural was the sculptor Ben Hask", "Dealer", head="be"),
    ),
    (
        ClashKind.LOCATION,
        claim("the trawler was stopped in Rhovian waters off Tirsk", "Navy", head="stop", event="movement"),
        claim("the trawler was seized inside Ardania", "Coastguard", head="seize", event="movement"),
    ),
    (
        ClashKind.CAUSAL,
        claim("a short circuit caused the Tolva mill fire", "Insurer", head="cause"),
        claim("the Tolva mill fire was started by lightning", "Owner", head="start"),
    ),
    (
        ClashKind.CAUSAL,
        claim("a fungus killed the Tolva larches", "Forester", head="kill"),
        claim("weedkiller killed the trees", "Botanist", head="kill"),
    ),
    (
        ClashKind.CAUSAL,
        claim("lightning ignited the dust in the Tolva silo", "Owner", head="ignite"),
        claim("a seized bearing ignited the dust", "Engineers", head="ignite"),
    ),
    (
        ClashKind.ANTONYM,
        claim("the Tolva gate was open all night", "Guard", head="be"),
        claim("the Tolva gate was locked all night", "Owner", head="be"),
    ),
    (
        ClashKind.NEGATION,
        claim("the Tolva police fired without warning", "Union", head="fire"),
        claim("the Tolva police gave a warning over loudspeakers", "Police", head="give"),
    ),
]


@pytest.mark.parametrize(("kind", "a", "b"), KINDS, ids=[f"{n}-{row[0].value}" for n, row in enumerate(KINDS)])
async def test_the_first_kind_that_fits_is_named(kind: ClashKind, a: Claim, b: Claim) -> None:
    assert (await only(a, b, hours_apart=30)).kind is kind


def test_every_kind_is_shown_above() -> None:
    assert {row[0] for row in KINDS} == set(ClashKind)


@pytest.mark.parametrize(("kind", "a", "b"), KINDS, ids=[f"{n}-{row[0].value}" for n, row in enumerate(KINDS)])
async def test_the_explanation_names_both_sides_in_the_past_tense(kind: ClashKind, a: Claim, b: Claim) -> None:
    told = (await only(a, b, hours_apart=30)).explanation
    assert a.speaker.name.lower() in told.lower()
    assert b.speaker.name.lower() in told.lower()
    assert not {"says", "denies", "shows"} & set(told.split())
    assert told.endswith(".")
    assert kind is not ClashKind.REVERSAL or "at another time" in told


async def test_decisive_words_are_the_figures_themselves() -> None:
    _, a, b = KINDS[5]
    clash = await only(a, b)
    quotes = {c.id: c.quote for c in (a, b)}
    shown = [
        quotes[s.claim_id].text[d.start - quotes[s.claim_id].start : d.end - quotes[s.claim_id].start]
        for s in clash.sides
        for d in s.decisive
    ]
    assert shown == ["12", "40"]


@pytest.mark.parametrize(
    ("denied", "told"),
    [
        ('The army told Coast Wire the claim was "a story for children"', '("a story for children")'),
        ('The army said "it is not so"', '("not so")'),
    ],
)
async def test_a_denial_is_cited_by_its_own_words(denied: str, told: str) -> None:
    text = "Soldiers looted the Tolva museum"
    denial = claim(text, "The army", stance=DENIES, quote=denied, responds_to=["told"], head="loot")
    clash = await only(claim(text, "Curator", id="told", head="loot"), denial)
    assert told in clash.explanation
    assert ", while the army denied" in clash.explanation


async def test_a_common_noun_opens_no_clause_with_a_capital() -> None:
    a = claim("Fares on the Skerry line fell", "Orvex", quote="Orvex said fares on the Skerry line fell", head="fall")
    b = claim("Skerry line fares rose", "Union", quote="The union said Skerry line fares rose", head="rise")
    told = (await only(a, b)).explanation
    assert "that fares on the Skerry line fell" in told
    assert "that Skerry line fares rose" in told


async def test_a_replaced_figure_is_not_held_against_others_when_its_successor_is() -> None:
    def dead(count: float, speaker: str, document: str) -> Claim:
        text = f"{count:g} people were killed in the Lomar landslide"
        return claim(
            text,
            speaker,
            id=f"{speaker}-{count:g}",
            head="kill",
            document=document,
            figures=[figure(count, "killed", "people")],
        )

    found = await findings(dead(9, "Police", "d1"), dead(14, "Police", "d2"), dead(40, "Union", "d3"), hours_apart=10)
    assert [{s.claim_id for s in c.sides} for c in found.clashes] == [{"Police-14", "Union-40"}]
    assert [(u.earlier_claim_id, u.later_claim_id) for u in found.updates] == [("Police-9", "Police-14")]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("the lights were working", "the lights had been switched off", True),
        ("he left of his own free will", "the board forced out the coach", True),
        ("the shop has enough bread", "the shop had run out of bread", True),
        ("the gates were opened one by one", "the gates were opened all at once", True),
        ("crowds at the fair were larger than last year", "crowds at the fair were smaller", True),
        ("bread is dearer", "bread is cheaper", True),
        ("the guards rose early", "the army lost two guards", False),
        ("the lights were working", "the lights were bright", False),
        ("the lights were switched off", "the lights were off", False),
    ],
)
def test_phrases_oppose_like_words(a: str, b: str, expected: bool) -> None:  # noqa: FBT001
    assert (opposed_words(a, b) is not None) is expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (Speaker("Ada Moor"), Speaker("Ms Moor"), True),
        (Speaker("Orvex"), Speaker("Ben Hask", "Orvex", SpeakerKind.PERSON), True),
        (Speaker("Ada Moor", "Orvex"), Speaker("Ben Moor", "Tolva Paper"), False),
        (Speaker("author"), Speaker("author"), False),
        (Speaker("he"), Speaker("he"), False),
        (Speaker("Orvex"), Speaker("Tax returns of Orvex", kind=SpeakerKind.DOCUMENT), False),
        (Speaker("Log", kind=SpeakerKind.DOCUMENT), Speaker("Log", kind=SpeakerKind.DOCUMENT), True),
    ],
)
def test_one_speaker_is_known_under_several_names(a: Speaker, b: Speaker, expected: bool) -> None:  # noqa: FBT001
    assert same_speaker(a, b) is expected
    assert same_speaker(b, a) is expected


async def test_one_speaker_on_one_occasion_contradicts_nobody() -> None:
    a = claim("the Tolva gate was open all night", "Guard", head="be")
    assert (
        await outcome(a, replace(claim("the Tolva gate was locked all night", "Guard", head="be"), id="other"))
        == "none"
    )


async def test_flights_of_other_numbers_are_other_flights() -> None:
    a = claim("passengers were hurt on board flight 214 to Tirsk", "Airline", stance=DENIES, head="hurt")
    b = claim("passengers were hurt on board flight 241 to Tirsk", "Inspectors", head="hurt")
    assert await outcome(a, b) == "none"
    assert await outcome(a, claim(b.proposition.replace("241", "214"), "Inspectors", head="hurt")) == "clash"


async def test_without_any_sign_of_opposition_nothing_is_found() -> None:
    finder = ClashFinder(FakeEntailmentModel(default=NEUTRAL), FakeEmbedder())
    sides = [
        claim("the Tolva gate is new", "Guard", head="be"),
        claim("the Tolva gate is made of oak", "Owner", head="be"),
    ]
    assert not (await finder.find(Request(sides, contexts(sides)))).clashes


async def test_an_exhibit_is_named_beside_the_one_who_cites_it() -> None:
    cited = claim(SOLD, "Ada Moor", stance=SHOWS, evidence=FILMED, kind=SpeakerKind.PERSON)
    clash = await only(cited, claim(SOLD, "Council", stance=DENIES))
    assert clash.explanation.startswith("Video cited by Ada Moor showed that the council sold")


VERDICTS = [
    (Verdict.CLASH, claim(SOLD, "Ada Moor"), claim(SOLD, "Council", stance=DENIES)),
    (Verdict.GUARDED, claim(SOLD, "Ada Moor", modality=Modality.POSSIBLE), claim(SOLD, "Council", stance=DENIES)),
    (Verdict.UNRELATED, claim(SOLD, "Ada Moor"), claim("ferries to Bremo were late", "Owner")),
    (Verdict.COMPATIBLE, claim(SOLD, "Ada Moor"), claim(SOLD, "Ben Hask")),
    (
        Verdict.UPDATE,
        claim("9 people died in the Lomar flood", head="die", document="d1", figures=[figure(9, "died", "people")]),
        claim("14 people died in the Lomar flood", head="die", document="d2", figures=[figure(14, "died", "people")]),
    ),
]


@pytest.mark.parametrize(("verdict", "a", "b"), VERDICTS, ids=[row[0].value for row in VERDICTS])
def test_every_verdict_can_be_reached(verdict: Verdict, a: Claim, b: Claim) -> None:
    left, right = profiles([a, b], contexts([a, b]), frozenset())
    places = Places([a, b])
    pair = Candidate(left, right, match(left, right, places, 0.3, Policy()))
    assert examine(pair, places, Policy()).verdict is verdict


def test_no_verdict_is_forgotten() -> None:
    assert {row[0] for row in VERDICTS} == set(Verdict)
