"""What the decision asks of a claim again and again, worked out once per claim."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from nli_contradiction.domain.amounts import is_label
from nli_contradiction.domain.claims import (
    Claim,
    Context,
    EvidenceKind,
    Modality,
    Part,
    Quantity,
    Stance,
    TimeRange,
)
from nli_contradiction.domain.dismissals import as_dismissal
from nli_contradiction.domain.moments import Moments, moments
from nli_contradiction.domain.names import CALENDAR, all_atoms, atoms, capitalised
from nli_contradiction.domain.places import places_far_off, places_in_words, places_of
from nli_contradiction.domain.stances import sign
from nli_contradiction.domain.stories import names_of_story
from nli_contradiction.domain.wording import content_stems, stem, words

HARD_EVIDENCE = frozenset(
    {
        EvidenceKind.VIDEO,
        EvidenceKind.IMAGE,
        EvidenceKind.AUDIO,
        EvidenceKind.SATELLITE,
        EvidenceKind.DOCUMENT,
        EvidenceKind.OFFICIAL_RECORD,
        EvidenceKind.DATA,
    }
)
_BEFORE = re.compile(r"\b(?:before|until|prior to)\b", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\b", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:not|never|no|nobody|none|nothing|neither|cannot)\b|n['\u2019]t\b", re.IGNORECASE)
_BELOW = re.compile(
    r"[\w,] (?:that|which|who|whom|whose|where|when|while|because|although|as|if|and|but|so)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A claim with its document, stems, names, times, places and figures; `index` is its place in the request."""

    index: int
    claim: Claim
    context: Context
    archived: bool
    stems: frozenset[str]
    core: frozenset[str]
    names: frozenset[str]
    speaker: frozenset[str]
    party: frozenset[str]
    head: str
    subject: str
    moments: Moments
    places: frozenset[str]
    far_places: frozenset[str]
    quantities: tuple[Quantity, ...]
    story: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        return self.claim.proposition or self.claim.quote.text

    @property
    def period(self) -> TimeRange | None:
        """The days claimed or the one year named; open at one end after "since" or "before", None for a bare clock."""
        found = self.claim.time
        if found is None and len(self.moments.years) == 1:
            (year,) = self.moments.years
            found = TimeRange(datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC))
        if found is None or (_is_clock(found) and not self.moments.names_days):
            return None
        if _BEFORE.search(self.text):
            return TimeRange(None, found.end)
        return TimeRange(found.start, None) if _SINCE.search(self.text) else found

    @property
    def sign(self) -> int:
        return sign(self.claim.stance)

    @property
    def is_narration(self) -> bool:
        """Whether the document itself says it, and neither as evidence nor as an accusation it reports."""
        alleges = self.claim.stance is Stance.ALLEGES
        return self.claim.speaker.is_author and not self.offers_evidence and not alleges

    @property
    def offers_evidence(self) -> bool:
        return self.claim.evidence_kind in HARD_EVIDENCE or self.claim.stance is Stance.REPORTS_EVIDENCE

    @property
    def is_exhibit(self) -> bool:
        """Whether the evidence itself is put forward, not a figure somebody gives."""
        shown = self.claim.evidence_kind in HARD_EVIDENCE - {EvidenceKind.DATA}
        return shown or self.claim.stance is Stance.REPORTS_EVIDENCE

    @property
    def is_eyewitness(self) -> bool:
        return self.claim.evidence_kind is EvidenceKind.EYEWITNESS

    @property
    def in_body(self) -> bool:
        return self.claim.quote.part is not Part.TITLE

    @property
    def is_certain(self) -> bool:
        return self.claim.modality in {Modality.CERTAIN, Modality.PROBABLE}

    @property
    def states_places(self) -> bool:
        """Whether the claim itself, not only its words, names where it happens."""
        return bool(self.claim.places)

    @property
    def all_names(self) -> list[str]:
        """Names as written, among entities or by their capitals."""
        return [*capitalised(self.text), *(e.text for e in self.claim.entities if e.type != "NOUN")]

    @property
    def is_negated(self) -> bool:
        """Whether the main clause of the proposition, against the rule, still carries a negation."""
        below = _BELOW.search(self.claim.proposition)
        return bool(_NEGATED.search(self.claim.proposition[: below.start() if below else None]))

    @property
    def said_at(self) -> datetime | None:
        """When the figure held or the document appeared, in UTC."""
        stated = [q.as_of for q in self.quantities if q.as_of]
        moment = stated[0] if stated else self.context.published_at
        return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)


def _is_clock(period: TimeRange) -> bool:
    return bool(period.start and period.end) and period.end - period.start <= timedelta(minutes=1)  # type: ignore[operator]


def profile(
    index: int, claim: Claim, context: Context, *, archived: bool, known: frozenset[str] = frozenset()
) -> Profile:
    text = claim.proposition or claim.quote.text
    named = [e.text for e in claim.entities if e.type not in {"NOUN", "DATE", "TIME"} and e.role != "time"]
    named += capitalised(text, known)
    speaker = frozenset() if claim.speaker.is_author else atoms(claim.speaker.name)
    affiliation = atoms(claim.speaker.affiliation) if claim.speaker.affiliation else frozenset()
    return Profile(
        index=index,
        claim=claim,
        context=context,
        archived=archived,
        stems=content_stems(text),
        core=content_stems(text) - content_stems(" ".join(named)),
        names=all_atoms(named) - CALENDAR,
        speaker=speaker,
        party=speaker | affiliation,
        head=stem(claim.event_head.lower()) if claim.event_head else "",
        subject=next((w.stem for w in words(text) if w.is_content and not w.is_number), ""),
        moments=moments(f"{text} . {claim.quote.text}"),
        places=(places_of(claim) or places_in_words(text)) - places_far_off(text),
        far_places=places_far_off(text),
        quantities=tuple(q for q in claim.quantities if not is_label(claim, q)),
    )


def profiles(claims: Sequence[Claim], contexts: Mapping[str, Context], archived: frozenset[str]) -> list[Profile]:
    """One profile per claim, in order; a document without context is known by its id alone."""
    claims = [as_dismissal(claim) for claim in claims]
    known = all_atoms(name for claim in claims for name in capitalised(claim.quote.text)) - CALENDAR
    found = [
        profile(i, c, contexts.get(c.document_id, Context(c.document_id)), archived=c.id in archived, known=known)
        for i, c in enumerate(claims)
    ]
    return _with_stories(found)


def _with_stories(found: Sequence[Profile]) -> list[Profile]:
    claims: dict[str, list[Claim]] = {}
    for one in found:
        claims.setdefault(one.claim.document_id, []).append(one.claim)
    contexts = {one.claim.document_id: one.context for one in found}
    stories = {name: names_of_story(contexts[name], said) for name, said in claims.items()}
    return [replace(one, story=stories[one.claim.document_id]) for one in found]
