"""Every event is one JSON line that names its request."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from service_kit.context import bind_request
from service_kit.logging import configure_logging, get_logger


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    stream = io.StringIO()
    configure_logging("probe", "info", stream)
    yield stream
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


def events(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_event_is_one_line_with_service_level_time_and_request(lines: io.StringIO) -> None:
    with bind_request("req-7"):
        get_logger("probe").info("done", ms=3)
    (event,) = events(lines)
    assert event["event"] == "done"
    assert event["service"] == "probe"
    assert event["level"] == "info"
    assert event["request_id"] == "req-7"
    assert event["ms"] == 3
    assert "timestamp" in event


def test_lines_of_other_libraries_take_the_same_form(lines: io.StringIO) -> None:
    logging.getLogger("library").warning("first\nsecond")
    (event,) = events(lines)
    assert event["event"] == "first\nsecond"
    assert event["service"] == "probe"


def test_events_below_the_level_are_left_out(lines: io.StringIO) -> None:
    get_logger("probe").debug("detail")
    assert events(lines) == []
