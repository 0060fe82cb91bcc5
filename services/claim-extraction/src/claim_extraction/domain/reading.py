"""Reads one sentence: every attribution in it, then what the narrator says in plain words."""

from dataclasses import replace

from claim_extraction.domain import phrases
from claim_extraction.domain.complements import clause_extent, frame_at
from claim_extraction.domain.contents import content_drafts
from claim_extraction.domain.coreference import Referent
from claim_extraction.domain.cues import at_verb, verb_cues
from claim_extraction.domain.drafts import Attribution, Draft, Reading
from claim_extraction.domain.exhibits import shown_by_order
from claim_extraction.domain.inversions import fronted_denial
from claim_extraction.domain.lexicon import Outcome
from claim_extraction.domain.model import Speaker, SpeakerKind, Stance
from claim_extraction.domain.outbursts import outburst
from claim_extraction.domain.rejoinders import gesture, plea, rejoinder
from claim_extraction.domain.signatures import signature
from claim_extraction.domain.sourcing import according_to, headline_colon, hedged, noun_cues
from claim_extraction.domain.speakers import Source, source_of
from claim_extraction.domain.tokens import Sentence
from claim_extraction.domain.unverified import unverified

__all__ = ["at_verb", "read_sentence"]


def read_sentence(reading: Reading, sentence: Sentence) -> list[Draft]:
    """All drafts of a sentence; the registry must have read it first."""
    reading.consumed = set()
    reading.nested = {}
    first = len(reading.drafts)
    for reader in (
        headline_colon,
        fronted_denial,
        rejoinder,
        outburst,
        gesture,
        plea,
        unverified,
        signature,
        according_to,
        verb_cues,
        noun_cues,
    ):
        reading.drafts += reader(reading, sentence)
    if len(reading.drafts) == first and not sentence.is_headline:
        reading.drafts += shown_by_order(reading, sentence)
    attributed = len(reading.drafts) > first
    reading.drafts += _narration(reading, sentence, attributed=attributed)
    found = reading.drafts[first:]
    spoken = [d for d in found if d.by.rule and d.by.source.speaker.kind != "document"]
    if spoken:
        reading.quote_source = replace(spoken[-1].by.source, head=-1)
    return found


def _narration(reading: Reading, sentence: Sentence, *, attributed: bool) -> list[Draft]:
    """Main clauses that no cue governs, in the narrator's own voice or that of an open quotation."""
    root = sentence.root
    floating = _floating(reading, sentence) or _counter(reading, sentence)
    source = floating or reading.narrator
    drafts: list[Draft] = []
    tops = [root, *(t.index for t in sentence.kids(root, "conj", "parataxis") if t.is_verb)]
    if any(t in reading.consumed for t in tops[:1]) and len(tops) == 1:
        return []
    for top in tops:
        if top in reading.consumed or not _states(sentence, top) or _is_cue(reading, sentence, top):
            continue
        outcome = Outcome(Stance.ASSERTS, author="Uu" if floating else "CT+")
        by = Attribution(
            source,
            outcome,
            (),
            clause_extent(sentence, top),
            "D05" if floating else "",
            confidence=0.45 if attributed else 0.6,
            quoted=floating is not None,
        )
        drafts += content_drafts(reading, sentence, top, by)
        reading.consumed.add(top)
        reading.consumed.update(t.index for t in sentence.kids(top, "conj"))
    hedged(reading, sentence, drafts)
    return drafts


def _floating(reading: Reading, sentence: Sentence) -> Source | None:
    """The speaker of a quotation that stands alone or runs on."""
    first = sentence[0].text in {'"', "“", "``"}
    if not (first or sentence.in_quotation):
        return None
    if reading.quote_source is not None:
        return reading.quote_source
    people = reading.registry.people()
    return _narrated_person(people[-1]) if people else None


def _counter(reading: Reading, sentence: Sentence) -> Source | None:
    """Whose figure it is: "The league's count was 24,500"."""
    subject = sentence.kid(sentence.root, "nsubj")
    if sentence[sentence.root].lemma != "be" or subject is None or not reading.lexicon.has("finding", subject.lemma):
        return None
    owner, value = sentence.kid(subject.index, "poss"), sentence.kid(sentence.root, "attr")
    numbered = value is not None and (value.pos == "NUM" or sentence.kid(value.index, "nummod") is not None)
    if owner is None or not numbered or owner.lower in phrases.POSSESSIVE:
        return None
    return source_of(sentence, owner, reading.registry, reading.lexicon)


def _narrated_person(referent: Referent) -> Source:
    return Source(Speaker(referent.text, referent.affiliation, SpeakerKind.PERSON), -1, referent, "person")


def _states(sentence: Sentence, top: int) -> bool:
    token = sentence[top]
    if not token.is_verb or sentence.tokens[-1].text == "?":
        return False
    imperative = token.tag == "VB" and sentence.subject(top) is None
    return not imperative and (sentence.subject(top) is not None or sentence.kid(top, "expl") is not None)


def _is_cue(reading: Reading, sentence: Sentence, top: int) -> bool:
    """True for refusals ("rejected the appeal") that a frame looked at and found no claim in."""
    frame = frame_at(sentence, top, reading.lexicon)
    return frame is not None and frame.outcome.stance in {Stance.DENIES, Stance.NO_COMMENT}
