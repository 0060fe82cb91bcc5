"""The words the desk uses for what the domain names."""

from enum import Enum

from gateway.domain.claims import EvidenceKind, Speaker, SpeakerKind, Stance
from gateway.domain.clashes import ClashKind, LeanStatus, State

_LABELS: dict[Enum, str] = {
    ClashKind.REVERSAL: "Reversal",
    ClashKind.OFFICIAL_VS_EYEWITNESS: "Official v eyewitness",
    ClashKind.DENIAL_VS_EVIDENCE: "Denial v evidence",
    ClashKind.DENIAL_VS_ASSERTION: "Denial v assertion",
    ClashKind.NUMERIC: "Figures differ",
    ClashKind.TEMPORAL: "Times differ",
    ClashKind.LOCATION: "Places differ",
    ClashKind.IDENTITY: "Who differs",
    ClashKind.CAUSAL: "Causes differ",
    ClashKind.ANTONYM: "Opposites",
    ClashKind.NEGATION: "Contradiction",
    Stance.NO_COMMENT: "declines to comment",
    Stance.REPORTS_EVIDENCE: "reports evidence",
    EvidenceKind.NONE: "no evidence given",
    EvidenceKind.OFFICIAL_RECORD: "official record",
    SpeakerKind.UNSPECIFIED: "speaker",
    LeanStatus.UNDETERMINED: "No lean",
    **{state: state.value.capitalize() for state in State},
}


def label(value: Enum | None) -> str:
    """How a value of any of the domain's lists is written on a page."""
    if value is None:
        return "any"
    return _LABELS.get(value, str(value.value).replace("_", " "))


def speaker(who: Speaker) -> str:
    """The speaker's name; a document's own voice has none."""
    return "The report itself" if who.name == "author" else who.name


def percent(share: float) -> str:
    return f"{round(share * 100)} %"


def points(effect: float) -> str:
    """A change of a share in percentage points, with its sign."""
    return f"{effect * 100:+.1f} points".replace("-", "\N{MINUS SIGN}")


def level(severity: float) -> str:
    """Severity in a word."""
    return "high" if severity >= 0.66 else "medium" if severity >= 0.33 else "low"
