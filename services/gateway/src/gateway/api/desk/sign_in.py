"""Signing in with a key, and out."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from gateway.api.desk.forms import Form, read_form
from gateway.api.desk.rendering import Pages
from gateway.api.desk.route import DeskRoute
from gateway.api.desk.urls import own_path
from gateway.api.desk.visit import COOKIE, Looking, refuse_foreign_form
from gateway.api.services import TheServices
from service_kit.errors import ServiceError

router = APIRouter(route_class=DeskRoute, include_in_schema=False)

_LONGEST_KEY, _LONGEST_PATH = 1_000, 2_000


@router.get("/sign-in")
async def show_sign_in(
    request: Request, services: TheServices, next_path: Annotated[str, Query(alias="next")] = "/"
) -> Response:
    if await services.access.is_open():
        return RedirectResponse("/", 303)
    return _form(request, own_path(next_path))


@router.post("/sign-in")
async def sign_in(request: Request, services: TheServices) -> Response:
    form = await read_form(request)
    refuse_foreign_form(request, form, "")
    path = own_path(form.text("next", _LONGEST_PATH))
    try:
        token = await services.sign_in.open(form.text("key", _LONGEST_KEY))
    except ServiceError as error:
        return _form(request, path, error.message)
    answer = RedirectResponse(path, 303)
    answer.set_cookie(
        COOKIE,
        token,
        max_age=round(services.sign_in.lifetime.total_seconds()),
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )
    return answer


@router.post("/sign-out")
async def sign_out(request: Request, visit: Looking) -> Response:
    form: Form = await read_form(request)
    token = request.cookies.get(COOKIE, "")
    refuse_foreign_form(request, form, token)
    await visit.services.sign_in.close(token)
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return answer


def _form(request: Request, path: str, message: str = "") -> Response:
    pages: Pages = request.app.state.desk_pages
    return pages.render("sign_in.html", {"editor": None, "next": path, "message": message}, 401 if message else 200)
