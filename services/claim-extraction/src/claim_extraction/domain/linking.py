"""Resolves what a denial denies: anaphoric references to earlier claims, and the evidence for them."""

from collections.abc import Iterable, Sequence

from claim_extraction.domain.coreference import fits
from claim_extraction.domain.drafts import Anaphor, Draft
from claim_extraction.domain.model import EvidenceKind, Stance
from claim_extraction.domain.overlap import f1, stem, word_stems

BACK_SENTENCES = 8
LEAST_SCORE = 0.3
SAME_ACT = 0.5
_ANSWERABLE = frozenset({Stance.ALLEGES, Stance.ASSERTS, Stance.REPORTS_EVIDENCE, Stance.PREDICTS, Stance.CONFIRMS})
_EVIDENCE = frozenset(k.value for k in EvidenceKind)


def link(drafts: Sequence[Draft], earlier: Sequence[Draft] = ()) -> None:
    """Gives every draft that answers another its proposition and its links, in place; unresolved ones stay without."""
    for draft in drafts:
        if draft.anaphor is not None and draft.resolved_from is None:
            _resolve(draft, drafts, earlier)
    for draft in drafts:
        if draft.stance is Stance.DENIES and draft.proposition is not None:
            _add_same_acts(draft, drafts)


def _resolve(draft: Draft, drafts: Sequence[Draft], earlier: Sequence[Draft]) -> None:
    anaphor = draft.anaphor
    assert anaphor is not None
    if anaphor.group == "main_clause":
        main = next(
            (d for d in drafts if d.sentence is draft.sentence and d.root == draft.root and d is not draft), None
        )
        ranked = [(1.0, main)] if main is not None else []
    else:
        ranked = _ranked(draft, anaphor, drafts) or _ranked_elsewhere(draft, anaphor, earlier)
    if draft.only_if_accused:
        ranked = [(s, d) for s, d in ranked if _accused(draft, d) or _owns(anaphor, d)]
    if anaphor.group == "event":
        ranked = [(s, d) for s, d in ranked if _speaks_of(anaphor, d)]
    if not ranked:
        return
    score, best = ranked[0]
    if draft.only_if_accused:
        draft.stance, draft.commitment, draft.subtype = Stance.DENIES, "CT-", "dismiss_as_false"
    draft.proposition, draft.modality = best.proposition, best.modality
    draft.resolved_from = best
    draft.confidence *= 0.75 if score < 1.0 else 0.95
    answered = [best] + [d for s, d in ranked[1:] if anaphor.plural and s >= max(1.5, score - 0.8)]
    draft.responds_to = [d for d in answered if d.stance in _ANSWERABLE]


def _ranked(draft: Draft, anaphor: Anaphor, drafts: Sequence[Draft]) -> list[tuple[float, Draft]]:
    found: list[tuple[float, int, Draft]] = []
    for order, other in enumerate(drafts):
        distance = draft.sentence.index - other.sentence.index
        if (
            other.document != draft.document
            or not -1 <= distance <= BACK_SENTENCES
            or not _may_answer(draft, other, distance)
        ):
            continue
        if anaphor.group == "party" and not _is_party(anaphor, other):
            continue
        score = _score(draft, anaphor, other, distance)
        if score >= LEAST_SCORE:
            found.append((score, order, other))
    found.sort(key=lambda row: (-row[0], -row[1]))
    return [(score, other) for score, _, other in found]


def _ranked_elsewhere(draft: Draft, anaphor: Anaphor, earlier: Sequence[Draft]) -> list[tuple[float, Draft]]:
    """Earlier documents of the same check: only claims that name the speaker."""
    if anaphor.group in {"any", "party", "put"}:
        return []
    rows = [
        (_score(draft, anaphor, d, 2), d)
        for d in earlier
        if d.proposition is not None and d.stance in _ANSWERABLE and (_accused(draft, d) or _owns(anaphor, d))
    ]
    return sorted((r for r in rows if r[0] >= 1.0), key=lambda row: -row[0])


def _may_answer(draft: Draft, other: Draft, distance: int) -> bool:
    if other is draft or other.proposition is None or other.anaphor is not None or other.stance not in _ANSWERABLE:
        return False
    if other.sentence is draft.sentence and other.by.clause[0] >= draft.by.clause[0] and distance == 0:
        return False
    same = draft.by.source.speaker.name == other.by.source.speaker.name
    return not same


def _score(draft: Draft, anaphor: Anaphor, other: Draft, distance: int) -> float:
    assert other.proposition is not None
    score = (
        2.0 * _accused(draft, other)
        + _type_match(anaphor, other)
        - 0.3 * abs(distance)
        - (0.6 if distance < 0 else 0.0)
    )
    if anaphor.words:
        stems = {stem(w) for w in anaphor.words}
        said = other.proposition.stems | _about(other)
        score += 0.8 * len(stems & said) / len(stems)
    if anaphor.owner:
        owner = word_stems(anaphor.owner) or {stem(w) for w in anaphor.owner.lower().split()}
        score += 2.0 if owner & _speaker_stems(other) else -0.5
    if not other.by.rule:
        score -= 1.0
    if other.stance is Stance.ALLEGES:
        score += 0.3
    return score


def _type_match(anaphor: Anaphor, other: Draft) -> float:
    group = anaphor.group
    if group == "accusation":
        return 1.0 if other.stance is Stance.ALLEGES else 0.4
    if group in {"statement", "any", "put", "event", "party"}:
        return 0.9
    if group == "shown":
        return 1.5 if other.stance is Stance.REPORTS_EVIDENCE else -1.0
    if group == "finding":
        return 1.2 if other.stance is Stance.REPORTS_EVIDENCE or other.evidence is EvidenceKind.DATA else 0.3
    if group in _EVIDENCE:
        related = {group, "image", "satellite"} if group in {"image", "satellite"} else {group}
        related |= {"document", "official_record"} if group in {"document", "official_record"} else set()
        if other.stance is Stance.REPORTS_EVIDENCE:
            return 2.0 if other.evidence.value in related else 0.2
        return 0.4
    return 0.0


def _accused(draft: Draft, other: Draft) -> bool:
    """Whether the answering speaker, or whom they speak for, is named in the other claim."""
    assert other.proposition is not None
    said = {stem(t.lower) for t in other.proposition.tokens if t.pos in {"PROPN", "NOUN", "ADJ"}}
    return bool(_speaker_stems(draft, full=True) & said)


def _speaker_stems(draft: Draft, *, full: bool = False) -> set[str]:
    source = draft.by.source
    stems = set(word_stems(source.speaker.name)) | set(word_stems(source.speaker.affiliation))
    if full and source.lemma not in {"person", ""}:
        stems.add(stem(source.lemma))
    if source.referent is not None:
        stems |= {stem(t.lower) for t in source.referent.tokens if t.pos == "PROPN"}
    if not full:
        stems |= {stem(w) for w in source.speaker.name.lower().split() if len(w) > 3}
        stems.add(stem(source.lemma))
    return stems


def _about(other: Draft) -> set[str]:
    """Words of the attribution itself: "the residents' claim" finds what residents said."""
    return {stem(t.lemma) for t in other.sentence if t.is_noun and other.by.clause[0] <= t.index <= other.by.clause[1]}


def _owns(anaphor: Anaphor, other: Draft) -> bool:
    return bool(anaphor.owner) and _is_party(anaphor, other)


def _is_party(anaphor: Anaphor, other: Draft) -> bool:
    referent = other.by.source.referent
    if anaphor.owner:
        owner = word_stems(anaphor.owner) or {stem(w) for w in anaphor.owner.lower().split()}
        return bool(owner & _speaker_stems(other))
    return referent is not None and fits(anaphor.lemma, referent)


def _speaks_of(anaphor: Anaphor, other: Draft) -> bool:
    assert other.proposition is not None
    stems = {stem(w) for w in anaphor.words} | {stem(anaphor.lemma)}
    return bool(stems & other.proposition.stems)


def _add_same_acts(draft: Draft, drafts: Iterable[Draft]) -> None:
    """Adds every other claim that puts forward what is denied, and evidence that shows it."""
    assert draft.proposition is not None
    linked = set(map(id, draft.responds_to))
    for other in drafts:
        if other is draft or id(other) in linked or other.proposition is None or other.stance not in _ANSWERABLE:
            continue
        if (
            other.document != draft.document
            or other.sentence is draft.sentence
            or other.by.source.speaker.name == draft.by.source.speaker.name
        ):
            continue
        alike = f1(draft.proposition.stems, other.proposition.stems)
        if alike >= SAME_ACT or (draft.resolved_from is not None and _shows(other, draft, alike)):
            draft.responds_to.append(other)


def _shows(other: Draft, draft: Draft, alike: float) -> bool:
    """Evidence about the same names that shares a word of the act, near what was denied."""
    assert other.proposition is not None and draft.proposition is not None
    if other.stance is not Stance.REPORTS_EVIDENCE:
        return False
    names = other.proposition.names & draft.proposition.names
    near = draft.resolved_from is not None and abs(other.sentence.index - draft.resolved_from.sentence.index) <= 1
    shared = other.proposition.stems & draft.proposition.stems
    return len(names) >= 2 or (near and len(shared) >= 1) or (alike >= 0.3 and bool(names))
