"""Reads the clause somebody puts forward, and the few predicates that change the stance."""

from dataclasses import replace

from claim_extraction.domain import verdicts
from claim_extraction.domain.clauses import clause_tokens, own_clauses, path_up
from claim_extraction.domain.dismissals import conviction, dismissal
from claim_extraction.domain.drafting import plain_draft
from claim_extraction.domain.drafts import Attribution, Draft, Reading
from claim_extraction.domain.model import EvidenceKind, Modality, Stance
from claim_extraction.domain.polarity import negation
from claim_extraction.domain.propositions import Proposition, Wording, render
from claim_extraction.domain.rejecting import flat_contradiction, verdict_on_claim
from claim_extraction.domain.silences import stays_silent
from claim_extraction.domain.speakers import source_of
from claim_extraction.domain.stances import POSITIVE
from claim_extraction.domain.tokens import Sentence


def content_drafts(
    reading: Reading, sentence: Sentence, root: int, by: Attribution, within: frozenset[int] | None = None
) -> list[Draft]:
    """Drafts for the clause at `root` and the clauses coordinated with it."""
    parts = [root, *own_clauses(sentence, root, reading)]
    drafts: list[Draft] = []
    for part in parts:
        told_by_another = part != root and part in reading.nested
        if part in reading.consumed or told_by_another:
            continue
        others = [p for p in parts if p != part]
        indices = clause_tokens(reading, sentence, part, others, by, within)
        drafts += one_clause(reading, sentence, part, indices, _quoting(sentence, part, others, by))
    return drafts


def _quoting(sentence: Sentence, part: int, others: list[int], by: Attribution) -> Attribution:
    """The attribution with its quote stretched over the clause, or cut to it where nobody but the narrator speaks."""
    if not others:
        return by
    own = sentence.subtree(part, [o for o in others if o not in path_up(sentence, part)])
    low, high = own[0], own[-1]
    while high > low and sentence[high].text in {",", ";", "and", "but"}:
        high -= 1
    if by.rule:
        low, high = min(low, by.clause[0]), max(high, by.clause[1])
    return replace(by, clause=(low, high))


def one_clause(reading: Reading, sentence: Sentence, root: int, indices: list[int], by: Attribution) -> list[Draft]:
    """Drafts for one clause made of the given tokens, or for what it says somebody is sure of."""
    clause = conviction(sentence, root)
    held = _held(reading, sentence, root, by) if clause is not None else None
    if clause is None or held is None:
        return _clause(reading, sentence, root, indices, by)
    reading.consumed.add(clause.index)
    return _clause(reading, sentence, clause.index, _plainly(sentence, clause.index), held)


def _clause(reading: Reading, sentence: Sentence, root: int, indices: list[int], by: Attribution) -> list[Draft]:
    lexicon = reading.lexicon
    if not by.rule:
        by = _own_words(reading, sentence, root, by)
    if by.outcome.stance in POSITIVE:
        verdict = (
            verdict_on_claim(reading, sentence, root, by)
            or flat_contradiction(reading, sentence, root, by)
            or dismissal(reading, sentence, root, by)
        )
        if verdict is not None:
            return [verdict]
        if stays_silent(sentence, root, lexicon):
            silent = plain_draft(
                reading, sentence, root, indices, replace(by, evidence=EvidenceKind.NONE), keep_negation=True
            )
            silent.stance, silent.commitment, silent.proposition = Stance.NO_COMMENT, "Uu", None
            silent.subtype = "decline_comment"
            return [silent]
        possible = _not_ruled_out(reading, sentence, root, by)
        if possible is not None:
            return [possible]
        if by.outcome.stance is not Stance.PREDICTS and verdicts.leaves_open(sentence, root, lexicon):
            by = replace(by, cue=tuple(sorted({*by.cue, root})))
            opened = plain_draft(reading, sentence, root, indices, by, keep_negation=True)
            opened.stance, opened.commitment, opened.subtype = Stance.QUESTIONS, "Uu", "undetermined"
            opened.proposition = _asked(reading, sentence, root, by)
            return [opened]
    if by.outcome.stance is Stance.DENIES:
        return [plain_draft(reading, sentence, root, indices, by, keep_negation=True)]
    return [plain_draft(reading, sentence, root, indices, by)]


def _held(reading: Reading, sentence: Sentence, root: int, by: Attribution) -> Attribution | None:
    """Who holds what "I am afraid that S", "Ruiz is adamant that S" says; None where the narrator tells of nobody."""
    subject = sentence.subject(root)
    if subject is None or not reading.registry.speaks(sentence, subject):
        return None
    if by.rule:
        return by if subject.pos == "PRON" else None
    source = source_of(sentence, subject, reading.registry, reading.lexicon)
    return replace(by, source=source, rule="D01", cue=(root,), confidence=0.8)


def _plainly(sentence: Sentence, clause: int) -> list[int]:
    marks = {t.index for t in sentence.kids(clause, "mark") if t.lower == "that"}
    return [i for i in sentence.subtree(clause) if i not in marks]


def _own_words(reading: Reading, sentence: Sentence, root: int, by: Attribution) -> Attribution:
    """Narrated silence or doubt is its subject's: "the firm would not discuss the messages"."""
    silent = stays_silent(sentence, root, reading.lexicon)
    if not (silent or verdicts.leaves_open(sentence, root, reading.lexicon)):
        return by
    subject = sentence.subject(root)
    if (
        subject is None
        or (subject.lower in {"we", "i", "it"} and not silent)
        or not reading.registry.speaks(sentence, subject)
    ):
        return by
    if subject.lower in {"we", "i"}:
        return replace(by, rule="B03", confidence=0.8)
    source = source_of(sentence, subject, reading.registry, reading.lexicon)
    return replace(by, source=source, rule="B03" if silent else "B08", cue=(root,), confidence=0.8)


def _asked(reading: Reading, sentence: Sentence, root: int, by: Attribution) -> Proposition | None:
    """The question left open by "has not decided whether S", as a proposition; None for what, who, how."""
    for index in sentence.subtree(root):
        token = sentence[index]
        if token.lower in {"whether", "if"} and token.dep == "mark":
            clause = token.head
            if sentence.subject(clause) is None or any(t.tag == "TO" for t in sentence.kids(clause, "aux")):
                return None
            indices = [i for i in sentence.subtree(clause) if i != index]
            return render(sentence, clause, indices, reading.registry, Wording(by.source, by.quoted))
    return None


def _not_ruled_out(reading: Reading, sentence: Sentence, root: int, by: Attribution) -> Draft | None:
    verb = sentence[root]
    if verb.lemma not in {"rule", "exclude"} or negation(sentence, root) is None:
        return None
    target = sentence.kid(root, "dobj", "ccomp")
    if target is None:
        return None
    outcome = replace(by.outcome, commitment="PS+")
    draft = plain_draft(reading, sentence, target.index, sentence.subtree(target.index), replace(by, outcome=outcome))
    draft.stance, draft.modality = Stance.ASSERTS, Modality.POSSIBLE
    return draft
