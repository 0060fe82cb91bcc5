import pytest

from service_kit.errors import ErrorKind, ServiceError
from source_reliability.domain.appraisal import Question
from source_reliability.domain.cells import Observation, fold
from source_reliability.domain.outcomes import Outcome
from tests.unit.source_reliability.making import CONFIG, DAY_US, SPEAKER, Desk, outcome

TENANT = "desk"


def mean_of(desk: Desk, source_id: str = SPEAKER) -> float:
    return desk.records.batch_get(TENANT, [Question(source_id)])[0].mean


def assert_cells_are_the_fold_of_the_ledger(desk: Desk) -> None:
    tenant = desk.archive.tenants[TENANT]
    sources = sorted({entry.outcome.source_id for entry in tenant.entries_by_id.values()})
    replayed = {(c.source_id, c.key): (c.right, c.wrong, c.generation) for c in fold(observed(desk, sources), CONFIG)}
    assert {place: (c.right, c.wrong, c.generation) for place, c in tenant.folded.items()} == replayed


def observed(desk: Desk, sources: list[str]) -> list[Observation]:
    found = desk.archive.tenants[TENANT].dossiers(sources, with_observations=True)
    return [item for dossier in found.values() for item in dossier.observations or ()]


def test_right_outcomes_raise_and_wrong_ones_lower_the_mean() -> None:
    desk = Desk()
    before = mean_of(desk)
    desk.records.record(TENANT, [outcome("a")])
    raised = mean_of(desk)
    desk.records.record(TENANT, [outcome("b", right=0.0), outcome("c", right=0.0)])
    assert mean_of(desk) < before < raised


def test_sending_an_outcome_again_changes_nothing() -> None:
    desk = Desk()
    first = desk.records.record(TENANT, [outcome("a"), outcome("b")])
    again = desk.records.record(TENANT, [outcome("b"), outcome("c"), outcome("c")])
    assert (first.recorded, again.recorded) == (2, 1)
    assert_cells_are_the_fold_of_the_ledger(desk)


def test_an_id_that_comes_back_with_other_content_is_refused_and_nothing_is_kept() -> None:
    desk = Desk()
    desk.records.record(TENANT, [outcome("a")])
    with pytest.raises(ServiceError) as refused:
        desk.records.record(TENANT, [outcome("new"), outcome("a", right=0.0)])
    assert (refused.value.kind, refused.value.field) == (ErrorKind.CONFLICT, "outcomes[1].id")
    assert list(desk.archive.tenants[TENANT].entries_by_id) == ["a"]


@pytest.mark.parametrize(
    ("resolver", "confidence", "expected"),
    [("editor", 1.0, 1.0), ("correction", 1.0, 0.5), ("model", 1.0, 0.05), ("editor", 0.4, 0.4)],
)
def test_an_outcome_counts_by_who_found_out_and_how_sure_the_extraction_is(
    resolver: str, confidence: float, expected: float
) -> None:
    desk = Desk()
    desk.records.record(TENANT, [outcome("a", resolver=resolver, confidence=confidence)])
    assert desk.records.batch_get(TENANT, [Question(SPEAKER)])[0].outcomes == pytest.approx(expected)


def test_outlets_of_one_origin_share_one_observation_and_reporters_of_their_own_do_not() -> None:
    desk = Desk()
    outlets = [f"domain:outlet{number}.example" for number in range(4)]
    for number, outlet in enumerate(outlets):
        desk.records.record(TENANT, [outcome(f"o{number}", source_id=outlet, origin_id="wire", right=0.0)])
    desk.records.record(TENANT, [outcome("speaker", origin_id="wire")])
    counts = [one.outcomes for one in desk.records.batch_get(TENANT, [Question(s) for s in [*outlets, SPEAKER]])]
    assert counts == pytest.approx([0.25] * 4 + [1.0])
    assert_cells_are_the_fold_of_the_ledger(desk)


def test_a_superseding_outcome_takes_the_place_of_the_first() -> None:
    desk = Desk()
    desk.records.record(TENANT, [outcome("wrong", right=0.0, origin_id="wire"), outcome("other", origin_id="wire")])
    desk.clock.now_us += DAY_US
    desk.records.record(TENANT, [outcome("right", supersedes="wrong")])
    assert desk.records.batch_get(TENANT, [Question(SPEAKER)])[0].outcomes == pytest.approx(2.0, abs=0.01)
    assert mean_of(desk) > 0.7
    assert_cells_are_the_fold_of_the_ledger(desk)


def test_the_past_stays_what_was_known_then() -> None:
    desk = Desk()
    desk.records.record(TENANT, [outcome("wrong", right=0.0)])
    published, then = mean_of(desk), desk.clock.now_us
    desk.clock.now_us += 5 * DAY_US
    desk.records.record(TENANT, [outcome("right", supersedes="wrong"), outcome("more")])
    assert mean_of(desk) > published
    replayed = desk.records.batch_get(TENANT, [Question(SPEAKER)], then)[0]
    assert replayed.mean == published


@pytest.mark.parametrize(
    ("sent", "kind", "reason"),
    [
        ([outcome("x", supersedes="missing")], ErrorKind.INVALID, "SUPERSEDED_UNKNOWN"),
        ([outcome("x", supersedes="first")], ErrorKind.CONFLICT, "ALREADY_SUPERSEDED"),
        (
            [outcome("x", supersedes="second"), outcome("y", supersedes="second")],
            ErrorKind.CONFLICT,
            "ALREADY_SUPERSEDED",
        ),
        ([outcome("x", supersedes="x")], ErrorKind.INVALID, "SUPERSEDES_ITSELF"),
        ([outcome("x"), outcome("x", right=0.5)], ErrorKind.CONFLICT, "OUTCOME_CHANGED"),
    ],
)
def test_a_superseding_that_makes_no_sense_is_refused(sent: list[Outcome], kind: ErrorKind, reason: str) -> None:
    desk = Desk()
    desk.records.record(TENANT, [outcome("first")])
    desk.records.record(TENANT, [outcome("second", supersedes="first")])
    with pytest.raises(ServiceError) as refused:
        desk.records.record(TENANT, sent)
    assert (refused.value.kind, refused.value.reason) == (kind, reason)


def test_a_source_that_turns_is_reported_once_with_the_mean_before_and_after() -> None:
    desk = Desk()
    desk.records.record(TENANT, [outcome(f"good{n}", topic="war") for n in range(40)])
    shifts = [
        shift
        for number in range(8)
        for shift in desk.records.record(TENANT, [outcome(f"bad{number}", right=0.0, topic="war")]).shifts
    ]
    assert [(shift.source_id, shift.topic) for shift in shifts] == [(SPEAKER, "war")]
    assert shifts[0].before - shifts[0].after > 0.2
    assert_cells_are_the_fold_of_the_ledger(desk)


def test_a_steady_source_raises_no_alarm() -> None:
    desk = Desk()
    sent = [outcome(str(n), right=float(n % 10 != 0), days_ago=100 - n) for n in range(100)]
    assert [shift for one in sent for shift in desk.records.record(TENANT, [one]).shifts] == []


def test_tenants_know_nothing_of_each_other() -> None:
    desk = Desk()
    desk.records.record("other", [outcome("a", right=0.0)])
    assert desk.records.batch_get(TENANT, [Question(SPEAKER)])[0].prior_only
