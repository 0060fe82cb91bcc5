"""A TCP link that delays every chunk, or lets nothing through, between a service and its callers."""

import socket
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class SlowLink(socketserver.ThreadingTCPServer):
    """Passes everything on to `target_port` after `delay_seconds`; nothing while `flowing` is not set."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, target_port: int, delay_seconds: float) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.target_port, self.delay_seconds = target_port, delay_seconds
        self.flowing = threading.Event()
        self.flowing.set()
        self.open: list[socket.socket] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while chunk := source.recv(65_536):
                time.sleep(self.delay_seconds)
                self.flowing.wait()
                target.sendall(chunk)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close_all(self) -> None:
        self.flowing.set()
        for end in self.open:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


class _Connection(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        link = self.server
        assert isinstance(link, SlowLink)
        with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", link.target_port)) as onward:
            link.open += [self.request, onward]
            back = threading.Thread(target=link.pass_on, args=(onward, self.request))
            back.start()
            link.pass_on(self.request, onward)
            back.join()


@contextmanager
def slow_link(target_port: int, delay_seconds: float) -> Iterator[SlowLink]:
    with SlowLink(target_port, delay_seconds) as link:
        serving = threading.Thread(target=link.serve_forever, args=(0.05,))
        serving.start()
        yield link
        link.close_all()
        link.shutdown()
        serving.join()
