"""Chooses and joins the parts of nli-contradiction, and serves until told to stop."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from importlib.resources import files
from pathlib import Path

import grpc
import numpy as np
from numpy.typing import NDArray

from clashwire.nli_contradiction.v1 import nli_contradiction_pb2_grpc as pb2_grpc
from nli_contradiction.adapters.metered_model import MeteredModel, metered_forward
from nli_contradiction.adapters.onnx_model import load_onnx_model
from nli_contradiction.adapters.static_embedder import load_static_embedder
from nli_contradiction.adapters.torch_model import load_torch_model
from nli_contradiction.api.metrics import ContradictionMetrics
from nli_contradiction.api.servicer import NliContradictionServicer
from nli_contradiction.domain.batching import BatchLimits, MicroBatcher
from nli_contradiction.domain.embedding import TextVectors, ThreadedEmbedder
from nli_contradiction.domain.finder import ClashFinder
from nli_contradiction.domain.inference import PairModel, Window
from nli_contradiction.domain.limits import CallLimits
from nli_contradiction.domain.policy import Policy
from nli_contradiction.domain.scoring import BatchedEntailment
from nli_contradiction.settings import Settings
from service_kit.grpc_server import ServerOptions, serve
from service_kit.telemetry import CallMetrics, Telemetry, open_telemetry
from service_kit.tls import tls_files

SERVICE_NAME = "clashwire.nli_contradiction.v1.NliContradictionService"


async def run(settings: Settings, stop: asyncio.Event, on_ready: Callable[[int], None]) -> None:
    """Serve until `stop` is set; `on_ready` gets the bound port once the models are loaded; drain; return.

    Raises ServiceError (UNAVAILABLE) where a model cannot be served.
    """
    async with AsyncExitStack() as stack:
        telemetry = stack.enter_context(
            open_telemetry("nli-contradiction", settings.host, settings.metrics_port, settings.otlp_endpoint)
        )

        async def attach(server: grpc.aio.Server) -> Sequence[str]:
            model, vectors = await asyncio.to_thread(load_models, settings)
            servicer = await _servicer(settings, model, vectors, stack, telemetry)
            pb2_grpc.add_NliContradictionServiceServicer_to_server(servicer, server)
            return [SERVICE_NAME]

        await serve(_options(settings, telemetry), attach, stop, on_ready)


def load_models(settings: Settings) -> tuple[PairModel, TextVectors]:
    """The NLI model and the embedder the settings name; blocks while they load."""
    threads = settings.threads or len(os.sched_getaffinity(0))
    bundled = Path(str(files("nli_contradiction"))) / "models"
    named = settings.model or str(bundled / "nli")
    is_onnx = settings.backend == "onnx" or (settings.backend == "auto" and (Path(named) / "model.onnx").exists())
    model: PairModel = (
        load_onnx_model(Path(named), threads)
        if is_onnx or not settings.model
        else load_torch_model(named, settings.device, threads)
    )
    return model, load_static_embedder(Path(settings.embedder or bundled / "embedder"))


async def _servicer(
    settings: Settings, model: PairModel, vectors: TextVectors, stack: AsyncExitStack, telemetry: Telemetry
) -> NliContradictionServicer:
    limits = BatchLimits(
        batch=settings.batch_tokens,
        queue=settings.queue_tokens,
        turn=settings.turn_tokens,
        wait_seconds=settings.batch_wait_ms / 1000,
    )
    forward = metered_forward(_off_loop(model), telemetry.registry)
    batcher = await stack.enter_async_context(MicroBatcher(forward, _tokens, limits))
    entailment = MeteredModel(BatchedEntailment(model, batcher, settings.remembered_scores), telemetry)
    embedder = ThreadedEmbedder(vectors)
    policy = Policy(
        max_claims=settings.max_claims,
        max_proposition_characters=settings.max_proposition_characters,
        max_quote_characters=settings.max_quote_characters,
        max_opening_characters=settings.max_opening_characters,
        max_pairs=settings.max_passes,
        clash_threshold=settings.clash_threshold,
        unsure_threshold=settings.unsure_threshold,
    )
    call_limits = CallLimits(settings.max_pairs, settings.max_texts, settings.max_characters)
    finder = ClashFinder(entailment, embedder, policy)
    return NliContradictionServicer(finder, call_limits, model.identity, vectors.identity)


def _off_loop(model: PairModel) -> Callable[[Sequence[Window]], Awaitable[NDArray[np.float32]]]:
    async def forward(windows: Sequence[Window]) -> NDArray[np.float32]:
        return await asyncio.to_thread(model.forward, windows)

    return forward


def _tokens(window: Window) -> int:
    return len(window.ids)


def _options(settings: Settings, telemetry: Telemetry) -> ServerOptions:
    return ServerOptions(
        host=settings.host,
        port=settings.port,
        grace_seconds=settings.grace_seconds,
        max_message_bytes=settings.max_message_bytes,
        max_call_seconds=settings.max_call_seconds,
        reflection=settings.reflection,
        tls=tls_files(settings.tls_certificate_file, settings.tls_key_file, settings.tls_ca_file),
        metrics=CallMetrics(telemetry.registry, ContradictionMetrics(telemetry.registry).answered),
        tracing=telemetry.tracing,
    )
