"""One check by a gateway that is started for it."""

import tempfile
from pathlib import Path
from typing import Any

from service_kit.logging import configure_logging
from standalone.bootstrap import every_part
from standalone.http_client import post_check
from standalone.settings import Settings


async def check_once(settings: Settings, body: dict[str, Any]) -> dict[str, Any]:
    """The answer to `POST /v1/checks` of everything started on free ports and a data directory that is thrown away."""
    configure_logging(service="standalone", level="error")
    with tempfile.TemporaryDirectory(prefix="clashwire-") as folder:
        own = settings.for_one_command().model_copy(update={"data_dir": Path(folder)})
        async with every_part(own) as parts:
            url = f"http://{parts[-1].target}"
            return await post_check(url, body, timeout_seconds=settings.check_seconds, use_proxy=False)
