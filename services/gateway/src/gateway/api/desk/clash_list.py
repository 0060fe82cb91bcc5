"""The list of clashes, with what is asked of it in the address."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timedelta
from enum import Enum
from hashlib import sha256
from typing import TypeVar

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from gateway.api.desk.route import DeskRoute
from gateway.api.desk.urls import with_query
from gateway.api.desk.visit import Looking, Visit
from gateway.domain.clashes import ClashKind, State, StoredClash
from gateway.domain.listing import ClashFilter, Order, Page, PageRequest
from gateway.domain.ports import Records
from service_kit.errors import ErrorKind, ServiceError

router = APIRouter(route_class=DeskRoute, include_in_schema=False)

PERIODS = {"1h": timedelta(hours=1), "24h": timedelta(days=1), "7d": timedelta(days=7), "30d": timedelta(days=30)}
_PERIOD_LABELS = {"1h": "last hour", "24h": "last 24 hours", "7d": "last 7 days", "30d": "last 30 days"}
_LEAST = {"0.33": "medium and up", "0.66": "high only"}
_ALL = "all"
_PER_PAGE = 40
_LONGEST_VALUE = 1_000

Choice = TypeVar("Choice", bound=Enum)
Result = TypeVar("Result")


@dataclass(frozen=True)
class Asked:
    """What the address asks for; an empty value asks for nothing special."""

    state: str = ""
    kind: str = ""
    source: str = ""
    speaker: str = ""
    since: str = ""
    least: str = ""
    order: str = ""
    page: str = ""

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> "Asked":
        return cls(**{f.name: parameters.get(f.name, "").strip()[:_LONGEST_VALUE] for f in fields(cls)})

    @property
    def wanted_state(self) -> State | None:
        """Open ones unless something else is asked for."""
        return None if self.state == _ALL else _choice(State, self.state, "state") or State.OPEN

    @property
    def wanted_order(self) -> Order:
        return _choice(Order, self.order, "order") or Order.NEWEST

    @property
    def narrowed(self) -> bool:
        return any((self.kind, self.source, self.speaker, self.since, self.least))

    def filter(self, now: datetime) -> ClashFilter:
        return ClashFilter(
            kind=_choice(ClashKind, self.kind, "kind"),
            state=self.wanted_state,
            source=self.source or None,
            speaker=self.speaker or None,
            opened_from=now - _known(PERIODS, self.since, "since") if self.since else None,
            least_severity=_number(self.least) if self.least else None,
        )

    def url(self, path: str = "/", **changes: str) -> str:
        """The same question with changes, from its first page on."""
        return with_query(path, asdict(replace(self, **{"page": "", **changes})))

    def here(self, path: str) -> str:
        return self.url(path, page=self.page)


def _choice(choices: type[Choice], value: str, name: str) -> Choice | None:
    if not value:
        return None
    return _known({str(choice.value): choice for choice in choices}, value, name)


def _known(choices: Mapping[str, Result], value: str, name: str) -> Result:
    if value not in choices:
        raise ServiceError(ErrorKind.INVALID, f"must be one of {', '.join(choices)}", reason="FILTER", field=name)
    return choices[value]


def _number(value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0.0 <= number <= 1.0:
        raise ServiceError(ErrorKind.INVALID, "must lie between 0 and 1", reason="FILTER", field="least")
    return number


@router.get("/")
async def show_clashes(request: Request, visit: Looking) -> Response:
    """The list in its page, with the tag the list has by itself."""
    asked = Asked.of(request.query_params)
    listing = await _listing(asked, visit)
    return visit.page(
        "clashes.html",
        asked=asked,
        listing=Markup(listing),  # noqa: S704 (rendered by a template that escapes)
        tag=_tag(listing),
        kinds=[*ClashKind],
        periods=_PERIOD_LABELS,
        least=_LEAST,
        orders={Order.NEWEST: "Newest first", Order.MOST_SEVERE: "Most severe first"},
    )


@router.get("/desk/clashes")
async def show_listing(request: Request, visit: Looking) -> Response:
    """The list by itself, for a page that keeps itself up to date; 304 where nothing has changed."""
    listing = await _listing(Asked.of(request.query_params), visit)
    headers = {"etag": _tag(listing)}
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    return HTMLResponse(listing, headers=headers)


async def _listing(asked: Asked, visit: Visit) -> str:
    found, counts = await visit.read(lambda records: _find(records, asked, visit.now))
    return visit.text("clash_list.html", asked=asked, found=found, counts=counts, states=[*State])


def _tag(listing: str) -> str:
    return f'"{sha256(listing.encode("utf-8", "replace")).hexdigest()[:32]}"'


def _find(records: Records, asked: Asked, now: datetime) -> tuple[Page[StoredClash], dict[State, int]]:
    wanted = asked.filter(now)
    page = records.clashes.page(wanted, PageRequest(_PER_PAGE, asked.page), asked.wanted_order)
    return page, records.clashes.counts(wanted)
