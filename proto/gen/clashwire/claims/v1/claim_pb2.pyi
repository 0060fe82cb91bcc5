import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Stance(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    STANCE_UNSPECIFIED: _ClassVar[Stance]
    STANCE_ASSERTS: _ClassVar[Stance]
    STANCE_DENIES: _ClassVar[Stance]
    STANCE_ALLEGES: _ClassVar[Stance]
    STANCE_CONFIRMS: _ClassVar[Stance]
    STANCE_QUESTIONS: _ClassVar[Stance]
    STANCE_NO_COMMENT: _ClassVar[Stance]
    STANCE_REPORTS_EVIDENCE: _ClassVar[Stance]
    STANCE_PREDICTS: _ClassVar[Stance]

class Modality(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MODALITY_UNSPECIFIED: _ClassVar[Modality]
    MODALITY_CERTAIN: _ClassVar[Modality]
    MODALITY_PROBABLE: _ClassVar[Modality]
    MODALITY_POSSIBLE: _ClassVar[Modality]
    MODALITY_FUTURE: _ClassVar[Modality]
    MODALITY_CONDITIONAL: _ClassVar[Modality]
    MODALITY_HYPOTHETICAL: _ClassVar[Modality]
    MODALITY_OBLIGATION: _ClassVar[Modality]

class EvidenceKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    EVIDENCE_KIND_UNSPECIFIED: _ClassVar[EvidenceKind]
    EVIDENCE_KIND_STATEMENT: _ClassVar[EvidenceKind]
    EVIDENCE_KIND_VIDEO: _ClassVar[EvidenceKind]
    EVIDENCE_KIND_IMAGE: _ClassVar[EvidenceKind]
    EVIDENCE_KIND_AUDIO: _ClassVar[EvidenceKind]
    EVIDENCE_KIND_SATELLITE: _ClassVar[EvidenceKind]
    EVIDENCE_KIND_DOCUMENT: _ClassVar[EvidenceKind]
    EVIDENCE_KIND_OFFICIAL_RECORD: _ClassVar[EvidenceKind]
    EVIDENCE_KIND_EYEWITNESS: _ClassVar[EvidenceKind]
    EVIDENCE_KIND_DATA: _ClassVar[EvidenceKind]
    EVIDENCE_KIND_NONE: _ClassVar[EvidenceKind]

class SpeakerKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SPEAKER_KIND_UNSPECIFIED: _ClassVar[SpeakerKind]
    SPEAKER_KIND_PERSON: _ClassVar[SpeakerKind]
    SPEAKER_KIND_GOVERNMENT: _ClassVar[SpeakerKind]
    SPEAKER_KIND_MILITARY: _ClassVar[SpeakerKind]
    SPEAKER_KIND_COMPANY: _ClassVar[SpeakerKind]
    SPEAKER_KIND_AGENCY: _ClassVar[SpeakerKind]
    SPEAKER_KIND_COURT: _ClassVar[SpeakerKind]
    SPEAKER_KIND_MEDIA: _ClassVar[SpeakerKind]
    SPEAKER_KIND_WITNESS: _ClassVar[SpeakerKind]
    SPEAKER_KIND_DOCUMENT: _ClassVar[SpeakerKind]
    SPEAKER_KIND_UNNAMED: _ClassVar[SpeakerKind]
    SPEAKER_KIND_ORGANISATION: _ClassVar[SpeakerKind]

class Part(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PART_UNSPECIFIED: _ClassVar[Part]
    PART_TEXT: _ClassVar[Part]
    PART_TITLE: _ClassVar[Part]
    PART_CAPTION: _ClassVar[Part]

class Bound(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    BOUND_UNSPECIFIED: _ClassVar[Bound]
    BOUND_EXACTLY: _ClassVar[Bound]
    BOUND_AT_LEAST: _ClassVar[Bound]
    BOUND_AT_MOST: _ClassVar[Bound]
    BOUND_ABOUT: _ClassVar[Bound]
    BOUND_RANGE: _ClassVar[Bound]
STANCE_UNSPECIFIED: Stance
STANCE_ASSERTS: Stance
STANCE_DENIES: Stance
STANCE_ALLEGES: Stance
STANCE_CONFIRMS: Stance
STANCE_QUESTIONS: Stance
STANCE_NO_COMMENT: Stance
STANCE_REPORTS_EVIDENCE: Stance
STANCE_PREDICTS: Stance
MODALITY_UNSPECIFIED: Modality
MODALITY_CERTAIN: Modality
MODALITY_PROBABLE: Modality
MODALITY_POSSIBLE: Modality
MODALITY_FUTURE: Modality
MODALITY_CONDITIONAL: Modality
MODALITY_HYPOTHETICAL: Modality
MODALITY_OBLIGATION: Modality
EVIDENCE_KIND_UNSPECIFIED: EvidenceKind
EVIDENCE_KIND_STATEMENT: EvidenceKind
EVIDENCE_KIND_VIDEO: EvidenceKind
EVIDENCE_KIND_IMAGE: EvidenceKind
EVIDENCE_KIND_AUDIO: EvidenceKind
EVIDENCE_KIND_SATELLITE: EvidenceKind
EVIDENCE_KIND_DOCUMENT: EvidenceKind
EVIDENCE_KIND_OFFICIAL_RECORD: EvidenceKind
EVIDENCE_KIND_EYEWITNESS: EvidenceKind
EVIDENCE_KIND_DATA: EvidenceKind
EVIDENCE_KIND_NONE: EvidenceKind
SPEAKER_KIND_UNSPECIFIED: SpeakerKind
SPEAKER_KIND_PERSON: SpeakerKind
SPEAKER_KIND_GOVERNMENT: SpeakerKind
SPEAKER_KIND_MILITARY: SpeakerKind
SPEAKER_KIND_COMPANY: SpeakerKind
SPEAKER_KIND_AGENCY: SpeakerKind
SPEAKER_KIND_COURT: SpeakerKind
SPEAKER_KIND_MEDIA: SpeakerKind
SPEAKER_KIND_WITNESS: SpeakerKind
SPEAKER_KIND_DOCUMENT: SpeakerKind
SPEAKER_KIND_UNNAMED: SpeakerKind
SPEAKER_KIND_ORGANISATION: SpeakerKind
PART_UNSPECIFIED: Part
PART_TEXT: Part
PART_TITLE: Part
PART_CAPTION: Part
BOUND_UNSPECIFIED: Bound
BOUND_EXACTLY: Bound
BOUND_AT_LEAST: Bound
BOUND_AT_MOST: Bound
BOUND_ABOUT: Bound
BOUND_RANGE: Bound

class Span(_message.Message):
    __slots__ = ("start", "end")
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    start: int
    end: int
    def __init__(self, start: _Optional[int] = ..., end: _Optional[int] = ...) -> None: ...

class Quote(_message.Message):
    __slots__ = ("part", "start", "end", "text", "media_index")
    PART_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    MEDIA_INDEX_FIELD_NUMBER: _ClassVar[int]
    part: Part
    start: int
    end: int
    text: str
    media_index: int
    def __init__(self, part: _Optional[_Union[Part, str]] = ..., start: _Optional[int] = ..., end: _Optional[int] = ..., text: _Optional[str] = ..., media_index: _Optional[int] = ...) -> None: ...

class Speaker(_message.Message):
    __slots__ = ("name", "affiliation", "kind")
    NAME_FIELD_NUMBER: _ClassVar[int]
    AFFILIATION_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    name: str
    affiliation: str
    kind: SpeakerKind
    def __init__(self, name: _Optional[str] = ..., affiliation: _Optional[str] = ..., kind: _Optional[_Union[SpeakerKind, str]] = ...) -> None: ...

class Entity(_message.Message):
    __slots__ = ("text", "type", "role")
    TEXT_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    text: str
    type: str
    role: str
    def __init__(self, text: _Optional[str] = ..., type: _Optional[str] = ..., role: _Optional[str] = ...) -> None: ...

class Event(_message.Message):
    __slots__ = ("head", "type")
    HEAD_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    head: str
    type: str
    def __init__(self, head: _Optional[str] = ..., type: _Optional[str] = ...) -> None: ...

class TimeRange(_message.Message):
    __slots__ = ("start", "end")
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    start: _timestamp_pb2.Timestamp
    end: _timestamp_pb2.Timestamp
    def __init__(self, start: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Quantity(_message.Message):
    __slots__ = ("value", "upper", "bound", "unit", "of", "as_of", "span")
    VALUE_FIELD_NUMBER: _ClassVar[int]
    UPPER_FIELD_NUMBER: _ClassVar[int]
    BOUND_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    OF_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    SPAN_FIELD_NUMBER: _ClassVar[int]
    value: float
    upper: float
    bound: Bound
    unit: str
    of: str
    as_of: _timestamp_pb2.Timestamp
    span: Span
    def __init__(self, value: _Optional[float] = ..., upper: _Optional[float] = ..., bound: _Optional[_Union[Bound, str]] = ..., unit: _Optional[str] = ..., of: _Optional[str] = ..., as_of: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., span: _Optional[_Union[Span, _Mapping]] = ...) -> None: ...

class ResolvedFrom(_message.Message):
    __slots__ = ("start", "end", "text", "document_id")
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_ID_FIELD_NUMBER: _ClassVar[int]
    start: int
    end: int
    text: str
    document_id: str
    def __init__(self, start: _Optional[int] = ..., end: _Optional[int] = ..., text: _Optional[str] = ..., document_id: _Optional[str] = ...) -> None: ...

class Claim(_message.Message):
    __slots__ = ("id", "document_id", "quote", "sentence", "proposition", "needs_context", "speaker", "source_chain", "cue", "cue_spans", "rule", "stance", "subtype", "modality", "speaker_commitment", "author_commitment", "evidence_kind", "responds_to", "resolved_from", "entities", "event", "places", "time", "quantities", "check_worthiness", "confidence")
    ID_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_ID_FIELD_NUMBER: _ClassVar[int]
    QUOTE_FIELD_NUMBER: _ClassVar[int]
    SENTENCE_FIELD_NUMBER: _ClassVar[int]
    PROPOSITION_FIELD_NUMBER: _ClassVar[int]
    NEEDS_CONTEXT_FIELD_NUMBER: _ClassVar[int]
    SPEAKER_FIELD_NUMBER: _ClassVar[int]
    SOURCE_CHAIN_FIELD_NUMBER: _ClassVar[int]
    CUE_FIELD_NUMBER: _ClassVar[int]
    CUE_SPANS_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    STANCE_FIELD_NUMBER: _ClassVar[int]
    SUBTYPE_FIELD_NUMBER: _ClassVar[int]
    MODALITY_FIELD_NUMBER: _ClassVar[int]
    SPEAKER_COMMITMENT_FIELD_NUMBER: _ClassVar[int]
    AUTHOR_COMMITMENT_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_KIND_FIELD_NUMBER: _ClassVar[int]
    RESPONDS_TO_FIELD_NUMBER: _ClassVar[int]
    RESOLVED_FROM_FIELD_NUMBER: _ClassVar[int]
    ENTITIES_FIELD_NUMBER: _ClassVar[int]
    EVENT_FIELD_NUMBER: _ClassVar[int]
    PLACES_FIELD_NUMBER: _ClassVar[int]
    TIME_FIELD_NUMBER: _ClassVar[int]
    QUANTITIES_FIELD_NUMBER: _ClassVar[int]
    CHECK_WORTHINESS_FIELD_NUMBER: _ClassVar[int]
    CONFIDENCE_FIELD_NUMBER: _ClassVar[int]
    id: str
    document_id: str
    quote: Quote
    sentence: Span
    proposition: str
    needs_context: bool
    speaker: Speaker
    source_chain: _containers.RepeatedScalarFieldContainer[str]
    cue: str
    cue_spans: _containers.RepeatedCompositeFieldContainer[Span]
    rule: str
    stance: Stance
    subtype: str
    modality: Modality
    speaker_commitment: str
    author_commitment: str
    evidence_kind: EvidenceKind
    responds_to: _containers.RepeatedScalarFieldContainer[str]
    resolved_from: ResolvedFrom
    entities: _containers.RepeatedCompositeFieldContainer[Entity]
    event: Event
    places: _containers.RepeatedScalarFieldContainer[str]
    time: TimeRange
    quantities: _containers.RepeatedCompositeFieldContainer[Quantity]
    check_worthiness: float
    confidence: float
    def __init__(self, id: _Optional[str] = ..., document_id: _Optional[str] = ..., quote: _Optional[_Union[Quote, _Mapping]] = ..., sentence: _Optional[_Union[Span, _Mapping]] = ..., proposition: _Optional[str] = ..., needs_context: _Optional[bool] = ..., speaker: _Optional[_Union[Speaker, _Mapping]] = ..., source_chain: _Optional[_Iterable[str]] = ..., cue: _Optional[str] = ..., cue_spans: _Optional[_Iterable[_Union[Span, _Mapping]]] = ..., rule: _Optional[str] = ..., stance: _Optional[_Union[Stance, str]] = ..., subtype: _Optional[str] = ..., modality: _Optional[_Union[Modality, str]] = ..., speaker_commitment: _Optional[str] = ..., author_commitment: _Optional[str] = ..., evidence_kind: _Optional[_Union[EvidenceKind, str]] = ..., responds_to: _Optional[_Iterable[str]] = ..., resolved_from: _Optional[_Union[ResolvedFrom, _Mapping]] = ..., entities: _Optional[_Iterable[_Union[Entity, _Mapping]]] = ..., event: _Optional[_Union[Event, _Mapping]] = ..., places: _Optional[_Iterable[str]] = ..., time: _Optional[_Union[TimeRange, _Mapping]] = ..., quantities: _Optional[_Iterable[_Union[Quantity, _Mapping]]] = ..., check_worthiness: _Optional[float] = ..., confidence: _Optional[float] = ...) -> None: ...
