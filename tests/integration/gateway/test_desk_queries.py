"""What the desk asks of a real database: clashes in both orders, counts, changes, the latest check."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gateway.adapters.records import SqlUnitOfWork
from gateway.domain.checks import CheckAnswer, Coverage, Models, Timings
from gateway.domain.claims import EvidenceKind, Part, Quote, Speaker, SpeakerKind, Stance
from gateway.domain.clashes import Clash, ClashKind, HistoryEntry, Lean, Side, State, StoredClash
from gateway.domain.listing import ClashFilter, Order, PageRequest
from gateway.domain.ports import Records
from service_kit.errors import ErrorKind, ServiceError

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SIDE = Side(
    claim_id="clm_1",
    document_id="d",
    quote=Quote(Part.TEXT, 0, 5, "It is"),
    decisive=(),
    speaker=Speaker("Ada", None, SpeakerKind.PERSON),
    stance=Stance.ASSERTS,
    evidence_kind=EvidenceKind.STATEMENT,
)

RECONSIDERED = HistoryEntry(NOON + timedelta(hours=1), State.OPEN, State.DISMISSED, "ada", "")

EMPTY = CheckAnswer("", (), (), {}, (), (), (), (), Models(None, None), Timings(0, 0, 0, 0))


def stored(number: int, severity: float, state: State = State.OPEN) -> StoredClash:
    at = NOON + timedelta(minutes=number)
    clash = Clash(
        id=f"cls_{number:02}",
        kind=ClashKind.NEGATION,
        probability=0.9,
        severity=severity,
        state=state,
        sides=(SIDE, replace(SIDE, claim_id="clm_2")),
        lean=Lean(),
        explanation="Both cannot hold.",
    )
    history = (HistoryEntry(at, None, state, "clashwire", ""),)
    return StoredClash(clash, f"f{number}", (None, None), 1, at, at, history)


async def fill(unit_of_work: SqlUnitOfWork, clashes: list[StoredClash]) -> None:
    await unit_of_work.write("t", lambda records: [records.clashes.put(clash) for clash in clashes])


async def all_pages(unit_of_work: SqlUnitOfWork, order: Order) -> list[str | None]:
    ids: list[str | None] = []
    token = ""
    while True:
        request = PageRequest(2, token)
        page = await unit_of_work.read("t", lambda records, r=request: records.clashes.page(ClashFilter(), r, order))
        ids += [clash.clash.id for clash in page.items]
        if not (token := page.next_token):
            return ids


async def test_the_most_severe_come_first_and_equals_newest_first_across_pages(unit_of_work: SqlUnitOfWork) -> None:
    await fill(unit_of_work, [stored(1, 0.1), stored(2, 0.7), stored(3, 0.7), stored(4, 0.7), stored(5, 0.3)])
    assert await all_pages(unit_of_work, Order.MOST_SEVERE) == ["cls_04", "cls_03", "cls_02", "cls_05", "cls_01"]
    assert await all_pages(unit_of_work, Order.NEWEST) == ["cls_05", "cls_04", "cls_03", "cls_02", "cls_01"]


async def test_every_state_is_counted_whatever_state_is_wanted(unit_of_work: SqlUnitOfWork) -> None:
    await fill(unit_of_work, [stored(1, 0.1), stored(2, 0.9), stored(3, 0.9, State.DISMISSED)])
    wanted = ClashFilter(state=State.OPEN, least_severity=0.5)
    counts = await unit_of_work.read("t", lambda records: records.clashes.counts(wanted))
    assert counts == dict.fromkeys(State, 0) | {State.OPEN: 1, State.DISMISSED: 1}


async def test_the_last_change_differs_after_every_change(unit_of_work: SqlUnitOfWork) -> None:
    seen = set()
    for number, clash in enumerate([stored(1, 0.1), stored(2, 0.1), stored(2, 0.1).moved(RECONSIDERED)]):
        await fill(unit_of_work, [clash])
        seen.add(await unit_of_work.read("t", lambda records: records.clashes.last_change()))
        assert len(seen) == number + 1


@pytest.mark.parametrize("token", ["x", "nan~x", "0.5", "0.5~", "~", "WyIyMDI2Il0"])
async def test_a_token_of_another_order_is_refused(unit_of_work: SqlUnitOfWork, token: str) -> None:
    page = PageRequest(2, token)
    with pytest.raises(ServiceError) as refused:
        await unit_of_work.read("t", lambda records: records.clashes.page(ClashFilter(), page, Order.MOST_SEVERE))
    assert (refused.value.kind, refused.value.reason) == (ErrorKind.INVALID, "PAGE_TOKEN")


async def test_the_latest_check_with_a_document_is_found(unit_of_work: SqlUnitOfWork) -> None:
    def store(records: Records) -> None:
        for number in (1, 3, 2):
            answer = replace(EMPTY, id=f"chk_{number}", documents=(Coverage("d", 1, 1),))
            records.checks.put(answer, NOON + timedelta(minutes=number))

    await unit_of_work.write("t", store)
    latest = await unit_of_work.read("t", lambda records: records.checks.latest_with("d"))
    assert latest
    assert latest.id == "chk_3"
    assert await unit_of_work.read("t", lambda records: records.checks.latest_with("e")) is None
    assert await unit_of_work.read("u", lambda records: records.checks.latest_with("d")) is None
