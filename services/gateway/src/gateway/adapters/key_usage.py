"""Counts what keys use: one atomic statement each, so that replicas share a count."""

import asyncio
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Row, text
from sqlalchemy.exc import OperationalError

from gateway.adapters.database import BUSY_SECONDS, open_engine
from gateway.domain.quotas import MINUTE_SECONDS, Cost
from service_kit.errors import ErrorKind, ServiceError

# The rate is one number, the moment at which all of it is free again: a request moves it on by its share of a minute,
# and is refused where it would lie more than a minute ahead. One further ahead was written by a clock gone wrong.
_TAKE_REQUEST = text("""
INSERT INTO key_rate (key_id, free_at) VALUES (:key_id, :now + :share)
ON CONFLICT (key_id) DO UPDATE SET free_at = :share + CASE
    WHEN key_rate.free_at > :now AND key_rate.free_at <= :now + :insane THEN key_rate.free_at ELSE :now END
WHERE key_rate.free_at <= :now + :window - :share + 0.000001 OR key_rate.free_at > :now + :insane
RETURNING free_at
""")
_SO_FAR = "CASE WHEN key_usage.day < :day THEN 0 ELSE key_usage.{unit} END + :{unit}"
_UNITS = tuple(vars(Cost()))
_TAKE = text(f"""
INSERT INTO key_usage (key_id, day, checks, documents, characters)
VALUES (:key_id, :day, :checks, :documents, :characters)
ON CONFLICT (key_id) DO UPDATE SET
    {", ".join(f"{unit} = {_SO_FAR.format(unit=unit)}" for unit in _UNITS)},
    day = CASE WHEN key_usage.day < :day THEN :day ELSE key_usage.day END
WHERE {" AND ".join(f"(:most_{unit} = 0 OR {_SO_FAR.format(unit=unit)} <= :most_{unit})" for unit in _UNITS)}
RETURNING checks, documents, characters
""")  # noqa: S608 (made of constants)
_GIVE_BACK = text(f"""
UPDATE key_usage SET {", ".join(f"{unit} = {unit} - :{unit}" for unit in _UNITS)}
WHERE key_id = :key_id AND day = :day
RETURNING day
""")  # noqa: S608
_USED = text("SELECT checks, documents, characters FROM key_usage WHERE key_id = :key_id AND day >= :day")
_INSANE_SECONDS = 2 * MINUTE_SECONDS
_THREADS = 2


@dataclass(frozen=True)
class SqlUsage:
    """Takes an engine of its own: a count need not survive a power cut, so it waits for no disk."""

    engine: Engine
    threads: ThreadPoolExecutor

    async def take_request(self, key_id: str, requests_per_minute: int, now: datetime) -> float | None:
        seconds = now.timestamp()
        share = MINUTE_SECONDS / requests_per_minute
        values = {"key_id": key_id, "now": seconds, "share": share, "window": float(MINUTE_SECONDS)}
        row = await self._run(_TAKE_REQUEST, {**values, "insane": float(_INSANE_SECONDS)})
        return None if row is None else float(row[0]) - seconds

    async def take(self, key_id: str, cost: Cost, most: Cost, day: int) -> Cost | None:
        limits = {f"most_{unit}": quota for unit, quota in vars(most).items()}
        row = await self._run(_TAKE, {"key_id": key_id, "day": day, **vars(cost), **limits})
        return None if row is None else Cost(*row)

    async def give_back(self, key_id: str, cost: Cost, day: int) -> None:
        await self._run(_GIVE_BACK, {"key_id": key_id, "day": day, **vars(cost)})

    async def used(self, key_id: str, day: int) -> Cost:
        row = await self._run(_USED, {"key_id": key_id, "day": day})
        return Cost() if row is None else Cost(*row)

    async def _run(self, statement: Any, values: Mapping[str, Any]) -> Row[Any] | None:
        return await asyncio.get_running_loop().run_in_executor(self.threads, self._execute, statement, values)

    def _execute(self, statement: Any, values: Mapping[str, Any]) -> Row[Any] | None:
        try:
            with self.engine.begin() as connection:
                return connection.execute(statement, values).first()
        except OperationalError as error:
            message = "the database cannot be reached or is busy"
            raise ServiceError(ErrorKind.UNAVAILABLE, message, reason="DATABASE_UNAVAILABLE") from error


@contextmanager
def open_usage(database_url: str, busy_seconds: float = BUSY_SECONDS) -> Iterator[SqlUsage]:
    """The use of a database's keys, over connections and threads of its own."""
    engine = open_engine(database_url, durable=False, busy_seconds=busy_seconds)
    try:
        with ThreadPoolExecutor(_THREADS, thread_name_prefix="counting") as threads:
            yield SqlUsage(engine, threads)
    finally:
        engine.dispose()
