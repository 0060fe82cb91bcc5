import math
import time
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nli_contradiction.domain.claims import Claim, EvidenceKind, Modality, Part, Span, Stance
from nli_contradiction.domain.finder import ClashFinder, Request
from nli_contradiction.domain.verdicts import Findings
from service_kit.errors import ErrorKind, ServiceError
from tests.fakes.entailment import CONTRADICTS, ENTAILS, FakeEmbedder, FakeEntailmentModel
from tests.unit.nli_contradiction.making import claim, contexts, figure

THINGS = ("bridge", "ferry", "market", "clinic", "tower")
STATES = ("open", "closed", "safe", "unsafe", "lit", "dark")


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    number = draw(st.integers(min_value=1, max_value=900))
    text = f"the {draw(st.sampled_from(THINGS))} in Tirsk was {draw(st.sampled_from(STATES))} to {number} visitors"
    return claim(
        text if draw(st.booleans()) else "",
        draw(st.sampled_from(["author", "Mayor Ada Moor", "Police", "Witness"])),
        stance=draw(st.sampled_from(Stance)),
        modality=draw(st.sampled_from(Modality)),
        evidence=draw(st.sampled_from(EvidenceKind)),
        document=draw(st.sampled_from(["d1", "d2"])),
        quote=text,
        start=draw(st.integers(min_value=1, max_value=5)) * 1000,
        figures=[figure(number, "visitors", "people")],
        head="be",
    )


def numbered(found: list[Claim]) -> list[Claim]:
    ids = [f"clm_{i}" for i in range(len(found))]
    return [
        replace(c, id=i, responds_to=(ids[n - 1],) if n else ())
        for n, (c, i) in enumerate(zip(found, ids, strict=True))
    ]


async def found_in(sides: list[Claim], **request: object) -> Findings:
    finder = ClashFinder(FakeEntailmentModel(default=ENTAILS), FakeEmbedder())
    return await finder.find(Request(sides, contexts(sides), **request))  # type: ignore[arg-type]


SLOW_START = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW_START
@given(st.lists(claims(), max_size=8).map(numbered))
async def test_whatever_is_sent_every_clash_keeps_its_promises(sides: list[Claim]) -> None:
    found = await found_in(sides)
    by_id = {c.id: c for c in sides}
    for clash in (*found.clashes, *found.unsure):
        first, second = (by_id[side.claim_id] for side in clash.sides)
        assert first.sentence != second.sentence or first.document_id != second.document_id
        assert 0.0 <= clash.severity <= clash.probability <= 1.0
        assert Stance.NO_COMMENT not in {first.stance, second.stance}
        assert {first.stance, second.stance} != {Stance.DENIES}
        for side in clash.sides:
            quote = by_id[side.claim_id].quote
            assert side.decisive
            assert all(quote.start <= s.start < s.end <= quote.end for s in side.decisive)
    assert not {c.id for c in found.clashes} & {c.id for c in found.unsure}


@SLOW_START
@given(st.lists(claims(), max_size=6).map(numbered))
async def test_the_same_request_gives_the_same_answer(sides: list[Claim]) -> None:
    assert await found_in(sides) == await found_in(sides)


@SLOW_START
@given(st.lists(claims(), max_size=6).map(numbered), st.randoms(use_true_random=False))
async def test_the_order_of_the_claims_changes_no_pair(sides: list[Claim], random: object) -> None:
    shuffled = list(sides)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    pairs = [
        {frozenset(s.claim_id for s in c.sides) for c in (await found_in(order)).clashes} for order in (sides, shuffled)
    ]
    assert len(pairs[0]) == len(pairs[1])


BRIDGE = "the Tolva bridge was safe for lorries"
ACCUSED = claim(
    "the council sold the Tolva mill for a bribe", "Ada Moor", id="accusation", stance=Stance.ALLEGES, start=100
)
DENIAL = claim(
    "",
    "Council",
    id="denial",
    stance=Stance.DENIES,
    quote="The council called that a lie",
    responds_to=["accusation"],
    start=500,
)
VIDEO = claim(
    "councillors were taking a bribe for the Tolva mill",
    "A video",
    id="video",
    stance=Stance.REPORTS_EVIDENCE,
    evidence=EvidenceKind.VIDEO,
    start=300,
)


async def test_a_denial_clashes_with_the_claim_it_answers_without_asking_the_model() -> None:
    model = FakeEntailmentModel()
    findings = await ClashFinder(model, FakeEmbedder()).find(Request([ACCUSED, DENIAL], contexts([ACCUSED])))
    assert [{s.claim_id for s in c.sides} for c in findings.clashes] == [{"accusation", "denial"}]
    assert findings.pairs_scored == 0


async def test_a_denial_clashes_with_evidence_for_the_claim_it_answers() -> None:
    findings = await found_in([ACCUSED, VIDEO, DENIAL])
    assert {frozenset(s.claim_id for s in c.sides): c.kind.value for c in findings.clashes} == {
        frozenset({"accusation", "denial"}): "denial_vs_assertion",
        frozenset({"video", "denial"}): "denial_vs_evidence",
    }


async def test_hedged_evidence_weighs_less() -> None:
    hedged = replace(VIDEO, modality=Modality.POSSIBLE, speaker_commitment="PS+")
    sure, unsure = [(await found_in([ACCUSED, video, DENIAL])).clashes for video in (VIDEO, hedged)]
    severities = [
        next(c.severity for c in found if "video" in {s.claim_id for s in c.sides}) for found in (sure, unsure)
    ]
    assert severities[1] < severities[0]


async def test_the_model_sees_positive_propositions_only() -> None:
    model = FakeEntailmentModel(default=ENTAILS)
    denied = claim(BRIDGE, "Engineer", stance=Stance.DENIES, quote="The Tolva bridge was not safe for lorries")
    await ClashFinder(model, FakeEmbedder()).find(Request([claim(BRIDGE, "Mayor"), denied], contexts([denied])))
    assert {text for pair in model.asked for text in (pair.premise, pair.hypothesis)} <= {BRIDGE}


@pytest.mark.parametrize("answered", [[], ["a"]], ids=["unlinked", "linked"])
async def test_archived_claims_meet_only_new_ones(answered: list[str]) -> None:
    old = [
        claim(BRIDGE, "Mayor", id="a", document="d1"),
        claim(BRIDGE, "Engineer", id="b", stance=Stance.DENIES, document="d2", responds_to=answered),
    ]
    new = claim(BRIDGE, "Builder", id="c", stance=Stance.DENIES, document="d3")
    found = await found_in([*old, new], archived_claim_ids=["a", "b"])
    assert [{s.claim_id for s in c.sides} for c in found.clashes] == [{"a", "c"}]


async def test_pairs_beyond_the_limit_are_counted_and_the_most_promising_asked() -> None:
    sides = [
        claim(f"the Tolva bridge was {state} for lorries", f"Expert {i}", id=f"c{i}") for i, state in enumerate(STATES)
    ]
    finder = ClashFinder(FakeEntailmentModel(default=CONTRADICTS), FakeEmbedder())
    free = await finder.find(Request(sides, contexts(sides)))
    tight = await finder.find(Request(sides, contexts(sides), max_pairs=2))
    assert tight.pairs_scored == 2
    assert tight.pairs_skipped == free.pairs_scored - 2


async def test_thresholds_part_clashes_from_what_is_unsure() -> None:
    sides = [ACCUSED, DENIAL]
    high = await found_in(sides, clash_threshold=0.999, unsure_threshold=0.2)
    assert not high.clashes
    assert len(high.unsure) == 1


async def test_a_headline_takes_no_side_beside_its_body() -> None:
    title = replace(ACCUSED, id="title", quote=replace(ACCUSED.quote, part=Part.TITLE), sentence=Span(0, 40))
    found = await found_in([title, ACCUSED, DENIAL])
    assert all("title" not in {s.claim_id for s in c.sides} for c in found.clashes)


@pytest.mark.parametrize("sides", [[], [claim(BRIDGE)], [claim("", "Mayor", quote="He shrugged", id="x")]])
async def test_too_little_to_compare_finds_nothing(sides: list[Claim]) -> None:
    assert await found_in(sides) == Findings()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"id": ""}, "claims[1].id"),
        ({"id": "accusation"}, "claims[1].id"),
        ({"document_id": ""}, "claims[1].document_id"),
        ({"proposition": "x" * 2001}, "claims[1].proposition"),
        ({"quantities": (figure(math.inf),)}, "claims[1].quantities[0].value"),
        ({"quantities": (figure(math.nan),)}, "claims[1].quantities[0].value"),
    ],
)
async def test_bad_claims_are_refused_by_field(change: dict[str, object], field: str) -> None:
    with pytest.raises(ServiceError) as refusal:
        await found_in([ACCUSED, replace(DENIAL, **change)])  # type: ignore[arg-type]
    assert (refusal.value.kind, refusal.value.field) == (ErrorKind.INVALID, field)


@pytest.mark.parametrize(
    ("request_fields", "field"),
    [
        ({"clash_threshold": 1.5}, "clash_threshold"),
        ({"clash_threshold": 0.3, "unsure_threshold": 0.6}, "unsure_threshold"),
        ({"archived_claim_ids": ["nobody"]}, "archived_claim_ids[0]"),
    ],
)
async def test_bad_requests_are_refused_by_field(request_fields: dict[str, object], field: str) -> None:
    with pytest.raises(ServiceError) as refusal:
        await found_in([ACCUSED, DENIAL], **request_fields)
    assert refusal.value.field == field


@pytest.mark.slow
async def test_two_thousand_claims_are_decided_in_seconds() -> None:
    sides = [
        claim(
            f"the {THINGS[i % 5]} number {i // 5} in Tirsk was {STATES[i % 6]}",
            f"Expert {i}",
            id=f"c{i}",
            start=i * 50 + 1,
        )
        for i in range(2000)
    ]
    started = time.process_time()
    findings = await found_in(sides)
    assert time.process_time() - started < 15
    assert findings.pairs_scored <= 2000
    assert findings.candidate_pairs <= 2000 * 20


async def test_one_claim_too_many_is_refused() -> None:
    with pytest.raises(ServiceError, match="2001 claims were sent, the limit is 2000"):
        await found_in([replace(ACCUSED, id=f"c{i}") for i in range(2001)])
