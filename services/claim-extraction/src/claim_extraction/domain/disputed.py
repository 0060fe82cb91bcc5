"""Reads disputed figures: "disputes the city's figure of 4,200 empty flats", with the rival's own claim to it."""

from dataclasses import replace

from claim_extraction.domain import phrases
from claim_extraction.domain.drafting import plain_evidence
from claim_extraction.domain.drafts import Attribution, Draft, Reading
from claim_extraction.domain.lexicon import Outcome
from claim_extraction.domain.model import EvidenceKind, Modality, Stance
from claim_extraction.domain.propositions import Proposition, Wording, compose, render, speaker_tokens, word
from claim_extraction.domain.speakers import Source, source_of
from claim_extraction.domain.tokens import Sentence, Token


def figure_drafts(reading: Reading, sentence: Sentence, thing: Token, by: Attribution) -> list[Draft]:
    """What is disputed or doubted, and whoever's figure it is as asserting it; nothing for other nouns."""
    of = next((p for p in sentence.kids(thing.index, "prep") if p.lower in {"of", "that"}), None)
    amount = sentence.kid(of.index, "pobj") if of is not None else None
    if amount is None or thing.lemma not in reading.lexicon.words["finding"] or not _counts(sentence, amount):
        return []
    owner = sentence.kid(thing.index, "poss")
    first = plain_evidence(reading, sentence, -1, by)
    first.proposition = _worded(reading, sentence, thing, amount, by)
    denied = by.outcome.stance is Stance.DENIES
    first.evidence = EvidenceKind.DATA if denied else EvidenceKind.STATEMENT
    first.subtype = "dispute_figure" if denied else first.subtype
    if owner is None:
        return [first]
    rival = _rival(reading, sentence, thing, owner, by)
    rival.proposition = first.proposition
    if denied:
        first.responds_to.append(rival)
    return [first, rival]


def _rival(reading: Reading, sentence: Sentence, thing: Token, owner: Token, by: Attribution) -> Draft:
    source = source_of(sentence, owner, reading.registry, reading.lexicon)
    modality = Modality.PROBABLE if thing.lemma == "estimate" else Modality.CERTAIN
    outcome = Outcome(Stance.ASSERTS, modality=modality)
    cue = tuple(phrases.core(sentence, thing.index))
    theirs = replace(by, source=source, cue=cue, outcome=outcome, evidence=EvidenceKind.DATA, confidence=0.6)
    return plain_evidence(reading, sentence, -1, theirs)


def _worded(reading: Reading, sentence: Sentence, thing: Token, amount: Token, by: Attribution) -> Proposition:
    """Growth is 6%: where the figure has a topic; else there are 4,200 empty flats."""
    wording = Wording(by.source, by.quoted)
    said = render(sentence, amount.index, sentence.subtree(amount.index), reading.registry, wording)
    topic = sentence.kids(thing.index, "compound", "amod", "nmod")
    owner = sentence.kid(thing.index, "poss")
    place = speaker_tokens(_owner_place(reading, sentence, owner), thing) if owner is not None else []
    if topic:
        copula = word("is", thing, "be", "AUX")
        return compose([("agent", [*place, *topic]), ("other", [copula]), ("patient", said.tokens)], thing.lemma)
    there = [word("there", thing, pos="PRON"), word("are", thing, "be", "AUX")]
    where = [word("in", thing, pos="ADP"), *place] if place else []
    return compose([("other", there), ("patient", said.tokens), ("place", where)], thing.lemma)


def _owner_place(reading: Reading, sentence: Sentence, owner: Token) -> Source:
    source = source_of(sentence, owner, reading.registry, reading.lexicon)
    if source.speaker.affiliation and source.referent is None:
        return replace(source, speaker=replace(source.speaker, name=source.speaker.affiliation))
    return source


def _counts(sentence: Sentence, amount: Token) -> bool:
    return (
        amount.pos == "NUM"
        or amount.lower == "%"
        or any(t.pos == "NUM" for t in (sentence[i] for i in sentence.subtree(amount.index)))
    )
