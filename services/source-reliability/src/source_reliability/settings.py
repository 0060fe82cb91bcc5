"""Settings of the service, read from SOURCE_RELIABILITY_* variables."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every setting has a default that suits one machine."""

    model_config = SettingsConfigDict(env_prefix="SOURCE_RELIABILITY_", frozen=True)

    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=50053, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    log_level: str = Field(default="info", description="Least severe level that is logged.")
    grace_seconds: float = Field(default=10.0, ge=0, description="Time running calls get to finish at shutdown.")
    reflection: bool = Field(default=False, description="Whether gRPC reflection is offered.")
    max_message_bytes: int = Field(default=16 * 1024 * 1024, gt=0, description="Largest gRPC message, both ways.")
    max_call_seconds: float = Field(default=120.0, gt=0, description="Longest deadline a caller is given.")
    metrics_port: int | None = Field(default=None, description="Port of /metrics; not served where unset.")
    otlp_endpoint: str | None = Field(default=None, description="http://host:4317 of an OTLP collector for traces.")
    tls_certificate_file: Path | None = Field(default=None, description="Certificate; all three TLS files or none.")
    tls_key_file: Path | None = Field(default=None, description="Private key of the certificate.")
    tls_ca_file: Path | None = Field(default=None, description="Authorities whose clients are served.")

    database_url: str = Field(
        default="sqlite:///source-reliability.sqlite3",
        description="SQLite (sqlite:///FILE) or PostgreSQL (postgresql://…).",
    )
    migrate_on_start: bool = Field(default=False, description="Whether to bring the database up to date at start.")
    busy_timeout_seconds: float = Field(default=10.0, gt=0, description="How long SQLite waits for another writer.")
    readers: int = Field(default=4, ge=1, le=64, description="Queries that run at the same time.")

    half_life_days: float = Field(default=180.0, ge=1, le=36_500, description="Age at which an outcome counts half.")
    half_life_days_by_evidence: dict[str, float] = Field(
        default_factory=dict, description="Other half-lives by evidence kind, as JSON."
    )

    default_prior_strength: float = Field(
        default=3.0, gt=0, le=100, description="Outcomes that the prior of an unrated source counts as; see --fit."
    )
    parent_tightness: float = Field(
        default=6.0, gt=0, le=200, description="How many outcomes the parent of a source counts as at most; see --fit."
    )
    evidence_tightness: float = Field(
        default=8.0, gt=0, le=200, description="The same of a source for one kind of evidence and side; see --fit."
    )
    topic_tightness: float = Field(default=12.0, gt=0, le=200, description="The same of those for a topic; see --fit.")

    max_queries: int = Field(default=200, ge=1, description="Most reliabilities asked for in one call.")
    max_values: int = Field(default=50, ge=2, description="Most values assessed in one call.")
    max_outcomes: int = Field(default=1000, ge=1, description="Most outcomes recorded in one call.")
    max_ratings: int = Field(default=50_000, ge=1, description="Most ratings loaded in one call.")
    max_aliases: int = Field(default=100, ge=1, description="Most aliases declared in one call.")
    max_page_size: int = Field(default=500, ge=1, description="Most outcomes listed in one page.")
    max_identifier_characters: int = Field(default=200, ge=1, description="Longest id, topic or tenant.")
    max_reason_characters: int = Field(default=2000, ge=1, description="Longest reason of an outcome or override.")
    clock_skew_seconds: float = Field(default=60.0, ge=0, description="How far in the future a time may lie.")
