"""Makes drafts: of a clause as it stands, of a reference to be linked, of a cue without words yet."""

from claim_extraction.domain import moods, phrases
from claim_extraction.domain.clefts import uncleft
from claim_extraction.domain.drafts import Anaphor, Attribution, Draft, Reading
from claim_extraction.domain.evidence import claim_evidence
from claim_extraction.domain.model import EvidenceKind, Modality, Stance
from claim_extraction.domain.parallel import completed, repeats_deed
from claim_extraction.domain.polarity import negation
from claim_extraction.domain.propositions import Wording, render
from claim_extraction.domain.stances import commitment_of, stance_of
from claim_extraction.domain.tokens import Sentence

_FINDING = frozenset({"find", "discover", "leave", "keep"})


def plain_draft(
    reading: Reading, sentence: Sentence, root: int, indices: list[int], by: Attribution, *, keep_negation: bool = False
) -> Draft:
    """A draft whose proposition is the clause itself, put positively."""
    negated = None if keep_negation else negation(sentence, root)
    stance, modality = stance_of(sentence, root, by, negated, reading)
    if stance is not Stance.DENIES:
        negated = None
    wording = Wording(
        by.source, by.quoted, keeps_objects=repeats_deed(reading, sentence), replaced=_with_copula(sentence, root)
    )
    indices = _without_premise(sentence, root, indices)
    proposition = render(sentence, root, indices, reading.registry, wording.negated(negated) if negated else wording)
    plain = uncleft(sentence, root, reading.registry, wording) if negated is None else None
    proposition = completed(reading, sentence, plain or proposition)
    outcome = by.outcome
    flipped = negated is not None and stance is Stance.DENIES
    as_told = render(sentence, root, indices, reading.registry, wording) if flipped else None
    return Draft(
        sentence,
        by,
        stance,
        modality,
        by.evidence or _evidence(reading, sentence, root, by, stance),
        "legality_defence"
        if modality is Modality.HYPOTHETICAL and moods.is_legality_defence(sentence, root)
        else outcome.subtype,
        commitment_of(outcome.commitment, modality, flipped=flipped),
        outcome.author,
        proposition,
        root=root,
        confidence=by.confidence,
        as_told=as_told,
    )


def _with_copula(sentence: Sentence, root: int) -> tuple[tuple[int, str], ...]:
    """Reads "found the shelter locked", "found the tanks dry": the thing found was so."""
    token, above = sentence[root], sentence[sentence[root].head]
    subject = sentence.kid(root, "nsubj", "nsubjpass")
    found = above.lemma in _FINDING and above.index < root and token.dep in {"ccomp", "xcomp", "oprd"}
    bare = sentence.kid(root, "aux", "auxpass", "mark", "dobj") is None
    predicate = token.tag in {"VBN", "VB", "JJ"} or (token.tag == "VBD" and sentence.kid(root, "mark") is None)
    if (
        not found
        or not bare
        or not predicate
        or subject is None
        or any(t.lower == "that" for t in sentence.tokens[above.index + 1 : subject.index])
    ):
        return ()
    return ((root, f"{'were' if phrases.is_plural(sentence, subject.index) else 'was'} {token.text}"),)


def _without_premise(sentence: Sentence, root: int, indices: list[int]) -> list[int]:
    """A defence by law stands without what it supposes: "if it happened"."""
    premise = moods.condition(sentence, root)
    if premise is None or not moods.is_legality_defence(sentence, root) or premise.index > root:
        return indices
    low = sentence.subtree(premise.index)
    return [i for i in indices if not low[0] <= i <= low[-1]]


def plain_evidence(reading: Reading, sentence: Sentence, root: int, by: Attribution) -> Draft:
    """A draft without a proposition yet, with the outcome of its cue."""
    outcome = by.outcome
    evidence = by.evidence or _evidence(reading, sentence, root, by, outcome.stance)
    return Draft(
        sentence,
        by,
        outcome.stance,
        outcome.modality or Modality.CERTAIN,
        evidence,
        outcome.subtype,
        outcome.commitment,
        outcome.author,
        root=root,
        confidence=by.confidence,
    )


def _evidence(reading: Reading, sentence: Sentence, root: int, by: Attribution, stance: Stance) -> EvidenceKind:
    if stance is Stance.PREDICTS:
        return EvidenceKind.STATEMENT
    return claim_evidence(sentence, root, by.source, reading.lexicon)


def link_draft(  # noqa: PLR0917
    sentence: Sentence,
    by: Attribution,
    anaphor: Anaphor,
    stance: Stance,
    subtype: str,
    root: int = -1,
) -> Draft:
    """A draft whose proposition stands elsewhere, to be found by linking."""
    commitment = {Stance.DENIES: "CT-", Stance.NO_COMMENT: "Uu", Stance.QUESTIONS: "Uu"}.get(
        stance, by.outcome.commitment
    )
    evidence = by.evidence or (EvidenceKind.NONE if stance is Stance.NO_COMMENT else EvidenceKind.STATEMENT)
    return Draft(
        sentence,
        by,
        stance,
        Modality.CERTAIN,
        evidence,
        subtype,
        commitment,
        by.outcome.author,
        anaphor=anaphor,
        root=root,
        confidence=by.confidence,
    )
