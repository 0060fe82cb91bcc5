"""Bodies of POST /v1/documents: JSON of this gateway, or a format of the trade by its content type."""

from typing import Any

from fastapi import Request

from gateway.api.bodies import ReadRequest, StrictJsonRoute, media_type_of, parse_json, read_body
from gateway.api.schemas.operations import ReadDocuments
from gateway.api.services import services_of
from gateway.domain.incoming import MEDIA_TYPES, NINJS, Body, Given, is_ninjs
from service_kit.errors import ErrorKind, ServiceError

_JSON = ("", "application/json")


class FormatsRoute(StrictJsonRoute):
    """A route that hands its endpoint documents, whatever format they came in."""

    async def read(self, request: Request) -> ReadRequest:
        media_type, charset = media_type_of(request)
        if media_type not in (*_JSON, *MEDIA_TYPES):
            message = f"the body must be application/json or one of {', '.join(MEDIA_TYPES)}"
            raise ServiceError(ErrorKind.INVALID, message, reason="CONTENT_TYPE")
        content = await read_body(request, request.app.state.max_body_bytes)
        parsed: Any = None
        if media_type in _JSON:
            parsed = parse_json(content) if content else None
            media_type = NINJS if is_ninjs(parsed) else media_type
        if media_type not in _JSON:
            reader = services_of(request).document_reader
            given = Given(request.query_params.get("source"), request.query_params.get("url"))
            parsed = ReadDocuments.of(await reader.read(Body(content, media_type, charset), given))
        return ReadRequest.of(request, content, parsed)


_SAID = {
    "source": "Publisher of a body in another format than JSON of this gateway; goes before what the body says.",
    "url": "Where such a body was published; not for feeds.",
}
DESCRIBED = {
    "parameters": [
        {"name": name, "in": "query", "required": False, "schema": {"type": "string"}, "description": said}
        for name, said in _SAID.items()
    ],
    "requestBody": {"content": {name: {"schema": {"type": "string"}} for name in MEDIA_TYPES}},
}
"""What such a route takes beside JSON, for OpenAPI."""
