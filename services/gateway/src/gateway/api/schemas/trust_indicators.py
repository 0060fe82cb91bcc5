"""ninjs as it is written: the part of an item that tells of a review."""

from pydantic import BaseModel, Field

from gateway.api.schemas.base import Optional


class TrustIndicator(BaseModel):
    role: str = Field(description="URI of the IPTC vocabulary of trust indicators.")
    title: str = Field(description="The verdict and the claim it is about.")
    href: str = Field(description="Page of the review.")


class Association(BaseModel):
    """The item it clashes with."""

    name: str
    rel: str
    uri: str


class NinjsPart(BaseModel):
    """To be merged into the item of this `uri`."""

    uri: str
    trustIndicators: list[TrustIndicator]  # noqa: N815 (a name of ninjs)
    associations: list[Association] | None = Optional


class TrustIndicators(BaseModel):
    """One item per document: a draft, for an editor to publish."""

    items: list[NinjsPart]
