"""One gateway a data directory."""

import os
from pathlib import Path

import pytest

from service_kit.errors import ErrorKind, ServiceError
from standalone.data_dir import Holder, hold, holder_of


def test_nobody_holds_a_directory_that_is_not_there(tmp_path: Path) -> None:
    assert holder_of(tmp_path / "none") is None


def test_the_holder_is_known_with_its_url_and_gone_afterwards(tmp_path: Path) -> None:
    folder = tmp_path / "made" / "when needed"
    with hold(folder) as lock:
        assert holder_of(folder) == Holder(os.getpid(), "")
        lock.publish("http://127.0.0.1:8080")
        assert holder_of(folder) == Holder(os.getpid(), "http://127.0.0.1:8080")
    assert holder_of(folder) is None


def test_a_second_gateway_is_refused_by_name(tmp_path: Path) -> None:
    already = rf"process {os.getpid()}\) already runs"
    with hold(tmp_path), pytest.raises(ServiceError, match=already) as refused, hold(tmp_path):
        pass
    assert refused.value.kind is ErrorKind.CONFLICT


def test_a_lock_left_by_a_killed_process_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "clashwire.lock").write_text('{"pid": 1, "url": "http://127.0.0.1:1"}')
    with hold(tmp_path):
        assert holder_of(tmp_path) == Holder(os.getpid(), "")


def test_a_directory_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ServiceError, match="cannot be used"), hold(tmp_path / "file"):
        pass
