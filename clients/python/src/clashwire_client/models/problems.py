"""How the gateway says what went wrong: RFC 9457."""

from clashwire_client.models.base import Answer


class FieldError(Answer):
    """One fault of a request, e.g. of documents[0].text."""

    field: str
    detail: str
    reason: str
    limit: float | str | None = None


class Problem(Answer):
    """Problem details."""

    type: str = "about:blank"
    title: str = ""
    status: int = 0
    detail: str = ""
    request_id: str = ""
    errors: tuple[FieldError, ...] = ()
