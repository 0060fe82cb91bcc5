"""Reads figures that somebody sets or revises: "put the toll at 40", "lowered its count from 40 to 26"."""

from claim_extraction.domain import phrases
from claim_extraction.domain.drafting import plain_evidence
from claim_extraction.domain.drafts import Attribution, Draft, Reading
from claim_extraction.domain.model import EvidenceKind, Modality, Stance
from claim_extraction.domain.propositions import Wording, compose, render, word
from claim_extraction.domain.tokens import Sentence, Token

_LOWERED = frozenset({"lower", "cut", "reduce", "revise", "correct", "amend"})
_RAISED = frozenset({"raise", "increase", "lift"})


def figure(reading: Reading, sentence: Sentence, index: int, by: Attribution) -> list[Draft]:
    """The last number named is what the speaker stands by."""
    thing = sentence.kid(index, "dobj", "nsubjpass")
    if thing is None or not (
        reading.lexicon.has("finding", thing.lemma)
        or (thing.lower in {"it", "that", "this", "them"} and _holds_number(sentence, index))
        or reading.lexicon.has("measure", thing.lemma)
        or by.evidence is not None
        or sentence[index].lemma in {"put", "estimate"}
        or _numbered(sentence, thing)
    ):
        return []
    amount = _amount(sentence, index)
    if amount is None:
        return []
    wording = Wording(by.source, by.quoted)
    phrase = _phrase_of(sentence, index, thing, amount)
    what = render(sentence, thing.index, phrase, reading.registry, wording)
    value = render(sentence, amount.index, sentence.subtree(amount.index), reading.registry, wording)
    copula = word("were" if phrases.is_plural(sentence, thing.index) else "was", thing, "be", "AUX")
    draft = plain_evidence(reading, sentence, index, by)
    draft.proposition = compose([("agent", what.tokens), ("other", [copula]), ("patient", value.tokens)], "be")
    if any(reading.lexicon.has("measure", sentence[i].lemma) for i in sentence.subtree(thing.index)):
        draft.evidence = EvidenceKind.DATA
    lemma = sentence[index].lemma
    draft.subtype = "correction" if lemma in _LOWERED else "update" if lemma in _RAISED else ""
    return [draft]


def _phrase_of(sentence: Sentence, index: int, thing: Token, amount: Token) -> list[int]:
    """What the amount is of: all that stands before "at 40 tonnes" where it was put there, else its own phrase."""
    opens = amount.head
    if sentence[index].lemma == "put" and sentence[opens].lower == "at" and index < thing.index < opens:
        return [i for i in range(min(sentence.subtree(thing.index)), opens) if i > index]
    barred = [p.index for p in sentence.kids(thing.index, "prep") if _holds_number(sentence, p.index)]
    between = [p for p in sentence.kids(index, "prep") if thing.index < p.index < opens]
    return sorted({*sentence.subtree(thing.index, barred), *(i for p in between for i in sentence.subtree(p.index))})


def occurrence(reading: Reading, sentence: Sentence, index: int, by: Attribution) -> list[Draft]:
    """Reads "reported six injuries", "described beatings", "predicted a strike": that there were some."""
    thing = sentence.kid(index, "dobj")
    if (
        thing is None
        or thing.pos != "NOUN"
        or phrases.is_definite(sentence, thing.index)
        or sentence.kid(thing.index, "poss")
    ):
        return []
    if reading.lexicon.group_of(thing.lemma, ("accusation", "statement", "finding", "request")):
        return []
    indices = sentence.subtree(thing.index)
    if any(sentence[i].tag in {"WP$", "WP", "WDT"} for i in indices[:1]):
        return []
    if sentence[index].lemma == "count" and not _holds_number(sentence, thing.index):
        return []
    late = [t for t in sentence.kids(index, "prep") if t.index > thing.index]
    indices = sorted({*indices, *(i for t in late for i in sentence.subtree(t.index))})
    future = by.outcome.stance is Stance.PREDICTS
    said = render(sentence, thing.index, indices, reading.registry, Wording(by.source, by.quoted))
    be = "will be" if future else "were" if phrases.is_plural(sentence, thing.index) else "was"
    there = [word("there", thing, pos="PRON"), *(word(w, thing, "be", "AUX") for w in be.split())]
    draft = plain_evidence(reading, sentence, index, by)
    draft.proposition = compose([("other", there), ("patient", said.tokens)], thing.lemma)
    draft.modality = Modality.FUTURE if future else draft.modality
    return [draft]


def _amount(sentence: Sentence, index: int) -> Token | None:
    found: Token | None = None
    for i in sentence.subtree(index):
        token = sentence[i]
        if (
            token.dep == "pobj"
            and sentence[token.head].lower in {"at", "to"}
            and i > index
            and _holds_number(sentence, i)
        ):
            found = token
    return found


def _holds_number(sentence: Sentence, index: int) -> bool:
    return any(sentence[i].pos == "NUM" and sentence[i].entity not in {"DATE", "TIME"} for i in sentence.subtree(index))


def _numbered(sentence: Sentence, thing: Token) -> bool:
    return any(p.lower == "of" for p in sentence.kids(thing.index, "prep"))
