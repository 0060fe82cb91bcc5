"""Rows of a file of sentence pairs, read with care."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO, cast

from service_kit.errors import ErrorKind, ServiceError

Row = dict[str, Any]


def read_rows(source: Iterable[str]) -> Iterator[Row]:
    """Rows with `premise` and `hypothesis`, blank lines skipped; raises ServiceError naming the line of a bad one."""
    for number, line in enumerate(source, 1):
        if line.strip():
            yield _row(line, number)


def count_rows(source: Iterable[str]) -> int:
    """How many rows there are to score, after a look at each of them; raises as `read_rows` does."""
    return sum(1 for _ in read_rows(source))


def _row(line: str, number: int) -> Row:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise _bad(number, f"is not JSON: {error}") from error
    if not isinstance(row, dict):
        raise _bad(number, "is not a JSON object")
    for column in ("premise", "hypothesis"):
        value = row.get(column)
        if not isinstance(value, str) or not value.strip():
            raise _bad(number, f'has no text in "{column}"')
        if any("\ud800" <= character <= "\udfff" for character in value):
            raise _bad(number, f'has half of a surrogate pair in "{column}"')
    return row


def _bad(number: int, what: str) -> ServiceError:
    return ServiceError(ErrorKind.INVALID, f"line {number} {what}", reason="BAD_ROW", field="input")


@contextmanager
def opened(file: Path, mode: str) -> Iterator[TextIO]:
    try:
        with file.open(mode, encoding="utf-8") as opened:
            yield cast("TextIO", opened)
    except (OSError, UnicodeDecodeError) as error:
        what = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        message = f"{file} cannot be {'read' if mode == 'r' else 'written'}: {what}"
        raise ServiceError(ErrorKind.INVALID, message, reason="FILE_UNREADABLE", field="file") from error
