"""What a reviewed clash adds to ninjs items; the names are those of ninjs."""

from clashwire_client.models.base import Answer


class TrustIndicator(Answer):
    role: str
    title: str
    href: str


class Association(Answer):
    name: str
    rel: str
    uri: str


class NinjsPart(Answer):
    """To be merged into the item of this `uri`, with `model_dump(exclude_none=True)`."""

    uri: str
    trustIndicators: tuple[TrustIndicator, ...]  # noqa: N815 (a name of ninjs)
    associations: tuple[Association, ...] | None = None


class TrustIndicators(Answer):
    """One item per document: a draft, for an editor to publish."""

    items: tuple[NinjsPart, ...]
