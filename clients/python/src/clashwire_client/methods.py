"""Makes a described call look like a method that sends it."""

import inspect
from collections.abc import Callable
from importlib.metadata import version
from typing import Any, get_args

import httpx

from clashwire_client.call import Call
from clashwire_client.errors import NoAnswerError

EVENT_SILENCE_SECONDS = 60.0
"""A stream that says nothing for so long is dead; the gateway says something every 15 seconds."""


def http_options(url: str, api_key: str | None, timeout_seconds: float) -> dict[str, Any]:
    """Options of an httpx client."""
    headers = {"user-agent": f"clashwire-client/{version('clashwire-client')}"}
    if api_key:
        headers["authorization"] = f"Bearer {api_key}"
    return {"base_url": url, "headers": headers, "timeout": httpx.Timeout(timeout_seconds, connect=10.0)}


def no_answer(call: Call[Any], error: httpx.TransportError) -> NoAnswerError:
    """The error of a call whose answer did not come."""
    failure = NoAnswerError(f"no answer to {call.method} {call.path}: {type(error).__name__} {error}".rstrip())
    failure.__cause__ = error
    return failure


def look_like(method: Callable[..., Any], described: Callable[..., Any], many: Any = None) -> None:
    """Give a method the name, the help and the signature of what it sends; `many` is its iterator's type."""
    signature = inspect.signature(described)
    own = inspect.Parameter("self", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    parameters = [own, *signature.parameters.values()]
    (item,) = get_args(signature.return_annotation)
    result = many[item] if many else item
    method.__name__, method.__doc__ = described.__name__, described.__doc__
    method.__signature__ = signature.replace(parameters=parameters, return_annotation=result)  # type: ignore[attr-defined]
