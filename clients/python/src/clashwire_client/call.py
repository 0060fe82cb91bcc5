"""What is sent and how the answer is read, apart from who sends it."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar
from urllib.parse import quote
from uuid import uuid4

import httpx
from pydantic import BaseModel

from clashwire_client.errors import NoAnswerError, UnreadableAnswerError, problem_of

T = TypeVar("T")
Told = TypeVar("Told")
M = TypeVar("M", bound=BaseModel)

_REPEATABLE = ("GET", "PUT", "DELETE")
_DOTS = {".": "%2E", "..": "%2E%2E"}


@dataclass(frozen=True)
class Call(Generic[T]):
    """One request of the contract; `read` turns a success into what the caller gets."""

    method: str
    path: str
    read: Callable[[httpx.Response], T]
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | None = None
    retried: bool = True

    @property
    def may_be_repeated(self) -> bool:
        """Whether sending it twice does the work once."""
        return self.retried and (self.method in _REPEATABLE or "idempotency-key" in self.headers)

    def request(self, http: httpx.Client | httpx.AsyncClient, **further: Any) -> httpx.Request:
        return http.build_request(
            self.method,
            self.path,
            params=dict(self.query) or None,
            headers=dict(self.headers),
            content=self.content,
            **further,
        )

    def result(self, answer: httpx.Response | NoAnswerError) -> T:
        """What the caller gets; raises where there was no success."""
        response = success(answer)
        request_id = response.headers.get("x-request-id", "")
        return understood(self.read, response, f"the answer to {self.method} {self.path} [request {request_id}]")


def success(answer: httpx.Response | NoAnswerError) -> httpx.Response:
    """The answer; raises where it is a problem or did not come."""
    if isinstance(answer, NoAnswerError):
        raise answer
    if not answer.is_success:
        raise problem_of(answer)
    return answer


def understood(read: Callable[[Told], T], told: Told, what: str) -> T:
    """What was told, read; UnreadableAnswerError where it is not as the contract says."""
    try:
        return read(told)
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableAnswerError(f"{what} is not what the contract says") from error


@dataclass(frozen=True)
class Page(Generic[T]):
    """Items of a list; `next_page_token` is empty at the end."""

    items: Sequence[T]
    next_page_token: str


@dataclass(frozen=True)
class Paged(Generic[T]):
    """A list: `page` is the call that reads the page a token stands for."""

    page: Callable[[str], Call[Page[T]]]


@dataclass(frozen=True)
class Export(Generic[T]):
    """A call whose answer is read line by line."""

    call: Call[None]
    read_line: Callable[[bytes], T]

    def line(self, told: bytes) -> T:
        return understood(self.read_line, told, f"a line of {self.call.path}")


def reads(model: type[M]) -> Callable[[httpx.Response], M]:
    """Read an answer as one object."""
    return lambda response: model.model_validate_json(response.content)


def nothing(_response: httpx.Response) -> None:
    return None


def get(path: str, model: type[M], **query: Any) -> Call[M]:
    return Call("GET", path, reads(model), query=query_of(query))


def post(path: str, model: type[M], body: Any, key: str | None, **headers: str) -> Call[M]:
    """A POST that carries an idempotency key, so that repeating it is harmless."""
    return Call("POST", path, reads(model), headers={**keyed(key), **headers, **_JSON}, content=json_of(body))


def put(path: str, model: type[M], body: Any) -> Call[M]:
    return Call("PUT", path, reads(model), headers=_JSON, content=json_of(body))


def keyed(key: str | None) -> dict[str, str]:
    """The header of an idempotency key: the caller's own, or a new one."""
    return {"idempotency-key": key or str(uuid4())}


def listed(path: str, model: type[M], member: str, page_size: int, **query: Any) -> Paged[M]:
    """A list whose pages hold their items in `member`."""

    def read(response: httpx.Response) -> Page[M]:
        page = json.loads(response.content)
        items = [model.model_validate(item) for item in page[member]]
        return Page(items, page["next_page_token"])

    def page(token: str) -> Call[Page[M]]:
        wanted = {**query, "page_size": page_size, "page_token": token or None}
        return Call("GET", path, read, query=query_of(wanted))

    return Paged(page)


_JSON = {"content-type": "application/json"}


def json_of(body: Any) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode()


def query_of(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: _written(value) for name, value in values.items() if value is not None}


def _written(value: Any) -> str:
    if not isinstance(value, datetime):
        return str(value)
    if value.tzinfo is None:
        raise ValueError("a time needs its offset")
    return value.isoformat()


def path_of(*steps: str) -> str:
    """A path under /v1 with each step quoted: an id may hold anything."""
    return "/v1/" + "/".join(_DOTS.get(step) or quote(step, safe=":") for step in steps)
