"""Scores how well an earlier claim fits what an anaphor stands for."""

from claim_extraction.domain.coreference import fits
from claim_extraction.domain.drafts import Anaphor, Draft
from claim_extraction.domain.model import EvidenceKind, Stance
from claim_extraction.domain.overlap import joined, long_stem, stem, word_stems
from claim_extraction.domain.propositions import Proposition

ANSWERABLE = frozenset({Stance.ALLEGES, Stance.ASSERTS, Stance.REPORTS_EVIDENCE, Stance.PREDICTS, Stance.CONFIRMS})
_EVIDENCE = frozenset(k.value for k in EvidenceKind) - {"statement", "none"}
_PICTURES = frozenset({"image", "satellite", "video"})
_NUMBERS = frozenset({"figure", "number", "count", "total", "sum"})
_PAPERS = frozenset({"document", "official_record"})


def score(draft: Draft, anaphor: Anaphor, other: Draft, distance: int) -> float:
    """2 for a target that is the denier, 1 for the right type, up to 0.8 for shared words, less 0.3 a sentence."""
    by_kind = anaphor.group in _EVIDENCE or anaphor.group == "finding"
    total = (0.5 if by_kind else 2.0) * is_accused(draft, other) + _type_match(anaphor, other)
    owned = anaphor.group in {"statement", "party"} and is_owner(anaphor, other)
    total -= _told_late(other, distance) if owned else 0.3 * abs(distance) + (0.6 if distance < 0 else 0.0)
    if anaphor.words and other.proposition is not None:
        told = other.proposition.stems | _attribution_stems(other)
        total += 0.8 * sum(bool(_forms(w) & told) for w in anaphor.words) / len(anaphor.words)
    if anaphor.owner or anaphor.pronoun:
        total += 2.0 if is_party(anaphor, other) else -0.5
    if not other.by.rule:
        total -= 1.0
    if anaphor.group == "any" and other.by.rule == "D05":
        total -= 0.35
    if other.stance is Stance.DENIES:
        total -= 1.0
    return total + (0.3 if other.stance is Stance.ALLEGES else 0.0)


def _forms(word: str) -> set[str]:
    """Stems of a word and of the verb it names: "ramming" tells of what rams."""
    bare = word.removesuffix("ing")
    doubled = len(bare) > 3 and bare[-1] == bare[-2] and bare != word
    return {stem(word), stem(bare[:-1] if doubled else bare)}


def _told_late(other: Draft, distance: int) -> float:
    """Somebody's account is what they told first; what they are quoted with afterwards only adds to it."""
    quoted = 0.5 if other.by.quoted else 0.0
    return quoted + (0.9 if distance < 0 else 0.2 * max(0, 4 - distance))


def is_accused(draft: Draft, other: Draft) -> bool:
    """Whether the answering speaker, or whom they speak for, is named in the other claim."""
    if other.proposition is None:
        return False
    nouns = [t for t in other.proposition.tokens if t.pos in {"PROPN", "NOUN", "ADJ"}]
    said = {long_stem(w) for w in joined(t.lower for t in nouns)}
    source = draft.by.source
    stems = set(word_stems(source.speaker.name)) | set(word_stems(source.speaker.affiliation))
    if source.lemma not in {"person", ""}:
        stems.add(long_stem(source.lemma))
    if source.referent is not None:
        stems |= {long_stem(w) for w in joined(t.lower for t in source.referent.tokens if t.pos == "PROPN")}
    return bool(stems & said)


def is_owner(anaphor: Anaphor, other: Draft) -> bool:
    """Whether the anaphor says whose claim it is, and the other claim is theirs."""
    return bool(anaphor.owner or anaphor.pronoun) and is_party(anaphor, other)


def is_party(anaphor: Anaphor, other: Draft) -> bool:
    """Whether the other claim was made by the party the anaphor names or points to."""
    if anaphor.owner:
        owner = word_stems(anaphor.owner) or {long_stem(w) for w in anaphor.owner.lower().split()}
        return bool(owner & _speaker_stems(other))
    referent = other.by.source.referent
    return referent is not None and fits(anaphor.pronoun, referent)


def gives_figure(said: Proposition) -> bool:
    """Whether a claim gives a figure that is no date: only such a claim answers "her figure is wrong"."""
    return any(t.pos == "NUM" and t.entity not in {"DATE", "TIME"} for t in said.tokens)


def _type_match(anaphor: Anaphor, other: Draft) -> float:
    group = anaphor.group
    evidence = other.stance is Stance.REPORTS_EVIDENCE
    if group == "accusation":
        return 1.0 if other.stance is Stance.ALLEGES else 0.4
    figure = other.proposition is not None and gives_figure(other.proposition)
    if group == "finding" or (group == "data" and figure and anaphor.lemma in _NUMBERS):
        return 1.2 if evidence or figure or other.evidence is EvidenceKind.DATA else 0.3
    if group == "shown":
        return 1.5 if evidence else -1.0
    if group in _EVIDENCE:
        related = next((family for family in (_PICTURES, _PAPERS) if group in family), frozenset({group}))
        return 0.4 if not evidence else 2.0 if other.evidence.value in related else 0.2
    return 0.9


def _speaker_stems(other: Draft) -> set[str]:
    source = other.by.source
    stems = (
        set(word_stems(source.speaker.name)) | set(word_stems(source.speaker.affiliation)) | {long_stem(source.lemma)}
    )
    stems |= {long_stem(w) for w in source.speaker.name.lower().split() if len(w) > 3}
    if source.referent is not None:
        stems |= {long_stem(t.lower) for t in source.referent.tokens if t.pos == "PROPN"}
        stems |= {long_stem(h) for h in source.referent.heads}
    return stems


def _attribution_stems(other: Draft) -> set[str]:
    """Words of the attribution itself: "the residents' claim" finds what residents said."""
    low, high = other.by.clause
    return {stem(t.lemma) for t in other.sentence.tokens[low : high + 1] if t.is_noun}
