"""Short spellings of what the tests of the model need."""

from source_reliability.domain.cells import CellKey, Moment, Observation
from source_reliability.domain.config import ModelConfig
from source_reliability.domain.curation import Curation
from source_reliability.domain.limits import Limits
from source_reliability.domain.outcomes import Outcome
from source_reliability.domain.service import TrackRecords
from tests.fakes.track_archive import FakeTrackArchive

DAY_US = 86_400_000_000
NOW_US = 1_772_442_600_000_000
CONFIG = ModelConfig()
NOW = Moment(NOW_US, CONFIG)
SPEAKER = "speaker:harbour-office"
KEY = CellKey("", "statement", "assert")


def observation(
    number: int = 0,
    *,
    right: float = 1.0,
    weight: float = 1.0,
    days_ago: float = 0.0,
    key: CellKey = KEY,
    copies: int = 1,
    generation: int = 0,
    group: str = "",
) -> Observation:
    event_us = NOW_US - int(days_ago * DAY_US)
    return Observation(SPEAKER, f"out_{number:03}", key, right, weight, event_us, copies, generation, group)


def outcome(
    outcome_id: str,
    *,
    source_id: str = SPEAKER,
    right: float = 1.0,
    resolver: str = "editor",
    days_ago: float = 0.0,
    evidence: str = "statement",
    stance: str = "asserts",
    topic: str = "",
    origin_id: str = "",
    supersedes: str = "",
    confidence: float = 1.0,
) -> Outcome:
    return Outcome(
        outcome_id=outcome_id,
        source_id=source_id,
        right=right,
        resolver=resolver,
        event_us=NOW_US - int(days_ago * DAY_US),
        evidence=evidence,
        stance=stance,
        topic=topic,
        origin_id=origin_id,
        supersedes=supersedes,
        confidence=confidence,
    )


class Clock:
    """Time in microseconds that stands still until moved."""

    def __init__(self) -> None:
        self.now_us = NOW_US

    def __call__(self) -> int:
        return self.now_us


class Domains:
    """Takes whatever holds a dot and no space for a registered domain."""

    def registered(self, host_or_url: str) -> str | None:
        host = host_or_url.lower().removeprefix("https://").split("/")[0]
        return host if "." in host and " " not in host else None


class Desk:
    """The use cases over an archive in memory, for one tenant."""

    def __init__(self, config: ModelConfig = CONFIG) -> None:
        self.clock, self.archive = Clock(), FakeTrackArchive()
        self.records = TrackRecords(self.archive, self.clock, config, Limits())
        self.curation = Curation(self.archive, Domains(), self.clock, config, Limits())
