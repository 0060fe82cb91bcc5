"""Tables of this service, in a registry of their own. Times are microseconds since 1970 (UTC)."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

_CLUSTERED = {"sqlite_with_rowid": False}
"""Keeps rows in the order of their primary key, where they are read by it in ranges."""

_IDENTITY = BigInteger().with_variant(Integer, "sqlite")


class Table(SQLModel, registry=registry()):
    """Base of the tables of this service only."""


def _big(*, key: bool = False) -> Column[int]:
    return Column(BigInteger, primary_key=key, nullable=False)


class OutcomeRow(Table, table=True):
    """One link of a tenant's ledger; only the payload may ever be blanked, `replaced_us` is derived."""

    __tablename__ = "outcome"
    __table_args__ = (
        Index("outcome_by_id", "tenant", "outcome_id", unique=True),
        Index("outcome_by_source", "tenant", "source_id", "sequence"),
        Index("outcome_by_origin", "tenant", "origin_group"),
    )

    tenant: str = Field(primary_key=True)
    sequence: int = Field(sa_column=_big(key=True))
    outcome_id: str
    source_id: str
    display_name: str
    speaker_kind: str
    topic: str
    evidence: str
    stance: str
    claim_id: str
    right_probability: float
    resolver: str
    confidence: float
    event_us: int = Field(sa_column=_big())
    origin_id: str
    origin_group: str | None
    supersedes: str
    reason: str = Field(sa_column=Column(Text, nullable=False))
    recorded_us: int = Field(sa_column=_big())
    replaced_us: int | None = Field(sa_column=Column(BigInteger, nullable=True))
    generation: int
    config_version: str
    salt: bytes | None = Field(sa_column=Column(LargeBinary, nullable=True))
    payload_hash: str
    previous_hash: str
    hash: str


class HeadRow(Table, table=True):
    """End of a tenant's ledger and the configuration its cells were folded with."""

    __tablename__ = "ledger_head"

    tenant: str = Field(primary_key=True)
    sequence: int = Field(sa_column=_big())
    hash: str
    recorded_us: int = Field(sa_column=_big())
    config_version: str


class FormerCellRow(Table, table=True):
    """A cell as kept before revision 0002; no longer read, there for replicas that are yet to be replaced."""

    __tablename__ = "cell"
    __table_args__ = _CLUSTERED

    tenant: str = Field(primary_key=True)
    source_id: str = Field(primary_key=True)
    topic: str = Field(primary_key=True)
    evidence: str = Field(primary_key=True)
    side: str = Field(primary_key=True)
    right_mass: str = Field(sa_column=Column(Text, nullable=False))
    wrong_mass: str = Field(sa_column=Column(Text, nullable=False))
    generation: int
    alarm_us: int = Field(sa_column=_big())
    rising: float
    falling: float


class SourceRow(Table, table=True):
    """A source once met, its name to show, what kind of speaker it was first said to be, and all its cells.

    `cells` is JSON, so that one row answers for a source: per cell its key, right and wrong mass in hexadecimal digits,
    generation, time of the last alarm and the two sums of the change detector.
    """

    __tablename__ = "source"
    __table_args__ = _CLUSTERED

    tenant: str = Field(primary_key=True)
    source_id: str = Field(primary_key=True)
    display_name: str
    speaker_kind: str
    kind_us: int = Field(sa_column=_big())
    cells: str = Field(sa_column=Column(Text, nullable=False, server_default="[]"))


class AliasRow(Table, table=True):
    """Another name of a source; never moved."""

    __tablename__ = "alias"
    __table_args__ = (Index("alias_by_source", "tenant", "source_id"),)

    tenant: str = Field(primary_key=True)
    alias_id: str = Field(primary_key=True)
    source_id: str
    name: str
    recorded_us: int = Field(sa_column=_big())


class ParentRow(Table, table=True):
    """A declared parent, empty for none; the latest holds."""

    __tablename__ = "parent"
    __table_args__ = (Index("parent_by_source", "tenant", "source_id"),)

    row_id: int | None = Field(default=None, sa_column=Column(_IDENTITY, primary_key=True, autoincrement=True))
    tenant: str
    source_id: str
    parent_id: str
    recorded_us: int = Field(sa_column=_big())


class OverrideRow(Table, table=True):
    """An editor's override, cleared where the mean is null; the latest holds."""

    __tablename__ = "override"
    __table_args__ = (Index("override_by_source", "tenant", "source_id"),)

    row_id: int | None = Field(default=None, sa_column=Column(_IDENTITY, primary_key=True, autoincrement=True))
    tenant: str
    source_id: str
    mean: float | None
    reason: str = Field(sa_column=Column(Text, nullable=False))
    editor: str
    recorded_us: int = Field(sa_column=_big())


class RatingImportRow(Table, table=True):
    """One loaded list of ratings; the newest version of a list holds, for all tenants."""

    __tablename__ = "rating_import"

    import_id: int | None = Field(default=None, sa_column=Column(_IDENTITY, primary_key=True, autoincrement=True))
    tenant: str
    list_name: str
    list_version: str
    strength: float
    recorded_us: int = Field(sa_column=_big())


class RatingRow(Table, table=True):
    """Score of one source in one import."""

    __tablename__ = "rating"
    __table_args__ = _CLUSTERED

    source_id: str = Field(primary_key=True)
    import_id: int = Field(sa_column=_big(key=True))
    score: float
