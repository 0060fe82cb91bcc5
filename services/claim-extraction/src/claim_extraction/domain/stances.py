"""How a speaker stands to a clause: its cue, polarity, mood and accusing words weighed together."""

from claim_extraction.domain import moods
from claim_extraction.domain.accusing import accuses
from claim_extraction.domain.drafts import Attribution, Reading
from claim_extraction.domain.model import Modality, Stance
from claim_extraction.domain.polarity import Negation
from claim_extraction.domain.tokens import Sentence

_OWN = frozenset({"i", "we", "my", "our", "it", "its", "he", "his", "she", "her", "they", "their", "there"})
POSITIVE = frozenset({Stance.ASSERTS, Stance.CONFIRMS, Stance.REPORTS_EVIDENCE, Stance.PREDICTS})


def stance_of(
    sentence: Sentence, root: int, by: Attribution, negated: Negation | None, reading: Reading
) -> tuple[Stance, Modality]:
    stance = by.outcome.stance
    modality = moods.modality(sentence, root)
    if stance is Stance.ASSERTS and (
        accuses(sentence, root, by.source, reading.lexicon) or _claims_of_another(sentence, root, by, negated)
    ):
        stance = Stance.ALLEGES
    elif stance in POSITIVE and negated is not None and not _under_condition(sentence, root, modality):
        stance = Stance.QUESTIONS if _perhaps_not(sentence, root) else Stance.DENIES
        if modality is Modality.POSSIBLE and _impossible(sentence, root):
            modality = Modality.CERTAIN
    elif stance is Stance.ASSERTS:
        stance = _about_the_future(sentence, root, by, modality)
    if by.outcome.modality is not None and modality in {Modality.CERTAIN, Modality.FUTURE}:
        modality = by.outcome.modality
    return stance, modality


def _claims_of_another(sentence: Sentence, root: int, by: Attribution, negated: Negation | None) -> bool:
    """Reads "claimed that the mayor had promised S": the writer keeps away from what is said of somebody else."""
    claimed = any(sentence[c].lemma == "claim" and sentence[c].is_verb for c in by.cue)
    subject = sentence.subject(root)
    if not claimed or negated is not None or subject is None or subject.lower in _OWN:
        return False
    told = {sentence[i].lower for i in sentence.subtree(subject.index)}
    return not told & _OWN and moods.modality(sentence, root) is Modality.CERTAIN


def _under_condition(sentence: Sentence, root: int, modality: Modality) -> bool:
    """Reads "if the dyke breaks, nobody will get out": what would not be so is foreseen, no fact is denied."""
    supposed = modality in {Modality.CONDITIONAL, Modality.HYPOTHETICAL}
    return supposed and moods.condition(sentence, root) is not None and not moods.is_legality_defence(sentence, root)


def _perhaps_not(sentence: Sentence, root: int) -> bool:
    """Reads "might not be complete", "may not have been told"."""
    auxiliaries = {t.lower for t in sentence.kids(root, "aux")}
    return "might" in auxiliaries or {"may", "have"} <= auxiliaries


def _impossible(sentence: Sentence, root: int) -> bool:
    """Reads "could not have opened": a denial without reserve."""
    return "could" in {t.lower for t in sentence.kids(root, "aux")} and moods.is_perfect(sentence, root)


def _about_the_future(sentence: Sentence, root: int, by: Attribution, modality: Modality) -> Stance:
    auxiliaries = {t.lower for t in sentence.kids(root, "aux")}
    warned = any(sentence[c].lemma in {"warn", "fear", "worry", "predict"} for c in by.cue)
    perfect = moods.is_perfect(sentence, root)
    if modality is Modality.CONDITIONAL and auxiliaries & {"had"}:
        return Stance.ASSERTS
    if modality is Modality.CONDITIONAL or (
        warned and modality in {Modality.POSSIBLE, Modality.FUTURE} and not perfect
    ):
        return Stance.PREDICTS
    if modality is Modality.POSSIBLE and perfect and not any(sentence[c].lemma in {"believe", "think"} for c in by.cue):
        return Stance.QUESTIONS
    eventive = sentence[root].pos == "VERB" and "be" not in auxiliaries
    if modality is Modality.POSSIBLE and eventive and auxiliaries & {"could", "may", "might"} and not perfect:
        return Stance.PREDICTS
    subject = sentence.kid(root, "nsubj", "nsubjpass")
    vague = subject is not None and any(d.lower in {"a", "an", "any"} for d in sentence.kids(subject.index, "det"))
    return Stance.PREDICTS if vague and auxiliaries & {"would"} and modality is Modality.FUTURE else Stance.ASSERTS


def commitment_of(commitment: str, modality: Modality, *, flipped: bool) -> str:
    if commitment == "CT+" and modality is Modality.POSSIBLE:
        commitment = "PS+"
    elif commitment == "CT+" and modality is Modality.PROBABLE:
        commitment = "PR+"
    elif commitment == "CT+" and modality in {Modality.CONDITIONAL, Modality.HYPOTHETICAL}:
        commitment = "PS+" if modality is Modality.HYPOTHETICAL else "Uu"
    return commitment.replace("+", "-") if flipped else commitment
