"""Says in a sentence or two who stands against whom and why both cannot hold."""

import re
from collections.abc import Sequence

from nli_contradiction.domain.claims import EvidenceKind, Span, SpeakerKind, Stance
from nli_contradiction.domain.grounds import Candidate, Ground
from nli_contradiction.domain.names import atoms
from nli_contradiction.domain.profiles import Profile
from nli_contradiction.domain.verdicts import Basis, ClashKind
from nli_contradiction.domain.wording import STOP_WORDS

_SAYS = {
    Stance.ASSERTS: "said",
    Stance.DENIES: "denied",
    Stance.ALLEGES: "alleged",
    Stance.CONFIRMS: "confirmed",
    Stance.REPORTS_EVIDENCE: "showed",
}
_WHY = {
    Basis.LINK: "The denial answers this very claim, so both cannot hold.",
    Basis.LINKED_EVIDENCE: "The denial answers a claim for which this is the evidence, so both cannot hold.",
    Basis.DENIED: "What one side denied follows from what the other put forward.",
    Basis.NUMERIC: "Both figures are for the same thing and exclude each other.",
    Basis.TEMPORAL: "One and the same happening is put at two different times.",
    Basis.LOCATION: "It cannot have been in both places at the time given.",
    Basis.IDENTITY: "Each names somebody else for the same act.",
    Basis.CAUSAL: "Each gives another cause for the same outcome.",
    Basis.ANTONYM: "The two describe the same thing in opposite terms.",
    Basis.NEGATION: "The one is the negation of the other.",
}
_EXHIBITS = {
    EvidenceKind.VIDEO: "video",
    EvidenceKind.IMAGE: "images",
    EvidenceKind.AUDIO: "recordings",
    EvidenceKind.SATELLITE: "satellite images",
    EvidenceKind.DOCUMENT: "documents",
    EvidenceKind.OFFICIAL_RECORD: "records",
    EvidenceKind.DATA: "data",
}
_LONGEST_SHOWN = 160


def explanation(pair: Candidate, ground: Ground, kind: ClashKind, spans: tuple[Sequence[Span], Sequence[Span]]) -> str:
    left, right = _side(pair.a, spans[0], ground.words_a), _side(pair.b, spans[1], ground.words_b)
    link = "while at another time" if kind is ClashKind.REVERSAL else "while"
    return f"{left[0].upper()}{left[1:]}, {link} {_in_a_clause(right)}. {_WHY[ground.basis]}"


def _side(profile: Profile, spans: Sequence[Span], found: Sequence[str]) -> str:
    claim = profile.claim
    said = f"{_name(profile)} {_SAYS.get(claim.stance, 'said')}"
    what = _cut(claim.proposition or claim.quote.text).rstrip(". ")
    what = _in_a_clause(what, is_name=_opens_with_a_name(profile, what))
    shown = " … ".join(_words(profile, span) for span in spans) if found or claim.stance is Stance.DENIES else ""
    is_new = any(word not in what.lower() for word in shown.lower().replace("…", "").split())
    inner = re.sub(r'["\u201c\u201d]', "'", _cut(shown))
    mark = f' ("{inner}")' if is_new else ""
    return f"{said} that {what}{mark}" if claim.proposition else f"{said} it: {what}"


def _in_a_clause(sentence: str, *, is_name: bool = True) -> str:
    """The sentence without the capital that only its place at the front gave it."""
    first = sentence.split(maxsplit=1)[0] if sentence else ""
    is_plain = not is_name or (first.lower() in STOP_WORDS and first not in {"I", "US", "UN"})
    return f"{sentence[:1].lower()}{sentence[1:]}" if is_plain else sentence


def _opens_with_a_name(profile: Profile, sentence: str) -> bool:
    """Whether the first word is a name's, or may be for all that is known."""
    first, second, *_ = (*sentence.split(maxsplit=2), "", "")
    if not first.istitle() or second[:1].isupper():
        return True
    named = [profile.claim.speaker.name, *(e.text for e in profile.claim.entities if e.type != "NOUN")]
    return any(first.rstrip(",") in name.split() for name in named) or bool(atoms(first) & profile.names)


def _name(profile: Profile) -> str:
    if not profile.claim.speaker.is_author:
        return _cited(profile)
    return f"the text of {profile.context.source}" if profile.context.source else "the text itself"


def _cited(profile: Profile) -> str:
    """The speaker, or the exhibit the speaker points to."""
    claim = profile.claim
    exhibit = _EXHIBITS.get(claim.evidence_kind)
    is_pointed_to = claim.stance is Stance.REPORTS_EVIDENCE and claim.speaker.kind is not SpeakerKind.DOCUMENT
    return f"{exhibit} cited by {claim.speaker.name}" if exhibit and is_pointed_to else claim.speaker.name


def _words(profile: Profile, span: Span) -> str:
    start = profile.claim.quote.start
    return profile.claim.quote.text[span.start - start : span.end - start]


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST_SHOWN else f"{flat[: _LONGEST_SHOWN - 1].rstrip()}…"
