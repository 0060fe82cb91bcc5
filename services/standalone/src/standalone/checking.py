"""One check from the command line, by a running gateway or by one started for it."""

from typing import Any

from service_kit.logging import configure_logging
from standalone.http_client import post_check
from standalone.progress import waiting
from standalone.session import temporary_gateway
from standalone.settings import Settings


async def check_once(settings: Settings, body: dict[str, Any], url: str | None, api_key: str | None) -> dict[str, Any]:
    """The answer to `POST /v1/checks`."""
    if url is not None:
        with waiting("Checking"):
            return await post_check(url, body, timeout_seconds=settings.check_seconds, api_key=api_key)
    configure_logging(service="standalone", level="error")
    with waiting("Starting the services and checking"):
        async with temporary_gateway(settings) as own_url:
            return await post_check(own_url, body, timeout_seconds=settings.check_seconds, use_proxy=False)
