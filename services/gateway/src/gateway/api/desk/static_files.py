"""Serves the desk's own style sheet, script and icon."""

from fastapi import APIRouter, Request, Response

from gateway.api.desk.rendering import Pages
from gateway.api.desk.route import DeskRoute
from service_kit.errors import ErrorKind, ServiceError

router = APIRouter(prefix="/desk/static", route_class=DeskRoute, include_in_schema=False)

_FOR_GOOD = "public, max-age=31536000, immutable"


@router.get("/{digest}/{name}")
async def static_file(digest: str, name: str, request: Request) -> Response:
    pages: Pages = request.app.state.desk_pages
    file = pages.static.get(name)
    if file is None or file.digest != digest:
        raise ServiceError(ErrorKind.NOT_FOUND, "there is no such file", reason="FILE_NOT_FOUND")
    return Response(file.content, media_type=file.media_type, headers={"cache-control": _FOR_GOOD})
