import os
import signal
from pathlib import Path

import grpc
from google.protobuf.timestamp_pb2 import Timestamp

from clashwire.source_reliability.v1 import source_reliability_pb2 as pb2
from clashwire.source_reliability.v1 import source_reliability_pb2_grpc as pb2_grpc
from source_reliability.adapters.database import open_engine
from source_reliability.adapters.refolding import verified
from tests.integration.conftest import Service, start_service
from tests.unit.source_reliability.making import CONFIG

KILLS = int(os.environ.get("CLASHWIRE_TEST_KILLS", "3"))


def batch(kill: int, number: int) -> pb2.RecordOutcomesRequest:
    return pb2.RecordOutcomesRequest(
        tenant="desk",
        outcomes=[
            pb2.Outcome(
                id=f"out_{kill}_{number}_{place}",
                source=pb2.ReliabilityQuery(source=f"speaker {place % 7}"),
                right=float(place % 2),
                resolver=pb2.RESOLVER_EDITOR,
                event_time=Timestamp(seconds=1_760_000_000 + place),
                origin_id=f"origin_{place // 2}",
            )
            for place in range(20)
        ],
    )


def record_until_killed(service: Service, kill: int) -> list[str]:
    """Record batches, kill the service in the middle of one, return the ids it acknowledged."""
    acknowledged: list[str] = []
    with grpc.insecure_channel(service.target) as channel:
        stub = pb2_grpc.SourceReliabilityServiceStub(channel)
        number = 0
        while True:
            sent = batch(kill, number)
            call = stub.RecordOutcomes.future(sent)
            if number == 5 + kill % 7:
                service.process.send_signal(signal.SIGKILL)
            try:
                call.result(timeout=30)
            except grpc.RpcError:
                service.process.wait()
                return acknowledged
            acknowledged += [one.id for one in sent.outcomes]
            number += 1


def test_killed_while_recording_nothing_acknowledged_is_lost_and_the_chain_holds(tmp_path: Path) -> None:
    database_url = f"sqlite:///{tmp_path / 'reliability.sqlite3'}"
    acknowledged: set[str] = set()
    for kill in range(KILLS):
        with start_service("source_reliability", tmp_path, database_url=database_url, migrate_on_start=True) as service:
            acknowledged |= set(record_until_killed(service.wait_until_ready(), kill))
    engine = open_engine(database_url, 10, 2)
    ((_, found),) = verified(engine, CONFIG)
    with engine.connect() as connection:
        stored = {row[0] for row in connection.exec_driver_sql("SELECT outcome_id FROM outcome")}
    engine.dispose()
    assert acknowledged
    assert acknowledged <= stored
    assert len(stored) % 20 == 0
    assert (found.links, found.problem) == (len(stored), "")
