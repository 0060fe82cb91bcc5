"""Finds what an unresolved denial answers: "she is wrong about that", "the pages are forged"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from nli_contradiction.domain.claims import EvidenceKind, SpeakerKind, Stance
from nli_contradiction.domain.dismissals import calls_untrue, means_a_person
from nli_contradiction.domain.listing import mapped
from nli_contradiction.domain.names import all_atoms, capitalised
from nli_contradiction.domain.parties import on_one_side, same_speaker
from nli_contradiction.domain.profiles import Profile
from nli_contradiction.domain.wording import content_stems, stem, words

_TOPIC = re.compile(
    r"\b(?:accusations?|allegations?|claims?|reports?|rumou?rs?|suggestions?|talk) (?:of|about|over) ([^,.;\"\u201c]+?)"
    r"(?= as\b|[,.;\"\u201c]|$)",
    re.IGNORECASE,
)
LEAST_SCORE = 0.65
RESOLVED_BONUS = 0.5
REACH_CHARACTERS = 1200
CHARACTERS_PER_STEP = 160

_SHOWN_BY = {
    mapped("video footage clip film camera picture photo photograph image", stem): frozenset(
        {EvidenceKind.VIDEO, EvidenceKind.IMAGE, EvidenceKind.SATELLITE}
    ),
    mapped("log register record records papers page pages document memo email message letter report", stem): frozenset(
        {EvidenceKind.DOCUMENT, EvidenceKind.OFFICIAL_RECORD}
    ),
    mapped("data result test sample figure reading finding sensor measurement", stem): frozenset({EvidenceKind.DATA}),
    mapped("recording tape audio", stem): frozenset({EvidenceKind.AUDIO, EvidenceKind.VIDEO}),
}
_ACCUSATIONS = mapped("accusation allegation charge claim", stem)
_TALK = _ACCUSATIONS | mapped(
    "account story version report suggestion wrong mistaken untrue false lie word truth thing say tell call describe",
    stem,
)
_PERSON = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
_BODIES = frozenset(
    {
        SpeakerKind.GOVERNMENT,
        SpeakerKind.MILITARY,
        SpeakerKind.COMPANY,
        SpeakerKind.AGENCY,
        SpeakerKind.COURT,
        SpeakerKind.ORGANISATION,
        SpeakerKind.MEDIA,
        SpeakerKind.DOCUMENT,
    }
)


@dataclass(frozen=True, slots=True)
class Answered:
    """A claim a denial may answer, with how much speaks for it."""

    score: float
    target: Profile


def with_answers(profiles: Sequence[Profile]) -> list[Profile]:
    """The profiles in order, each denial of somebody's words linked to the claim it answers where one stands out."""
    by_id = {p.claim.id: p for p in profiles}
    return [_answering(p, profiles, by_id) if refers_back(p, by_id) else p for p in profiles]


def refers_back(profile: Profile, by_id: Mapping[str, Profile]) -> bool:
    """Whether the denial says nothing of its own: it has no proposition, or borrowed that of the claim it answers."""
    claim = profile.claim
    if claim.stance is not Stance.DENIES:
        return False
    targets = [by_id[i].claim.proposition for i in claim.responds_to if i in by_id]
    if not targets:
        return not (claim.proposition or claim.event_head) or bool(claim.responds_to and not _says_itself(profile))
    return claim.proposition in targets and not _says_itself(profile)


def _says_itself(denial: Profile) -> bool:
    """Whether the quote holds most words of the proposition, which then is its own."""
    return len(denial.stems & content_stems(denial.claim.quote.text)) >= 0.6 * len(denial.stems)


def _answering(denial: Profile, profiles: Sequence[Profile], by_id: Mapping[str, Profile]) -> Profile:
    """The denial with the answer that stands out; without any where its words call nothing untrue."""
    is_untrue = calls_untrue(denial.claim.quote.text) or _echoes(denial, by_id)
    if not is_untrue or _names_another_topic(denial, by_id):
        return replace(denial, claim=replace(denial.claim, responds_to=(), proposition=""))
    return _linked(denial, profiles, by_id)


def _echoes(denial: Profile, by_id: Mapping[str, Profile]) -> bool:
    """Whether somebody who is named denies word for word what another claim puts forward, in whatever words."""
    targets = [by_id[i].claim.proposition for i in denial.claim.responds_to if i in by_id]
    speaker = denial.claim.speaker
    is_somebody = not speaker.is_author and speaker.kind is not SpeakerKind.UNNAMED
    return is_somebody and denial.claim.proposition in targets


def _names_another_topic(denial: Profile, by_id: Mapping[str, Profile]) -> bool:
    """Reads "dismissed rumours of a sale" where what it was linked to speaks of no sale."""
    topic = _TOPIC.search(denial.claim.quote.text)
    targets = [by_id[i] for i in denial.claim.responds_to if i in by_id]
    named = content_stems(topic[1]) - _TALK if topic else frozenset()
    return bool(named and targets) and not any(named & (t.stems | content_stems(t.claim.quote.text)) for t in targets)


def _linked(denial: Profile, profiles: Sequence[Profile], by_id: Mapping[str, Profile]) -> Profile:
    linked = {i for i in denial.claim.responds_to if i in by_id}
    found = sorted(
        (
            Answered(score(denial, p) + RESOLVED_BONUS * (p.claim.id in linked), p)
            for p in profiles
            if may_be_answered(denial, p)
        ),
        key=lambda a: (-a.score, a.target.claim.document_id, a.target.claim.quote.start, a.target.claim.id),
    )
    if not found or found[0].score < LEAST_SCORE or found[0].target.claim.id in linked:
        return denial
    return _borrowing(denial, found[0].target)


def _borrowing(denial: Profile, target: Profile) -> Profile:
    """The denial of what the target puts forward; of what it says was not so, the assertion."""
    theirs = target.claim
    claim = replace(
        denial.claim,
        stance=Stance.DENIES if target.sign > 0 else Stance.ASSERTS,
        responds_to=(theirs.id,),
        proposition=theirs.proposition,
        event_head=theirs.event_head,
        event_type=theirs.event_type,
        entities=theirs.entities,
        places=theirs.places,
        time=theirs.time,
        quantities=theirs.quantities,
    )
    return replace(
        target,
        index=denial.index,
        claim=claim,
        context=denial.context,
        archived=denial.archived,
        speaker=denial.speaker,
        party=denial.party,
    )


def may_be_answered(denial: Profile, other: Profile) -> bool:
    """Whether the other puts something forward, in somebody else's voice, where the denial could refer to it."""
    mine, theirs = denial.claim, other.claim
    negative = _is_seen_by(denial, other) or _is_shown_by(denial, other)
    is_apt = (other.sign > 0 or negative) and bool(theirs.proposition) and other.in_body
    if not is_apt or other.is_narration or _is_own_voice(denial, other) or other.archived:
        return False
    if same_speaker(mine.speaker, theirs.speaker) or on_one_side(mine.speaker, theirs.speaker):
        return False
    distance = mine.quote.start - theirs.quote.start
    return mine.document_id != theirs.document_id or (
        -CHARACTERS_PER_STEP * 2 <= distance <= REACH_CHARACTERS and distance != 0
    )


def _is_own_voice(denial: Profile, other: Profile) -> bool:
    """Whether the publisher of the denial's own document says the other without being cited."""
    same = denial.claim.document_id == other.claim.document_id
    return same and not other.claim.cue and not other.offers_evidence


def _is_seen_by(denial: Profile, other: Profile) -> bool:
    """Whether the denial points at an eyewitness who says that something was not so."""
    by_pronoun = bool(_PERSON.search(own_words(denial))) and _person_points(other) > 0
    owned = means_a_person(denial.claim.quote.text) and by_pronoun
    seen = other.is_eyewitness or owned
    return other.sign < 0 and seen and (by_pronoun or bool(_names_owner(denial, other)))


def _is_shown_by(denial: Profile, other: Profile) -> bool:
    """Whether the denial names the sort of exhibit by which the other shows that something was not so."""
    said = content_stems(denial.claim.quote.text) - content_stems(denial.claim.speaker.name)
    return other.sign < 0 and other.offers_evidence and _evidence_points(said, other) > 1.0


def _names_owner(denial: Profile, other: Profile) -> frozenset[str]:
    rest = _without_speaker(denial)
    spoken = all_atoms(capitalised(rest)) | frozenset(w.lower for w in words(rest))
    return (other.party & spoken) - denial.party


def _without_speaker(denial: Profile) -> str:
    """The quote without the noun phrase that names the denier."""
    name = denial.claim.speaker.name.split()[-1] if denial.claim.speaker.name.strip() else ""
    return (
        re.sub(rf"[^,;.\"\u201c\u201d]*\b{re.escape(name)}\b", " ", denial.claim.quote.text)
        if name
        else denial.claim.quote.text
    )


def score(denial: Profile, other: Profile) -> float:
    """How much speaks for this answer: what is named, who is meant, who is accused, and how near it stands."""
    named = _named(denial, other)
    if denial.claim.document_id != other.claim.document_id:
        return named + _accused(denial, other) - 1.0
    distance = denial.claim.quote.start - other.claim.quote.start
    steps = abs(distance) / CHARACTERS_PER_STEP + (2.0 if distance < 0 else 0.0)
    open_still = 0.0 if other.is_certain else 0.5
    return 1.2 + named + 0.5 * _accused(denial, other) - 0.25 * steps - open_still


def _named(denial: Profile, other: Profile) -> float:
    """Points for the evidence, the owner and the words that the denial's quote names."""
    quote = denial.claim.quote.text
    said = content_stems(quote) - content_stems(denial.claim.speaker.name)
    points = _evidence_points(said, other)
    points += 2.0 if _names_owner(denial, other) else 0.0
    own = content_stems(own_words(denial)) - _TALK
    shared = own & content_stems(other.claim.quote.text)
    points += min(1.0, 0.4 * len(shared)) - min(0.6, 0.12 * len(own - shared))
    if said & _ACCUSATIONS:
        points += 0.3 * (other.claim.stance is Stance.ALLEGES) - 0.8 * other.is_exhibit
    is_personal = _PERSON.search(own_words(denial)) or means_a_person(quote)
    return points + (_person_points(other) if is_personal else 0.0)


def _person_points(other: Profile) -> float:
    """Points where a pronoun means one named person."""
    if not any(word[:1].isupper() for word in other.claim.speaker.name.split()):
        return -0.4
    if other.is_eyewitness:
        return 0.8
    if other.claim.speaker.kind in _BODIES:
        return -0.8
    return 0.4 if other.claim.speaker.kind in {SpeakerKind.PERSON, SpeakerKind.WITNESS} else 0.0


def _evidence_points(said: frozenset[str], other: Profile) -> float:
    """Points where the denial names a sort of evidence: for this sort, less for another, none for a bare word."""
    wanted = [kinds for nouns, kinds in _SHOWN_BY.items() if said & nouns]
    if not wanted:
        return 0.0
    if any(other.claim.evidence_kind in kinds for kinds in wanted):
        return 1.5
    return 0.4 if other.is_exhibit else -0.6


def _accused(denial: Profile, other: Profile) -> bool:
    return bool(denial.party & other.names or denial.party & other.stems)


def own_words(denial: Profile) -> str:
    """What the denier says: the words in quotation marks, else what follows the cue, else the whole quote."""
    text, cue = denial.claim.quote.text, denial.claim.cue.split(" ")[0]
    marked = " ".join(re.findall(r"[\"\u201c]([^\"\u201d]+)[\"\u201d]", text))
    if len(marked.split()) >= 3:
        return marked
    at = text.find(cue) if cue else -1
    return text[at + len(cue) :] if at >= 0 else text
