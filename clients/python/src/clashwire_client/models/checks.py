"""What a check answers."""

from clashwire_client.models.base import Answer
from clashwire_client.models.claims import Claim
from clashwire_client.models.clashes import Clash


class Skipped(Answer):
    """A stretch of a document that was not read."""

    start: int
    end: int
    reason: str


class Coverage(Answer):
    """How much of a document was read."""

    id: str
    characters: int
    characters_read: int
    skipped: tuple[Skipped, ...]


class Update(Answer):
    """A later claim that replaces an earlier one."""

    earlier: str
    later: str
    reason: str


class Degraded(Answer):
    """A part that gave less than usual."""

    part: str
    document_id: str | None
    reason: str


class Model(Answer):
    name: str
    sha256: str


class Models(Answer):
    """The models behind an answer."""

    nli: Model | None
    extraction: Model | None


class Timings(Answer):
    """Milliseconds."""

    extraction: int
    contradiction: int
    reliability: int
    total: int


class Check(Answer):
    """The claims of the documents, and which of them clash; `unsure` pairs stand between the two thresholds."""

    id: str
    documents: tuple[Coverage, ...]
    claims: tuple[Claim, ...]
    clashes: tuple[Clash, ...]
    unsure: tuple[Clash, ...]
    updates: tuple[Update, ...]
    degraded: tuple[Degraded, ...]
    models: Models
    timings_ms: Timings
