"""Settings of the gateway, read from the environment (GATEWAY_…)."""

from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

_OF_THIS_PROCESS = (
    *("host", "port", "metrics_port", "otlp_endpoint", "database_url", "role", "outgoing_ca_file"),
    *("tls_certificate_file", "tls_key_file", "tls_ca_file"),
    *("claim_extraction_target", "nli_contradiction_target", "source_reliability_target"),
)


class Settings(BaseSettings):
    """Every setting has a default; secrets are given as hashes only."""

    model_config = SettingsConfigDict(env_prefix="GATEWAY_", frozen=True, extra="forbid")

    host: str = Field("127.0.0.1", description="Address to listen on; any but loopback needs keys.")
    port: int = Field(8080, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="Least level that is logged.")
    grace_seconds: float = Field(10.0, ge=0, description="How long a stopping gateway lets requests finish.")
    metrics_port: int | None = Field(None, ge=0, le=65535, description="Port of /metrics; not served where unset.")
    otlp_endpoint: str | None = Field(None, description="http://host:4317 of an OTLP collector; no traces where unset.")
    tls_certificate_file: Path | None = Field(
        None, description="Own certificate, PEM, shown to callers and services; all three TLS files or none."
    )
    tls_key_file: Path | None = Field(None, description="Key of the certificate, PEM.")
    tls_ca_file: Path | None = Field(None, description="Authorities of the services that are called, PEM.")

    database_url: str = Field("sqlite:///gateway.sqlite3", description="SQLAlchemy URL of SQLite or PostgreSQL.")
    database_threads: int = Field(4, ge=1, description="Threads that run transactions.")
    busy_timeout_seconds: float = Field(10.0, gt=0, description="How long SQLite waits for another writer.")
    migrate_on_start: bool = Field(False, description="Bring the database to the newest revision before serving.")

    claim_extraction_target: str = Field("127.0.0.1:50051", description="gRPC target of claim-extraction.")
    nli_contradiction_target: str = Field("127.0.0.1:50052", description="gRPC target of nli-contradiction.")
    source_reliability_target: str = Field("127.0.0.1:50053", description="gRPC target of source-reliability.")
    max_message_bytes: int = Field(16 * 1024 * 1024, ge=1, description="Largest gRPC message either way.")

    api_keys: str = Field(
        "",
        description="First keys, separated by blanks: name:tenant:scopes:sha256, where scopes are joined by + out of "
        "check, read, review, admin, and sha256 is the hexadecimal digest of the key. clashwire keys makes more.",
    )
    allowed_hosts: str = Field(
        "", description="Further Host names, separated by blanks, that a loopback gateway without keys answers to."
    )

    key_grace_hours: float = Field(
        24.0, ge=0, description="How long an old secret goes on working after its key was rotated."
    )
    requests_per_minute: int = Field(
        6_000, ge=0, description="Requests of one key a minute, unless the key has a limit of its own; 0 for no limit."
    )
    checks_per_day: int = Field(0, ge=0, description="Checks of one key a day (UTC), likewise; 0 for no limit.")
    documents_per_day: int = Field(0, ge=0, description="Documents of one key a day, likewise; 0 for no limit.")
    characters_per_day: int = Field(0, ge=0, description="Characters of one key a day, likewise; 0 for no limit.")

    four_eyes: Literal["off", "resolutions", "decisions"] = Field(
        "off",
        description="Verdicts that take effect only once a second reviewer gives the same: resolutions, or decisions "
        "(confirmations and resolutions).",
    )
    newsroom: str = Field("", description="Who signs drafts of reviews; the reviewer where empty.")
    public_url: str = Field(
        "",
        pattern=r"^(https?://\S+)?$",
        description="Address under which others reach the clash desk, for drafts that point to it; that of the request "
        "where empty.",
    )
    alert_days: int = Field(28, ge=1, description="Days over which clashes are counted for an alert budget.")
    alert_least_reviews: int = Field(30, ge=1, description="Reviewed clashes below which no threshold is proposed.")
    retention_days: int = Field(
        0, ge=0, description="Days after which workers erase a document with everything derived; 0 keeps all."
    )
    retention_documents_per_pass: int = Field(200, ge=1, description="Documents of one tenant erased in one pass.")
    retention_pause_seconds: float = Field(60.0, gt=0, description="Pause between passes of the retention.")
    desk_session_hours: float = Field(12.0, gt=0, description="How long a sign-in at the clash desk lasts.")

    max_body_bytes: int = Field(8 * 1024 * 1024, ge=1, description="Largest request body, after decompression.")
    max_documents: int = Field(50, ge=1, description="Documents in one check.")
    max_characters: int = Field(
        200_000, ge=1, description="Characters of one check: texts, titles and captions together."
    )
    max_pairs: int = Field(2_000, ge=1, description="Model passes of one check; the best pairs are scored.")
    max_claims: int = Field(1_800, ge=2, description="Claims of one check that are compared.")
    max_archived_claims: int = Field(200, ge=0, description="Archived claims that one check is compared with.")
    max_searched_claims: int = Field(
        300, ge=1, description="Claims of one check that the archive is searched for, the most worth checking."
    )
    max_candidates: int = Field(20, ge=1, description="Archived claims that one claim of a check is compared with.")
    max_vectors_in_memory: int = Field(
        200_000,
        ge=1,
        description="Vectors of claims held in memory for exact search on SQLite (some 250 bytes each), the newest; "
        "older claims are found by words only.",
    )
    max_opening_characters: int = Field(
        1_000,
        ge=0,
        description="Characters of a text sent to nli-contradiction beside its title, to tell its story by names; "
        "NLI_CONTRADICTION_MAX_OPENING_CHARACTERS should hold both.",
    )
    check_seconds: float = Field(90.0, gt=0, description="Longest a check may take.")
    extraction_seconds: float = Field(60.0, gt=0, description="Longest to wait for claim-extraction.")
    contradiction_seconds: float = Field(60.0, gt=0, description="Longest to wait for nli-contradiction.")
    reliability_seconds: float = Field(2.0, gt=0, description="Longest to wait for source-reliability.")
    embedding_seconds: float = Field(5.0, gt=0, description="Longest to wait for vectors; words must do without them.")
    embedding_poll_seconds: float = Field(10.0, gt=0, description="Pause between looks for claims without vectors.")
    retry_after_seconds: int = Field(2, ge=1, description="Retry-After of an answer 429 or 503.")
    outcome_retry_seconds: float = Field(30.0, gt=0, description="Pause between attempts to deliver outcomes.")
    neighbour_poll_seconds: float = Field(0.25, gt=0, description="Pause between looks at neighbours while starting.")
    idempotency_seconds: float = Field(
        86_400.0, gt=0, description="How long an answer is kept for repeats under its Idempotency-Key."
    )
    idempotency_lease_seconds: float = Field(
        15.0, gt=0, description="Silence of the gateway that works on a request after which its key is free again."
    )
    role: Literal["all", "api", "worker"] = Field(
        "all", description="all answers requests and works on accepted documents; api and worker do one of both."
    )
    workers: int = Field(2, ge=1, description="Accepted documents that are worked on at the same time.")
    max_accepted_documents: int = Field(1_000, ge=1, description="Documents accepted for later in one request.")
    max_accepted_characters: int = Field(5_000_000, ge=1, description="Characters accepted for later in one request.")
    max_document_characters: int = Field(
        400_000,
        ge=1,
        description="Characters of one document accepted for later: text, title and captions. claim-extraction must "
        "take as many in one call.",
    )
    work_check_seconds: float = Field(240.0, gt=0, description="Longest the check of an accepted document may take.")
    work_extraction_seconds: float = Field(
        110.0, gt=0, description="Longest such a check may wait for claim-extraction, which ends calls after 120."
    )
    max_page_bytes: int = Field(
        2 * 1024 * 1024, ge=1, description="Largest HTML page; finding its article takes seconds a megabyte."
    )
    max_markup_characters: int = Field(
        2_100_000, ge=1, description="Characters of markup in one page, or in one field of an item or feed."
    )
    max_markup_elements: int = Field(
        50_000, ge=1, description="HTML elements in such a piece; each costs up to 80 microseconds."
    )
    max_xml_elements: int = Field(200_000, ge=1, description="Elements of one XML body: feeds and NewsML-G2.")
    max_xml_depth: int = Field(200, ge=1, description="Elements inside one another in an XML body.")
    max_xml_attributes: int = Field(
        100, ge=1, description="Attributes of one XML element; feeds take time that grows with their square."
    )
    format_threads: int = Field(2, ge=1, description="Bodies of formats other than JSON that are read at a time.")
    max_ahead_seconds: float = Field(
        86_400.0, ge=0, description="How far in the future a version of an item may be dated, beyond its embargo."
    )
    work_lease_seconds: float = Field(60.0, gt=0, description="Silence of a worker after which another takes over.")
    work_poll_seconds: float = Field(1.0, gt=0, description="Pause between looks for work of which no word came.")
    work_attempts: int = Field(8, ge=1, description="Attempts after which work is parked.")
    work_turn_seconds: float = Field(
        30.0,
        gt=0,
        description="How often a worker process takes the document that is due longest whatever its priority, so that "
        "none waits for ever behind others.",
    )
    urgent_up_to: int = Field(
        2, ge=0, le=9, description="Greatest urgency (ninjs, NewsML-G2: 1 to 9) of an item that is urgent; 0 for none."
    )
    background_from: int = Field(
        7, ge=1, le=10, description="Least urgency of an item that is checked in the background; 10 for none."
    )
    queue_poll_seconds: float = Field(15.0, gt=0, description="Pause between counts of waiting work for the metrics.")
    work_first_pause_seconds: float = Field(1.0, gt=0, description="Pause after a first failure; it doubles.")
    event_poll_seconds: float = Field(
        0.5, gt=0, description="Pause between looks for events to send, where no word of new ones comes before."
    )
    webhook_workers: int = Field(4, ge=1, description="Deliveries to webhooks at the same time, per worker process.")
    webhook_at_once: int = Field(2, ge=1, description="Deliveries to one webhook at the same time, over all workers.")
    webhook_seconds: float = Field(15.0, gt=0, description="Longest a receiver may take to answer a delivery.")
    webhook_attempts: int = Field(10, ge=1, description="Attempts after which a delivery is parked.")
    webhook_first_pause_seconds: float = Field(
        5.0, gt=0, description="Pause after a first failed delivery; it grows fourfold up to a day."
    )
    webhook_log_days: float = Field(30.0, gt=0, description="How long finished and parked deliveries are kept.")
    max_webhooks: int = Field(50, ge=1, description="Webhooks of one tenant.")
    max_replayed_events: int = Field(1_000, ge=1, description="Events that one replay delivers again.")
    outgoing_http: bool = Field(False, description="Whether receivers may have http:// addresses.")
    outgoing_private: bool = Field(
        False,
        description="Whether receivers may stand in private networks, loopback included; link-local ones never may.",
    )
    outgoing_ports: str = Field(
        "443",
        pattern=r"^\s*(\d{1,5}\s*)*$",
        description="Ports receivers may have, separated by blanks; any where empty.",
    )
    outgoing_ca_file: Path | None = Field(
        None, description="Authorities of receivers, PEM; the usual public ones where unset."
    )

    def told(self) -> dict[str, Any]:
        """What callers may know of them and the audit log tells: no secrets, and not where things stand."""
        shown = self.model_dump(mode="json", exclude={*_OF_THIS_PROCESS})
        known = " ".join(sorted(self.api_keys.split()))
        return {**shown, "api_keys": f"sha256:{sha256(known.encode()).hexdigest()[:12]}" if known else ""}
