"""What the routes work with, put together in bootstrap and found on the app."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated, Protocol

from fastapi import Depends, Query, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from prometheus_client import CollectorRegistry

from gateway.api.admission import Charge, admitted, charging
from gateway.api.metrics import GatewayMetrics
from gateway.api.publishing import Publishing
from gateway.domain.accept_documents import AcceptDocuments
from gateway.domain.access import Access, Caller, Scope
from gateway.domain.answer_once import AnswerOnce
from gateway.domain.bell import Bell
from gateway.domain.check_documents import CheckDocuments
from gateway.domain.curate_sources import CurateSources
from gateway.domain.fit_thresholds import EvidenceLimits, FitThresholds
from gateway.domain.incoming import DocumentReader
from gateway.domain.listing import PageRequest
from gateway.domain.manage_keys import ManageKeys
from gateway.domain.manage_webhooks import WebhookLimits
from gateway.domain.ports import ReliabilityService, UnitOfWork
from gateway.domain.quotas import Meter
from gateway.domain.review_clash import ReviewClash
from gateway.domain.sessions import SignIn
from service_kit.telemetry import Tracing


class Neighbour(Protocol):
    """A service whose state callers may see."""

    @property
    def name(self) -> str: ...

    async def is_serving(self, timeout_seconds: float) -> bool: ...


class Readiness(Protocol):
    """Whether this gateway may be sent requests."""

    @property
    def missing(self) -> Sequence[str]:
        """What is still waited for; empty once ready."""
        ...


@dataclass(frozen=True)
class Services:
    """Everything a route may need."""

    check_documents: CheckDocuments
    review_clash: ReviewClash
    accept_documents: AcceptDocuments
    document_reader: DocumentReader
    event_poll_seconds: float
    unit_of_work: UnitOfWork
    reliability: ReliabilityService
    reliability_seconds: float
    neighbours: Sequence[Neighbour]
    readiness: Readiness
    access: Access
    meter: Meter
    manage_keys: ManageKeys
    answer_once: AnswerOnce
    sign_in: SignIn
    bell: Bell = field(default_factory=Bell)
    webhook_limits: WebhookLimits = field(default_factory=WebhookLimits)
    metrics: GatewayMetrics = field(default_factory=lambda: GatewayMetrics(CollectorRegistry()))
    evidence_limits: EvidenceLimits = field(default_factory=EvidenceLimits)
    publishing: Publishing = field(default_factory=Publishing)
    tracing: Tracing = field(default_factory=lambda: Tracing("gateway"))

    @property
    def curate_sources(self) -> CurateSources:
        clock = self.check_documents.clock
        return CurateSources(self.reliability, self.unit_of_work, clock, self.reliability_seconds)

    @property
    def fit_thresholds(self) -> FitThresholds:
        return FitThresholds(self.unit_of_work, self.check_documents.clock, self.evidence_limits)


def services_of(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


TheServices = Annotated[Services, Depends(services_of)]
_bearer = HTTPBearer(auto_error=False, description="An API key; not needed on loopback without keys.")


class Allowed:
    """Dependency that lets in callers whose key has a scope."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    async def __call__(
        self,
        request: Request,
        services: TheServices,
        _credentials: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)],
    ) -> Caller:
        caller = await admitted(request, services.access, services.meter)
        caller.require(self.scope)
        return caller


Checker = Annotated[Caller, Depends(Allowed(Scope.CHECK))]
Reader = Annotated[Caller, Depends(Allowed(Scope.READ))]
Reviewer = Annotated[Caller, Depends(Allowed(Scope.REVIEW))]
Admin = Annotated[Caller, Depends(Allowed(Scope.ADMIN))]


def _charge(request: Request, services: TheServices) -> Charge:
    return charging(request, services.meter)


TheCharge = Annotated[Charge, Depends(_charge)]


def _page(
    page_size: Annotated[int, Query(ge=1, le=500)] = 50,
    page_token: Annotated[str, Query(max_length=1_000)] = "",
) -> PageRequest:
    return PageRequest(page_size, page_token)


ThePage = Annotated[PageRequest, Depends(_page)]
