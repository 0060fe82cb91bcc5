"""Counts what the answers of claim-extraction hold."""

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter

from clashwire.claim_extraction.v1 import claim_extraction_pb2 as pb
from clashwire.claims.v1.claim_pb2 import Claim, Stance


class ExtractionMetrics:
    """Made once per server; `answered` takes any of its response messages."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._claims = Counter("claims_extracted", "Claims found.", ("stance",), registry=registry)
        self._documents = Counter("documents_read", "Documents read.", ("language",), registry=registry)
        self._truncated = Counter("input_truncated", "Documents of which a part was not read.", registry=registry)
        self._given = Counter("input_characters", "Code points of the texts given.", registry=registry)
        self._read = Counter("input_characters_read", "Code points of the texts that were read.", registry=registry)

    def answered(self, response: object) -> None:
        if isinstance(response, pb.ExtractClaimsResponse):
            self._count(response.claims, response.coverage)
        elif isinstance(response, pb.StreamExtractClaimsResponse):
            item = response.WhichOneof("item")
            self._count([response.claim] if item == "claim" else [], [response.coverage] if item == "coverage" else [])

    def _count(self, claims: Iterable[Claim], coverage: Iterable[pb.Coverage]) -> None:
        for claim in claims:
            self._claims.labels(Stance.Name(claim.stance).removeprefix("STANCE_").lower()).inc()
        for document in coverage:
            self._documents.labels(document.language or "unknown").inc()
            self._given.inc(document.characters)
            self._read.inc(document.characters_read)
            if document.characters_read < document.characters:
                self._truncated.inc()
