"""Cuts a stream of bytes into lines, at line feeds only: text may hold other line ends."""


class Lines:
    """Fed chunk by chunk; gives every line once it is complete."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, chunk: bytes) -> list[bytes]:
        *whole, self._rest = (self._rest + chunk).split(b"\n")
        return [line.removesuffix(b"\r") for line in whole]

    def finish(self) -> list[bytes]:
        """The last line, where it had no end."""
        rest, self._rest = self._rest, b""
        return [rest] if rest else []
