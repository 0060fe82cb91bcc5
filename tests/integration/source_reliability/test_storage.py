import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import Engine, text

from service_kit.errors import ErrorKind, ServiceError
from source_reliability.adapters.archive import SqlArchive
from source_reliability.adapters.database import transaction
from source_reliability.adapters.ledger import Ledger
from source_reliability.adapters.refolding import refold, verified
from source_reliability.adapters.tallies import tallies
from source_reliability.domain.appraisal import Question, Reliability
from source_reliability.domain.cells import Slice
from source_reliability.domain.config import ModelConfig
from source_reliability.domain.outcomes import Outcome
from source_reliability.domain.ports import RatedDomains
from source_reliability.domain.verification import Verification
from tests.integration.source_reliability.conftest import records_on
from tests.unit.source_reliability.making import CONFIG, DAY_US, SPEAKER, Clock, outcome

Open = Callable[[], Engine]
TENANT = "desk"


def sources() -> list[str]:
    return [f"domain:outlet{n}.example" for n in range(12)] + [f"speaker:official-{n}" for n in range(12)]


def story(chance: random.Random, number: int, known: Sequence[str]) -> Outcome:
    """One of many: copies, replacements, three topics, two kinds of evidence, both sides, drifting sources."""
    return outcome(
        f"out_{number}",
        source_id=chance.choice(sources()),
        right=float(chance.random() < (0.8 if number < 5000 else 0.3)),
        resolver=chance.choice(["editor", "correction", "model"]),
        days_ago=chance.uniform(0, 900),
        evidence=chance.choice(["statement", "video"]),
        stance=chance.choice(["asserts", "denies"]),
        topic=chance.choice(["", "war", "courts"]),
        origin_id=f"origin_{number // 4}" if number % 3 else "",
        supersedes=chance.choice(known) if known and number % 50 == 0 else "",
        confidence=chance.uniform(0.3, 1.0),
    )


def asked() -> list[Question]:
    slices = [Slice(), Slice("", "video", "deny"), Slice("war", "statement", "assert")]
    return [Question(source, wanted) for source in sources() for wanted in slices]


def test_ten_thousand_outcomes_replay_to_every_published_number(engines: Open, clock: Clock) -> None:
    chance, engine = random.Random(8), engines()  # noqa: S311 (a repeatable story)
    records = records_on(engine, clock)
    published: list[tuple[int, list[Reliability]]] = []
    replaceable: list[str] = []
    for start in range(0, 10_000, 1000):
        batch = [story(chance, number, ()) for number in range(start, start + 1000)]
        for place in range(0, 1000, 100):
            if replaceable:
                batch[place] = replace(batch[place], supersedes=replaceable.pop())
        records.record(TENANT, batch)
        chance.shuffle(replaceable := [*replaceable, *(one.outcome_id for one in batch)])
        published.append((clock.now_us, records.batch_get(TENANT, asked())))
        clock.now_us += 9 * DAY_US
    for then, told in published[::3]:
        replayed = records.batch_get(TENANT, asked(), then)
        assert [one.mean for one in replayed] == [one.mean for one in told]
        assert [one.low for one in replayed] == pytest.approx([one.low for one in told], abs=1e-9)
        assert [one.high for one in replayed] == pytest.approx([one.high for one in told], abs=1e-9)
    assert list(verified(engine, CONFIG)) == [(TENANT, Verification(10_000))]


def test_writers_at_the_same_time_lose_and_double_nothing(engines: Open, clock: Clock) -> None:
    replicas = [records_on(engines(), clock) for _ in range(3)]

    def write(number: int) -> int:
        shared = [outcome(f"shared_{n}", origin_id="wire") for n in range(number % 5)]
        own = [outcome(f"own_{number}_{n}", source_id=f"domain:o{n}.example", origin_id="wire") for n in range(10)]
        return replicas[number % 3].record(TENANT, [*own, *shared]).recorded

    with ThreadPoolExecutor(6) as threads:
        recorded = sum(threads.map(write, range(30)))
    assert recorded == 30 * 10 + 4
    assert list(verified(engines(), CONFIG)) == [(TENANT, Verification(304))]


def test_a_refused_batch_leaves_no_trace(engines: Open, clock: Clock) -> None:
    engine = engines()
    records = records_on(engine, clock)
    records.record(TENANT, [outcome("a")])
    before = records.batch_get(TENANT, [Question(SPEAKER)])
    with pytest.raises(ServiceError) as refused:
        records.record(TENANT, [outcome("b"), outcome("a", right=0.0)])
    assert refused.value.kind is ErrorKind.CONFLICT
    assert records.batch_get(TENANT, [Question(SPEAKER)]) == before
    assert list(verified(engine, CONFIG)) == [(TENANT, Verification(1))]


@pytest.mark.parametrize(
    ("tampering", "problem"),
    [
        ("UPDATE outcome SET right_probability = 0 WHERE sequence = 2", "outcome 2: its content was changed"),
        ("UPDATE outcome SET generation = 1 WHERE sequence = 2", "outcome 2: its hash does not fit"),
        ("UPDATE outcome SET recorded_us = 5 WHERE sequence = 2", "outcome 2: its hash does not fit"),
        ("DELETE FROM outcome WHERE sequence = 2", "outcome 3: number 2 is missing"),
        ("DELETE FROM outcome WHERE sequence = 3", "the head of the ledger names another end"),
        (
            "UPDATE outcome SET replaced_us = 5 WHERE sequence = 1",
            "outcomes marked as replaced differ from those superseded",
        ),
        ("UPDATE source SET cells = '[]'", "the cells differ from the replay of the ledger"),
    ],
)
def test_tampering_shows(engines: Open, clock: Clock, tampering: str, problem: str) -> None:
    engine = engines()
    records_on(engine, clock).record(TENANT, [replace(outcome(name), reason="said so") for name in "abc"])
    with transaction(engine, writes=True) as connection:
        connection.execute(text(tampering))
    ((_, found),) = verified(engine, CONFIG)
    assert found.problem == problem


def test_an_erased_payload_is_gone_and_the_chain_still_holds(engines: Open, clock: Clock) -> None:
    engine = engines()
    records = records_on(engine, clock)
    records.record(TENANT, [replace(outcome(name), reason="said so", claim_id="clm_1") for name in "abc"])
    before = records.batch_get(TENANT, [Question(SPEAKER)])
    with transaction(engine, writes=True) as connection:
        assert Ledger(connection, TENANT).erase("b")
        assert not Ledger(connection, TENANT).erase("unknown")
    listed = records.list_outcomes(TENANT, SPEAKER).entries
    assert [(entry.outcome.reason, entry.outcome.claim_id) for entry in listed] == [
        ("said so", "clm_1"),
        ("", ""),
        ("said so", "clm_1"),
    ]
    assert records.batch_get(TENANT, [Question(SPEAKER)]) == before
    assert records.record(TENANT, [outcome("b")]).recorded == 0
    assert list(verified(engine, CONFIG)) == [(TENANT, Verification(3))]


def test_another_half_life_folds_the_cells_anew(engines: Open, clock: Clock) -> None:
    engine, faster = engines(), ModelConfig(half_life_days=10.0)
    records_on(engine, clock).record(TENANT, [outcome("a", days_ago=10), outcome("b", days_ago=20)])
    with pytest.raises(ServiceError) as refused:
        records_on(engine, clock, faster).record(TENANT, [outcome("c")])
    assert refused.value.reason == "CONFIG_CHANGED"
    refold(engine, faster)
    found = records_on(engine, clock, faster).batch_get(TENANT, [Question(SPEAKER)])[0]
    assert found.outcomes == pytest.approx(0.75)
    assert list(verified(engine, faster)) == [(TENANT, Verification(2))]


def test_audited_outcomes_are_tallied_for_their_source_without_what_was_replaced_or_only_thought(
    engines: Open, clock: Clock
) -> None:
    engine = engines()
    archive, records = SqlArchive(engine, CONFIG.version), records_on(engine, clock)
    with archive.writing(TENANT) as writer:
        writer.link(SPEAKER, {"speaker:office": "Office"}, "speaker:city", clock.now_us)
    records.record(TENANT, [outcome("a"), outcome("b", source_id="speaker:office", right=0.0), outcome("c")])
    records.record(TENANT, [outcome("d", right=0.0, supersedes="c"), outcome("e", resolver="model")])
    [found] = tallies(engine)
    assert (found.right, found.total) == (1.0, 3.0)
    assert (found.source_id, found.parent_id) == (f"{TENANT} {SPEAKER}", f"{TENANT} speaker:city")


def test_the_newest_version_of_a_list_holds_and_the_past_keeps_the_old_one(engines: Open, clock: Clock) -> None:
    engine = engines()
    archive, records = SqlArchive(engine, CONFIG.version), records_on(engine, clock)
    then = clock.now_us
    for version, score in (("2025", 0.0), ("2026", 1.0)):
        with archive.writing(TENANT) as writer:
            writer.import_ratings(RatedDomains("List", version, 6.0, {"domain:x.example": score}), clock.now_us)
        clock.now_us += DAY_US
    question = [Question("domain:x.example")]
    means = [records.batch_get("other", question, moment)[0].mean for moment in (then, None)]
    assert means == pytest.approx([0.45, 0.85])


def test_aliases_parents_and_overrides_hold_from_when_they_were_declared(engines: Open, clock: Clock) -> None:
    engine = engines()
    archive, records = SqlArchive(engine, CONFIG.version), records_on(engine, clock)
    records.record(TENANT, [outcome("a"), outcome("b", source_id="speaker:city", right=0.0)])
    before, then = records.batch_get(TENANT, [Question("speaker:office")])[0], clock.now_us
    clock.now_us += 1
    with archive.writing(TENANT) as writer:
        writer.link(SPEAKER, {"speaker:office": "Office"}, "speaker:city", clock.now_us)
        writer.override("speaker:city", 0.0, "mistaken identity", "ana", clock.now_us)
    now = records.batch_get(TENANT, [Question("speaker:office")], with_reasons=True)[0]
    assert now.source_id == SPEAKER
    assert now.reasons is not None
    assert now.reasons.prior_origin == "override of parent speaker:city"
    assert records.batch_get(TENANT, [Question("speaker:office")], then)[0].mean == before.mean
