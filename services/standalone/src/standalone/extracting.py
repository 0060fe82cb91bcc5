"""The claims of documents, from claim-extraction alone."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from typing import Any

from google.protobuf.json_format import ParseDict, ParseError

from clashwire.claim_extraction.v1 import claim_extraction_pb2 as pb2
from clashwire.claim_extraction.v1 import claim_extraction_pb2_grpc as pb2_grpc
from gateway.adapters.claim_messages import claim_from
from gateway.api.schemas.claims import Claim
from service_kit.errors import ErrorKind, ServiceError
from service_kit.grpc_client import call, open_channel
from service_kit.logging import configure_logging
from standalone.documents import Document
from standalone.extraction_part import extraction_child
from standalone.progress import waiting
from standalone.settings import Settings

Json = dict[str, Any]


async def extract_claims(settings: Settings, documents: Sequence[Document]) -> AsyncIterator[Json]:
    """Claims in document order, in the form of the HTTP contract; each document is read on its own."""
    messages = [_message(document) for document in documents]
    configure_logging(service="standalone", level="error")
    async with AsyncExitStack() as stack:
        with waiting("Loading the language pipeline"):
            child = await stack.enter_async_context(extraction_child(settings.for_one_command()))
            part = await child.ready(settings.start_seconds)
        channel = await stack.enter_async_context(open_channel(part.target))
        stub = pb2_grpc.ClaimExtractionServiceStub(channel)
        for message in messages:
            request = pb2.ExtractClaimsRequest(tenant="default", documents=[message])
            answer = await call(stub.ExtractClaims, request, timeout_seconds=settings.check_seconds)
            for claim in answer.claims:
                yield Claim.model_validate(claim_from(claim)).model_dump(mode="json")


def _message(document: Document) -> pb2.Document:
    try:
        return ParseDict(document, pb2.Document())
    except (ParseError, UnicodeEncodeError) as error:
        message = f"document {document.get('id')} does not have the form of a document: {error}"
        raise ServiceError(ErrorKind.INVALID, message, reason="BAD_DOCUMENT", field="documents") from error
