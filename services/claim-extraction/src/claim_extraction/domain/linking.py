"""Resolves what a denial denies: anaphoric references to earlier claims, and the evidence for them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from claim_extraction.domain.drafts import Anaphor, Draft
from claim_extraction.domain.model import Modality, Stance
from claim_extraction.domain.overlap import f1
from claim_extraction.domain.propositions import Proposition
from claim_extraction.domain.ranking import ANSWERABLE, gives_figure, is_accused, is_owner, is_party, score

BACK_SENTENCES = 8
NEAREST_DRAFTS = 150
LEAST_SCORE = 0.3
LEAST_SCORE_ELSEWHERE = 1.0
SAME_ACT = 0.5


def link(drafts: Sequence[Draft], earlier: Sequence[Draft] = ()) -> None:
    """Gives every draft that answers another its proposition and its links, in place; unresolved ones stay without.

    `drafts` are those of one document in the order of its sentences, `earlier` those of documents before it.
    """
    order = sorted(drafts, key=lambda d: d.sentence.index)
    places = [d.sentence.index for d in order]
    for draft in order:
        if draft.anaphor is not None and draft.resolved_from is None:
            low = bisect_left(places, draft.sentence.index - BACK_SENTENCES)
            high = bisect_right(places, draft.sentence.index + 1)
            near = order[low:high]
            near = _from_afar(draft, draft.anaphor, order[:low][-NEAREST_DRAFTS:]) + near
            _resolve(draft, draft.anaphor, near, earlier[-NEAREST_DRAFTS:])
    for position, draft in enumerate(order):
        if draft.stance is Stance.DENIES and draft.proposition is not None:
            near = order[max(0, position - NEAREST_DRAFTS) : position + NEAREST_DRAFTS]
            _add_same_acts(draft, draft.proposition, near)


def _from_afar(draft: Draft, anaphor: Anaphor, before: Sequence[Draft]) -> list[Draft]:
    """Accusations of the denier and evidence are answered over any distance."""
    if anaphor.group == "accusation":
        return [d for d in before if d.stance is Stance.ALLEGES and is_accused(draft, d)]
    if anaphor.group in {"statement", "any", "party", "put", "event", "main_clause", "ellipsis"}:
        return []
    return [d for d in before if d.stance is Stance.REPORTS_EVIDENCE]


def _resolve(draft: Draft, anaphor: Anaphor, near: Sequence[Draft], earlier: Sequence[Draft]) -> None:
    ranked = _candidates(draft, anaphor, near, earlier)
    if draft.only_if_accused:
        ranked = [(s, d) for s, d in ranked if is_accused(draft, d) or is_owner(anaphor, d)]
    if not ranked:
        return
    best_score, best = ranked[0]
    if draft.only_if_accused:
        draft.stance, draft.commitment, draft.subtype = Stance.DENIES, "CT-", "dismiss_as_false"
    told = best.as_told if draft.stance is Stance.DENIES else None
    draft.proposition, draft.modality = told or best.proposition, best.modality
    draft.resolved_from = best
    draft.confidence *= 0.75 if best_score < 1.0 else 0.95
    slack = 0.3 if anaphor.words else 0.8
    others = [d for s, d in ranked[1:] if anaphor.plural and s >= max(1.5, best_score - slack)]
    draft.responds_to = [d for d in (best, *others) if d.stance in ANSWERABLE or d.as_told is not None]


def _candidates(
    draft: Draft, anaphor: Anaphor, near: Sequence[Draft], earlier: Sequence[Draft]
) -> list[tuple[float, Draft]]:
    """Claims the anaphor may stand for with their scores, best and latest first."""
    if anaphor.group == "asked":
        asked = [d for d in near if d.sentence is draft.sentence and d.stance is Stance.QUESTIONS]
        return [(1.0, d) for d in asked if d.proposition is not None][-1:]
    if anaphor.group == "ellipsis":
        return [(1.0, d) for d in reversed(near) if _is_echoed(draft, d)][:1]
    if anaphor.group == "same_sentence":
        told = [d for d in near if d.sentence is draft.sentence and d.by.rule and d.stance in ANSWERABLE]
        return [(1.0, d) for d in reversed(told) if d.proposition is not None and not _same_speaker(draft, d)][:1]
    if anaphor.group == "main_clause":
        return [(1.0, d) for d in near if d.sentence is draft.sentence and d.root == draft.root and d is not draft][:1]
    rows: list[tuple[float, int, Draft]] = []
    for order, other in enumerate(near):
        distance = draft.sentence.index - other.sentence.index
        if _may_answer(draft, anaphor, other, distance):
            rows.append((score(draft, anaphor, other, min(distance, BACK_SENTENCES // 2)), order, other))
    found = [(s, d) for s, _, d in sorted(rows, key=lambda row: (-row[0], -row[1])) if s >= LEAST_SCORE]
    return found or _candidates_elsewhere(draft, anaphor, earlier)


def _candidates_elsewhere(draft: Draft, anaphor: Anaphor, earlier: Sequence[Draft]) -> list[tuple[float, Draft]]:
    """Earlier documents of the same check: only claims that name the speaker, or whose owner is named."""
    if anaphor.group in {"any", "party", "put", "shown", "ellipsis"}:
        return []
    named = [
        d
        for d in earlier
        if d.proposition is not None and d.stance in ANSWERABLE and (is_accused(draft, d) or is_owner(anaphor, d))
    ]
    rows = [(score(draft, anaphor, d, 2), d) for d in named]
    return sorted((r for r in rows if r[0] >= LEAST_SCORE_ELSEWHERE), key=lambda row: -row[0])


def _stands_before(other: Draft, draft: Draft) -> bool:
    """Whether another claim of the same sentence is told first: its clause opens earlier, or its cue comes first."""
    if other.by.clause[0] != draft.by.clause[0] or not (other.by.cue and draft.by.cue):
        return other.by.clause[0] < draft.by.clause[0]
    return max(other.by.cue) < min(draft.by.cue)


def _is_echoed(draft: Draft, other: Draft) -> bool:
    """Whether the other is what somebody else said in the sentence or two before, and so what "they did" repeats."""
    gap = draft.sentence.index - other.sentence.index
    said = other.proposition is not None and other.anaphor is None and other.stance in ANSWERABLE | {Stance.DENIES}
    return said and 0 < gap <= 2 and not _same_speaker(draft, other)


def _may_answer(draft: Draft, anaphor: Anaphor, other: Draft, distance: int) -> bool:  # noqa: PLR0911
    if other is draft or other.proposition is None or other.anaphor is not None:
        return False
    named = bool(anaphor.owner) and anaphor.group == "statement" and is_owner(anaphor, other)
    if other.stance not in ANSWERABLE and not (named and other.as_told is not None):
        return False
    if other.modality in {Modality.HYPOTHETICAL, Modality.CONDITIONAL}:
        return False
    if distance == 0 and not (other.by.rule and _stands_before(other, draft)):
        return False
    if _same_speaker(draft, other):
        return False
    if anaphor.group in {"any", "party"} and not other.by.rule:
        return False
    if anaphor.group == "party":
        return is_party(anaphor, other)
    return anaphor.group != "event" or bool(anaphor.stems & other.proposition.stems)


def _add_same_acts(draft: Draft, denied: Proposition, drafts: Iterable[Draft]) -> None:
    """Adds every other claim that puts forward what is denied, and evidence that shows it."""
    linked = set(map(id, draft.responds_to))
    for other in drafts:
        said = other.proposition
        if other is draft or id(other) in linked or said is None or not _stands_against(draft, other):
            continue
        if draft.anaphor is not None and draft.anaphor.group == "finding" and not gives_figure(said):
            continue
        alike = f1(denied.stems, said.stems)
        apart = bool(denied.names and said.names) and not denied.names & said.names
        if (alike >= SAME_ACT and not apart and _same_dates(denied, said)) or _shows(draft, denied, other, said):
            draft.responds_to.append(other)


def _stands_against(draft: Draft, other: Draft) -> bool:
    """A claim put forward by somebody else, as real, in another sentence."""
    if other.stance not in ANSWERABLE - {Stance.PREDICTS} or other.modality in {
        Modality.HYPOTHETICAL,
        Modality.CONDITIONAL,
    }:
        return False
    if not other.by.rule or other.sentence is draft.sentence:
        return False
    return not _same_speaker(draft, other)


def _same_speaker(draft: Draft, other: Draft) -> bool:
    mine, theirs = draft.by.source, other.by.source
    return mine.speaker.name == theirs.speaker.name or (mine.referent is not None and mine.referent is theirs.referent)


def _same_dates(a: Proposition, b: Proposition) -> bool:
    """False where both are dated by different words."""
    first, second = (frozenset(t.lower for t in p.tokens if t.entity == "DATE" and t.pos != "DET") for p in (a, b))
    return not first or not second or bool(first & second)


def _shows(draft: Draft, denied: Proposition, other: Draft, said: Proposition) -> bool:
    """Evidence for an accusation that was answered: about the same names, or beside it with a word of the act."""
    if other.stance is not Stance.REPORTS_EVIDENCE or draft.resolved_from is None:
        return False
    names = said.names & denied.names
    near = abs(other.sentence.index - draft.resolved_from.sentence.index) <= 1
    return len(names) >= 2 or (near and bool(said.stems & denied.stems))
