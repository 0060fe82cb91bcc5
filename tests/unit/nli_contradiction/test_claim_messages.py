import pytest

from clashwire.claims.v1 import claim_pb2
from clashwire.nli_contradiction.v1 import nli_contradiction_pb2 as pb2
from nli_contradiction.api.claim_messages import read_claim, read_context
from nli_contradiction.api.find_clashes import find_clashes
from nli_contradiction.domain.claims import Bound, EvidenceKind, Modality, Part, Span, Stance
from nli_contradiction.domain.finder import ClashFinder
from nli_contradiction.domain.policy import Policy
from service_kit.errors import ErrorKind, ServiceError
from tests.fakes.entailment import ENTAILS, FakeEmbedder, FakeEntailmentModel

SAID = "The mill was sold"


def message(**fields: object) -> claim_pb2.Claim:
    quote = claim_pb2.Quote(start=10, end=10 + len(SAID), text=SAID)
    given = {"id": "clm_1", "document_id": "d1", "quote": quote, "stance": "STANCE_ASSERTS", "proposition": SAID}
    return claim_pb2.Claim(**given | fields)  # type: ignore[arg-type]


def test_what_is_not_set_reads_as_its_default() -> None:
    found = read_claim(message(), "claims[0]")
    assert (found.modality, found.evidence_kind, found.quote.part) == (Modality.CERTAIN, EvidenceKind.NONE, Part.TEXT)
    assert (found.sentence, found.time, found.confidence) == (Span(10, 10 + len(SAID)), None, 0.5)


def test_quantities_and_periods_are_read() -> None:
    quantity = claim_pb2.Quantity(value=3, upper=5, bound="BOUND_RANGE", unit="people", of="guards")
    quantity.as_of.FromJsonString("2026-03-01T10:00:00Z")
    period = claim_pb2.TimeRange()
    period.start.FromJsonString("2026-03-01T00:00:00Z")
    found = read_claim(message(quantities=[quantity], time=period), "claims[0]")
    assert found.quantities[0].bound is Bound.RANGE
    assert found.quantities[0].as_of is not None
    assert found.time is not None
    assert found.time.end is None


def test_a_claim_that_needs_context_has_no_proposition() -> None:
    assert read_claim(message(needs_context=True), "claims[0]").proposition == ""


def test_a_stance_is_never_guessed() -> None:
    with pytest.raises(ServiceError) as refusal:
        read_claim(message(stance="STANCE_UNSPECIFIED"), "claims[4]")
    assert (refusal.value.kind, refusal.value.field) == (ErrorKind.INVALID, "claims[4].stance")


def test_an_enum_number_of_the_future_is_refused() -> None:
    with pytest.raises(ServiceError) as refusal:
        read_claim(message(modality=99), "claims[0]")
    assert refusal.value.field == "claims[0].modality"


def test_no_more_of_an_opening_is_read_than_the_setting_says() -> None:
    context = pb2.ClaimContext(document_id="d1", opening="Fire in Tirsk")
    assert read_context(context, "contexts[0]", 4).opening == "Fire"


def test_a_time_outside_the_calendar_is_refused() -> None:
    context = pb2.ClaimContext(document_id="d1")
    context.published_at.seconds = 10**15
    with pytest.raises(ServiceError) as refusal:
        read_context(context, "contexts[0]", 2_000)
    assert refusal.value.field == "contexts[0].published_at"


@pytest.mark.parametrize("stance", [s for s in claim_pb2.Stance.keys() if s != "STANCE_UNSPECIFIED"])  # noqa: SIM118
def test_every_stance_of_the_contract_is_known(stance: str) -> None:
    assert f"STANCE_{read_claim(message(stance=stance), 'claims[0]').stance.value.upper()}" == stance


def test_every_stance_is_in_the_contract() -> None:
    assert {f"STANCE_{s.value.upper()}" for s in Stance} == set(claim_pb2.Stance.keys()) - {"STANCE_UNSPECIFIED"}


async def test_the_answer_names_kind_spans_and_model() -> None:
    denied = "The owner denied that the mill was sold"
    quote = claim_pb2.Quote(start=200, end=200 + len(denied), text=denied)
    sides = [
        message(speaker=claim_pb2.Speaker(name="Clerk")),
        message(id="clm_2", quote=quote, stance="STANCE_DENIES", speaker=claim_pb2.Speaker(name="Owner")),
    ]
    finder = ClashFinder(FakeEntailmentModel(default=ENTAILS), FakeEmbedder())
    answer = await find_clashes(pb2.FindClashesRequest(claims=sides), finder, pb2.Model(name="fake"))
    assert [c.kind for c in answer.clashes] == [pb2.CLASH_KIND_DENIAL_VS_ASSERTION]
    assert [s.claim_id for s in answer.clashes[0].sides] == ["clm_1", "clm_2"]
    assert all(s.decisive for s in answer.clashes[0].sides)
    assert "Owner denied" in answer.clashes[0].explanation
    assert answer.model.name == "fake"


async def test_too_many_claims_are_refused_before_they_are_read() -> None:
    finder = ClashFinder(FakeEntailmentModel(), FakeEmbedder(), Policy(max_claims=1))
    with pytest.raises(ServiceError) as refusal:
        await find_clashes(pb2.FindClashesRequest(claims=[message(), claim_pb2.Claim()]), finder, pb2.Model())
    assert (refusal.value.field, refusal.value.limit) == ("claims", 1)
