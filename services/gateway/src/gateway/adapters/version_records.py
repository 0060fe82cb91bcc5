"""Accepted versions of the items of one tenant."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass

from sqlalchemy import or_
from sqlmodel import Session, col, delete, select, update

from gateway.adapters.tables import DocumentVersionRow as Row
from gateway.domain.editions import PubStatus
from gateway.domain.versions import KnownVersion


@dataclass(frozen=True)
class SqlVersions:
    session: Session
    tenant: str

    def known(self, wanted: Mapping[str, Collection[str]]) -> dict[str, list[KnownVersion]]:
        versions = {version for of_document in wanted.values() for version in of_document}
        query = select(Row).where(
            Row.tenant == self.tenant,
            col(Row.document_id).in_(wanted),
            or_(col(Row.current), col(Row.version).in_(versions)),
        )
        found: dict[str, list[KnownVersion]] = {}
        for row in self.session.exec(query):
            found.setdefault(row.document_id, []).append(_version_from(row))
        return found

    def put(self, version: KnownVersion) -> None:
        mine = (col(Row.tenant) == self.tenant, col(Row.document_id) == version.document_id)
        self.session.connection().execute(update(Row).where(*mine).values(current=False))
        self.session.merge(Row(tenant=self.tenant, **asdict(version)))
        self.session.flush()

    def remove_of_document(self, document_id: str) -> None:
        self.session.exec(delete(Row).where(col(Row.tenant) == self.tenant, col(Row.document_id) == document_id))


def _version_from(row: Row) -> KnownVersion:
    return KnownVersion(
        document_id=row.document_id,
        version=row.version,
        versioned_at=row.versioned_at,
        pub_status=PubStatus(row.pub_status),
        digest=row.digest,
        operation_id=row.operation_id,
        current=row.current,
    )
