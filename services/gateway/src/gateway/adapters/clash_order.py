"""The orders a list of clashes may have, and the place in them a page token names."""

import math
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col

from gateway.adapters.page_tokens import moment_token, read_moment_token
from gateway.adapters.tables import ClashRow
from gateway.domain.clashes import StoredClash
from gateway.domain.listing import Order
from service_kit.errors import ErrorKind, ServiceError

_BETWEEN = "~"


def ranks(order: Order) -> tuple[Any, ...]:
    """Columns that decide the order, each from high to low."""
    newest = (col(ClashRow.opened_at), col(ClashRow.id))
    return newest if order is Order.NEWEST else (col(ClashRow.severity), *newest)


def token_of(last: StoredClash, order: Order) -> str:
    token = moment_token(last.opened_at, last.clash.id or "")
    return token if order is Order.NEWEST else f"{last.clash.severity!r}{_BETWEEN}{token}"


def after(token: str, order: Order) -> ColumnElement[bool]:
    """Whatever comes later than the place the token names; INVALID for a token of another order."""
    columns, place = ranks(order), _place(token, order)
    return or_(*(_later_at(depth, columns, place) for depth in range(len(columns))))


def _later_at(depth: int, columns: tuple[Any, ...], place: tuple[object, ...]) -> ColumnElement[bool]:
    ties = (column == value for column, value in zip(columns[:depth], place, strict=False))
    return and_(*ties, columns[depth] < place[depth])


def _place(token: str, order: Order) -> tuple[float | datetime | str, ...]:
    if order is Order.NEWEST:
        return read_moment_token(token)
    severity, _, rest = token.partition(_BETWEEN)
    try:
        number = float(severity)
    except ValueError:
        number = math.nan
    if math.isnan(number):
        message = "is no token of an earlier page in this order"
        raise ServiceError(ErrorKind.INVALID, message, reason="PAGE_TOKEN", field="page_token")
    return (number, *read_moment_token(rest))
