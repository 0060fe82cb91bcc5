"""Claims in the making: found in a sentence, not yet linked to each other or scored."""

from collections.abc import Callable
from dataclasses import dataclass, field

from claim_extraction.domain.coreference import Registry
from claim_extraction.domain.lexicon import Lexicon, Outcome
from claim_extraction.domain.model import EvidenceKind, Modality, Part, Stance
from claim_extraction.domain.overlap import stem
from claim_extraction.domain.propositions import Proposition
from claim_extraction.domain.speakers import Source
from claim_extraction.domain.tokens import Sentence


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A phrase that stands for something said or shown elsewhere: "the accusations", "it", "the footage"."""

    lemma: str
    group: str
    plural: bool = False
    words: frozenset[str] = frozenset()
    owner: str = ""
    position: int = 0
    pronoun: str = ""

    @property
    def stems(self) -> frozenset[str]:
        return frozenset({stem(self.lemma), *map(stem, self.words)})


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says it, by which cue, with which stance, in which stretch of the sentence."""

    source: Source
    outcome: Outcome
    cue: tuple[int, ...]
    clause: tuple[int, int]
    rule: str = ""
    chain: tuple[str, ...] = ()
    evidence: EvidenceKind | None = None
    confidence: float = 0.8
    quoted: bool = False

    @property
    def evidence_or_statement(self) -> EvidenceKind:
        return self.evidence or EvidenceKind.STATEMENT


@dataclass(slots=True, eq=False)
class Draft:
    """One claim before linking; token indices count in its sentence."""

    sentence: Sentence
    by: Attribution
    stance: Stance
    modality: Modality
    evidence: EvidenceKind
    subtype: str = ""
    commitment: str = "CT+"
    author: str = "Uu"
    proposition: Proposition | None = None
    anaphor: Anaphor | None = None
    root: int = -1
    confidence: float = 0.8
    only_if_accused: bool = False
    suppressed: bool = False
    responds_to: list["Draft"] = field(default_factory=list)
    resolved_from: "Draft | None" = None
    part: Part = Part.TEXT
    media_index: int = 0
    document: int = 0
    as_told: Proposition | None = None


@dataclass(slots=True)
class Reading:
    """What is known while one part of a document is read."""

    lexicon: Lexicon
    registry: Registry
    narrator: Source
    read_cue: "Callable[[Reading, Sentence, int, Attribution | None], list[Draft]]"
    drafts: list[Draft] = field(default_factory=list)
    found: list[Draft] = field(default_factory=list)
    consumed: set[int] = field(default_factory=set)
    active: set[int] = field(default_factory=set)
    nested: dict[int, Attribution] = field(default_factory=dict)
    quote_source: Source | None = None
