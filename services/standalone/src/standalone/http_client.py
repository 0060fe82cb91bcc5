"""Asks a gateway over HTTP and turns its problems into errors."""

import json
from typing import Any, cast

import httpx

from service_kit.errors import ErrorKind, ServiceError

_KIND_OF_STATUS = {
    400: ErrorKind.INVALID,
    401: ErrorKind.INVALID,
    403: ErrorKind.INVALID,
    404: ErrorKind.NOT_FOUND,
    409: ErrorKind.CONFLICT,
    413: ErrorKind.INVALID,
    422: ErrorKind.INVALID,
    429: ErrorKind.OVERLOADED,
    503: ErrorKind.UNAVAILABLE,
    504: ErrorKind.TIMED_OUT,
}


async def post_check(
    url: str, body: dict[str, Any], *, timeout_seconds: float, api_key: str | None = None, use_proxy: bool = True
) -> dict[str, Any]:
    """The answer to one check; raises ServiceError with the sentence of the gateway's problem."""
    headers = {"Content-Type": "application/json"}
    if api_key:
        headers["Authorization"] = f"Bearer {api_key}"
    try:
        async with httpx.AsyncClient(base_url=url, timeout=timeout_seconds, trust_env=use_proxy) as client:
            answer = await client.post("/v1/checks", content=json.dumps(body), headers=headers)
    except httpx.TimeoutException as error:
        message = f"no answer from {url} within {timeout_seconds:g} seconds"
        raise ServiceError(ErrorKind.TIMED_OUT, message, reason="GATEWAY_SLOW") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise ServiceError(ErrorKind.UNAVAILABLE, f"no gateway answers at {url}", reason="GATEWAY_MISSING") from error
    if answer.is_success:
        return cast("dict[str, Any]", answer.json())
    raise _problem(answer)


def _problem(answer: httpx.Response) -> ServiceError:
    kind = _KIND_OF_STATUS.get(answer.status_code, ErrorKind.INTERNAL)
    try:
        problem = answer.json()
    except ValueError:
        problem = {}
    sentence = str(problem.get("detail") or problem.get("title") or f"the gateway answered {answer.status_code}")
    further = [f"{fault['field']}: {fault['detail']}" for fault in problem.get("errors", [])[1:]]
    return ServiceError(kind, "; ".join([sentence, *further]), reason="GATEWAY_PROBLEM")
