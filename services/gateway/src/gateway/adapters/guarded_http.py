"""The one way out to addresses that callers name: no private networks, no redirects, bounded in time and size."""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import httpcore

from gateway.domain.url_guard import Address, FetchPolicy, check_addresses, read_target
from service_kit.errors import ErrorKind, ServiceError

Resolve = Callable[[str, int], Awaitable[Sequence[Address]]]

_MOST_ADDRESSES = 4
_TOO_SLOW = (httpcore.ConnectTimeout, httpcore.ReadTimeout, httpcore.WriteTimeout, httpcore.PoolTimeout)


@dataclass(frozen=True)
class Answer:
    """Status and headers, names in lower case; the body is not read."""

    status: int
    headers: Mapping[str, str]


async def resolve(host: str, port: int) -> Sequence[Address]:
    """Addresses of a name; UNAVAILABLE where it has none."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ServiceError(ErrorKind.UNAVAILABLE, "the name has no address", reason="NAME_NOT_FOUND") from error
    return [ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]


def authorities(ca_file: Path | None) -> ssl.SSLContext:
    """Trust the authorities of a PEM file, or the usual public ones where there is none."""
    return ssl.create_default_context(cafile=ca_file) if ca_file else httpcore.default_ssl_context()


@dataclass(frozen=True)
class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Looks a name up once, checks every address, and connects to one of those: a second look could tell another."""

    policy: FetchPolicy
    resolve: Resolve = resolve
    network: httpcore.AsyncNetworkBackend = field(default_factory=httpcore.AnyIOBackend)

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 (the signature of httpcore)
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        addresses = await self.resolve(host, port)
        check_addresses(addresses, self.policy)
        failure: Exception = httpcore.ConnectError("no address")
        for address in dict.fromkeys(addresses[:_MOST_ADDRESSES]):
            try:
                return await self.network.connect_tcp(str(address), port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure


@dataclass(frozen=True)
class GuardedHttp:
    """Posts to one address after the other, each over a connection of its own."""

    policy: FetchPolicy
    timeout_seconds: float
    tls: ssl.SSLContext = field(default_factory=lambda: authorities(None))
    resolve: Resolve = resolve

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Answer of the receiver, redirects included.

        INVALID for an address that may not be called, TIMED_OUT, UNAVAILABLE where nobody answers properly.
        """
        read_target(url, self.policy)
        try:
            async with asyncio.timeout(self.timeout_seconds), self._connections() as connections:
                sent = connections.stream("POST", url, headers=list(headers.items()), content=body)
                async with sent as response:
                    return Answer(response.status, _decoded(response.headers))
        except (TimeoutError, *_TOO_SLOW) as error:
            message = f"no answer within {self.timeout_seconds:g} seconds"
            raise ServiceError(ErrorKind.TIMED_OUT, message, reason="RECEIVER_SLOW") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError) as error:
            message = "the receiver cannot be reached"
            raise ServiceError(ErrorKind.UNAVAILABLE, message, reason="RECEIVER_UNREACHABLE") from error

    def _connections(self) -> httpcore.AsyncConnectionPool:
        return httpcore.AsyncConnectionPool(
            ssl_context=self.tls,
            max_keepalive_connections=0,
            network_backend=GuardedBackend(self.policy, self.resolve),
        )


def _decoded(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in headers}
