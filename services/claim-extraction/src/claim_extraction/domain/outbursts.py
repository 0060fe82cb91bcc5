"""Reads denials of a few quoted words: '"Pure fantasy," said Ruiz', '"A fake" was what Ruiz called it'."""

from dataclasses import replace

from claim_extraction.domain import verdicts
from claim_extraction.domain.anaphora import anaphor_at
from claim_extraction.domain.complements import speaker_of
from claim_extraction.domain.drafting import link_draft
from claim_extraction.domain.drafts import Anaphor, Attribution, Draft, Reading
from claim_extraction.domain.evidence import noun_kind
from claim_extraction.domain.lexicon import Outcome
from claim_extraction.domain.model import Stance
from claim_extraction.domain.predicates import verdict
from claim_extraction.domain.speakers import source_of
from claim_extraction.domain.tokens import Sentence, Token
from claim_extraction.domain.wordlists import word_set

LONGEST_OUTBURST = 12
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_UTTERING = word_set(
    "say reply answer retort respond counter snap shout cry scoff laugh sigh bark growl exclaim add insist tell "
    "declare shrug mutter snort thunder quip remark"
)
_BACK = word_set("shoot hit fire snap shout come write strike bite")
_CALLING = word_set("call label brand dub term deem consider think pronounce")
_OTHER = frozenset({"another", "other", "different", "wrong"})
_NEGATIVES = frozenset({"not", "no", "never", "n't"})
_PRINTS = word_set("print still frame shot enlargement blow-up")
_PUT_TO = word_set("show hand confront present ask")


def outburst(reading: Reading, sentence: Sentence) -> list[Draft]:
    """At most one denial, by whoever utters the quotation that opens the sentence."""
    close = next((t.index for t in sentence.tokens[2 : LONGEST_OUTBURST + 2] if t.is_quote_mark), None)
    if not sentence[0].is_quote_mark or close is None:
        return []
    said = [t for t in sentence.tokens[1:close] if t.pos != "PUNCT"]
    if not said or any(t.tag in _FINITE for t in said):
        return []
    return _called(reading, sentence, said, close) or _uttered(reading, sentence, said, close)


def _called(reading: Reading, sentence: Sentence, said: list[Token], close: int) -> list[Draft]:
    """Reads '"A fake" was what the lawyer Ana Ruiz called the receipt'."""
    be = sentence[sentence.root]
    verb = next((t for t in sentence.tokens[close + 1 :] if t.lemma in _CALLING and t.is_verb), None)
    if be.lemma != "be" or verb is None or sentence[min(be.index + 1, len(sentence) - 1)].lower != "what":
        return []
    who = sentence.kid(verb.index, "nsubj")
    target = next((t for t in sentence.kids(verb.index, "oprd", "dobj", "attr") if t.index > verb.index), None)
    if who is None or target is None:
        return []
    by = _by(reading, sentence, who, verb)
    reading.consumed.update({be.index, verb.index})
    return verdict(reading, sentence, verb.index, target, said, by)


def _uttered(reading: Reading, sentence: Sentence, said: list[Token], close: int) -> list[Draft]:
    verb = _verb_of_uttering(sentence, close)
    who = (_behind(sentence, verb) or speaker_of(sentence, verb.index)) if verb is not None else None
    if verb is None or who is None or who.index < close:
        return []
    anaphor = _dismissed(reading, sentence, said, close)
    if anaphor is None:
        return []
    reading.consumed.update({sentence.root, *(t.index for t in sentence if t.is_verb)})
    by = _by(reading, sentence, who, verb)
    return [link_draft(sentence, by, anaphor, Stance.DENIES, "dismiss_as_false", verb.index)]


def _dismissed(reading: Reading, sentence: Sentence, said: list[Token], close: int) -> Anaphor | None:
    """What the words put down: the latest claim, or what the speaker was shown where it is of something else."""
    if verdicts.says_false(said, reading.lexicon):
        return Anaphor("that", "any", position=0)
    if said[0].lower not in _OTHER or not any(t.is_noun for t in said):
        return None
    for verb in sentence.tokens[close + 1 :]:
        for thing in sentence.kids(verb.index, "dobj", "pobj") if verb.lemma in _PUT_TO or verb.pos == "ADP" else ():
            if noun_kind(sentence, thing.index, reading.lexicon) is not None:
                return anaphor_at(reading, sentence, thing)
            if thing.lemma in _PRINTS:
                return Anaphor(thing.lemma, "shown", position=thing.index)
    return None


def _verb_of_uttering(sentence: Sentence, close: int) -> Token | None:
    for verb in sentence.tokens[close + 1 :]:
        back = verb.index + 1 < len(sentence) and sentence[verb.index + 1].lower == "back"
        if verb.is_verb and (verb.lemma in _UTTERING or (back and verb.lemma in _BACK)):
            negated = any(t.lower in _NEGATIVES for t in sentence.kids(verb.index))
            return None if negated else verb
    return None


def _behind(sentence: Sentence, verb: Token) -> Token | None:
    """The subject beside a verb of uttering, not a word of the quotation that the parser took for one."""
    return next((t for t in sentence.kids(verb.index, "nsubj") if not _is_within(sentence, t)), None)


def _is_within(sentence: Sentence, token: Token) -> bool:
    return sum(t.is_quote_mark for t in sentence.tokens[: token.index]) == 1


def _by(reading: Reading, sentence: Sentence, who: Token, verb: Token) -> Attribution:
    source = source_of(sentence, who, reading.registry, reading.lexicon)
    by = Attribution(source, Outcome(Stance.ASSERTS), (verb.index,), (0, len(sentence) - 1), "A14", confidence=0.8)
    return replace(by, quoted=True)
