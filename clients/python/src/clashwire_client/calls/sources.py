"""Sources: reliability with reasons, track record, names, editors' own numbers."""

from collections.abc import Sequence

from clashwire_client.call import Call, Paged, get, listed, path_of, post, put
from clashwire_client.models.sources import Names, Outcome, Source


def get_source(source_id: str) -> Call[Source]:
    """Return how reliable a source has been over all topics, and why. A bare name is read as a speaker's."""
    return get(path_of("sources", source_id), Source)


def outcomes(source_id: str, *, page_size: int = 100) -> Paged[Outcome]:
    """List the outcomes recorded for a source, newest first."""
    return listed(path_of("sources", source_id, "outcomes"), Outcome, "outcomes", page_size)


def put_aliases(source_id: str, aliases: Sequence[str], *, parent: str | None = None) -> Call[Names]:
    """Declare other names of a source, and the whole it is a part of."""
    return put(path_of("sources", source_id, "aliases"), Names, {"aliases": list(aliases), "parent": parent})


def override_source(
    source_id: str, mean: float | None, reason: str, *, editor: str | None = None, idempotency_key: str | None = None
) -> Call[Source]:
    """Put an editor's own number in place of the learnt one; None clears it."""
    wanted = {"mean": mean, "reason": reason, "editor": editor}
    return post(path_of("sources", source_id, "overrides"), Source, wanted, idempotency_key)
