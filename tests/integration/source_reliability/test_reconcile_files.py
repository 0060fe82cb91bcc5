import csv
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service_kit.errors import ErrorKind, ServiceError
from source_reliability.bootstrap import ReconcileFiles, ReconcileSummary, reconcile_files

HEADER = "obj,src,value\n"
STORY = [
    *(("bridge", source, "closed") for source in ("harbour", "coast", "ferry")),
    *(("bridge", source, "open") for source in ("rumour",)),
    *((f"fact {n}", source, "yes") for n in range(20) for source in ("harbour", "coast", "ferry")),
    *((f"fact {n}", "rumour", "no") for n in range(20)),
]


class Desk:
    """A folder with the four tables."""

    def __init__(self, folder: Path) -> None:
        self.claims, self.anchors = folder / "claims.csv", folder / "anchors.csv"
        self.values, self.sources = folder / "values.csv", folder / "sources.csv"

    def write(self, rows: Sequence[tuple[str, ...]], header: tuple[str, ...] = ("obj", "src", "value")) -> None:
        with self.claims.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])

    def reconcile(self, *, audited: bool = False, numeric: bool = False) -> ReconcileSummary:
        anchors = self.anchors if audited else None
        files = ReconcileFiles(self.claims, self.values, self.sources, anchors)
        return reconcile_files(files, lambda _: None, numeric=numeric)

    def answers(self) -> dict[str, dict[str, str]]:
        return _table(self.values, "obj")

    def reliabilities(self) -> dict[str, dict[str, str]]:
        return _table(self.sources, "src")


def _table(path: Path, key: str) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row[key]: row for row in csv.DictReader(file)}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_the_value_of_the_sources_that_agree_wins_and_the_odd_one_out_is_trusted_less(desk: Desk) -> None:
    desk.write(STORY)
    assert desk.reconcile() == ReconcileSummary(rows=84, skipped=0, objects=21, sources=4, audited=0)
    assert desk.answers()["bridge"]["value"] == "closed"
    trust = {source: float(row["mean"]) for source, row in desk.reliabilities().items()}
    assert trust["rumour"] < trust["harbour"]
    for row in desk.reliabilities().values():
        assert 0.0 <= float(row["low"]) <= float(row["mean"]) <= float(row["high"]) <= 1.0


def test_audits_turn_round_what_agreement_gets_wrong(desk: Desk) -> None:
    desk.write(STORY)
    desk.anchors.write_text("obj,value\n" + "".join(f"fact {n},no\n" for n in range(10)), encoding="utf-8")
    assert desk.reconcile(audited=True).audited == 10
    assert desk.answers()["bridge"]["value"] == "open"
    trust = {source: float(row["mean"]) for source, row in desk.reliabilities().items()}
    assert trust["rumour"] > 0.8
    assert trust["harbour"] < 0.3


def test_an_audit_may_give_a_path_and_may_name_what_nobody_claimed(desk: Desk) -> None:
    desk.write([("ana", "a", "Lisbon"), ("ben", "a", "Spain"), ("cid", "a", "Rome")])
    anchors = 'obj,value\nana,"Alfama, Lisbon, Portugal"\nben,"Spain"\ncid,"Oslo, Norway"\nunknown,x\n'
    desk.anchors.write_text(anchors, encoding="utf-8")
    desk.reconcile(audited=True)
    values = {item: (row["value"], row["supporters"], row["audited"]) for item, row in desk.answers().items()}
    assert values == {"ana": ("Lisbon", "1", "1"), "ben": ("Spain", "1", "1"), "cid": ("Oslo, Norway", "0", "1")}
    assert float(desk.reliabilities()["a"]["outcomes"]) == pytest.approx(3.0)


def test_copies_of_one_origin_count_once(desk: Desk) -> None:
    header = ("obj", "src", "value", "origin")
    copies = [("bridge", f"outlet {n}", "open", "wire") for n in range(9)]
    others = [("bridge", f"reporter {n}", "closed", "") for n in range(2)]
    desk.write([*copies, *others], header)
    desk.reconcile()
    assert desk.answers()["bridge"]["value"] == "closed"


def test_figures_are_averaged_by_how_far_off_their_sources_tend_to_be(desk: Desk) -> None:
    rows = [(f"town {n}", "census", f"{1000 * n}") for n in range(1, 30)]
    rows += [(f"town {n}", "register", f"{1000 * n + n}") for n in range(1, 30)]
    rows += [(f"town {n}", "rumour", f"{2500 * n if n % 2 else 400 * n}") for n in range(1, 30)]
    desk.write(rows)
    desk.anchors.write_text('obj,value\ntown 1,"1,000"\n', encoding="utf-8")
    desk.reconcile(audited=True, numeric=True)
    town = desk.answers()["town 20"]
    assert town["value"] in ("20000", "20020")
    assert float(town["low"]) < 20_010 < float(town["high"])
    assert (desk.answers()["town 1"]["estimate"], desk.answers()["town 1"]["audited"]) == ("1000", "1")
    trust = {source: float(row["mean"]) for source, row in desk.reliabilities().items()}
    assert trust["rumour"] < 0.4 < trust["census"]


def test_a_word_among_figures_is_refused(desk: Desk) -> None:
    desk.write([("a", "x", "1"), ("b", "x", "many")])
    with pytest.raises(ServiceError) as refused:
        desk.reconcile(numeric=True)
    assert refused.value.reason == "NOT_A_NUMBER"


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(desk: Desk, chance: random.Random) -> None:
    rows: list[tuple[str, ...]] = [(f"o{n % 9}", f"s{n % 5}", f"v{n % 4}") for n in range(60)]
    desk.write(rows)
    desk.reconcile()
    before = desk.values.read_bytes(), desk.sources.read_bytes()
    chance.shuffle(rows)
    desk.write(rows)
    desk.reconcile()
    assert (desk.values.read_bytes(), desk.sources.read_bytes()) == before


def test_marks_quotes_blank_lines_and_empty_values_are_read_as_meant(desk: Desk) -> None:
    text = '\ufeffobj,src,value\r\n"a ""b"", c",x,"1,5"\r\n\r\no,x,\r\no,y, 2 \r\n'
    desk.claims.write_bytes(text.encode())
    assert desk.reconcile() == ReconcileSummary(rows=3, skipped=1, objects=2, sources=2, audited=0)
    assert {item: row["value"] for item, row in desk.answers().items()} == {'a "b", c': "1,5", "o": "2"}


@pytest.mark.parametrize(
    ("content", "reason", "said"),
    [
        (b"", "COLUMN_MISSING", "obj, src, value"),
        (b"obj,source,value\na,b,c\n", "COLUMN_MISSING", "src"),
        (HEADER.encode(), "TABLE_EMPTY", "no claim"),
        (b"obj,src,value\na,b\n", "ROW_MALFORMED", "line 2 has 2 fields"),
        (b"obj,src,value\na,b,c\n,b,c\n", "FIELD_MISSING", "line 3 has no obj"),
        (b"obj,src,value\na,,c\n", "FIELD_MISSING", "line 2 has no src"),
        (b'obj,src,value\na,b,"c\n', "ROW_MALFORMED", "line 2"),
        (b"obj,src,value\na,b,\xff\xfe\n", "NOT_UTF8", "not UTF-8"),
        (b"obj,src,value\na,b," + b"c" * 10_000_000 + b"\n", "ROW_MALFORMED", "131072 characters"),
    ],
    ids=lambda part: str(part)[:40],
)
def test_a_table_that_cannot_be_read_is_refused_and_nothing_is_written(
    desk: Desk, content: bytes, reason: str, said: str
) -> None:
    desk.claims.write_bytes(content)
    with pytest.raises(ServiceError) as refused:
        desk.reconcile()
    assert (refused.value.kind, refused.value.reason) == (ErrorKind.INVALID, reason)
    assert said in refused.value.message
    assert sorted(path.name for path in desk.claims.parent.iterdir()) == ["claims.csv"]


def test_two_right_values_for_one_object_are_refused(desk: Desk) -> None:
    desk.write([("a", "x", "1"), ("a", "y", "2")])
    desk.anchors.write_text("obj,value\na,1\na,2\n", encoding="utf-8")
    with pytest.raises(ServiceError) as refused:
        desk.reconcile(audited=True)
    assert refused.value.reason == "ANCHOR_CONFLICT"


def test_a_missing_file_is_named(desk: Desk) -> None:
    with pytest.raises(ServiceError) as refused:
        desk.reconcile()
    assert (refused.value.reason, refused.value.field) == ("FILE_UNREADABLE", "claims.csv")
