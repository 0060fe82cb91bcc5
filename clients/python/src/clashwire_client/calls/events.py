"""Events as they happen."""

from clashwire_client.call import Call, nothing


def events_after(last_event_id: str | None) -> Call[None]:
    """A stream that goes on after an event, or begins now."""
    headers = {"accept": "text/event-stream"}
    if last_event_id is not None:
        headers["last-event-id"] = last_event_id
    return Call("GET", "/v1/events", nothing, headers=headers)
