"""Who signs drafts for publication, and where the pages stand that they point to."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from fastapi import Request


@dataclass(frozen=True)
class Publishing:
    """Where `newsroom` is empty the reviewer signs; where `public_url` is, pages stand where the request went."""

    newsroom: str = ""
    public_url: str = ""

    def author(self, reviewer: str) -> dict[str, Any]:
        """The author of a review, as schema.org has it."""
        if self.newsroom:
            return {"@type": "Organization", "name": self.newsroom}
        return {"@type": "Person", "name": reviewer}

    def page_of(self, clash_id: str, request: Request) -> str:
        """Address of a clash at the clash desk."""
        base = self.public_url or str(request.base_url)
        return f"{base.rstrip('/')}/clashes/{quote(clash_id, safe='')}"
