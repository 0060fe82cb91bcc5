"""Refuses every socket of this interpreter to anything but loopback."""

import sys

LOCAL = {"127.0.0.1", "::1", "localhost", "0.0.0.0", "::", "", None}  # noqa: S104 (binding is looked at, not done)


def refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in ("socket.connect", "socket.sendto") and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    if isinstance(host, bytes):
        host = host.decode()
    if host not in LOCAL:
        sys.stderr.write(f"REFUSED {event} {host}\n")
        raise PermissionError(f"only loopback may be reached, not {host}")


sys.addaudithook(refuse)
