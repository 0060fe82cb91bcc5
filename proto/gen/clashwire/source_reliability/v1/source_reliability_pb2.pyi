import datetime

from clashwire.claims.v1 import claim_pb2 as _claim_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ReliabilityStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RELIABILITY_STATUS_UNSPECIFIED: _ClassVar[ReliabilityStatus]
    RELIABILITY_STATUS_OK: _ClassVar[ReliabilityStatus]
    RELIABILITY_STATUS_PRIOR_ONLY: _ClassVar[ReliabilityStatus]

class LeanStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LEAN_STATUS_UNSPECIFIED: _ClassVar[LeanStatus]
    LEAN_STATUS_LEANING: _ClassVar[LeanStatus]
    LEAN_STATUS_UNDETERMINED: _ClassVar[LeanStatus]

class Resolver(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RESOLVER_UNSPECIFIED: _ClassVar[Resolver]
    RESOLVER_EDITOR: _ClassVar[Resolver]
    RESOLVER_CORRECTION: _ClassVar[Resolver]
    RESOLVER_MODEL: _ClassVar[Resolver]
RELIABILITY_STATUS_UNSPECIFIED: ReliabilityStatus
RELIABILITY_STATUS_OK: ReliabilityStatus
RELIABILITY_STATUS_PRIOR_ONLY: ReliabilityStatus
LEAN_STATUS_UNSPECIFIED: LeanStatus
LEAN_STATUS_LEANING: LeanStatus
LEAN_STATUS_UNDETERMINED: LeanStatus
RESOLVER_UNSPECIFIED: Resolver
RESOLVER_EDITOR: Resolver
RESOLVER_CORRECTION: Resolver
RESOLVER_MODEL: Resolver

class ReliabilityQuery(_message.Message):
    __slots__ = ("source", "source_kind", "topic", "evidence_kind", "stance", "speaker_kind")
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_KIND_FIELD_NUMBER: _ClassVar[int]
    TOPIC_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_KIND_FIELD_NUMBER: _ClassVar[int]
    STANCE_FIELD_NUMBER: _ClassVar[int]
    SPEAKER_KIND_FIELD_NUMBER: _ClassVar[int]
    source: str
    source_kind: str
    topic: str
    evidence_kind: _claim_pb2.EvidenceKind
    stance: _claim_pb2.Stance
    speaker_kind: _claim_pb2.SpeakerKind
    def __init__(self, source: _Optional[str] = ..., source_kind: _Optional[str] = ..., topic: _Optional[str] = ..., evidence_kind: _Optional[_Union[_claim_pb2.EvidenceKind, str]] = ..., stance: _Optional[_Union[_claim_pb2.Stance, str]] = ..., speaker_kind: _Optional[_Union[_claim_pb2.SpeakerKind, str]] = ...) -> None: ...

class BatchGetReliabilityRequest(_message.Message):
    __slots__ = ("tenant", "queries", "as_of", "with_reasons")
    TENANT_FIELD_NUMBER: _ClassVar[int]
    QUERIES_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    WITH_REASONS_FIELD_NUMBER: _ClassVar[int]
    tenant: str
    queries: _containers.RepeatedCompositeFieldContainer[ReliabilityQuery]
    as_of: _timestamp_pb2.Timestamp
    with_reasons: bool
    def __init__(self, tenant: _Optional[str] = ..., queries: _Optional[_Iterable[_Union[ReliabilityQuery, _Mapping]]] = ..., as_of: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., with_reasons: _Optional[bool] = ...) -> None: ...

class Contribution(_message.Message):
    __slots__ = ("outcome_id", "effect", "leave_one_out", "event_time")
    OUTCOME_ID_FIELD_NUMBER: _ClassVar[int]
    EFFECT_FIELD_NUMBER: _ClassVar[int]
    LEAVE_ONE_OUT_FIELD_NUMBER: _ClassVar[int]
    EVENT_TIME_FIELD_NUMBER: _ClassVar[int]
    outcome_id: str
    effect: float
    leave_one_out: float
    event_time: _timestamp_pb2.Timestamp
    def __init__(self, outcome_id: _Optional[str] = ..., effect: _Optional[float] = ..., leave_one_out: _Optional[float] = ..., event_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Reasons(_message.Message):
    __slots__ = ("prior_mean", "prior_origin", "prior_share", "contributions", "rest", "decayed", "folded_copies", "text")
    PRIOR_MEAN_FIELD_NUMBER: _ClassVar[int]
    PRIOR_ORIGIN_FIELD_NUMBER: _ClassVar[int]
    PRIOR_SHARE_FIELD_NUMBER: _ClassVar[int]
    CONTRIBUTIONS_FIELD_NUMBER: _ClassVar[int]
    REST_FIELD_NUMBER: _ClassVar[int]
    DECAYED_FIELD_NUMBER: _ClassVar[int]
    FOLDED_COPIES_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    prior_mean: float
    prior_origin: str
    prior_share: float
    contributions: _containers.RepeatedCompositeFieldContainer[Contribution]
    rest: float
    decayed: float
    folded_copies: int
    text: str
    def __init__(self, prior_mean: _Optional[float] = ..., prior_origin: _Optional[str] = ..., prior_share: _Optional[float] = ..., contributions: _Optional[_Iterable[_Union[Contribution, _Mapping]]] = ..., rest: _Optional[float] = ..., decayed: _Optional[float] = ..., folded_copies: _Optional[int] = ..., text: _Optional[str] = ...) -> None: ...

class Reliability(_message.Message):
    __slots__ = ("source_id", "display_name", "mean", "low", "high", "outcomes", "status", "reasons", "override_reason")
    SOURCE_ID_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_NAME_FIELD_NUMBER: _ClassVar[int]
    MEAN_FIELD_NUMBER: _ClassVar[int]
    LOW_FIELD_NUMBER: _ClassVar[int]
    HIGH_FIELD_NUMBER: _ClassVar[int]
    OUTCOMES_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    REASONS_FIELD_NUMBER: _ClassVar[int]
    OVERRIDE_REASON_FIELD_NUMBER: _ClassVar[int]
    source_id: str
    display_name: str
    mean: float
    low: float
    high: float
    outcomes: float
    status: ReliabilityStatus
    reasons: Reasons
    override_reason: str
    def __init__(self, source_id: _Optional[str] = ..., display_name: _Optional[str] = ..., mean: _Optional[float] = ..., low: _Optional[float] = ..., high: _Optional[float] = ..., outcomes: _Optional[float] = ..., status: _Optional[_Union[ReliabilityStatus, str]] = ..., reasons: _Optional[_Union[Reasons, _Mapping]] = ..., override_reason: _Optional[str] = ...) -> None: ...

class BatchGetReliabilityResponse(_message.Message):
    __slots__ = ("reliabilities", "config_version")
    RELIABILITIES_FIELD_NUMBER: _ClassVar[int]
    CONFIG_VERSION_FIELD_NUMBER: _ClassVar[int]
    reliabilities: _containers.RepeatedCompositeFieldContainer[Reliability]
    config_version: str
    def __init__(self, reliabilities: _Optional[_Iterable[_Union[Reliability, _Mapping]]] = ..., config_version: _Optional[str] = ...) -> None: ...

class Support(_message.Message):
    __slots__ = ("source", "origin_id", "denial", "confidence")
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_ID_FIELD_NUMBER: _ClassVar[int]
    DENIAL_FIELD_NUMBER: _ClassVar[int]
    CONFIDENCE_FIELD_NUMBER: _ClassVar[int]
    source: ReliabilityQuery
    origin_id: str
    denial: bool
    confidence: float
    def __init__(self, source: _Optional[_Union[ReliabilityQuery, _Mapping]] = ..., origin_id: _Optional[str] = ..., denial: _Optional[bool] = ..., confidence: _Optional[float] = ...) -> None: ...

class Value(_message.Message):
    __slots__ = ("id", "supports", "quantity")
    ID_FIELD_NUMBER: _ClassVar[int]
    SUPPORTS_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    id: str
    supports: _containers.RepeatedCompositeFieldContainer[Support]
    quantity: _claim_pb2.Quantity
    def __init__(self, id: _Optional[str] = ..., supports: _Optional[_Iterable[_Union[Support, _Mapping]]] = ..., quantity: _Optional[_Union[_claim_pb2.Quantity, _Mapping]] = ...) -> None: ...

class AssessValuesRequest(_message.Message):
    __slots__ = ("tenant", "values", "as_of")
    TENANT_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    tenant: str
    values: _containers.RepeatedCompositeFieldContainer[Value]
    as_of: _timestamp_pb2.Timestamp
    def __init__(self, tenant: _Optional[str] = ..., values: _Optional[_Iterable[_Union[Value, _Mapping]]] = ..., as_of: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ValuePosterior(_message.Message):
    __slots__ = ("id", "probability")
    ID_FIELD_NUMBER: _ClassVar[int]
    PROBABILITY_FIELD_NUMBER: _ClassVar[int]
    id: str
    probability: float
    def __init__(self, id: _Optional[str] = ..., probability: _Optional[float] = ...) -> None: ...

class AssessValuesResponse(_message.Message):
    __slots__ = ("status", "value_id", "posteriors", "reason", "quantity")
    STATUS_FIELD_NUMBER: _ClassVar[int]
    VALUE_ID_FIELD_NUMBER: _ClassVar[int]
    POSTERIORS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    status: LeanStatus
    value_id: str
    posteriors: _containers.RepeatedCompositeFieldContainer[ValuePosterior]
    reason: str
    quantity: QuantityEstimate
    def __init__(self, status: _Optional[_Union[LeanStatus, str]] = ..., value_id: _Optional[str] = ..., posteriors: _Optional[_Iterable[_Union[ValuePosterior, _Mapping]]] = ..., reason: _Optional[str] = ..., quantity: _Optional[_Union[QuantityEstimate, _Mapping]] = ...) -> None: ...

class QuantityEstimate(_message.Message):
    __slots__ = ("value", "low", "high")
    VALUE_FIELD_NUMBER: _ClassVar[int]
    LOW_FIELD_NUMBER: _ClassVar[int]
    HIGH_FIELD_NUMBER: _ClassVar[int]
    value: float
    low: float
    high: float
    def __init__(self, value: _Optional[float] = ..., low: _Optional[float] = ..., high: _Optional[float] = ...) -> None: ...

class Outcome(_message.Message):
    __slots__ = ("id", "source", "claim_id", "right", "resolver", "event_time", "origin_id", "confidence", "supersedes", "reason", "recorded_at")
    ID_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    CLAIM_ID_FIELD_NUMBER: _ClassVar[int]
    RIGHT_FIELD_NUMBER: _ClassVar[int]
    RESOLVER_FIELD_NUMBER: _ClassVar[int]
    EVENT_TIME_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_ID_FIELD_NUMBER: _ClassVar[int]
    CONFIDENCE_FIELD_NUMBER: _ClassVar[int]
    SUPERSEDES_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    RECORDED_AT_FIELD_NUMBER: _ClassVar[int]
    id: str
    source: ReliabilityQuery
    claim_id: str
    right: float
    resolver: Resolver
    event_time: _timestamp_pb2.Timestamp
    origin_id: str
    confidence: float
    supersedes: str
    reason: str
    recorded_at: _timestamp_pb2.Timestamp
    def __init__(self, id: _Optional[str] = ..., source: _Optional[_Union[ReliabilityQuery, _Mapping]] = ..., claim_id: _Optional[str] = ..., right: _Optional[float] = ..., resolver: _Optional[_Union[Resolver, str]] = ..., event_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., origin_id: _Optional[str] = ..., confidence: _Optional[float] = ..., supersedes: _Optional[str] = ..., reason: _Optional[str] = ..., recorded_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class RecordOutcomesRequest(_message.Message):
    __slots__ = ("tenant", "outcomes")
    TENANT_FIELD_NUMBER: _ClassVar[int]
    OUTCOMES_FIELD_NUMBER: _ClassVar[int]
    tenant: str
    outcomes: _containers.RepeatedCompositeFieldContainer[Outcome]
    def __init__(self, tenant: _Optional[str] = ..., outcomes: _Optional[_Iterable[_Union[Outcome, _Mapping]]] = ...) -> None: ...

class Shift(_message.Message):
    __slots__ = ("source_id", "before", "after", "topic")
    SOURCE_ID_FIELD_NUMBER: _ClassVar[int]
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    TOPIC_FIELD_NUMBER: _ClassVar[int]
    source_id: str
    before: float
    after: float
    topic: str
    def __init__(self, source_id: _Optional[str] = ..., before: _Optional[float] = ..., after: _Optional[float] = ..., topic: _Optional[str] = ...) -> None: ...

class RecordOutcomesResponse(_message.Message):
    __slots__ = ("recorded", "shifts")
    RECORDED_FIELD_NUMBER: _ClassVar[int]
    SHIFTS_FIELD_NUMBER: _ClassVar[int]
    recorded: int
    shifts: _containers.RepeatedCompositeFieldContainer[Shift]
    def __init__(self, recorded: _Optional[int] = ..., shifts: _Optional[_Iterable[_Union[Shift, _Mapping]]] = ...) -> None: ...

class ListOutcomesRequest(_message.Message):
    __slots__ = ("tenant", "source", "source_kind", "page_size", "page_token")
    TENANT_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_KIND_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    tenant: str
    source: str
    source_kind: str
    page_size: int
    page_token: str
    def __init__(self, tenant: _Optional[str] = ..., source: _Optional[str] = ..., source_kind: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListOutcomesResponse(_message.Message):
    __slots__ = ("outcomes", "next_page_token")
    OUTCOMES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    outcomes: _containers.RepeatedCompositeFieldContainer[Outcome]
    next_page_token: str
    def __init__(self, outcomes: _Optional[_Iterable[_Union[Outcome, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class Rating(_message.Message):
    __slots__ = ("domain", "score")
    DOMAIN_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    domain: str
    score: float
    def __init__(self, domain: _Optional[str] = ..., score: _Optional[float] = ...) -> None: ...

class ImportRatingsRequest(_message.Message):
    __slots__ = ("tenant", "list_name", "list_version", "strength", "ratings")
    TENANT_FIELD_NUMBER: _ClassVar[int]
    LIST_NAME_FIELD_NUMBER: _ClassVar[int]
    LIST_VERSION_FIELD_NUMBER: _ClassVar[int]
    STRENGTH_FIELD_NUMBER: _ClassVar[int]
    RATINGS_FIELD_NUMBER: _ClassVar[int]
    tenant: str
    list_name: str
    list_version: str
    strength: float
    ratings: _containers.RepeatedCompositeFieldContainer[Rating]
    def __init__(self, tenant: _Optional[str] = ..., list_name: _Optional[str] = ..., list_version: _Optional[str] = ..., strength: _Optional[float] = ..., ratings: _Optional[_Iterable[_Union[Rating, _Mapping]]] = ...) -> None: ...

class ImportRatingsResponse(_message.Message):
    __slots__ = ("imported", "merged")
    IMPORTED_FIELD_NUMBER: _ClassVar[int]
    MERGED_FIELD_NUMBER: _ClassVar[int]
    imported: int
    merged: int
    def __init__(self, imported: _Optional[int] = ..., merged: _Optional[int] = ...) -> None: ...

class SetOverrideRequest(_message.Message):
    __slots__ = ("tenant", "source", "source_kind", "mean", "reason", "editor")
    TENANT_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_KIND_FIELD_NUMBER: _ClassVar[int]
    MEAN_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    EDITOR_FIELD_NUMBER: _ClassVar[int]
    tenant: str
    source: str
    source_kind: str
    mean: float
    reason: str
    editor: str
    def __init__(self, tenant: _Optional[str] = ..., source: _Optional[str] = ..., source_kind: _Optional[str] = ..., mean: _Optional[float] = ..., reason: _Optional[str] = ..., editor: _Optional[str] = ...) -> None: ...

class SetOverrideResponse(_message.Message):
    __slots__ = ("reliability",)
    RELIABILITY_FIELD_NUMBER: _ClassVar[int]
    reliability: Reliability
    def __init__(self, reliability: _Optional[_Union[Reliability, _Mapping]] = ...) -> None: ...

class LinkSourcesRequest(_message.Message):
    __slots__ = ("tenant", "source", "source_kind", "aliases", "parent")
    TENANT_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_KIND_FIELD_NUMBER: _ClassVar[int]
    ALIASES_FIELD_NUMBER: _ClassVar[int]
    PARENT_FIELD_NUMBER: _ClassVar[int]
    tenant: str
    source: str
    source_kind: str
    aliases: _containers.RepeatedScalarFieldContainer[str]
    parent: str
    def __init__(self, tenant: _Optional[str] = ..., source: _Optional[str] = ..., source_kind: _Optional[str] = ..., aliases: _Optional[_Iterable[str]] = ..., parent: _Optional[str] = ...) -> None: ...

class LinkSourcesResponse(_message.Message):
    __slots__ = ("source_id", "aliases", "parent_id")
    SOURCE_ID_FIELD_NUMBER: _ClassVar[int]
    ALIASES_FIELD_NUMBER: _ClassVar[int]
    PARENT_ID_FIELD_NUMBER: _ClassVar[int]
    source_id: str
    aliases: _containers.RepeatedScalarFieldContainer[str]
    parent_id: str
    def __init__(self, source_id: _Optional[str] = ..., aliases: _Optional[_Iterable[str]] = ..., parent_id: _Optional[str] = ...) -> None: ...
