"""Reads messages into domain objects."""

from collections.abc import Mapping, Sequence

from google.protobuf.timestamp_pb2 import Timestamp

from clashwire.claims.v1 import claim_pb2
from clashwire.source_reliability.v1 import source_reliability_pb2 as pb2
from source_reliability.domain.appraisal import Question
from source_reliability.domain.assessment import Support, Value
from source_reliability.domain.cells import Slice
from source_reliability.domain.config import EVIDENCE_KINDS, SPEAKER_KINDS
from source_reliability.domain.limits import invalid
from source_reliability.domain.names import RegisteredDomains, display_name, source_id
from source_reliability.domain.outcomes import Outcome
from source_reliability.domain.quantities import BOUNDS, LARGEST, Quantity

STANCES = ("asserts", "denies", "alleges", "confirms", "questions", "no_comment", "reports_evidence", "predicts")


def _numbers(names: tuple[str, ...], prefix: str) -> Mapping[int, str]:
    enum = {
        "EVIDENCE_KIND": claim_pb2.EvidenceKind,
        "STANCE": claim_pb2.Stance,
        "SPEAKER_KIND": claim_pb2.SpeakerKind,
        "BOUND": claim_pb2.Bound,
        "RESOLVER": pb2.Resolver,
    }[prefix]
    return {0: ""} | {enum.Value(f"{prefix}_{name.upper()}"): name for name in names}


EVIDENCE_BY_NUMBER = _numbers(EVIDENCE_KINDS, "EVIDENCE_KIND")
STANCE_BY_NUMBER = _numbers(STANCES, "STANCE")
SPEAKER_KIND_BY_NUMBER = _numbers(SPEAKER_KINDS, "SPEAKER_KIND")
BOUND_BY_NUMBER = _numbers(BOUNDS, "BOUND")
RESOLVER_BY_NUMBER = _numbers(("editor", "correction", "model"), "RESOLVER")


def _named(names: Mapping[int, str], number: int, field: str) -> str:
    if number not in names:
        raise invalid(f"{field} has the unknown value {number}", "UNKNOWN_VALUE", field)
    return names[number]


class RequestReader:
    """Translates requests; sources by name become ids. Raises ServiceError (INVALID) naming the field."""

    def __init__(self, domains: RegisteredDomains) -> None:
        self._domains = domains

    def source(self, name: str, kind: str, field: str = "source") -> str:
        return source_id(name, kind, self._domains, field)

    def question(self, query: pb2.ReliabilityQuery, field: str, *, denial: bool = False) -> Question:
        stance = _named(STANCE_BY_NUMBER, query.stance, f"{field}.stance")
        side = "deny" if denial or stance == "denies" else "assert" if stance else ""
        return Question(
            self.source(query.source, query.source_kind, f"{field}.source"),
            Slice(query.topic, _named(EVIDENCE_BY_NUMBER, query.evidence_kind, f"{field}.evidence_kind"), side),
            _named(SPEAKER_KIND_BY_NUMBER, query.speaker_kind, f"{field}.speaker_kind"),
        )

    def value(self, message: pb2.Value, field: str) -> Value:
        supports = [
            Support(
                self.question(support.source, f"{field}.supports[{index}].source", denial=support.denial),
                support.origin_id,
                support.denial,
                support.confidence or 1.0,
            )
            for index, support in enumerate(message.supports)
        ]
        quantity = _quantity(message.quantity, f"{field}.quantity") if message.HasField("quantity") else None
        return Value(message.id, supports, quantity)

    def outcome(self, message: pb2.Outcome, field: str) -> Outcome:
        if not message.HasField("event_time"):
            raise invalid(f"{field}.event_time is required", "FIELD_MISSING", f"{field}.event_time")
        resolver = _named(RESOLVER_BY_NUMBER, message.resolver, f"{field}.resolver")
        if not resolver:
            raise invalid(f"{field}.resolver is required", "FIELD_MISSING", f"{field}.resolver")
        source, place = message.source, f"{field}.source"
        identity = self.source(source.source, source.source_kind, f"{place}.source")
        return Outcome(
            outcome_id=message.id,
            source_id=identity,
            right=message.right,
            resolver=resolver,
            event_us=microseconds(message.event_time, f"{field}.event_time"),
            display_name=display_name(source.source, identity),
            speaker_kind=_named(SPEAKER_KIND_BY_NUMBER, source.speaker_kind, f"{place}.speaker_kind"),
            topic=source.topic,
            evidence=_named(EVIDENCE_BY_NUMBER, source.evidence_kind, f"{place}.evidence_kind"),
            stance=_named(STANCE_BY_NUMBER, source.stance, f"{place}.stance"),
            claim_id=message.claim_id,
            origin_id=message.origin_id,
            confidence=message.confidence or 1.0,
            supersedes=message.supersedes,
            reason=message.reason,
        )


def _quantity(message: claim_pb2.Quantity, field: str) -> Quantity:
    bound = _named(BOUND_BY_NUMBER, message.bound, f"{field}.bound") or BOUNDS[0]
    for part, figure in (("value", message.value), ("upper", message.upper)):
        if not abs(figure) <= LARGEST:
            message_text = f"{field}.{part} is no figure of at most {LARGEST:g} either way"
            raise invalid(message_text, "FIGURE_OUT_OF_RANGE", f"{field}.{part}", LARGEST)
    if bound == "range" and message.upper < message.value:
        raise invalid(f"{field}.upper is less than the value", "RANGE_REVERSED", f"{field}.upper")
    return Quantity(message.value, bound, message.upper)


def check_units(messages: Sequence[pb2.Value]) -> None:
    """Refuse figures of different units; they can only be weighed in one."""
    units = {message.quantity.unit for message in messages if message.HasField("quantity")}
    if len(units) > 1:
        raise invalid("values.quantity has more than one unit", "UNITS_DIFFER", "values.quantity.unit")


def microseconds(time: Timestamp, field: str) -> int:
    if not 0 <= time.nanos < 1_000_000_000:
        raise invalid(f"{field} has nanoseconds out of range", "TIME_MALFORMED", field)
    return time.seconds * 1_000_000 + time.nanos // 1000
