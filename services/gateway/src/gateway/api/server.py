"""The HTTP server: binds its own socket, leaves signals to the main module, drains when told to stop."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from fastapi import FastAPI

from service_kit.errors import ErrorKind, ServiceError


class HttpServer(uvicorn.Server):
    """Uvicorn that says when it has started."""

    def __init__(self, app: FastAPI, grace_seconds: float) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                server_header=False,
                lifespan="off",
                timeout_graceful_shutdown=max(1, round(grace_seconds)),
            )
        )
        self.accepting = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.accepting.set()


def listen(host: str, port: int) -> socket.socket:
    """Bound socket; port 0 takes a free one. UNAVAILABLE where it cannot be bound."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        message = f"cannot listen on {host}:{port}; is the port in use?"
        raise ServiceError(ErrorKind.UNAVAILABLE, message, reason="PORT_IN_USE") from error
    return listener
