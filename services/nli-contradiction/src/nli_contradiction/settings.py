"""Settings of nli-contradiction, read from NLI_CONTRADICTION_… in the environment."""

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every value has a default; counts and sizes are upper limits."""

    model_config = SettingsConfigDict(env_prefix="NLI_CONTRADICTION_", frozen=True)

    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=50052, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    log_level: str = Field(default="info", description="debug, info, warning or error.")
    grace_seconds: float = Field(default=10.0, gt=0, description="Time for calls under way when told to stop.")
    reflection: bool = Field(default=False, description="Answer gRPC reflection.")
    max_message_bytes: int = Field(default=16 * 1024 * 1024, gt=0, description="Bytes of one gRPC message.")
    max_call_seconds: float = Field(default=120.0, gt=0, description="Longest deadline of a call.")
    metrics_port: int | None = Field(default=None, description="Port of /metrics; not served where unset.")
    otlp_endpoint: str | None = Field(default=None, description="http://host:4317 of an OTLP collector for traces.")
    tls_certificate_file: Path | None = Field(default=None, description="Certificate; all three TLS files or none.")
    tls_key_file: Path | None = Field(default=None, description="Private key of the certificate.")
    tls_ca_file: Path | None = Field(default=None, description="Authorities whose clients are served.")

    model: str = Field(
        default="",
        description="Folder or hub id of the NLI model: model.onnx in a folder, else PyTorch; empty: bundled.",
    )
    embedder: str = Field(default="", description="Folder of the embedder; empty: bundled.")
    backend: Literal["auto", "onnx", "torch"] = Field(
        default="auto", description="auto takes ONNX Runtime where the folder holds model.onnx, else PyTorch."
    )
    device: str = Field(default="auto", description="Device of the PyTorch backend: auto, cpu, cuda, cuda:1 …")
    threads: int = Field(default=0, ge=0, description="Threads of one model pass; 0: as many as cores are allowed.")
    batch_tokens: int = Field(default=512, gt=0, description="Tokens of one model pass, padding included.")
    turn_tokens: int = Field(default=1_024, gt=0, description="Tokens a caller is served before the next one's turn.")
    queue_tokens: int = Field(
        default=10_000, gt=0, description="Tokens that may stand before a new call's first turn; more: OVERLOADED."
    )
    batch_wait_ms: float = Field(default=1.0, ge=0, description="Time a batch waits for other callers.")
    remembered_scores: int = Field(
        default=20_000, ge=0, description="Scores kept in memory, by digests of their texts."
    )
    max_pairs: int = Field(default=1_000, gt=0, description="Pairs of one ScorePairs call.")
    max_texts: int = Field(default=1_000, gt=0, description="Texts of one EmbedClaims call.")
    max_characters: int = Field(
        default=100_000, gt=0, description="Characters of one text in ScorePairs or EmbedClaims."
    )
    max_claims: int = Field(default=2_000, gt=0, description="Claims of one FindClashes call.")
    max_proposition_characters: int = Field(default=2_000, gt=0, description="Characters of one claim's proposition.")
    max_quote_characters: int = Field(default=20_000, gt=0, description="Characters of one claim's quote.")
    max_opening_characters: int = Field(
        default=2_000, ge=0, description="Characters read of a document's title and first sentences; the rest is not."
    )
    max_passes: int = Field(default=2_000, gt=0, description="Pairs FindClashes scores where the call names no limit.")
    clash_threshold: float = Field(default=0.5, gt=0, le=1, description="Probability from which a pair is a clash.")
    unsure_threshold: float = Field(default=0.35, gt=0, le=1, description="Probability from which a pair is unsure.")
