"""A small newsroom of invented stories: documents, their claims, and clashes between them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from gateway.domain.checks import CheckAnswer, Coverage, Models, Timings
from gateway.domain.claims import (
    Claim,
    Event,
    EvidenceKind,
    Modality,
    Part,
    Quote,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
)
from gateway.domain.clashes import (
    Clash,
    ClashKind,
    HistoryEntry,
    Lean,
    LeanStatus,
    ReliabilityStatus,
    SideReliability,
    SourceReliability,
    State,
    StoredClash,
    fingerprint,
    side_of,
)
from gateway.domain.documents import Document
from gateway.domain.ports import Records

MORNING = datetime(2026, 3, 2, 9, 10, tzinfo=UTC)

HARBOUR = Document(
    id="harbour",
    url="https://harborpost.example/no-soldiers",
    source="harborpost.example",
    title="Ministry rejects talk of soldiers in Velk harbour",
    published_at=MORNING,
    text=(
        "VELK. The port was quiet on Monday after a weekend of rumours.\n\n"
        "A spokesman for the Defence Ministry, Aron Delt, denied on Monday that soldiers had entered the harbour "
        "district. He called the reports an invention and said that the army was in its barracks.\n\n"
        "Traders reopened their stalls at noon. The mayor said that 12 people were slightly hurt in the crush on "
        "Saturday night."
    ),
)
VIDEO = Document(
    id="video",
    url="https://coastwire.example/2026/video",
    source="coastwire.example",
    title="Video shows armoured cars at the fish market",
    published_at=MORNING + timedelta(minutes=47),
    text=(
        "Footage filmed from a balcony above the fish market shows soldiers entering the harbour district of Velk "
        "shortly before dawn on Sunday. Two armoured cars can be seen behind them.\n\n"
        "Ines Karo, who sells nets by the quay, said she saw dozens of soldiers climb over the gate. "
        "Hospital staff said 19 people were hurt in the crush on Saturday night."
    ),
)
MINE = Document(
    id="mine",
    url="https://uplandnews.example/mine",
    source="uplandnews.example",
    title="Tarn mine to stay open, owner says",
    published_at=MORNING + timedelta(hours=2),
    text=(
        "The owner of the Tarn mine, Lode Metals, said on Monday that the pit would stay open through the winter.\n"
        "In January the company had told its workers that the mine would close at the end of February."
    ),
)
BRIDGE = Document(
    id="bridge",
    url="https://harborpost.example/bridge",
    source="harborpost.example",
    title="Old bridge reopens",
    published_at=MORNING + timedelta(hours=3),
    text="The council said the old bridge at Ferrin reopened to lorries on Friday after repairs.",
)
BRIDGE_SHUT = Document(
    id="bridge-shut",
    source="coastwire.example",
    title="Lorries turned back at Ferrin",
    published_at=MORNING + timedelta(hours=5),
    text="Police in Ferrin said the old bridge was still closed to lorries on Saturday.",
)
DOCUMENTS = (HARBOUR, VIDEO, MINE, BRIDGE, BRIDGE_SHUT)

MINISTRY = Speaker("Aron Delt", "Defence Ministry", SpeakerKind.GOVERNMENT)
AUTHOR = Speaker("author", None, SpeakerKind.MEDIA)


def claim(document: Document, words: str, speaker: Speaker, stance: Stance, proposition: str, **more: object) -> Claim:
    """A claim whose quote is these words of the document's text."""
    start = document.text.index(words)
    digest = hashlib.sha256(f"{document.id}{start}{words}".encode()).hexdigest()[:20]
    made = Claim(
        id=f"clm_{digest}",
        document_id=document.id,
        quote=Quote(Part.TEXT, start, start + len(words), words),
        sentence=Span(start, start + len(words)),
        proposition=proposition,
        needs_context=False,
        speaker=speaker,
        source_chain=(),
        cue=None,
        cue_spans=(),
        rule=None,
        stance=stance,
        subtype=None,
        modality=Modality.CERTAIN,
        speaker_commitment=None,
        author_commitment=None,
        evidence_kind=EvidenceKind.STATEMENT,
        responds_to=(),
        resolved_from=None,
        entities=(),
        event=None,
        places=(),
        time=None,
        quantities=(),
        check_worthiness=0.8,
        confidence=0.9,
    )
    return replace(made, **more)  # type: ignore[arg-type]


ENTER = Event("enter", "movement")
HURT = Event("hurt", "casualties")
DENIAL = claim(
    HARBOUR,
    "A spokesman for the Defence Ministry, Aron Delt, denied on Monday that soldiers had entered the harbour district.",
    MINISTRY,
    Stance.DENIES,
    "Soldiers entered the harbour district of Velk",
    event=ENTER,
    places=("Velk",),
    source_chain=("Defence Ministry", "Aron Delt"),
)
BARRACKS = claim(
    HARBOUR, "said that the army was in its barracks", MINISTRY, Stance.ASSERTS, "The army is in its barracks"
)
TWELVE = claim(
    HARBOUR,
    "The mayor said that 12 people were slightly hurt in the crush on Saturday night.",
    Speaker("The mayor", "City of Velk", SpeakerKind.GOVERNMENT),
    Stance.ASSERTS,
    "12 people were hurt in the crush",
    event=HURT,
)
FOOTAGE = claim(
    VIDEO,
    "Footage filmed from a balcony above the fish market shows soldiers entering the harbour district of Velk "
    "shortly before dawn on Sunday.",
    AUTHOR,
    Stance.REPORTS_EVIDENCE,
    "Soldiers entered the harbour district of Velk",
    event=ENTER,
    evidence_kind=EvidenceKind.VIDEO,
    places=("Velk",),
)
WITNESS = claim(
    VIDEO,
    "Ines Karo, who sells nets by the quay, said she saw dozens of soldiers climb over the gate.",
    Speaker("Ines Karo", None, SpeakerKind.WITNESS),
    Stance.ASSERTS,
    "Dozens of soldiers climbed over the gate",
    event=ENTER,
    evidence_kind=EvidenceKind.EYEWITNESS,
)
NINETEEN = claim(
    VIDEO,
    "Hospital staff said 19 people were hurt in the crush on Saturday night.",
    Speaker("Hospital staff", None, SpeakerKind.UNNAMED),
    Stance.ASSERTS,
    "19 people were hurt in the crush",
    event=HURT,
)
STAYS = claim(
    MINE,
    "said on Monday that the pit would stay open through the winter",
    Speaker("Lode Metals", None, SpeakerKind.COMPANY),
    Stance.ASSERTS,
    "The Tarn mine stays open through the winter",
    modality=Modality.FUTURE,
)
CLOSES = claim(
    MINE,
    "In January the company had told its workers that the mine would close at the end of February.",
    Speaker("Lode Metals", None, SpeakerKind.COMPANY),
    Stance.ASSERTS,
    "The Tarn mine closes at the end of February",
    modality=Modality.FUTURE,
)
OPEN = claim(
    BRIDGE,
    BRIDGE.text,
    Speaker("The council", "Ferrin", SpeakerKind.GOVERNMENT),
    Stance.ASSERTS,
    "The old bridge at Ferrin is open to lorries",
)
SHUT = claim(
    BRIDGE_SHUT,
    BRIDGE_SHUT.text,
    Speaker("Police in Ferrin", None, SpeakerKind.AGENCY),
    Stance.ASSERTS,
    "The old bridge at Ferrin is closed to lorries",
)
CLAIMS = (DENIAL, BARRACKS, TWELVE, FOOTAGE, WITNESS, NINETEEN, STAYS, CLOSES, OPEN, SHUT)


@dataclass(frozen=True)
class Pair:
    """Two claims that clash, with the words that decide."""

    id: str
    kind: ClashKind
    first: tuple[Claim, str]
    second: tuple[Claim, str]
    severity: float
    explanation: str
    lean: Lean = field(default_factory=lambda: Lean(status=LeanStatus.UNDETERMINED))
    state: State = State.OPEN


PAIRS = (
    Pair(
        "cls_harbour",
        ClashKind.DENIAL_VS_EVIDENCE,
        (DENIAL, "denied"),
        (FOOTAGE, "shows soldiers entering the harbour district"),
        0.91,
        "The Defence Ministry denies that soldiers entered the harbour district of Velk; footage shows them entering.",
        Lean(FOOTAGE.id, 0.78, LeanStatus.LEANING),
    ),
    Pair(
        "cls_witness",
        ClashKind.OFFICIAL_VS_EYEWITNESS,
        (DENIAL, "denied"),
        (WITNESS, "saw dozens of soldiers"),
        0.72,
        "The Defence Ministry denies that soldiers came to the harbour; a trader says she saw dozens of them.",
    ),
    Pair(
        "cls_hurt",
        ClashKind.NUMERIC,
        (TWELVE, "12 people"),
        (NINETEEN, "19 people"),
        0.46,
        "The mayor speaks of 12 people hurt in the crush, hospital staff of 19.",
    ),
    Pair(
        "cls_mine",
        ClashKind.REVERSAL,
        (STAYS, "stay open"),
        (CLOSES, "would close"),
        0.55,
        "Lode Metals said in January that the Tarn mine would close and says now that it stays open.",
        state=State.CONFIRMED,
    ),
    Pair(
        "cls_bridge",
        ClashKind.ANTONYM,
        (OPEN, "reopened"),
        (SHUT, "still closed"),
        0.24,
        "The council says the old bridge at Ferrin is open to lorries, the police that it is closed.",
    ),
)

RELIABILITY = {
    "Aron Delt": SourceReliability("speaker:aron-delt", 0.41, 0.22, 0.61, 9.4, ReliabilityStatus.OK),
    "author": SourceReliability("domain:coastwire.example", 0.83, 0.71, 0.92, 21.0, ReliabilityStatus.OK),
    "Ines Karo": SourceReliability("speaker:ines-karo", 0.6, 0.31, 0.85, 0.0, ReliabilityStatus.PRIOR_ONLY),
    "harborpost.example": SourceReliability("domain:harborpost.example", 0.74, 0.6, 0.86, 14.2, ReliabilityStatus.OK),
    "coastwire.example": SourceReliability("domain:coastwire.example", 0.83, 0.71, 0.92, 21.0, ReliabilityStatus.OK),
}


def reliability(name: str, kind: str) -> SourceReliability:
    slug = name.lower().replace(" ", "-")
    unknown = SourceReliability(f"{kind}:{slug}", 0.6, 0.33, 0.84, 0.0, ReliabilityStatus.PRIOR_ONLY)
    return RELIABILITY.get(name, unknown)


def stored(pair: Pair, opened_at: datetime) -> StoredClash:
    by_id = {document.id: document for document in DOCUMENTS}
    sides = []
    for said, word in (pair.first, pair.second):
        start = said.quote.start + said.quote.text.index(word)
        source = by_id[said.document_id].source or ""
        trust = SideReliability(reliability(said.speaker.name, "speaker"), reliability(source, "domain"))
        sides.append(replace(side_of(said, (Span(start, start + len(word)),)), reliability=trust))
    clash = Clash(
        id=pair.id,
        kind=pair.kind,
        probability=0.93,
        severity=pair.severity,
        state=State.OPEN,
        sides=(sides[0], sides[1]),
        lean=pair.lean,
        explanation=pair.explanation,
    )
    opened = StoredClash(
        clash=clash,
        fingerprint=fingerprint(sides),
        publishers=(by_id[sides[0].document_id].source, by_id[sides[1].document_id].source),
        version=1,
        opened_at=opened_at,
        updated_at=opened_at,
        history=(HistoryEntry(opened_at, None, State.OPEN, "clashwire", ""),),
    )
    if pair.state is State.OPEN:
        return opened
    at = opened_at + timedelta(minutes=25)
    return opened.moved(HistoryEntry(at, State.OPEN, pair.state, "Mira", "Both are on the record"))


def checked(now: datetime) -> CheckAnswer:
    """A check of the two stories from Velk, with one pair that is unsure."""
    documents = (HARBOUR, VIDEO)
    harbour, witness, hurt, *_ = (stored(pair, now).clash for pair in PAIRS)
    return CheckAnswer(
        id="chk_velk",
        documents=tuple(Coverage(d.id, len(d.text), len(d.text)) for d in documents),
        claims=tuple(claim for claim in CLAIMS if claim.document_id in (HARBOUR.id, VIDEO.id)),
        archived={},
        clashes=(harbour, hurt),
        unsure=(witness,),
        updates=(),
        degraded=(),
        models=Models(None, None),
        timings_ms=Timings(120, 310, 6, 440),
    )


def fill(records: Records, now: datetime, pairs: Sequence[Pair] = PAIRS) -> None:
    """Put all of it into the records, the first pair found last, and a check of two of the stories."""
    records.checks.put(checked(now), now)
    for document in DOCUMENTS:
        records.documents.put(document, now)
        records.claims.replace(document, [claim for claim in CLAIMS if claim.document_id == document.id])
    for place, pair in enumerate(pairs):
        records.clashes.put(stored(pair, now - timedelta(minutes=3 + 38 * place)))
