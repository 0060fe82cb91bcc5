"""The page of a clash, and deciding about it."""

from functools import partial
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from gateway.api.desk.clash_view import ClashView, side_choices, view_clash
from gateway.api.desk.forms import Form
from gateway.api.desk.route import DeskRoute
from gateway.api.desk.urls import own_path
from gateway.api.desk.visit import Looking, Reviewing, Visit
from gateway.domain.audit import actor_of
from gateway.domain.clashes import State
from gateway.domain.reviews import Review
from service_kit.errors import ErrorKind, ServiceError

router = APIRouter(prefix="/clashes", route_class=DeskRoute, include_in_schema=False)

_WHYS = {
    State.CONFIRMED: ("Both are on the record", "Checked with a source"),
    State.DISMISSED: (
        "Not the same event",
        "Both can be true",
        "A later figure, not a clash",
        "Quote misread",
        "Speaker misread",
        "Copies of one report",
    ),
    State.RESOLVED: ("Proved by evidence", "Corrected by the source", "Officially confirmed"),
}
_LONGEST_REASON, _LONGEST_NAME, _LONGEST_PATH = 3_000, 300, 2_000
_NEITHER = "neither"


@router.get("/{clash_id}")
async def show_clash(clash_id: str, visit: Looking) -> Response:
    return _page(visit, await visit.read(partial(view_clash, clash_id)))


@router.post("/{clash_id}/review")
async def review_clash(clash_id: str, visit: Reviewing) -> Response:
    """Decide, then go back to where the form was; where that fails show the clash as it is now with what was sent."""
    try:
        review = _review(visit)
        decided = await visit.services.review_clash(visit.tenant, clash_id, review, actor_of(visit.editor.caller))
    except ServiceError as error:
        if error.kind is ErrorKind.NOT_FOUND:
            raise
        view = await visit.read(partial(view_clash, clash_id))
        status = 409 if error.kind is ErrorKind.CONFLICT else 422
        return _page(visit, view, status, sent=visit.form, failure=error)
    visit.services.metrics.reviewed(decided.clash.kind, review.verdict)
    back = visit.form.text("back", _LONGEST_PATH)
    return RedirectResponse(own_path(back) if back else f"/clashes/{clash_id}", 303)


def _page(
    visit: Visit, view: ClashView, status: int = 200, sent: Form | None = None, failure: ServiceError | None = None
) -> Response:
    context: dict[str, Any] = {
        "view": view,
        "clash": view.stored.clash,
        "choices": side_choices(view),
        "whys": _WHYS,
        "sent": sent.fields if sent else {},
        "failure": failure,
        "neither": _NEITHER,
    }
    return visit.page("clash.html", status, **context)


def _review(visit: Visit) -> Review:
    form = visit.form
    verdicts = {state.value: state for state in _WHYS}
    verdict = verdicts.get(form.text("verdict", 20))
    if verdict is None:
        message = "choose whether to confirm, dismiss or resolve"
        raise ServiceError(ErrorKind.INVALID, message, reason="VERDICT", field="verdict")
    version = form.text("version", 9)
    why, note = form.text("why", 100), form.text("note", _LONGEST_REASON)
    return Review(
        verdict=verdict,
        right_side=_right_side(form) if verdict is State.RESOLVED else None,
        reason=": ".join(filter(None, (why, note))),
        reviewer=form.text("reviewer", _LONGEST_NAME) or visit.editor.caller.name,
        expected_version=int(version) if version.isdecimal() else -1,
    )


def _right_side(form: Form) -> str | None:
    chosen = form.text("right_side", 100)
    if not chosen:
        message = "say which side was right, or that neither was"
        raise ServiceError(ErrorKind.INVALID, message, reason="RIGHT_SIDE", field="right_side")
    return None if chosen == _NEITHER else chosen
