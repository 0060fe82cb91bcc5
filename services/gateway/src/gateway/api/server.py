"""The HTTP server: binds its own socket, leaves signals to the main module, drains when told to stop."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from fastapi import FastAPI

from service_kit.errors import ErrorKind, ServiceError
from service_kit.tls import Rotation, TlsFiles, https_context


class HttpServer(uvicorn.Server):
    """Uvicorn that says when it has started, and takes up a replaced certificate."""

    def __init__(self, app: FastAPI, grace_seconds: float, tls: TlsFiles | None = None) -> None:
        self._tls = tls
        self._rotation = Rotation(tls) if tls else None
        context = https_context(tls) if tls else None
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                server_header=False,
                lifespan="off",
                timeout_graceful_shutdown=max(1, round(grace_seconds)),
                ssl_context_factory=(lambda _config, _default: context) if context else None,
            )
        )
        self.accepting = asyncio.Event()
        self._state = app.state

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.accepting.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._state.closing.set()
        self._state.services.bell.ring_all()
        await super().shutdown(sockets)

    async def on_tick(self, counter: int) -> bool:
        if self._tls and self._rotation and self.config.ssl and self._rotation.changed():
            self.config.ssl.load_cert_chain(self._tls.certificate, self._tls.key)
        return await super().on_tick(counter)


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
