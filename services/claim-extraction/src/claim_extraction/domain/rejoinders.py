"""Reads answers that are told in another order: '"Rubbish," was how Ruiz described the log', "pleaded not guilty"."""

from dataclasses import replace

from claim_extraction.domain import verdicts
from claim_extraction.domain.clausal import quote
from claim_extraction.domain.complements import frame_at, quoted_run
from claim_extraction.domain.contents import one_clause
from claim_extraction.domain.drafting import link_draft, plain_evidence
from claim_extraction.domain.drafts import Anaphor, Attribution, Draft, Reading
from claim_extraction.domain.lexicon import Outcome
from claim_extraction.domain.model import Stance
from claim_extraction.domain.nominal import committed
from claim_extraction.domain.predicates import verdict
from claim_extraction.domain.speakers import source_of
from claim_extraction.domain.surface import main_verb
from claim_extraction.domain.tokens import Sentence, Token

_DESCRIBING = frozenset({"describe", "characterise", "characterize", "summarise", "summarize", "dismiss", "sum", "put"})
_ANSWERS = frozenset({"response", "reply", "answer", "retort", "comment", "verdict", "reaction", "explanation"})


def rejoinder(reading: Reading, sentence: Sentence) -> list[Draft]:
    """A quotation that opens the sentence, with its speaker behind "was how" or "was the answer of"."""
    be = sentence[sentence.root]
    if be.lemma != "be" or not sentence[0].is_quote_mark:
        return []
    said = [sentence[i] for i in quoted_run(sentence, be.index) if i < be.index and sentence[i].pos != "PUNCT"]
    if not said:
        return []
    return _was_how(reading, sentence, be, said) or _was_the_answer(reading, sentence, be, said)


def _was_how(reading: Reading, sentence: Sentence, be: Token, said: list[Token]) -> list[Draft]:
    verb = next((t for t in sentence.kids(be.index, "ccomp", "advcl") if t.lemma in _DESCRIBING), None)
    if verb is None or sentence[be.index + 1].lower != "how":
        return []
    who, target = sentence.kid(verb.index, "nsubj"), sentence.kid(verb.index, "dobj")
    if who is None or target is None:
        return []
    reading.consumed.update({be.index, verb.index})
    return verdict(reading, sentence, verb.index, target, said, _by(reading, sentence, who, verb, "A14"))


def _was_the_answer(reading: Reading, sentence: Sentence, be: Token, said: list[Token]) -> list[Draft]:
    noun = next((t for t in sentence.kids(be.index, "attr", "nsubj") if t.index > be.index), None)
    if noun is None or noun.lemma not in _ANSWERS:
        return []
    preps = [p for p in sentence.kids(noun.index, "prep") if p.lower in {"of", "from", "by"}]
    who = sentence.kid(preps[0].index, "pobj") if preps else sentence.kid(noun.index, "poss")
    if who is None:
        return []
    reading.consumed.add(be.index)
    by = _by(reading, sentence, who, be, "D02")
    if any(t.is_verb for t in said):
        return quote(reading, sentence, noun.index, by)
    about = next((p for p in sentence.kids(noun.index, "prep") if p.lower in {"on", "about", "to"}), None)
    target = sentence.kid(about.index, "pobj") if about is not None else None
    if target is not None:
        return verdict(reading, sentence, be.index, target, said, by)
    false = verdicts.says_false(said, reading.lexicon)
    return [link_draft(sentence, by, Anaphor("that", "any"), Stance.DENIES, "dismiss_as_false")] if false else []


def gesture(reading: Reading, sentence: Sentence) -> list[Draft]:
    """Reads 'Ruiz threw down his pen: "S."': whoever acts before a colon says what is quoted behind it."""
    colon = next(
        (t.index for t in sentence.tokens[2:-3] if t.text == ":" and sentence[t.index + 1].is_quote_mark), None
    )
    if colon is None:
        return []
    verb = next((t for t in sentence.tokens[:colon] if t.is_verb and sentence.kid(t.index, "nsubj") is not None), None)
    who = sentence.kid(verb.index, "nsubj") if verb is not None else None
    if (
        verb is None
        or who is None
        or frame_at(sentence, verb.index, reading.lexicon) is not None
        or who.lower in {"i", "we", "it"}
    ):
        return []
    run = [t.index for t in sentence.tokens[colon + 1 :] if not t.is_quote_mark]
    if not reading.registry.speaks(sentence, who) or not any(sentence[i].is_verb for i in run):
        return []
    root = main_verb(sentence, run)
    by = replace(_by(reading, sentence, who, verb, "D05"), quoted=True)
    reading.consumed.update({sentence.root, verb.index})
    drafts = one_clause(reading, sentence, root, run, by)
    reading.consumed.add(root)
    return drafts


def plea(reading: Reading, sentence: Sentence) -> list[Draft]:
    """Reads "Ruiz pleaded not guilty to arson": denies having committed it, and no more than that."""
    drafts = []
    for verb in sentence:
        said = [sentence[i] for i in sentence.subtree(verb.index) if i > verb.index]
        denies = bool(said) and said[0].lower in {"not", "innocent"}
        who = sentence.subject(verb.index)
        if verb.lemma != "plead" or not verb.is_verb or not denies or who is None:
            continue
        reading.consumed.add(verb.index)
        deed = next((t for t in said if t.dep == "pobj" and t.is_noun), None)
        by = _by(reading, sentence, who, verb, "A01")
        bare = plain_evidence(reading, sentence, verb.index, by)
        drafts.append(committed(reading, sentence, deed, by) if deed is not None else bare)
    return drafts


def _by(reading: Reading, sentence: Sentence, who: Token, cue: Token, rule: str) -> Attribution:
    source = source_of(sentence, who, reading.registry, reading.lexicon)
    stance = Stance.DENIES if rule == "A01" else Stance.ASSERTS
    commitment = "CT-" if rule == "A01" else "CT+"
    return Attribution(
        source, Outcome(stance, commitment=commitment), (cue.index,), (0, len(sentence) - 1), rule, confidence=0.8
    )
