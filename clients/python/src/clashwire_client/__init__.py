"""Typed client of the Clashwire gateway, blocking and async."""

from clashwire_client.asynchronous import AsyncClashwire
from clashwire_client.blocking import Clashwire
from clashwire_client.calls.documents import Priority
from clashwire_client.errors import (
    ClashwireError,
    ConflictError,
    DeadlineError,
    ForbiddenError,
    GatewayTimeoutError,
    IdempotencyKeyReusedError,
    InternalError,
    InvalidRequestError,
    NoAnswerError,
    NotFoundError,
    OverloadedError,
    ProblemError,
    SignatureError,
    StillWorkedOnError,
    TooLargeError,
    UnauthenticatedError,
    UnavailableError,
    UnreadableAnswerError,
    UnsupportedContentError,
    VersionMismatchError,
)
from clashwire_client.models.checks import Check
from clashwire_client.models.claims import Claim
from clashwire_client.models.clashes import Clash, StoredClash
from clashwire_client.models.documents import Document, DocumentVersion, Media, StoredDocument
from clashwire_client.models.events import Event
from clashwire_client.models.keys import AuditEntry, IssuedKey, Key, KeyList, Limits
from clashwire_client.models.operations import Acceptance, Job, Operation
from clashwire_client.models.sources import Names, Outcome, Source
from clashwire_client.models.state import Alive, Status
from clashwire_client.models.thresholds import Proposal, Thresholds
from clashwire_client.models.trust_indicators import TrustIndicators
from clashwire_client.models.webhooks import Delivery, Replay, Webhook, WebhookList, WebhookWithSecret
from clashwire_client.retrying import RetryPolicy
from clashwire_client.webhook_signature import verify_webhook

__all__ = [
    "Acceptance",
    "Alive",
    "AsyncClashwire",
    "AuditEntry",
    "Check",
    "Claim",
    "Clash",
    "Clashwire",
    "ClashwireError",
    "ConflictError",
    "DeadlineError",
    "Delivery",
    "Document",
    "DocumentVersion",
    "Event",
    "ForbiddenError",
    "GatewayTimeoutError",
    "IdempotencyKeyReusedError",
    "InternalError",
    "InvalidRequestError",
    "IssuedKey",
    "Job",
    "Key",
    "KeyList",
    "Limits",
    "Media",
    "Names",
    "NoAnswerError",
    "NotFoundError",
    "Operation",
    "Outcome",
    "OverloadedError",
    "Priority",
    "ProblemError",
    "Proposal",
    "Replay",
    "RetryPolicy",
    "SignatureError",
    "Source",
    "Status",
    "StillWorkedOnError",
    "StoredClash",
    "StoredDocument",
    "Thresholds",
    "TooLargeError",
    "TrustIndicators",
    "UnauthenticatedError",
    "UnavailableError",
    "UnreadableAnswerError",
    "UnsupportedContentError",
    "VersionMismatchError",
    "Webhook",
    "WebhookList",
    "WebhookWithSecret",
    "verify_webhook",
]
