"""Reads complements that are clauses: that-clauses, inserted cues, quotations, gerunds, infinitives."""

from dataclasses import replace

from claim_extraction.domain.clauses import own_clauses
from claim_extraction.domain.complements import clause_of, frame_at, quoted_run, root_of
from claim_extraction.domain.contents import content_drafts, one_clause
from claim_extraction.domain.coreference import fits
from claim_extraction.domain.drafts import Attribution, Draft, Reading
from claim_extraction.domain.inflection import past
from claim_extraction.domain.model import Stance
from claim_extraction.domain.moods import modality
from claim_extraction.domain.propositions import Wording, compose, render, speaker_tokens
from claim_extraction.domain.surface import after_that, before_tail, main_verb
from claim_extraction.domain.tokens import Sentence, Token


def clause(reading: Reading, sentence: Sentence, index: int, by: Attribution) -> list[Draft]:
    """Reads "X said that S", "S, X said", "S, as X said"."""
    root = clause_of(sentence, index)
    if root is None or root == index or _misses_words(sentence, index, root):
        return _by_word_order(reading, sentence, index, by)
    asserted = any(t.lower == "that" for t in sentence.kids(root, "mark"))
    if by.outcome.stance is Stance.QUESTIONS and sentence[index].lemma == "ask" and asserted:
        return []
    run = quoted_run(sentence, index)
    quoted = root in run
    by = replace(by, quoted=quoted)
    drafts = self_reports(reading, sentence, root, by)
    found = content_drafts(reading, sentence, root, by)
    reading.consumed.update(r for r in (root, *own_clauses(sentence, root, reading)) if r not in reading.nested)
    return drafts + found


def _misses_words(sentence: Sentence, index: int, root: int) -> bool:
    """True where the parser left out much of S in "S, X said."."""
    tail = before_tail(sentence, index)
    return bool(tail) and len(set(tail) & set(sentence.subtree(root))) < 0.7 * len(tail)


def _by_word_order(reading: Reading, sentence: Sentence, index: int, by: Attribution) -> list[Draft]:
    tail = before_tail(sentence, index)
    found = (main_verb(sentence, tail), tail) if tail else after_that(sentence, index)
    if found is None or found[0] in reading.consumed or found[0] == index:
        return []
    root, tokens = found
    drafts = self_reports(reading, sentence, root, by)
    if root not in reading.consumed:
        drafts += one_clause(reading, sentence, root, tokens, by)
    reading.consumed.add(root)
    return drafts


def self_reports(reading: Reading, sentence: Sentence, root: int, by: Attribution) -> list[Draft]:
    """Cues inside what is said: the speaker's own merge with the outer cue, others are noted as nested."""
    drafts: list[Draft] = []
    for part in (root, *own_clauses(sentence, root, reading)):
        if part in reading.consumed or frame_at(sentence, part, reading.lexicon) is None:
            continue
        subject = sentence.subject(part)
        if subject is None or _is_speaker(subject, by):
            inner = reading.read_cue(reading, sentence, part, by)
            drafts += [_joined(draft, by) for draft in inner]
        else:
            reading.nested[part] = by
    return drafts


def quote(reading: Reading, sentence: Sentence, index: int, by: Attribution) -> list[Draft]:
    """A quotation that the parser did not attach to its cue."""
    run = quoted_run(sentence, index)
    if len(run) < 3:
        return []
    root = root_of(sentence, run)
    if not any(sentence[i].is_verb for i in run):
        return []
    by = replace(by, quoted=True)
    drafts = self_reports(reading, sentence, root, by)
    drafts += content_drafts(reading, sentence, root, by, frozenset(run))
    reading.consumed.add(root)
    return drafts


def gerund(reading: Reading, sentence: Sentence, index: int, by: Attribution) -> list[Draft]:
    """Reads "X denied taking S": the speaker is the subject."""
    verb = next(
        (t for t in sentence.kids(index, "xcomp", "dobj", "ccomp", "advcl") if _is_gerund(sentence, t, index)), None
    )
    if verb is None and sentence[index].lemma in {"admit", "confess"}:
        preps = [p for p in sentence.kids(index, "prep") if p.lower == "to"]
        verb = next((t for p in preps for t in sentence.kids(p.index, "pcomp") if t.tag == "VBG"), None)
    if verb is None:
        return []
    reading.consumed.add(verb.index)
    return [done_by_speaker(reading, sentence, verb, by)]


def _is_gerund(sentence: Sentence, token: Token, index: int) -> bool:
    """True for "denied selling", "denied having sold"; not for ", calling it …" behind the object."""
    having = any(t.lower == "having" for t in sentence.kids(token.index, "aux"))
    between = sentence.tokens[index + 1 : token.index]
    finite = sentence.kid(token.index, "mark", "nsubj") is not None
    commas = any(t.text == "," for t in between)
    return token.index > index and (token.tag == "VBG" or having) and not finite and not commas


def done_by_speaker(reading: Reading, sentence: Sentence, verb: Token, by: Attribution) -> Draft:
    """A draft for "having sold S", "selling S" with the speaker as subject, in the past tense."""
    inner = verb
    dropped: set[int] = set()
    having = next((t for t in sentence.kids(verb.index, "aux") if t.lower == "having"), None)
    passive = next((t for t in sentence.kids(verb.index, "auxpass", "aux") if t.lower in {"being", "been"}), None)
    replaced = [(inner.index, past(inner.lemma))]
    if having is not None:
        dropped.add(having.index)
    if passive is not None:
        replaced = [(passive.index, "was")]
    indices = [
        i for i in sentence.subtree(verb.index) if i not in dropped and sentence[i].lower not in {"ever", "even"}
    ]
    by_speaker = speaker_tokens(by.source, verb)
    told = render(
        sentence,
        verb.index,
        indices,
        reading.registry,
        Wording(by.source, by.quoted, dropped=frozenset(dropped), replaced=tuple(replaced)),
    )
    proposition = compose([("agent", by_speaker), *zip(told.roles, ([t] for t in told.tokens), strict=True)], told.head)
    return Draft(
        sentence,
        by,
        by.outcome.stance,
        modality(sentence, verb.index),
        by.evidence_or_statement,
        by.outcome.subtype,
        by.outcome.commitment,
        by.outcome.author,
        proposition,
        root=verb.index,
        confidence=by.confidence,
    )


def infinitive(reading: Reading, sentence: Sentence, index: int, by: Attribution) -> list[Draft]:
    """Reads "X expects Y to rise", "X is expected to rise", "X claims to have sold"."""
    verb = next(
        (t for t in sentence.kids(index, "xcomp", "ccomp") if t.index > index and _to_infinitive(sentence, t)), None
    )
    if verb is None:
        return []
    subject = sentence.kid(verb.index, "nsubj", "nsubjpass") or sentence.kid(index, "nsubjpass", "dobj")
    perfect = any(t.lower == "have" for t in sentence.kids(verb.index, "aux"))
    to = next(t.index for t in sentence.kids(verb.index, "aux") if t.lower == "to")
    future = by.outcome.stance is Stance.PREDICTS and not perfect
    replaced = [(to, "will" if future else "")]
    if not future and not perfect:
        replaced.append((verb.index, past(verb.lemma)))
    indices = sentence.subtree(verb.index)
    if subject is not None and subject.index not in indices:
        indices = sentence.subtree(subject.index) + indices
    told = render(
        sentence, verb.index, indices, reading.registry, Wording(by.source, by.quoted, replaced=tuple(replaced))
    )
    if subject is None:
        told = compose(
            [("agent", speaker_tokens(by.source, verb)), *zip(told.roles, ([t] for t in told.tokens), strict=True)],
            told.head,
        )
    reading.consumed.add(verb.index)
    mood = by.outcome.modality or modality(sentence, verb.index)
    return [
        Draft(
            sentence,
            by,
            by.outcome.stance,
            mood,
            by.evidence_or_statement,
            by.outcome.subtype,
            by.outcome.commitment,
            by.outcome.author,
            told,
            root=verb.index,
            confidence=by.confidence,
        )
    ]


def _to_infinitive(sentence: Sentence, token: Token) -> bool:
    return any(t.lower == "to" and t.tag == "TO" for t in sentence.kids(token.index, "aux"))


def _is_speaker(subject: Token, by: Attribution) -> bool:
    if subject.lower in {"i", "we"} or subject.index == by.source.head:
        return True
    return by.source.referent is not None and not by.quoted and fits(subject.lower, by.source.referent)


def _joined(draft: Draft, outer: Attribution) -> Draft:
    draft.by = replace(
        draft.by,
        clause=(min(outer.clause[0], draft.by.clause[0]), max(outer.clause[1], draft.by.clause[1])),
        cue=tuple(sorted({*outer.cue, *draft.by.cue})),
    )
    return draft
