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

class ClashKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CLASH_KIND_UNSPECIFIED: _ClassVar[ClashKind]
    CLASH_KIND_REVERSAL: _ClassVar[ClashKind]
    CLASH_KIND_OFFICIAL_VS_EYEWITNESS: _ClassVar[ClashKind]
    CLASH_KIND_DENIAL_VS_EVIDENCE: _ClassVar[ClashKind]
    CLASH_KIND_DENIAL_VS_ASSERTION: _ClassVar[ClashKind]
    CLASH_KIND_NUMERIC: _ClassVar[ClashKind]
    CLASH_KIND_TEMPORAL: _ClassVar[ClashKind]
    CLASH_KIND_LOCATION: _ClassVar[ClashKind]
    CLASH_KIND_IDENTITY: _ClassVar[ClashKind]
    CLASH_KIND_CAUSAL: _ClassVar[ClashKind]
    CLASH_KIND_ANTONYM: _ClassVar[ClashKind]
    CLASH_KIND_NEGATION: _ClassVar[ClashKind]
CLASH_KIND_UNSPECIFIED: ClashKind
CLASH_KIND_REVERSAL: ClashKind
CLASH_KIND_OFFICIAL_VS_EYEWITNESS: ClashKind
CLASH_KIND_DENIAL_VS_EVIDENCE: ClashKind
CLASH_KIND_DENIAL_VS_ASSERTION: ClashKind
CLASH_KIND_NUMERIC: ClashKind
CLASH_KIND_TEMPORAL: ClashKind
CLASH_KIND_LOCATION: ClashKind
CLASH_KIND_IDENTITY: ClashKind
CLASH_KIND_CAUSAL: ClashKind
CLASH_KIND_ANTONYM: ClashKind
CLASH_KIND_NEGATION: ClashKind

class Pair(_message.Message):
    __slots__ = ("premise", "hypothesis")
    PREMISE_FIELD_NUMBER: _ClassVar[int]
    HYPOTHESIS_FIELD_NUMBER: _ClassVar[int]
    premise: str
    hypothesis: str
    def __init__(self, premise: _Optional[str] = ..., hypothesis: _Optional[str] = ...) -> None: ...

class PairScore(_message.Message):
    __slots__ = ("entailment", "neutral", "contradiction", "windows", "characters_read")
    ENTAILMENT_FIELD_NUMBER: _ClassVar[int]
    NEUTRAL_FIELD_NUMBER: _ClassVar[int]
    CONTRADICTION_FIELD_NUMBER: _ClassVar[int]
    WINDOWS_FIELD_NUMBER: _ClassVar[int]
    CHARACTERS_READ_FIELD_NUMBER: _ClassVar[int]
    entailment: float
    neutral: float
    contradiction: float
    windows: int
    characters_read: int
    def __init__(self, entailment: _Optional[float] = ..., neutral: _Optional[float] = ..., contradiction: _Optional[float] = ..., windows: _Optional[int] = ..., characters_read: _Optional[int] = ...) -> None: ...

class ScorePairsRequest(_message.Message):
    __slots__ = ("tenant", "pairs")
    TENANT_FIELD_NUMBER: _ClassVar[int]
    PAIRS_FIELD_NUMBER: _ClassVar[int]
    tenant: str
    pairs: _containers.RepeatedCompositeFieldContainer[Pair]
    def __init__(self, tenant: _Optional[str] = ..., pairs: _Optional[_Iterable[_Union[Pair, _Mapping]]] = ...) -> None: ...

class ScorePairsResponse(_message.Message):
    __slots__ = ("scores", "model")
    SCORES_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    scores: _containers.RepeatedCompositeFieldContainer[PairScore]
    model: Model
    def __init__(self, scores: _Optional[_Iterable[_Union[PairScore, _Mapping]]] = ..., model: _Optional[_Union[Model, _Mapping]] = ...) -> None: ...

class EmbedClaimsRequest(_message.Message):
    __slots__ = ("tenant", "texts")
    TENANT_FIELD_NUMBER: _ClassVar[int]
    TEXTS_FIELD_NUMBER: _ClassVar[int]
    tenant: str
    texts: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, tenant: _Optional[str] = ..., texts: _Optional[_Iterable[str]] = ...) -> None: ...

class Embedding(_message.Message):
    __slots__ = ("values",)
    VALUES_FIELD_NUMBER: _ClassVar[int]
    values: _containers.RepeatedScalarFieldContainer[float]
    def __init__(self, values: _Optional[_Iterable[float]] = ...) -> None: ...

class EmbedClaimsResponse(_message.Message):
    __slots__ = ("embeddings", "model")
    EMBEDDINGS_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    embeddings: _containers.RepeatedCompositeFieldContainer[Embedding]
    model: Model
    def __init__(self, embeddings: _Optional[_Iterable[_Union[Embedding, _Mapping]]] = ..., model: _Optional[_Union[Model, _Mapping]] = ...) -> None: ...

class Model(_message.Message):
    __slots__ = ("name", "sha256")
    NAME_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    name: str
    sha256: str
    def __init__(self, name: _Optional[str] = ..., sha256: _Optional[str] = ...) -> None: ...

class GetModelRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class GetModelResponse(_message.Message):
    __slots__ = ("nli", "embedder", "max_tokens", "device")
    NLI_FIELD_NUMBER: _ClassVar[int]
    EMBEDDER_FIELD_NUMBER: _ClassVar[int]
    MAX_TOKENS_FIELD_NUMBER: _ClassVar[int]
    DEVICE_FIELD_NUMBER: _ClassVar[int]
    nli: Model
    embedder: Model
    max_tokens: int
    device: str
    def __init__(self, nli: _Optional[_Union[Model, _Mapping]] = ..., embedder: _Optional[_Union[Model, _Mapping]] = ..., max_tokens: _Optional[int] = ..., device: _Optional[str] = ...) -> None: ...

class ClaimContext(_message.Message):
    __slots__ = ("document_id", "source", "published_at", "origin_id", "opening")
    DOCUMENT_ID_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    PUBLISHED_AT_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_ID_FIELD_NUMBER: _ClassVar[int]
    OPENING_FIELD_NUMBER: _ClassVar[int]
    document_id: str
    source: str
    published_at: _timestamp_pb2.Timestamp
    origin_id: str
    opening: str
    def __init__(self, document_id: _Optional[str] = ..., source: _Optional[str] = ..., published_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., origin_id: _Optional[str] = ..., opening: _Optional[str] = ...) -> None: ...

class FindClashesRequest(_message.Message):
    __slots__ = ("tenant", "claims", "contexts", "archived_claim_ids", "max_pairs", "clash_threshold", "unsure_threshold")
    TENANT_FIELD_NUMBER: _ClassVar[int]
    CLAIMS_FIELD_NUMBER: _ClassVar[int]
    CONTEXTS_FIELD_NUMBER: _ClassVar[int]
    ARCHIVED_CLAIM_IDS_FIELD_NUMBER: _ClassVar[int]
    MAX_PAIRS_FIELD_NUMBER: _ClassVar[int]
    CLASH_THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    UNSURE_THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    tenant: str
    claims: _containers.RepeatedCompositeFieldContainer[_claim_pb2.Claim]
    contexts: _containers.RepeatedCompositeFieldContainer[ClaimContext]
    archived_claim_ids: _containers.RepeatedScalarFieldContainer[str]
    max_pairs: int
    clash_threshold: float
    unsure_threshold: float
    def __init__(self, tenant: _Optional[str] = ..., claims: _Optional[_Iterable[_Union[_claim_pb2.Claim, _Mapping]]] = ..., contexts: _Optional[_Iterable[_Union[ClaimContext, _Mapping]]] = ..., archived_claim_ids: _Optional[_Iterable[str]] = ..., max_pairs: _Optional[int] = ..., clash_threshold: _Optional[float] = ..., unsure_threshold: _Optional[float] = ...) -> None: ...

class Side(_message.Message):
    __slots__ = ("claim_id", "decisive")
    CLAIM_ID_FIELD_NUMBER: _ClassVar[int]
    DECISIVE_FIELD_NUMBER: _ClassVar[int]
    claim_id: str
    decisive: _containers.RepeatedCompositeFieldContainer[_claim_pb2.Span]
    def __init__(self, claim_id: _Optional[str] = ..., decisive: _Optional[_Iterable[_Union[_claim_pb2.Span, _Mapping]]] = ...) -> None: ...

class Clash(_message.Message):
    __slots__ = ("id", "sides", "kind", "probability", "severity", "explanation", "folded_claim_ids")
    ID_FIELD_NUMBER: _ClassVar[int]
    SIDES_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    PROBABILITY_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    FOLDED_CLAIM_IDS_FIELD_NUMBER: _ClassVar[int]
    id: str
    sides: _containers.RepeatedCompositeFieldContainer[Side]
    kind: ClashKind
    probability: float
    severity: float
    explanation: str
    folded_claim_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, id: _Optional[str] = ..., sides: _Optional[_Iterable[_Union[Side, _Mapping]]] = ..., kind: _Optional[_Union[ClashKind, str]] = ..., probability: _Optional[float] = ..., severity: _Optional[float] = ..., explanation: _Optional[str] = ..., folded_claim_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class Update(_message.Message):
    __slots__ = ("earlier_claim_id", "later_claim_id", "reason")
    EARLIER_CLAIM_ID_FIELD_NUMBER: _ClassVar[int]
    LATER_CLAIM_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    earlier_claim_id: str
    later_claim_id: str
    reason: str
    def __init__(self, earlier_claim_id: _Optional[str] = ..., later_claim_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class FindClashesResponse(_message.Message):
    __slots__ = ("clashes", "unsure", "updates", "candidate_pairs", "pairs_scored", "pairs_skipped", "model")
    CLASHES_FIELD_NUMBER: _ClassVar[int]
    UNSURE_FIELD_NUMBER: _ClassVar[int]
    UPDATES_FIELD_NUMBER: _ClassVar[int]
    CANDIDATE_PAIRS_FIELD_NUMBER: _ClassVar[int]
    PAIRS_SCORED_FIELD_NUMBER: _ClassVar[int]
    PAIRS_SKIPPED_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    clashes: _containers.RepeatedCompositeFieldContainer[Clash]
    unsure: _containers.RepeatedCompositeFieldContainer[Clash]
    updates: _containers.RepeatedCompositeFieldContainer[Update]
    candidate_pairs: int
    pairs_scored: int
    pairs_skipped: int
    model: Model
    def __init__(self, clashes: _Optional[_Iterable[_Union[Clash, _Mapping]]] = ..., unsure: _Optional[_Iterable[_Union[Clash, _Mapping]]] = ..., updates: _Optional[_Iterable[_Union[Update, _Mapping]]] = ..., candidate_pairs: _Optional[int] = ..., pairs_scored: _Optional[int] = ..., pairs_skipped: _Optional[int] = ..., model: _Optional[_Union[Model, _Mapping]] = ...) -> None: ...
