"""`clashwire keys` on a data directory and on PostgreSQL."""

import json
from pathlib import Path

import pytest

from tests.integration.gateway.conftest import postgresql  # noqa: F401 (a fixture)
from tests.integration.standalone.running import clashwire


@pytest.fixture(params=["data directory", "PostgreSQL"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> list[str]:
    if request.param == "data directory":
        return ["--data-dir", str(tmp_path / "new")]
    return ["--database-url", request.getfixturevalue("postgresql")]


def test_keys_are_made_listed_rotated_and_revoked(where: list[str]) -> None:
    made = clashwire("keys", "create", "wire", "--scope", "read", "--scope", "check", "--json", *where)
    assert made.returncode == 0
    key = json.loads(made.stdout)
    assert (key["name"], key["scopes"], key["secret"][:3]) == ("wire", ["check", "read"], "cw_")
    rotated = json.loads(clashwire("keys", "rotate", key["id"], "--grace-hours", "1", "--json", *where).stdout)
    assert (rotated["id"], len(rotated["secret_prefixes"])) == (key["id"], 2)
    assert clashwire("keys", "revoke", key["id"], *where).returncode == 0
    listed = clashwire("keys", "list", *where).stdout
    assert key["id"] in listed
    assert "revoked" in listed
    assert key["secret"].split("_", 2)[2] not in listed


def test_a_key_that_is_none_ends_with_one_sentence(tmp_path: Path) -> None:
    done = clashwire("keys", "revoke", "key_none", "--data-dir", tmp_path)
    assert (done.returncode, done.stderr) == (1, "clashwire: there is no such key\n")
