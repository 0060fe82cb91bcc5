"""What is declared and known of some sources: one statement for each step along their aliases and parents."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sqlalchemy import Connection, text

from source_reliability.domain.dossier import Override
from source_reliability.domain.priors import RatedBy

_MOST_STEPS = 16
_Row: TypeAlias = tuple[Any, ...]
_FOREVER_US = 2**63 - 1

_WANTED = {
    "sqlite": "SELECT value FROM json_each(:wanted)",
    "postgresql": "SELECT value FROM json_array_elements_text(CAST(:wanted AS json)) AS listed(value)",
}
# CROSS JOIN keeps SQLite from reading a whole table to find 200 rows of it
_STEPS = {
    dialect: text(f"""
WITH wanted(id) AS ({listed})
SELECT 'source', id, display_name, speaker_kind, cells, kind_us, 0.0
  FROM wanted CROSS JOIN source WHERE tenant = :tenant AND source_id = id
UNION ALL SELECT 'alias', alias_id, source_id, name, '', recorded_us, 0.0
  FROM wanted CROSS JOIN alias WHERE tenant = :tenant AND alias_id = id AND recorded_us <= :as_of
UNION ALL SELECT 'alias', alias_id, source_id, name, '', recorded_us, 0.0
  FROM wanted CROSS JOIN alias WHERE tenant = :tenant AND source_id = id AND recorded_us <= :as_of
UNION ALL SELECT 'parent', source_id, parent_id, '', '', row_id, 0.0
  FROM wanted CROSS JOIN parent WHERE tenant = :tenant AND source_id = id AND recorded_us <= :as_of
UNION ALL SELECT 'override', source_id, reason, editor, '', row_id, mean
  FROM wanted CROSS JOIN override WHERE tenant = :tenant AND source_id = id AND recorded_us <= :as_of
UNION ALL SELECT 'rating', source_id, '', '', '', import_id, score
  FROM wanted CROSS JOIN rating WHERE source_id = id
""")  # noqa: S608 (both fragments stand above)
    for dialect, listed in _WANTED.items()
}
_IMPORTS = text("""
SELECT import_id, list_name, list_version, strength
  FROM rating_import WHERE recorded_us <= :as_of ORDER BY import_id
""")


@dataclass(slots=True)
class Register:
    """Some sources, the sources they are aliases or parts of, and everything declared of them."""

    sources: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """Name to show, kind of speaker and cells by id."""
    aliases: dict[str, tuple[str, int, str]] = field(default_factory=dict)
    """Owner, time of declaration and name by id."""
    parents: dict[str, tuple[int, str]] = field(default_factory=dict)
    overrides: dict[str, tuple[int, Override | None]] = field(default_factory=dict)
    ratings: dict[str, list[RatedBy]] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Ids that are aliases, by their owner."""

    def canonical(self, source_id: str) -> str:
        """The source that the id is an alias of, else the id itself."""
        while source_id in self.aliases:
            source_id = self.aliases[source_id][0]
        return source_id

    def family(self, source_id: str) -> list[str]:
        """The source and all its aliases."""
        found = [source_id]
        for member in found:
            found += self.members.get(member, ())
        return found

    def parent(self, source_id: str) -> str:
        """Canonical id of the declared parent, empty for none."""
        _, parent = self.parents.get(source_id, (0, ""))
        return self.canonical(parent)

    def override(self, source_id: str) -> Override | None:
        return self.overrides.get(source_id, (0, None))[1]

    def names_given(self, source_id: str) -> list[str]:
        """Names of the source's aliases, oldest first."""
        rows = (self.aliases[alias] for alias in self.members.get(source_id, ()))
        return [name for _, _, name in sorted(rows, key=lambda row: row[1:])]


def read_register(
    connection: Connection, tenant: str, source_ids: Iterable[str], as_of_us: int | None = None
) -> Register:
    """Everything declared by `as_of_us` (now where missing) of the sources, their owners, aliases and parents."""
    as_of = _FOREVER_US if as_of_us is None else as_of_us
    found, rated = Register(), list[_Row]()
    seen: set[str] = set()
    ahead = set(source_ids)
    for _ in range(_MOST_STEPS):
        given = {"wanted": json.dumps(sorted(ahead)), "tenant": tenant, "as_of": as_of}
        seen |= ahead
        ahead = set()
        for row in map(tuple, connection.execute(_STEPS[connection.dialect.name], given)):
            if row[0] == "rating":
                rated.append(row)
            else:
                ahead |= _add(found, row, as_of)
        ahead -= seen
        if not ahead:
            break
    if rated:
        found.ratings = _ratings(connection, rated, as_of)
    return found


def _add(register: Register, row: _Row, as_of: int) -> set[str]:
    """Enter one row; returns the sources it leads to."""
    part, source_id, first, second, third, number, score = row
    if part == "source":
        register.sources[source_id] = (first, second if number <= as_of else "", third)
    elif part == "alias":
        if source_id not in register.aliases:
            register.aliases[source_id] = (first, number, second)
            register.members[first].append(source_id)
        return {source_id, first}
    elif part == "parent":
        register.parents[source_id] = max(register.parents.get(source_id, (0, "")), (number, first))
        return {first} - {""}
    elif number > register.overrides.get(source_id, (0, None))[0]:
        made = None if score is None else Override(score, first, second)
        register.overrides[source_id] = (number, made)
    return set()


def _ratings(connection: Connection, rated: Iterable[_Row], as_of: int) -> dict[str, list[RatedBy]]:
    """Ratings by the newest version of each list, in the order of the lists' names."""
    imports = connection.execute(_IMPORTS, {"as_of": as_of}).all()
    newest = {row.list_name: row.list_version for row in imports}
    current = {row.import_id: row for row in imports if newest[row.list_name] == row.list_version}
    best: dict[tuple[str, str], RatedBy] = {}
    for _, source_id, _, _, _, import_id, score in sorted(rated, key=lambda row: row[5]):
        if made := current.get(import_id):
            best[source_id, made.list_name] = RatedBy(made.list_name, made.list_version, score, made.strength)
    found: dict[str, list[RatedBy]] = {}
    for (source_id, _), rating in sorted(best.items(), key=lambda item: item[0]):
        found.setdefault(source_id, []).append(rating)
    return found
