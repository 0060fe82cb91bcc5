"""A protobuf message as the HTTP contract writes it: short enum words, null for what is not set."""

from typing import Any

from google.protobuf.descriptor import EnumDescriptor
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

Json = dict[str, Any]
Field = Any  # the compiled descriptors share no base with the declared ones


def message_json(message: Message) -> Json:
    return {field.name: _field(message, field) for field in message.DESCRIPTOR.fields}


def _field(message: Message, field: Field) -> Any:
    value = getattr(message, field.name)
    if field.is_repeated:
        return [_value(item, field) for item in value]
    if field.has_presence and not message.HasField(field.name):
        return None
    return _value(value, field)


def _value(value: Any, field: Field) -> Any:
    if isinstance(value, Timestamp):
        return value.ToJsonString()
    if isinstance(value, Message):
        return message_json(value)
    if field.enum_type is not None:
        return _word(field.enum_type, value)
    return None if value == "" else value


def _word(enum: EnumDescriptor, number: int) -> str | None:
    """STANCE_REPORTS_EVIDENCE is "reports_evidence", the value zero null."""
    prefix = enum.values_by_number[0].name.removesuffix("UNSPECIFIED")
    return None if number == 0 else enum.values_by_number[number].name.removeprefix(prefix).lower()
