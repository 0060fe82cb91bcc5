"""Who is at the desk, and what a page of it needs."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse

from gateway.api.desk.forms import Form, read_form
from gateway.api.desk.rendering import Pages
from gateway.api.services import Services, TheServices
from gateway.domain.access import ANYBODY, Caller, Scope
from gateway.domain.ports import Records
from gateway.domain.sessions import form_token, is_form_token
from service_kit.errors import ErrorKind, ServiceError

Result = TypeVar("Result")

COOKIE = "clashwire_desk"


@dataclass(frozen=True)
class Editor:
    """Whoever looks: `form_token` goes into every form; it is empty where nobody needs to sign in."""

    caller: Caller
    form_token: str

    @property
    def signed_in(self) -> bool:
        return bool(self.form_token)

    def may(self, scope: str) -> bool:
        return scope in self.caller.scopes


@dataclass(frozen=True)
class Visit:
    """One request to the desk; `form` is what was sent with it."""

    services: Services
    pages: Pages
    editor: Editor
    form: Form = field(default_factory=lambda: Form({}))

    @property
    def tenant(self) -> str:
        return self.editor.caller.tenant

    @property
    def now(self) -> datetime:
        return self.services.review_clash.clock.now()

    def page(self, template: str, status: int = 200, **context: Any) -> HTMLResponse:
        return self.pages.render(template, {"editor": self.editor, **context}, status)

    def text(self, template: str, **context: Any) -> str:
        return self.pages.text(template, {"editor": self.editor, **context})

    async def read(self, work: Callable[[Records], Result]) -> Result:
        return await self.services.unit_of_work.read(self.tenant, work)


async def _editor(request: Request, services: Services, scope: Scope) -> Editor:
    if await services.access.is_open():
        return Editor(ANYBODY, "")
    token = request.cookies.get(COOKIE, "")
    caller = await services.sign_in.caller(token)
    if caller is None:
        raise ServiceError(ErrorKind.INVALID, "sign in with a key first", reason="UNAUTHENTICATED")
    if scope not in caller.scopes:
        raise ServiceError(ErrorKind.INVALID, f"your key lacks the scope {scope}", reason="FORBIDDEN")
    return Editor(caller, form_token(token))


def refuse_foreign_form(request: Request, form: Form, token: str) -> None:
    """FORBIDDEN for a form that was not made here: of another web page, or without this session's token."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise ServiceError(ErrorKind.INVALID, "the form comes from another web page", reason="FORBIDDEN")
    if token and not is_form_token(form.fields.get("form_token", ""), token):
        message = "the form was made before you signed in; go back, load the page again and repeat it"
        raise ServiceError(ErrorKind.INVALID, message, reason="FORBIDDEN")


def _looking(scope: Scope) -> Callable[..., Coroutine[Any, Any, Visit]]:
    async def look(request: Request, services: TheServices) -> Visit:
        return Visit(services, request.app.state.desk_pages, await _editor(request, services, scope))

    return look


def _sending(scope: Scope) -> Callable[..., Coroutine[Any, Any, Visit]]:
    async def send(request: Request, services: TheServices) -> Visit:
        editor = await _editor(request, services, scope)
        form = await read_form(request)
        refuse_foreign_form(request, form, request.cookies.get(COOKIE, "") if editor.signed_in else "")
        return Visit(services, request.app.state.desk_pages, editor, form)

    return send


Looking = Annotated[Visit, Depends(_looking(Scope.READ))]
Reviewing = Annotated[Visit, Depends(_sending(Scope.REVIEW))]
Checking = Annotated[Visit, Depends(_sending(Scope.CHECK))]
Overriding = Annotated[Visit, Depends(_sending(Scope.ADMIN))]
