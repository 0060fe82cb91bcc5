"""Chooses and joins the parts of claim-extraction, and serves until told to stop."""

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass

import grpc

from claim_extraction.adapters import cue_file, ngram_worthiness
from claim_extraction.adapters.cue_file import load_lexicon
from claim_extraction.adapters.ngram_worthiness import NgramWorthiness
from claim_extraction.adapters.spacy_parser import SpacyParser
from claim_extraction.api.metrics import ExtractionMetrics
from claim_extraction.api.servicer import ClaimExtractionServicer
from claim_extraction.api.workers import Workers
from claim_extraction.domain.extraction import ClaimExtractor
from claim_extraction.domain.limits import Limits
from claim_extraction.settings import Settings
from clashwire.claim_extraction.v1 import claim_extraction_pb2 as pb2
from clashwire.claim_extraction.v1 import claim_extraction_pb2_grpc as pb2_grpc
from service_kit.grpc_server import ServerOptions, serve
from service_kit.telemetry import CallMetrics, Telemetry, open_telemetry
from service_kit.tls import tls_files

SERVICE_NAME = "clashwire.claim_extraction.v1.ClaimExtractionService"
WARMING_TEXT = "The council said the bridge was safe. Residents denied the claim."


@dataclass(frozen=True, slots=True)
class Loaded:
    """The extractor with the identity of everything it is made of."""

    extractor: ClaimExtractor
    model: pb2.ExtractionModel


async def run(settings: Settings, stop: asyncio.Event, on_ready: Callable[[int], None]) -> None:
    """Serve until `stop` is set; `on_ready` gets the bound port once the pipeline is loaded; drain; return.

    Raises ServiceError where the pipeline, the cue lexicon or the weights cannot be loaded.
    """
    async with AsyncExitStack() as stack:

        async def attach(server: grpc.aio.Server) -> Sequence[str]:
            loaded = await asyncio.to_thread(load, settings)
            workers = stack.enter_context(Workers(settings.workers, settings.max_waiting))
            limits = Limits(
                settings.max_documents, settings.max_characters, settings.max_title_characters, settings.max_captions
            )
            servicer = ClaimExtractionServicer(loaded.extractor, limits, workers, loaded.model)
            pb2_grpc.add_ClaimExtractionServiceServicer_to_server(servicer, server)
            return [SERVICE_NAME]

        with open_telemetry(
            "claim-extraction", settings.host, settings.metrics_port, settings.otlp_endpoint
        ) as telemetry:
            await serve(_options(settings, telemetry), attach, stop, on_ready)


def load(settings: Settings) -> Loaded:
    """Everything that reads a document, warmed by reading one; blocks while it loads."""
    cues = settings.cue_file or cue_file.BUNDLED
    weights = settings.worthiness_file or ngram_worthiness.BUNDLED
    parser = SpacyParser(settings.pipelines)
    extractor = ClaimExtractor(parser, load_lexicon(cues), NgramWorthiness(weights))
    extractor.warm(WARMING_TEXT)
    digest = hashlib.sha256(parser.fingerprint.encode())
    for path in (cues, weights):
        digest.update(path.read_bytes())
    return Loaded(extractor, pb2.ExtractionModel(name=parser.name, sha256=digest.hexdigest()))


def _options(settings: Settings, telemetry: Telemetry) -> ServerOptions:
    return ServerOptions(
        host=settings.host,
        port=settings.port,
        grace_seconds=settings.grace_seconds,
        max_message_bytes=settings.max_message_bytes,
        max_call_seconds=settings.max_call_seconds,
        reflection=settings.reflection,
        tls=tls_files(settings.tls_certificate_file, settings.tls_key_file, settings.tls_ca_file),
        metrics=CallMetrics(telemetry.registry, ExtractionMetrics(telemetry.registry).answered),
        tracing=telemetry.tracing,
    )
