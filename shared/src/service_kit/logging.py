"""Structured logging: one JSON line per event on standard error, with the request id, never with payload text."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog

from service_kit.context import current_request_id, current_traceparent


def configure_logging(service: str, level: str = "info", stream: TextIO | None = None) -> None:
    """Send structlog and standard logging of this process to `stream` (default: standard error)."""

    def add_identity(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        event.setdefault("service", service)
        if request_id := current_request_id():
            event["request_id"] = request_id
        if traceparent := current_traceparent():
            event["trace_id"], event["span_id"] = traceparent.split("-")[1:3]
        return event

    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        add_identity,
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())


def get_logger(name: str) -> structlog.stdlib.BoundLogger:
    logger: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return logger
