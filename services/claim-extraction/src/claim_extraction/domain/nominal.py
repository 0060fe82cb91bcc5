"""Reads complements that are noun phrases: reports that S, "the accusations", involvement, figures."""

from dataclasses import replace

from claim_extraction.domain import phrases
from claim_extraction.domain.anaphora import anaphor_at, party
from claim_extraction.domain.clausal import done_by_speaker
from claim_extraction.domain.complements import is_passive
from claim_extraction.domain.disputed import figure_drafts
from claim_extraction.domain.drafting import link_draft, plain_draft, plain_evidence
from claim_extraction.domain.drafts import Anaphor, Attribution, Draft, Reading
from claim_extraction.domain.mending_denials import APPENDED
from claim_extraction.domain.model import EvidenceKind, Modality, Stance
from claim_extraction.domain.polarity import negation
from claim_extraction.domain.presupposed import presupposing
from claim_extraction.domain.propositions import Wording, compose, render, speaker_tokens, word
from claim_extraction.domain.surface import after_that
from claim_extraction.domain.tokens import Sentence, Token

_BARE = frozenset({"that", "this", "it", "them", "those", "so"})
_REPORT_GROUPS = ("accusation", "statement", "finding")


def noun_that(reading: Reading, sentence: Sentence, index: int, by: Attribution) -> list[Draft]:
    """Reads "rejected reports that S", "denied claims of V-ing": the clause below the report noun."""
    noun = object_of(sentence, index)
    return report(reading, sentence, noun, by) if noun is not None else []


def noun_after(reading: Reading, sentence: Sentence, index: int, by: Attribution) -> list[Draft]:
    """Reads "cast doubt on N", "pushed back against N": the noun behind the last preposition."""
    for i in sorted(sentence.subtree(index), reverse=False):
        token = sentence[i]
        if (
            token.dep == "pobj"
            and i > index
            and sentence[token.head].lower in {"on", "at", "against", "with", "to", "over", "about"}
        ):
            found = report(reading, sentence, token, by) or _object(reading, sentence, token, by)
            if found:
                return found
    return []


def noun(reading: Reading, sentence: Sentence, index: int, by: Attribution) -> list[Draft]:
    """Reads "denied the accusations", "denied any role in E", "disputes the count"."""
    appended = _appended(sentence, index, by)
    if appended is not None:
        return [appended]
    thing = object_of(sentence, index)
    if thing is None or sentence.kid(index, "dative") is not None or _gives_away(sentence, index):
        return []
    return _object(reading, sentence, thing, by)


def _appended(sentence: Sentence, index: int, by: Attribution) -> Draft | None:
    """Reads the end of "S, a charge she denies", "S, which she denies": it denies S."""
    verb = sentence[index]
    hung = verb if verb.dep == APPENDED else sentence[verb.head]
    if hung.dep != APPENDED or by.outcome.stance is not Stance.DENIES:
        return None
    anaphor = Anaphor(hung.lemma, "same_sentence", position=hung.index)
    return link_draft(sentence, by, anaphor, Stance.DENIES, by.outcome.subtype)


def presupposed(reading: Reading, sentence: Sentence, index: int, by: Attribution) -> list[Draft]:
    """Reads "claimed responsibility for E": only where the noun takes a template."""
    thing = sentence.kid(index, "dobj")
    draft = presupposing(reading, sentence, thing, by) if thing is not None else None
    return [draft] if draft is not None else []


def object_of(sentence: Sentence, index: int) -> Token | None:
    """What is denied: object, or subject of a passive."""
    if is_passive(sentence, index):
        subject = sentence.subject(index)
        return subject if subject is not None and sentence.kid(index, "nsubjpass") is not None else None
    found = sentence.kids(index, "dobj", "attr")
    if any(t.tag in {"WP$", "WP", "WDT"} for thing in found for t in (thing, *sentence.kids(thing.index, "poss"))):
        return None
    if found:
        return found[-1] if sentence.kid(index, "prt") is not None else found[0]
    after = sentence.tokens[index + 1 : index + 3]
    if after and after[0].lower in _BARE and (len(after) < 2 or after[1].pos in {"PUNCT", "ADP", "ADV"}):
        return after[0]
    prep = sentence.kid(index, "prep")
    return sentence.kid(prep.index, "pobj") if prep is not None and prep.lower in {"off", "aside", "away"} else None


def _gives_away(sentence: Sentence, index: int) -> bool:
    """Two objects: "denied reporters entry" refuses, it denies no fact."""
    return len(sentence.kids(index, "dobj")) > 1 and sentence.kid(index, "prt") is None


def report(reading: Reading, sentence: Sentence, thing: Token, by: Attribution) -> list[Draft]:
    """What a report noun holds: "claims that S", "suspicions of V-ing", "any talk of N"; nothing for other nouns."""
    lexicon = reading.lexicon
    if not lexicon.group_of(thing.lemma, _REPORT_GROUPS):
        return []
    subtype = by.outcome.subtype or (
        "reject_report" if by.outcome.stance is Stance.DENIES and thing.lemma not in lexicon.words["accusation"] else ""
    )
    by = replace(by, outcome=replace(by.outcome, subtype=subtype), cue=tuple(sorted({*by.cue, thing.index})))
    clause = next((t for t in sentence.kids(thing.index, "acl", "relcl", "ccomp") if _that(sentence, t)), None)
    if clause is None:
        clause = _detached(sentence, thing)
    behind = after_that(sentence, thing.index) if clause is None else None
    if behind is not None:
        root, tokens = behind
        reading.consumed.add(root)
        return [plain_draft(reading, sentence, root, tokens, by, keep_negation=True)]
    if clause is not None:
        reading.consumed.add(clause.index)
        indices = [
            i
            for i in sentence.subtree(clause.index)
            if not (
                sentence[i].lower == "that"
                and sentence[i].head == clause.index
                and sentence[i].dep in {"mark", "nsubj", "dobj"}
            )
        ]
        return [_put_down(reading, sentence, clause.index, indices, by)]
    return _behind_of(reading, sentence, thing, by)


def _behind_of(reading: Reading, sentence: Sentence, thing: Token, by: Attribution) -> list[Draft]:
    """Reads "claims of V-ing", "two counts of N", "any talk of N"."""
    for prep in sentence.kids(thing.index, "prep"):
        verb = sentence.kid(prep.index, "pcomp")
        if prep.lower == "of" and verb is not None and verb.tag == "VBG":
            reading.consumed.add(verb.index)
            return [done_by_speaker(reading, sentence, verb, by)]
        what = sentence.kid(prep.index, "pobj")
        if prep.lower == "of" and what is not None and thing.lemma in {"count", "charge"}:
            return [committed(reading, sentence, what, by)]
        bare = {t.lower for t in sentence.kids(thing.index, "det")} <= {"any", "all"} and not sentence.kid(
            thing.index, "poss"
        )
        if prep.lower in {"of", "about"} and what is not None and what.pos == "NOUN" and bare:
            return [nominal_draft(reading, sentence, what, by)]
    return []


def committed(reading: Reading, sentence: Sentence, deed: Token, by: Attribution) -> Draft:
    """Reads "denies two counts of arson", "pleaded not guilty to arson": that the speaker committed it."""
    draft = plain_evidence(reading, sentence, by.cue[0], by)
    what = render(sentence, deed.index, sentence.subtree(deed.index), reading.registry, Wording(by.source))
    verb = word("committed", deed, "commit", "VERB")
    doer = speaker_tokens(by.source, deed)
    draft.proposition = compose([("agent", doer), ("other", [verb]), ("patient", what.tokens)], deed.lemma)
    return draft


def _put_down(reading: Reading, sentence: Sentence, clause: int, indices: list[int], by: Attribution) -> Draft:
    """The clause of a report; who rejects "claims that nobody was warned" says that somebody was."""
    if by.outcome.stance is not Stance.DENIES or negation(sentence, clause) is None:
        return plain_draft(reading, sentence, clause, indices, by, keep_negation=True)
    stance = Stance.REPORTS_EVIDENCE if by.evidence is not None else Stance.ASSERTS
    turned = replace(by, outcome=replace(by.outcome, stance=stance, commitment="CT+"))
    draft = plain_draft(reading, sentence, clause, indices, turned)
    draft.stance, draft.commitment = stance, "CT+"
    return draft


def _that(sentence: Sentence, clause: Token) -> bool:
    return any(t.lower == "that" and t.index < clause.index for t in sentence.kids(clause.index))


def _detached(sentence: Sentence, thing: Token) -> Token | None:
    """A that-clause the parser hung on the verb instead of on "reports"."""
    above = sentence[thing.head]
    clause = sentence.kid(above.index, "ccomp") if above.is_verb else None
    return clause if clause is not None and clause.index > thing.index and _that(sentence, clause) else None


def _object(reading: Reading, sentence: Sentence, thing: Token, by: Attribution) -> list[Draft]:  # noqa: PLR0911
    lexicon = reading.lexicon
    if sentence[by.cue[0]].lemma == "contradict" and (who := party(reading, sentence, thing)) is not None:
        return [link_draft(sentence, by, who, by.outcome.stance, by.outcome.subtype)]
    denying = by.outcome.stance in {Stance.DENIES, Stance.NO_COMMENT}
    presupposed = presupposing(reading, sentence, thing, by)
    if presupposed is not None:
        return [presupposed]
    figures = figure_drafts(reading, sentence, thing, by)
    if figures:
        return figures
    anaphor = anaphor_at(reading, sentence, thing)
    retracting = by.outcome.subtype == "retraction"
    if retracting and (anaphor is None or anaphor.group not in {"accusation", "statement"}):
        return []
    if anaphor is not None and (anaphor.group != "any" or denying):
        by = replace(by, cue=tuple(sorted({*by.cue, thing.index})))
        evidence = by.evidence
        if anaphor.group in {k.value for k in EvidenceKind} and by.outcome.stance is Stance.QUESTIONS:
            evidence = EvidenceKind(anaphor.group)
        return [link_draft(sentence, replace(by, evidence=evidence), anaphor, by.outcome.stance, by.outcome.subtype)]
    if lexicon.has("request", thing.lemma) or not thing.is_noun:
        return []
    if by.outcome.stance in {Stance.DENIES, Stance.CONFIRMS, Stance.NO_COMMENT} and sentence[by.cue[0]].lemma not in {
        "reject",
        "dismiss",
        "accept",
        "withdraw",
        "challenge",
        "contest",
    }:
        return [nominal_draft(reading, sentence, thing, by)]
    return []


def nominal_draft(reading: Reading, sentence: Sentence, thing: Token, by: Attribution) -> Draft:
    """A bare noun phrase as a claim: "the existence of X" as "X exists", "the talks" as "there were talks"."""
    wording = Wording(by.source, by.quoted)
    below = [
        i
        for i in sentence.subtree(thing.index)
        if sentence[i].lower not in {"any", "the", "no", "alleged", "such"} or sentence[i].head != thing.index
    ]
    of = next((p for p in sentence.kids(thing.index, "prep") if p.lower == "of"), None)
    owner = sentence.kid(of.index, "pobj") if of is not None else None
    words = frozenset(sentence[i].lemma for i in below if sentence[i].is_noun and sentence[i].head == thing.index)
    if thing.lemma in {"existence", "presence"} and owner is not None:
        said = render(sentence, owner.index, sentence.subtree(owner.index), reading.registry, wording)
        exists = word("exist" if phrases.is_plural(sentence, owner.index) else "exists", thing, "exist", "VERB")
        proposition = compose([("agent", said.tokens), ("other", [exists])], "exist")
        thing = owner
    else:
        said = render(sentence, thing.index, below, reading.registry, wording)
        be = "were" if phrases.is_plural(sentence, thing.index) else "was"
        proposition = compose(
            [("other", [word("there", thing, pos="PRON"), word(be, thing, "be", "AUX")]), ("patient", said.tokens)],
            thing.lemma,
        )
    return Draft(
        sentence,
        by,
        by.outcome.stance,
        Modality.CERTAIN,
        by.evidence_or_statement,
        by.outcome.subtype,
        by.outcome.commitment,
        by.outcome.author,
        proposition,
        Anaphor(thing.lemma, "event", phrases.is_plural(sentence, thing.index), words, position=thing.index),
        confidence=by.confidence * 0.9,
    )
