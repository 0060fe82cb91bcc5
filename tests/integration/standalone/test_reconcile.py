from pathlib import Path

from tests.integration.standalone.running import clashwire

CLAIMS = """obj,src,value
bridge,harbour,closed
bridge,coast,closed
bridge,rumour,open
ferry,harbour,late
ferry,rumour,
"""


def test_reconcile_writes_both_tables_and_says_what_it_read(tmp_path: Path) -> None:
    claims, values, sources = (tmp_path / name for name in ("claims.csv", "values.csv", "sources.csv"))
    claims.write_text(CLAIMS, encoding="utf-8")
    done = clashwire("reconcile", str(claims), "-o", str(values), "--sources", str(sources))
    assert (done.returncode, done.stdout) == (0, "")
    assert "5 rows, 2 objects, 3 sources, 0 audited; 1 row without a value" in done.stderr
    assert values.read_text(encoding="utf-8").splitlines()[1].startswith("bridge,closed,")
    assert [line.split(",")[0] for line in sources.read_text(encoding="utf-8").splitlines()] == [
        "src",
        "coast",
        "harbour",
        "rumour",
    ]


def test_reconcile_refuses_a_table_without_its_columns_and_writes_nothing(tmp_path: Path) -> None:
    claims, values, sources = (tmp_path / name for name in ("claims.csv", "values.csv", "sources.csv"))
    claims.write_text("object,source\na,b\n", encoding="utf-8")
    done = clashwire("reconcile", str(claims), "-o", str(values), "--sources", str(sources))
    assert done.returncode == 2
    assert "claims.csv: missing columns: obj, src, value" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["claims.csv"]
