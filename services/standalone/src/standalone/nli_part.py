"""nli-contradiction in this process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import nli_contradiction.bootstrap
import nli_contradiction.settings
from standalone.parts import Part, in_this_process
from standalone.settings import Settings


@asynccontextmanager
async def nli_part(settings: Settings) -> AsyncIterator[Part]:
    own = nli_contradiction.settings.Settings(host="127.0.0.1", port=0, grace_seconds=settings.grace_seconds)
    run = partial(nli_contradiction.bootstrap.run, own)
    async with in_this_process("nli-contradiction", run, settings.start_seconds) as part:
        yield part
