"""Reads "could not be independently verified": the author leaves open what evidence shows."""

from dataclasses import replace

from claim_extraction.domain.anaphora import anaphor_at
from claim_extraction.domain.complements import clause_extent
from claim_extraction.domain.drafting import link_draft
from claim_extraction.domain.drafts import Attribution, Draft, Reading
from claim_extraction.domain.lexicon import Outcome
from claim_extraction.domain.model import EvidenceKind, Stance
from claim_extraction.domain.polarity import NEGATORS
from claim_extraction.domain.speakers import source_of
from claim_extraction.domain.tokens import Sentence

_CHECKING = frozenset({"verify", "confirm", "authenticate", "corroborate", "establish"})


def unverified(reading: Reading, sentence: Sentence) -> list[Draft]:
    """At most one draft: whoever could not verify, or the author for the passive."""
    for token in sentence:
        if token.lemma not in _CHECKING or not token.is_verb:
            continue
        words = {t.lower for t in sentence.kids(token.index, "aux", "neg", "advmod")}
        unable = bool(words & {"could", "can", "ca"}) and bool(words & NEGATORS)
        subject = sentence.kid(token.index, "nsubjpass")
        passive = subject is not None
        if not unable or (not passive and token.lemma == "confirm"):
            continue
        thing = subject if passive else sentence.kid(token.index, "dobj")
        anaphor = anaphor_at(reading, sentence, thing) if thing is not None else None
        if anaphor is None:
            continue
        who = None if passive else sentence.subject(token.index)
        source = source_of(sentence, who, reading.registry, reading.lexicon) if who is not None else reading.narrator
        outcome = Outcome(Stance.QUESTIONS, "unverified", "Uu")
        by = Attribution(source, outcome, (token.index,), clause_extent(sentence, token.index), "B05", confidence=0.85)
        if anaphor.group in {k.value for k in EvidenceKind}:
            by = replace(by, evidence=EvidenceKind(anaphor.group))
        reading.consumed.add(token.index)
        return [link_draft(sentence, by, anaphor, Stance.QUESTIONS, "unverified")]
    return []
