import datetime

from clashwire.claims.v1 import claim_pb2 as _claim_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Media(_message.Message):
    __slots__ = ("kind", "url", "caption")
    KIND_FIELD_NUMBER: _ClassVar[int]
    URL_FIELD_NUMBER: _ClassVar[int]
    CAPTION_FIELD_NUMBER: _ClassVar[int]
    kind: str
    url: str
    caption: str
    def __init__(self, kind: _Optional[str] = ..., url: _Optional[str] = ..., caption: _Optional[str] = ...) -> None: ...

class Document(_message.Message):
    __slots__ = ("id", "text", "title", "source", "published_at", "language", "media")
    ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    PUBLISHED_AT_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    MEDIA_FIELD_NUMBER: _ClassVar[int]
    id: str
    text: str
    title: str
    source: str
    published_at: _timestamp_pb2.Timestamp
    language: str
    media: _containers.RepeatedCompositeFieldContainer[Media]
    def __init__(self, id: _Optional[str] = ..., text: _Optional[str] = ..., title: _Optional[str] = ..., source: _Optional[str] = ..., published_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., language: _Optional[str] = ..., media: _Optional[_Iterable[_Union[Media, _Mapping]]] = ...) -> None: ...

class ExtractClaimsRequest(_message.Message):
    __slots__ = ("tenant", "documents", "resolve_across_documents")
    TENANT_FIELD_NUMBER: _ClassVar[int]
    DOCUMENTS_FIELD_NUMBER: _ClassVar[int]
    RESOLVE_ACROSS_DOCUMENTS_FIELD_NUMBER: _ClassVar[int]
    tenant: str
    documents: _containers.RepeatedCompositeFieldContainer[Document]
    resolve_across_documents: bool
    def __init__(self, tenant: _Optional[str] = ..., documents: _Optional[_Iterable[_Union[Document, _Mapping]]] = ..., resolve_across_documents: _Optional[bool] = ...) -> None: ...

class Skipped(_message.Message):
    __slots__ = ("span", "reason")
    SPAN_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    span: _claim_pb2.Span
    reason: str
    def __init__(self, span: _Optional[_Union[_claim_pb2.Span, _Mapping]] = ..., reason: _Optional[str] = ...) -> None: ...

class Coverage(_message.Message):
    __slots__ = ("document_id", "characters", "characters_read", "skipped", "degraded", "language")
    DOCUMENT_ID_FIELD_NUMBER: _ClassVar[int]
    CHARACTERS_FIELD_NUMBER: _ClassVar[int]
    CHARACTERS_READ_FIELD_NUMBER: _ClassVar[int]
    SKIPPED_FIELD_NUMBER: _ClassVar[int]
    DEGRADED_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    document_id: str
    characters: int
    characters_read: int
    skipped: _containers.RepeatedCompositeFieldContainer[Skipped]
    degraded: str
    language: str
    def __init__(self, document_id: _Optional[str] = ..., characters: _Optional[int] = ..., characters_read: _Optional[int] = ..., skipped: _Optional[_Iterable[_Union[Skipped, _Mapping]]] = ..., degraded: _Optional[str] = ..., language: _Optional[str] = ...) -> None: ...

class ExtractionModel(_message.Message):
    __slots__ = ("name", "sha256")
    NAME_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    name: str
    sha256: str
    def __init__(self, name: _Optional[str] = ..., sha256: _Optional[str] = ...) -> None: ...

class ExtractClaimsResponse(_message.Message):
    __slots__ = ("claims", "coverage", "model")
    CLAIMS_FIELD_NUMBER: _ClassVar[int]
    COVERAGE_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    claims: _containers.RepeatedCompositeFieldContainer[_claim_pb2.Claim]
    coverage: _containers.RepeatedCompositeFieldContainer[Coverage]
    model: ExtractionModel
    def __init__(self, claims: _Optional[_Iterable[_Union[_claim_pb2.Claim, _Mapping]]] = ..., coverage: _Optional[_Iterable[_Union[Coverage, _Mapping]]] = ..., model: _Optional[_Union[ExtractionModel, _Mapping]] = ...) -> None: ...

class StreamExtractClaimsRequest(_message.Message):
    __slots__ = ("tenant", "documents", "resolve_across_documents")
    TENANT_FIELD_NUMBER: _ClassVar[int]
    DOCUMENTS_FIELD_NUMBER: _ClassVar[int]
    RESOLVE_ACROSS_DOCUMENTS_FIELD_NUMBER: _ClassVar[int]
    tenant: str
    documents: _containers.RepeatedCompositeFieldContainer[Document]
    resolve_across_documents: bool
    def __init__(self, tenant: _Optional[str] = ..., documents: _Optional[_Iterable[_Union[Document, _Mapping]]] = ..., resolve_across_documents: _Optional[bool] = ...) -> None: ...

class StreamExtractClaimsResponse(_message.Message):
    __slots__ = ("claim", "coverage", "model")
    CLAIM_FIELD_NUMBER: _ClassVar[int]
    COVERAGE_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    claim: _claim_pb2.Claim
    coverage: Coverage
    model: ExtractionModel
    def __init__(self, claim: _Optional[_Union[_claim_pb2.Claim, _Mapping]] = ..., coverage: _Optional[_Union[Coverage, _Mapping]] = ..., model: _Optional[_Union[ExtractionModel, _Mapping]] = ...) -> None: ...
