"""Reads server-sent events, and remembers where to go on."""

from clashwire_client.call import understood
from clashwire_client.lines import Lines
from clashwire_client.models.events import Event


class EventReader:
    """Fed chunk by chunk; outlives connections. `last_event_id` is where the next connection goes on."""

    def __init__(self, last_event_id: str | None) -> None:
        self.last_event_id = last_event_id
        self.pause_seconds = 1.0
        self._lines = Lines()
        self._data: list[str] = []

    def connected(self, begins_after: str | None) -> None:
        """Forget what an earlier connection left half said; go on after the event the gateway names."""
        self.last_event_id = self.last_event_id or begins_after
        self._lines = Lines()
        self._data = []

    def feed(self, chunk: bytes) -> list[Event]:
        return [event for line in self._lines.feed(chunk) if (event := self._read(line.decode()))]

    def _read(self, line: str) -> Event | None:
        if not line:
            return self._complete()
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            self._data.append(value)
        elif name == "id":
            self.last_event_id = value
        elif name == "retry" and value.isdigit():
            self.pause_seconds = int(value) / 1000
        return None

    def _complete(self) -> Event | None:
        data, self._data = self._data, []
        if not data:
            return None
        told = understood(_Told.model_validate_json, "\n".join(data), "an event")
        return Event(id=self.last_event_id or "", type=told.type, at=told.at, data=told.data)


class _Told(Event):
    """An event as its data tell it; the id stands beside them."""

    id: str = ""
