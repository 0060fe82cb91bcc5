"""One check from the command line, by a running gateway or by one started for it."""

import tempfile
from pathlib import Path
from typing import Any

from service_kit.logging import configure_logging
from standalone.bootstrap import every_part
from standalone.http_client import post_check
from standalone.progress import waiting
from standalone.settings import Settings


async def check_once(settings: Settings, body: dict[str, Any], url: str | None, api_key: str | None) -> dict[str, Any]:
    """The answer to `POST /v1/checks`."""
    if url is not None:
        with waiting("Checking"):
            return await post_check(url, body, timeout_seconds=settings.check_seconds, api_key=api_key)
    configure_logging(service="standalone", level="error")
    with waiting("Starting the services and checking"), tempfile.TemporaryDirectory(prefix="clashwire-") as folder:
        own = settings.for_one_command().model_copy(update={"data_dir": Path(folder)})
        async with every_part(own) as parts:
            url = f"http://{parts[-1].target}"
            return await post_check(url, body, timeout_seconds=settings.check_seconds, use_proxy=False)
