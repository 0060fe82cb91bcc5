"""Checking a pasted story, and looking at a stored check."""

from dataclasses import replace
from datetime import UTC, datetime

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from gateway.api.desk.check_view import view_check
from gateway.api.desk.forms import Form
from gateway.api.desk.route import DeskRoute
from gateway.api.desk.visit import Checking, Looking, Visit
from gateway.api.problems import STATUS_OF_KIND, STATUS_OF_REASON
from gateway.api.schemas.checks import Check
from gateway.domain.checks import Against, CheckAnswer, CheckRequest
from gateway.domain.documents import Document, with_ids
from gateway.domain.ports import Records
from gateway.domain.quotas import cost_of_check
from service_kit.errors import ErrorKind, ServiceError

router = APIRouter(route_class=DeskRoute, include_in_schema=False)

_LONGEST_TITLE, _LONGEST_SOURCE, _LONGEST_MOMENT = 2_000, 300, 40


@router.get("/check")
async def show_form(visit: Looking) -> Response:
    return _form(visit)


@router.post("/check")
async def check(visit: Checking) -> Response:
    """Check the story; a stored one gets an address of its own, another is shown at once."""
    try:
        request = _request(visit.form, visit.services.check_documents.limits.documents.characters)
        request = replace(request, key_id=visit.editor.caller.key_id)
        async with visit.services.meter.charged(visit.editor.caller, cost_of_check(request.documents)):
            answer = await visit.services.check_documents(visit.tenant, request)
        visit.services.metrics.checked(answer)
    except ServiceError as error:
        status = STATUS_OF_REASON.get(error.reason, STATUS_OF_KIND[error.kind])
        return _form(visit, status, error)
    visit.services.metrics.checked(answer)
    if request.against.stores:
        return RedirectResponse(f"/checks/{answer.id}", 303)
    return _answer(visit, answer, request.documents)


@router.get("/checks/{check_id}")
async def show_check(check_id: str, visit: Looking) -> Response:
    answer, documents = await visit.read(lambda records: _stored(records, check_id))
    return _answer(visit, answer, documents)


def _stored(records: Records, check_id: str) -> tuple[CheckAnswer, tuple[Document, ...]]:
    answer = records.checks.get(check_id)
    if answer is None:
        raise ServiceError(ErrorKind.NOT_FOUND, "there is no such check", reason="CHECK_NOT_FOUND")
    found = records.documents.with_ids([coverage.id for coverage in answer.documents])
    return answer, tuple(found[coverage.id] for coverage in answer.documents if coverage.id in found)


def _answer(visit: Visit, answer: CheckAnswer, documents: tuple[Document, ...]) -> Response:
    json = Check.of(answer).model_dump_json(indent=2)
    return visit.page("check.html", view=view_check(answer, documents), json=json)


def _form(visit: Visit, status: int = 200, failure: ServiceError | None = None) -> Response:
    limit = visit.services.check_documents.limits.documents.characters
    return visit.page("check_form.html", status, sent=visit.form.fields, failure=failure, limit=limit)


def _request(form: Form, most_characters: int) -> CheckRequest:
    text = form.text("text", most_characters)
    if not text:
        raise ServiceError(ErrorKind.INVALID, "paste the text of a story", reason="BLANK", field="text")
    document = Document(
        id="",
        text=text,
        title=form.text("title", _LONGEST_TITLE) or None,
        source=form.text("source", _LONGEST_SOURCE).lower() or None,
        published_at=_moment(form.text("published_at", _LONGEST_MOMENT)),
    )
    against = Against.BOTH if form.text("store", 3) else Against.DOCUMENTS
    return CheckRequest(with_ids([document]), against)


def _moment(value: str) -> datetime | None:
    if not value:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        message = "is no date and time"
        raise ServiceError(ErrorKind.INVALID, message, reason="MOMENT", field="published_at") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
