"""What is worked on first over real databases, and what reading that costs."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, Select, text

from gateway.adapters.database import transaction
from gateway.adapters.records import SqlUnitOfWork
from gateway.adapters.work_queue import abandoned, due
from gateway.domain.documents import Document
from gateway.domain.priorities import Priority
from gateway.domain.work import Job, job_of
from tests.integration.gateway.working_desk import TURN_SECONDS, Desk

MINUTE = timedelta(minutes=1)


@pytest.fixture
def desk(unit_of_work: SqlUnitOfWork) -> Desk:
    return Desk(unit_of_work)


def story(document_id: str) -> Document:
    return Document(id=document_id, text="Ministry denies Troops left")


async def test_news_is_checked_before_an_archive_that_came_first(desk: Desk) -> None:
    await desk.accept(*(story(f"old{number}") for number in range(3)), priority=Priority.BACKGROUND)
    desk.clock.seconds = 1
    await desk.accept(story("news"))
    desk.clock.seconds = 2
    await desk.accept(story("breaking"), priority=Priority.URGENT)
    await desk.work()
    assert desk.done == ["breaking", "news", "old0", "old1", "old2"]


async def test_an_archive_has_a_turn_now_and_then_however_much_news_there_is(desk: Desk) -> None:
    await desk.accept(story("old0"), story("old1"), priority=Priority.BACKGROUND)
    runner = desk.runner()
    for minute in range(1, 6):
        desk.clock.seconds = minute * TURN_SECONDS / 2
        await desk.accept(story(f"news{minute}"))
        await runner.next()
    assert desk.done == ["news1", "old0", "news2", "old1", "news3"]


async def test_news_that_waits_behind_its_own_archived_version_takes_it_along(desk: Desk) -> None:
    await desk.accept(story("other"), story("d"), priority=Priority.BACKGROUND)
    desk.clock.seconds = 1
    operation = await desk.accept(story("d"), priority=Priority.URGENT)
    await desk.work()
    assert desk.done == ["d", "d", "other"]
    assert [job.priority for job in await desk.jobs(operation)] == [Priority.URGENT]


async def test_a_priority_stays_with_work_that_is_tried_again(desk: Desk) -> None:
    await desk.accept(story("d"), priority=Priority.URGENT)
    taken = await desk.queue.take("first", MINUTE)
    assert taken is not None
    await desk.queue.give_back(taken)
    again = await desk.queue.take("second", MINUTE)
    assert again is not None
    assert again.priority is Priority.URGENT


@pytest.fixture
async def crowded(desk: Desk) -> Desk:
    """3,000 pieces of work that wait, most of an archive, and some that are done."""

    def job(number: int) -> Job:
        priority = Priority.of_rank(1 if number % 100 == 0 else 2)
        new = job_of("t", f"op{number}", story(f"d{number}"), desk.clock.now(), priority=priority)
        return new.done(None) if number % 5 == 0 else new

    await desk.unit_of_work.write("t", lambda records: records.jobs.add(tuple(map(job, range(3_000)))))
    return desk


@pytest.mark.parametrize("longest_due", [False, True])
async def test_taking_work_reads_an_index_in_its_order(crowded: Desk, *, longest_due: bool) -> None:
    index = "job_by_due" if longest_due else "job_by_turn"
    now = crowded.clock.now()
    with transaction(crowded.unit_of_work.engine, reading=False) as session:
        connection = session.connection()
        ordered = plan(connection, due(now, longest_due=longest_due))
        died_over = plan(connection, abandoned(now))
    assert index in ordered
    for told in (ordered, died_over):
        assert "job_by_document" in told
        assert not any(slow in told for slow in ("SCAN", "Seq Scan", "Hash")), told
    assert not any(slow in ordered for slow in ("TEMP B-TREE", "Sort")), ordered


def plan(connection: Connection, query: Select[tuple[object]]) -> str:
    written = str(query.compile(connection, compile_kwargs={"literal_binds": True}))
    if connection.dialect.name == "sqlite":
        return "\n".join(row.detail for row in connection.execute(text(f"EXPLAIN QUERY PLAN {written}")))
    connection.execute(text("ANALYZE job"))
    return "\n".join(row[0] for row in connection.execute(text(f"EXPLAIN {written}")))
