"""The cue lexicon: frames and word classes, validated when they are loaded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from claim_extraction.domain.model import Modality, Stance
from claim_extraction.domain.wordlists import word_set
from service_kit.errors import ErrorKind, ServiceError

COMPLEMENTS = word_set(
    "clause quote gerund infinitive noun noun_that noun_after as target_of target_for predicate refusal silence shown"
    " figure occurrence presupposed"
)
COMMITMENTS = frozenset({"CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "CTu", "Uu"})
FRAME_KEYS = frozenset(
    [
        "id",
        "verbs",
        "particles",
        "complements",
        "stance",
        "subtype",
        "modality",
        "commitment",
        "author",
        "negated",
        "example",
    ]
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a frame says of the speaker: stance, subtype, and the two commitments."""

    stance: Stance
    subtype: str = ""
    commitment: str = "CT+"
    author: str = "Uu"
    modality: Modality | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """One cue with the shapes of complement it takes."""

    id: str
    verbs: tuple[str, ...]
    complements: frozenset[str]
    outcome: Outcome
    particles: tuple[frozenset[str], ...] = ()
    negated: Outcome | None = None
    example: str = ""

    def stands(self, words: Sequence[str]) -> bool:
        """True where all particles are among the words below the verb."""
        return all(choices.intersection(words) for choices in self.particles)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Frames by head lemma and the word classes the rules lean on."""

    frames: Mapping[str, Sequence[Frame]]
    words: Mapping[str, frozenset[str]]
    event_types: Mapping[str, str]
    naming: Mapping[str, frozenset[str]] = field(default_factory=dict)
    nominalisations: Mapping[str, str] = field(default_factory=dict)
    deeds: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def has(self, group: str, lemma: str) -> bool:
        return lemma in self.words[group]

    def group_of(self, lemma: str, groups: Sequence[str]) -> str:
        """The first of the groups that holds a lemma, empty where none does."""
        return next((g for g in groups if lemma in self.words[g]), "")


def build_lexicon(data: Mapping[str, Any]) -> Lexicon:
    """Checks and indexes the parsed cue file; raises INVALID naming the entry at fault."""
    frames: dict[str, list[Frame]] = {}
    for number, entry in enumerate(data.get("frame", ()), start=1):
        frame = _frame(entry, f"frame {number} ({entry.get('id', 'without id')})")
        for verb in frame.verbs:
            frames.setdefault(verb, []).append(frame)
    words = {name: frozenset(listed) for name, listed in data.get("words", {}).items() if name != "naming"}
    if not frames or not words:
        raise _invalid("the cue file has no frames or no words")
    for listed in frames.values():
        listed.sort(key=lambda frame: -len(frame.particles))
    types = {lemma: kind for kind, lemmas in data.get("event_types", {}).items() for lemma in lemmas}
    named = data.get("nominalisations", {})
    deeds: dict[str, list[str]] = {}
    for noun, verb in named.items():
        deeds.setdefault(verb, []).append(noun)
    return Lexicon(frames, words, types, _naming(data["words"].get("naming", ())), named, deeds)


def _frame(entry: Mapping[str, Any], where: str) -> Frame:
    unknown = set(entry) - FRAME_KEYS
    if unknown:
        raise _invalid(f"{where}: unknown key {min(unknown)}")
    for key in ("id", "verbs", "complements", "stance", "example"):
        if not entry.get(key):
            raise _invalid(f"{where}: {key} is missing")
    complements = frozenset(entry["complements"])
    if not complements <= COMPLEMENTS:
        raise _invalid(f"{where}: unknown complement {min(complements - COMPLEMENTS)}")
    negated = entry.get("negated")
    return Frame(
        id=entry["id"],
        verbs=tuple(entry["verbs"]),
        complements=complements,
        outcome=_outcome(entry, where),
        particles=tuple(frozenset(p.split("|")) for p in entry.get("particles", ())),
        negated=_outcome(negated, where) if negated else None,
        example=entry["example"],
    )


def _outcome(entry: Mapping[str, Any], where: str) -> Outcome:
    commitment, author = entry.get("commitment", "CT+"), entry.get("author", "Uu")
    if not {commitment, author} <= COMMITMENTS:
        raise _invalid(f"{where}: commitment must be one of {', '.join(sorted(COMMITMENTS))}")
    try:
        stance = Stance(entry["stance"])
        modality = Modality(entry["modality"]) if "modality" in entry else None
    except ValueError as error:
        raise _invalid(f"{where}: {error}") from error
    return Outcome(stance, entry.get("subtype", ""), commitment, author, modality)


def _naming(lines: Sequence[str]) -> dict[str, frozenset[str]]:
    pairs = (line.split(":", 1) for line in lines)
    return {noun: frozenset(parts.split(",")) for noun, parts in pairs}


def _invalid(message: str) -> ServiceError:
    return ServiceError(ErrorKind.INVALID, message, reason="CUE_LEXICON_INVALID", field="cues")
