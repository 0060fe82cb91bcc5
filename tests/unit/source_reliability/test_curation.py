import pytest

from service_kit.errors import ErrorKind, ServiceError
from source_reliability.domain.appraisal import Question
from source_reliability.domain.curation import RatingList
from tests.unit.source_reliability.making import SPEAKER, Desk, outcome

TENANT = "desk"


def test_outcomes_of_an_alias_count_for_the_source() -> None:
    desk = Desk()
    desk.records.record(TENANT, [outcome("a", source_id="speaker:port-office", right=0.0), outcome("b", right=0.0)])
    linked = desk.curation.link(TENANT, SPEAKER, "", ["Port Office", "port office"], "")
    assert (linked.source_id, linked.aliases) == (SPEAKER, ["port office"])
    both = desk.records.batch_get(TENANT, [Question(SPEAKER), Question("speaker:port-office")])
    assert [one.source_id for one in both] == [SPEAKER, SPEAKER]
    assert [one.outcomes for one in both] == pytest.approx([2.0, 2.0])


def test_a_parent_is_declared_replaced_and_dropped() -> None:
    desk = Desk()
    assert desk.curation.link(TENANT, SPEAKER, "", [], "City").parent_id == "speaker:city"
    assert desk.curation.link(TENANT, SPEAKER, "", ["x"], "State").parent_id == "speaker:state"
    assert desk.curation.link(TENANT, SPEAKER, "", [], "").parent_id == ""


@pytest.mark.parametrize("chain", [["a"], ["b", "a"], ["b", "c", "a"]])
def test_nobody_becomes_a_part_of_itself(chain: list[str]) -> None:
    desk = Desk()
    child = "a"
    for parent in chain[:-1]:
        desk.curation.link(TENANT, f"speaker:{child}", "", [], parent)
        child = parent
    with pytest.raises(ServiceError) as refused:
        desk.curation.link(TENANT, f"speaker:{child}", "", [], chain[-1])
    assert (refused.value.reason, refused.value.field) == ("PARENT_CYCLE", "parent")


def test_a_parent_cannot_become_an_alias_of_its_own_part() -> None:
    desk = Desk()
    desk.curation.link(TENANT, "speaker:part", "", [], "whole")
    with pytest.raises(ServiceError) as refused:
        desk.curation.link(TENANT, "speaker:part", "", ["whole"], "whole")
    assert refused.value.reason == "PARENT_CYCLE"
    with pytest.raises(ServiceError) as refused:
        desk.curation.link(TENANT, "speaker:whole", "", ["part"], "")
    assert refused.value.reason == "PARENT_CYCLE"


def test_an_alias_of_one_source_is_not_taken_for_another() -> None:
    desk = Desk()
    desk.curation.link(TENANT, SPEAKER, "", ["office"], "")
    with pytest.raises(ServiceError) as refused:
        desk.curation.link(TENANT, "speaker:other", "", ["office"], "")
    assert (refused.value.kind, refused.value.field) == (ErrorKind.CONFLICT, "aliases[0]")


def test_an_override_holds_until_it_is_cleared() -> None:
    desk = Desk()
    desk.records.record(TENANT, [outcome("a")])
    learnt = desk.records.batch_get(TENANT, [Question(SPEAKER)])[0].mean
    assert desk.curation.set_override(TENANT, SPEAKER, 0.1, "forged papers", "ana").mean == 0.1
    assert desk.records.batch_get(TENANT, [Question(SPEAKER)])[0].override_reason == "forged papers"
    assert desk.curation.set_override(TENANT, SPEAKER, None, "cleared up", "ana").mean == learnt


def test_ratings_become_priors_of_every_tenant_and_repeated_domains_are_averaged() -> None:
    desk = Desk()
    rows = [("https://Harborpost.example/about", 0.8), ("harborpost.example", 0.4), ("other.example", 1.0)]
    assert desk.curation.import_ratings(TENANT, RatingList("List", "1", 6.0), rows) == (2, 1)
    found = desk.records.batch_get("another tenant", [Question("domain:harborpost.example")])[0]
    assert found.mean == pytest.approx(0.45 + 0.40 * 0.6)
    assert found.prior_only


@pytest.mark.parametrize(
    ("name", "version", "strength", "rows", "field"),
    [
        ("", "1", 3.0, [("a.example", 0.5)], "list_name"),
        ("List", " ", 3.0, [("a.example", 0.5)], "list_version"),
        ("List", "1", 0.0, [("a.example", 0.5)], "strength"),
        ("List", "1", 6.1, [("a.example", 0.5)], "strength"),
        ("List", "1", float("nan"), [("a.example", 0.5)], "strength"),
        ("List", "1", 3.0, [], "ratings"),
        ("List", "1", 3.0, [("a.example", 0.5), ("b.example", 1.5)], "ratings[1].score"),
        ("List", "1", 3.0, [("a.example", float("nan"))], "ratings[0].score"),
        ("List", "1", 3.0, [("no domain", 0.5)], "ratings[0].domain"),
    ],
)
def test_a_faulty_list_is_refused_whole(
    name: str, version: str, strength: float, rows: list[tuple[str, float]], field: str
) -> None:
    desk = Desk()
    with pytest.raises(ServiceError) as refused:
        desk.curation.import_ratings(TENANT, RatingList(name, version, strength), rows)
    assert (refused.value.kind, refused.value.field) == (ErrorKind.INVALID, field)
    assert desk.archive.tenants == {}


@pytest.mark.parametrize(
    ("mean", "reason", "editor", "field"),
    [
        (1.1, "why", "ana", "mean"),
        (0.5, " ", "ana", "reason"),
        (0.5, "why", "", "editor"),
        (0.5, "a\0b", "ana", "reason"),
    ],
)
def test_an_override_needs_a_probability_a_reason_and_an_editor(
    mean: float, reason: str, editor: str, field: str
) -> None:
    with pytest.raises(ServiceError) as refused:
        Desk().curation.set_override(TENANT, SPEAKER, mean, reason, editor)
    assert refused.value.field == field
