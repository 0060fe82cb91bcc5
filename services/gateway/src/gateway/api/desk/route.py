"""A route of the desk: its failures are pages, and every answer carries the desk's headers."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute

from gateway.api.desk.rendering import Pages
from gateway.api.desk.security import PAGE_HEADERS
from gateway.api.desk.urls import with_query
from gateway.api.problems import STATUS_OF_KIND, STATUS_OF_REASON, field_path
from service_kit.context import current_request_id
from service_kit.errors import ErrorKind, ServiceError

_TITLES = {
    403: "That is not allowed with this key",
    404: "There is nothing here",
    409: "That cannot be done now",
    413: "That is too much at once",
    422: "Something in the request is not right",
    429: "Too much at once",
    503: "A part of Clashwire is out of reach",
    504: "It took too long",
}


class DeskRoute(APIRoute):
    """Turns failures into pages people can read, and sends strangers to sign in."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                response = await handle(request)
            except ServiceError as error:
                response = _failure(request, error)
            except RequestValidationError as error:
                fault = error.errors()[0]
                message = f"{field_path(fault['loc'])}: {fault['msg']}"
                response = _failure(request, ServiceError(ErrorKind.INVALID, message, reason="INVALID_REQUEST"))
            for name, value in PAGE_HEADERS.items():
                response.headers.setdefault(name, value)
            return response

        return answer


def _failure(request: Request, error: ServiceError) -> Response:
    status = STATUS_OF_REASON.get(error.reason, STATUS_OF_KIND[error.kind])
    if status == 401:
        return RedirectResponse(with_query("/sign-in", {"next": _here(request)}), 303)
    pages: Pages = request.app.state.desk_pages
    context = {
        "editor": None,
        "status": status,
        "title": _TITLES.get(status, "Something went wrong"),
        "message": error.message,
        "request_id": current_request_id() or "",
    }
    return pages.render("error.html", context, status)


def _here(request: Request) -> str:
    if request.method != "GET":
        return "/"
    query = request.url.query
    return f"{request.url.path}?{query}" if query else request.url.path
