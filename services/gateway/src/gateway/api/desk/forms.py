"""Reads forms: bounded, URL-encoded, UTF-8, every field once."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from fastapi import Request

from gateway.api.bodies import read_body
from service_kit.errors import ErrorKind, ServiceError

_FORM = "application/x-www-form-urlencoded"
_MOST_FIELDS = 50


@dataclass(frozen=True)
class Form:
    """Fields of a form; a missing one is empty."""

    fields: Mapping[str, str]

    def text(self, name: str, most: int) -> str:
        """The field without blanks around it; INVALID beyond so many characters."""
        value = self.fields.get(name, "").replace("\r\n", "\n").strip()
        if len(value) > most:
            message = f"has {len(value)} characters, the limit is {most}"
            raise ServiceError(ErrorKind.INVALID, message, reason="FIELD_TOO_LONG", field=name, limit=most)
        return value


async def read_form(request: Request) -> Form:
    """INVALID for another content type, another encoding, or too many fields."""
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != _FORM:
        raise ServiceError(ErrorKind.INVALID, f"a form must be {_FORM}", reason="CONTENT_TYPE")
    body = await read_body(request, request.app.state.max_body_bytes)
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except (UnicodeError, ValueError) as error:
        raise ServiceError(ErrorKind.INVALID, "is no readable form", reason="FORM", field="body") from error
    if any("\0" in value for _, value in pairs):
        raise ServiceError(ErrorKind.INVALID, "must not contain the character U+0000", reason="FORM", field="body")
    return Form(dict(pairs))
