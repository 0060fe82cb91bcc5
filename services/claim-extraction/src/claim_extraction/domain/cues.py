"""Finds the cues of a sentence and hands each to the reader of its complement."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from claim_extraction.domain import accusations, clausal, evidential, figures, nominal, phrases, predicates, refusals
from claim_extraction.domain.complements import clause_extent, is_passive, speaker_of, stands
from claim_extraction.domain.drafts import Attribution, Draft, Reading
from claim_extraction.domain.lexicon import Frame, Outcome
from claim_extraction.domain.model import Stance
from claim_extraction.domain.polarity import NEGATORS
from claim_extraction.domain.speakers import UNATTRIBUTED, Source, source_of
from claim_extraction.domain.surface import before_tail
from claim_extraction.domain.tokens import Sentence, Token

Reader = Callable[[Reading, Sentence, int, Attribution], list[Draft]]
_READERS: tuple[tuple[str, Reader], ...] = (
    ("refusal", refusals.refusal),
    ("silence", refusals.silence),
    ("target_of", accusations.of_doing),
    ("target_for", accusations.for_event),
    ("predicate", predicates.predicate_of),
    ("as", predicates.as_predicate),
    ("shown", evidential.shown),
    ("gerund", clausal.gerund),
    ("clause", clausal.clause),
    ("noun_that", nominal.noun_that),
    ("noun_after", nominal.noun_after),
    ("figure", figures.figure),
    ("occurrence", figures.occurrence),
    ("presupposed", nominal.presupposed),
    ("infinitive", clausal.infinitive),
    ("quote", clausal.quote),
    ("noun", nominal.noun),
)
DEEPEST = 6
MOST_CUES = 16
_REPLYING = frozenset({"reply", "answer", "retort", "respond", "counter"})
_FALSELY = frozenset({"falsely", "wrongly", "incorrectly", "mistakenly", "erroneously"})
_WITHHELD = frozenset({"reveal", "disclose", "acknowledge"})
_WITHHOLDS = Outcome(Stance.NO_COMMENT, "decline_comment", "Uu")
_NOBODY = frozenset({"neither", "no", "none", "nobody"})
_UNREAL = frozenset({"would", "might", "may", "should", "could"})


def verb_cues(reading: Reading, sentence: Sentence) -> list[Draft]:
    """Drafts of every verb cue of a sentence, outermost first."""
    drafts = reading.found = []
    tried = 0
    for index in _outermost_first(sentence):
        if index not in reading.consumed and sentence[index].lemma in reading.lexicon.frames and tried < MOST_CUES:
            tried += 1
            drafts += at_verb(reading, sentence, index)
    return drafts


def at_verb(reading: Reading, sentence: Sentence, index: int, outer: Attribution | None = None) -> list[Draft]:
    """Drafts of the cue at a verb; none where it is no cue or its frame finds nothing."""
    if index in reading.active or len(reading.active) > DEEPEST:
        return []
    reading.active.add(index)
    try:
        return _neither(reading, sentence, index, outer) or _by_frames(reading, sentence, index, outer)
    finally:
        reading.active.discard(index)


def _neither(reading: Reading, sentence: Sentence, index: int, outer: Attribution | None) -> list[Draft]:
    """Reads "neither confirmed nor denied N", "would not confirm or deny that S"."""
    verb = sentence[index]
    other = next((t for t in sentence.kids(index, "conj") if {t.lemma, verb.lemma} == {"confirm", "deny"}), None)
    near = {t.lower for t in sentence.tokens[max(0, index - 4) : other.index]} if other is not None else set()
    if other is None or not near & {"neither", "nor", "not", "n't"}:
        return []
    source, chain = _source(reading, sentence, index, outer)
    outcome = Outcome(Stance.NO_COMMENT, "glomar", "Uu")
    cue = tuple(i for i in range(index, other.index + 1) if sentence[i].pos != "PUNCT")
    by = Attribution(source, outcome, cue, clause_extent(sentence, index), "B02", chain, confidence=0.85)
    reading.consumed.update({index, other.index})
    holder = other.index if sentence.kid(other.index, "dobj", "ccomp") is not None else index
    return [refusals.silent(reading, sentence, holder, by)]


def _by_frames(reading: Reading, sentence: Sentence, index: int, outer: Attribution | None) -> list[Draft]:
    for frame in reading.lexicon.frames.get(sentence[index].lemma, ()):
        by = _attribution(reading, sentence, index, frame, outer)
        if by is None:
            continue
        for shape, read in _READERS:
            drafts = read(reading, sentence, index, by) if shape in frame.complements else []
            if drafts:
                reading.consumed.add(index)
                return [d for d in drafts if not d.suppressed]
    return []


def _outermost_first(sentence: Sentence) -> Iterable[int]:
    """Verbs that close the sentence behind a quotation or statement first, then from the root down."""
    yield from (t.index for t in reversed(sentence.tokens[-14:]) if t.is_verb and before_tail(sentence, t.index))
    level = [sentence.root]
    while level:
        yield from level
        level = [child for index in level for child in sentence.children[index]]


def _attribution(
    reading: Reading, sentence: Sentence, index: int, frame: Frame, outer: Attribution | None
) -> Attribution | None:
    token = sentence[index]
    if not (token.is_verb or token.tag.startswith("VB")) or not stands(sentence, index, frame):
        return None
    outcome = _outcome(sentence, token, frame)
    if outcome is None:
        return None
    source, chain = _source(reading, sentence, index, outer)
    cue = tuple(sorted({index, *_cue_words(sentence, index)}))
    return Attribution(
        source,
        outcome,
        cue,
        _with_speaker(sentence, clause_extent(sentence, index), source),
        frame.id,
        chain,
        confidence=0.85 if source is not UNATTRIBUTED_SOURCE else 0.6,
    )


UNATTRIBUTED_SOURCE = Source(UNATTRIBUTED)


def _with_speaker(sentence: Sentence, extent: tuple[int, int], source: Source) -> tuple[int, int]:
    """The extent from the speaker on, where the cue stands in a relative clause behind it."""
    low, high = extent
    return (sentence.subtree(source.head)[0], high) if 0 <= source.head < low else extent


def _outcome(sentence: Sentence, token: Token, frame: Frame) -> Outcome | None:  # noqa: PLR0911
    """The frame's outcome under the cue's own polarity; None where the cue commits nobody to anything."""
    auxiliaries = {t.lower for t in sentence.kids(token.index, "aux")}
    if token.lemma == "dismiss" and _sacked(sentence, token):
        return None
    if _by_nobody(sentence, token):
        return None
    negated = any(t.lower in NEGATORS for t in sentence.kids(token.index))
    above = sentence[token.head]
    if token.dep == "xcomp" and above.lemma in {"fail", "decline", "refuse"}:
        return None if "refusal" not in frame.complements else frame.outcome
    if any(t.lower in {"if", "unless", "whether"} for t in sentence.kids(token.index, "mark")):
        return None
    if {"silence", "refusal"} & frame.complements:
        return frame.outcome if ("refusal" in frame.complements) != negated or token.lemma == "stop" else None
    if any(t.tag == "TO" for t in sentence.kids(token.index, "aux")) and "shown" not in frame.complements:
        return None
    if negated:
        unwilling = auxiliaries & {"would", "will", "wo"} and token.lemma in _WITHHELD
        return _WITHHOLDS if unwilling and frame.negated is not None else frame.negated
    if auxiliaries & _UNREAL and token.dep != "conj" and "have" not in auxiliaries:
        return None
    outcome = frame.outcome
    if any(t.lower in _FALSELY for t in sentence.kids(token.index, "advmod")):
        outcome = replace(outcome, author="CT-")
    return outcome


def _by_nobody(sentence: Sentence, token: Token) -> bool:
    """Reads "neither side admitted S", "nobody disputes that S": who says nothing takes no side."""
    subject = sentence.kid(token.index, "nsubj")
    if subject is None:
        return False
    return subject.lower in _NOBODY or any(t.lower in _NOBODY for t in sentence.kids(subject.index, "det", "predet"))


def _sacked(sentence: Sentence, token: Token) -> bool:
    """Reads "they will be dismissed": people lose their posts, no claim is put down."""
    subject = sentence.kid(token.index, "nsubjpass")
    return subject is not None and subject.lower in phrases.PERSONAL and is_passive(sentence, token.index)


def _source(
    reading: Reading, sentence: Sentence, index: int, outer: Attribution | None
) -> tuple[Source, tuple[str, ...]]:
    noun = speaker_of(sentence, index)
    if outer is not None:
        return outer.source, outer.chain
    above = reading.nested.get(index)
    chain = (*above.chain, above.source.speaker.name) if above is not None else ()
    if noun is None:
        predicted = any(f.outcome.stance is Stance.PREDICTS for f in reading.lexicon.frames[sentence[index].lemma])
        if (is_passive(sentence, index) or sentence.kid(index, "expl") is not None) and not predicted:
            return UNATTRIBUTED_SOURCE, chain
        return reading.narrator if above is None else above.source, chain
    if noun.lower in {"we", "i", "us"} and not sentence.in_quotation and above is None:
        return reading.narrator, chain
    favoured = above.source if above is not None else None
    if sentence[index].lemma in _REPLYING and reading.quote_source is not None:
        return source_of(
            sentence, noun, reading.registry, reading.lexicon, favoured, reading.quote_source.referent
        ), chain
    return source_of(sentence, noun, reading.registry, reading.lexicon, favoured), chain


def _cue_words(sentence: Sentence, index: int) -> list[int]:
    """Words that belong to a cue beside its verb: auxiliaries, negation, particles, manner."""
    return [
        t.index
        for t in sentence.kids(index, "neg", "prt", "auxpass", "advmod")
        if t.dep != "advmod" or (t.lower.endswith("ly") and t.index == index - 1)
    ]
