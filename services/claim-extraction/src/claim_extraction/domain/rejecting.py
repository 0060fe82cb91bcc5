"""Clauses that reject a claim without a verb of denying: "the report is untrue", "he saw no such thing"."""

from dataclasses import replace

from claim_extraction.domain import phrases, verdicts
from claim_extraction.domain.anaphora import anaphor_at, named_before, party
from claim_extraction.domain.clauses import clause_tokens
from claim_extraction.domain.coreference import fits
from claim_extraction.domain.drafting import link_draft, plain_draft, plain_evidence
from claim_extraction.domain.drafts import Anaphor, Attribution, Draft, Reading
from claim_extraction.domain.evidence import was_there
from claim_extraction.domain.model import EvidenceKind, Stance
from claim_extraction.domain.polarity import NEGATORS
from claim_extraction.domain.propositions import Wording, compose, render, word
from claim_extraction.domain.tokens import Sentence, Token

_TELLING = frozenset({"say", "tell", "claim", "allege", "write", "state", "report", "suggest", "describe", "assert"})
_TRUTH = frozenset({"truth", "word", "basis", "foundation", "substance", "merit"})


def verdict_on_claim(reading: Reading, sentence: Sentence, root: int, by: Attribution) -> Draft | None:
    """A clause that calls a claim false: "the report is untrue", "there is no truth to the rumour that S"."""
    lexicon = reading.lexicon
    subject = sentence.kid(root, "nsubj", "nsubjpass")
    words = verdicts.predicate(sentence, root)
    if not verdicts.clause_says_false(sentence, root, lexicon):
        return _scorned(reading, sentence, root, words, by)
    below = _clause_of_report(reading, sentence, words, subject)
    if below is not None:
        return denied(reading, sentence, below.index, by, "reject_report")
    clause = sentence.kid(root, "ccomp", "csubj")
    if (
        clause is not None
        and (subject is None or subject.lower == "it")
        and sentence.kid(clause.index, "mark") is not None
    ):
        return denied(reading, sentence, clause.index, by, "reject_report")
    named = _what_was_said(sentence, root, by) or _said_of(reading, sentence, subject, by)
    if named is not None:
        return named
    about = subject if subject is not None and subject.lower != "there" else None
    target = about or next((t for t in words if t.dep == "pobj" and t.lemma not in _TRUTH), None)
    own = target is not None and _own_mistake(sentence, root, target, by)
    anaphor = _called_false(reading, sentence, target, words) if target is not None and not own else None
    if anaphor is None:
        return None
    return link_draft(sentence, by, anaphor, Stance.DENIES, "dismiss_as_false", root)


def _what_was_said(sentence: Sentence, root: int, by: Attribution) -> Draft | None:
    """Reads "what Miss Orr has said about the dog is not true": the claim of whoever is said to have made it."""
    clause = sentence.kid(root, "csubj", "csubjpass", "nsubj")
    if clause is None or not clause.is_verb or clause.lemma not in _TELLING:
        return None
    who = sentence.kid(clause.index, "nsubj")
    opens = sentence[min(sentence.subtree(clause.index))]
    if who is None or opens.lower != "what" or who.lower in {"i", "we"} or who.index == by.source.head:
        return None
    topic = [sentence[i] for p in sentence.kids(clause.index, "prep") for i in sentence.subtree(p.index)]
    words = frozenset(t.lemma for t in topic if t.is_noun)
    personal = who.pos == "PRON"
    helped = min([clause.index, *(t.index for t in sentence.kids(clause.index, "aux"))])
    owner = "" if personal else phrases.text_of(sentence, list(range(opens.index + 1, helped)))
    pronoun = who.lower if personal else ""
    told = Anaphor("claim", "statement", words=words, owner=owner, position=who.index, pronoun=pronoun)
    return link_draft(sentence, by, told, Stance.DENIES, "dismiss_as_false", root)


def _said_of(reading: Reading, sentence: Sentence, subject: Token | None, by: Attribution) -> Draft | None:
    """Reads "'It is a fabrication,' Ruiz said of the memo": denies that the memo is authentic."""
    if subject is None or subject.lower not in {"it", "that", "this"}:
        return None
    preps = [p for c in by.cue for p in sentence.kids(c, "prep") if p.lower in {"of", "about"}]
    noun = sentence.kid(preps[0].index, "pobj") if preps else None
    if noun is None or not noun.is_noun:
        return None
    draft = plain_evidence(reading, sentence, noun.index, by)
    said = render(sentence, noun.index, sentence.subtree(noun.index), reading.registry, Wording(by.source))
    copula = word("are" if phrases.is_plural(sentence, noun.index) else "is", noun, "be", "AUX")
    real = word("authentic", noun, pos="ADJ")
    draft.proposition = compose([("patient", said.tokens), ("other", [copula, real])], "authentic")
    draft.stance, draft.subtype, draft.commitment = Stance.DENIES, "dismiss_as_false", "CT-"
    draft.anaphor = anaphor_at(reading, sentence, noun) or Anaphor(noun.lemma, "event", position=noun.index)
    return draft


def _clause_of_report(reading: Reading, sentence: Sentence, words: list[Token], subject: Token | None) -> Token | None:
    """S in "no truth to the rumour that S", "the claim that S was wrong"."""
    reports = reading.lexicon.words["statement"] | reading.lexicon.words["accusation"]
    for noun in [*words, *([subject] if subject is not None else [])]:
        if noun.lemma in reports and (noun.dep in {"pobj", "attr"} or noun is subject):
            for clause in sentence.kids(noun.index, "acl", "relcl", "ccomp"):
                if sentence.kid(clause.index, "mark") is not None:
                    return clause
    return None


def _scorned(reading: Reading, sentence: Sentence, root: int, words: list[Token], by: Attribution) -> Draft | None:
    """Reads "the charge was “not worth an answer”": a claim that is spoken ill of in quotation marks is rejected."""
    subject = sentence.kid(root, "nsubj")
    marked = any(t.is_quote_mark for t in sentence.tokens[root:]) and sentence[root].lemma == "be"
    if subject is None or not marked or by.quoted or verdicts.only_complains(words, reading.lexicon):
        return None
    anaphor = (named_before(reading, sentence, subject) if subject.lower == "they" else None) or anaphor_at(
        reading, sentence, subject
    )
    if anaphor is None or not by.rule or anaphor.lemma in {"it", "them", "so"} or anaphor.group == "party":
        return None
    if anaphor.group not in {"accusation", "statement", "any"}:
        draft = plain_draft(reading, sentence, root, clause_tokens(reading, sentence, root, [], by, None), by)
        draft.anaphor, draft.only_if_accused = anaphor, True
        return draft
    return link_draft(sentence, by, anaphor, Stance.DENIES, "dismiss_as_false", root)


def _called_false(reading: Reading, sentence: Sentence, target: Token, words: list[Token]) -> Anaphor | None:
    """What a verdict of falsity is about: a claim, evidence, a party, or any definite thing shown before."""
    mistaken = any(t.lower in {"wrong", "mistaken", "lying", "misinformed", "confused"} for t in words)
    anaphor = party(reading, sentence, target) if mistaken else None
    anaphor = anaphor or anaphor_at(reading, sentence, target)
    if anaphor is None and target.is_noun and phrases.is_definite(sentence, target.index):
        anaphor = Anaphor(target.lemma, "shown", phrases.is_plural(sentence, target.index), position=target.index)
    return anaphor


def _own_mistake(sentence: Sentence, root: int, target: Token, by: Attribution) -> bool:
    """Reads "Ruiz said that she had been wrong": of herself, and so no denial of what others claim."""
    referent = by.source.referent
    earlier = any(t.lower == "had" for t in sentence.kids(root, "aux"))
    return earlier and not by.quoted and referent is not None and fits(target.lower, referent)


def flat_contradiction(reading: Reading, sentence: Sentence, root: int, by: Attribution) -> Draft | None:
    """Reads "Nobody has", "he saw no such thing", "that is not what happened", "no such letter was written"."""
    subject = sentence.subject(root)
    if sentence[root].lemma in {"have", "do", "be"} and len(sentence.subtree(root)) <= 4:
        denying = any(
            sentence[i].lower in {"nobody", "no", "not", "n't", "never", "none"} for i in sentence.subtree(root)
        )
        if denying:
            group = "asked" if _was_asked(sentence, root) else "any"
            return link_draft(sentence, by, Anaphor("that", group), Stance.DENIES, "", root)
        seen = by.evidence is None and was_there(sentence, by.source, reading.lexicon)
        return _so_it_was(sentence, root, replace(by, evidence=EvidenceKind.EYEWITNESS) if seen else by)
    arguments = sentence.kids(root, "nsubj", "nsubjpass", "dobj", "attr")
    thing = next((t for t in arguments if _no_such(sentence, t, root)), None)
    if thing is not None:
        anaphor = anaphor_at(reading, sentence, thing)
        if thing.lemma == "thing" and subject is not None:
            anaphor = party(reading, sentence, subject)
        anaphor = anaphor or Anaphor(thing.lemma, "event", words=frozenset({thing.lemma}), position=thing.index)
        return link_draft(sentence, by, anaphor, Stance.DENIES, "", root)
    said = sentence.kids(root, "ccomp", "attr", "csubj", "advcl")
    happened = any(t.lemma in {"happen", "occur", "go"} or _how_it_was(sentence, t) for t in said)
    negated = any(t.lower in NEGATORS for t in sentence.kids(root))
    if negated and happened and subject is not None and subject.lower in {"that", "this", "it"}:
        anaphor = anaphor_at(reading, sentence, subject) or Anaphor("that", "any")
        return link_draft(sentence, by, anaphor, Stance.DENIES, "dismiss_as_false", root)
    return None


def _was_asked(sentence: Sentence, root: int) -> bool:
    """Reads "Asked whether S, Ruiz said it had not": the question stands in the same sentence."""
    return any(
        t.lemma == "ask"
        and any(
            m.lower in {"whether", "if"}
            for c in sentence.kids(t.index, "ccomp")
            for m in sentence.kids(c.index, "mark")
        )
        for t in sentence.tokens[:root]
    )


def _how_it_was(sentence: Sentence, clause: Token) -> bool:
    """Reads "that is not how it was"."""
    marked = any(t.lower == "how" for t in sentence.kids(clause.index, "advmod", "attr", "acomp"))
    return clause.lemma == "be" and marked and any(t.lower == "it" for t in sentence.kids(clause.index, "nsubj"))


def _so_it_was(sentence: Sentence, root: int, by: Attribution) -> Draft | None:
    """Reads "they did", "it had": what was just disputed is so."""
    subject = sentence.kid(root, "nsubj")
    elliptic = subject is not None and subject.pos == "PRON" and subject.lower in phrases.PERSONAL
    said = [
        i
        for i in sentence.subtree(root)
        if sentence[i].pos != "PUNCT" and sentence[i].dep not in {"mark", "conj", "cc"}
    ]
    own = [i for i in said if i in {root, subject.index if subject is not None else root}]
    if (
        not elliptic
        or not by.rule
        or len(own) < 2
        or sentence.kid(root, "dobj", "attr", "acomp", "prep", "xcomp", "ccomp", "advmod") is not None
    ):
        return None
    return link_draft(sentence, by, Anaphor("that", "ellipsis"), Stance.ASSERTS, "", root)


def _no_such(sentence: Sentence, token: Token, root: int) -> bool:
    """Reads "no such offer", "never … any such offer"."""
    lowers = {t.lower for t in sentence.kids(token.index)} | {
        t.lower for k in sentence.kids(token.index) for t in sentence.kids(k.index)
    }
    negated = any(t.lower in NEGATORS for t in sentence.kids(root))
    return "such" in lowers and ("no" in lowers or (negated and "any" in lowers))


def denied(reading: Reading, sentence: Sentence, root: int, by: Attribution, subtype: str) -> Draft:
    outcome = replace(by.outcome, stance=Stance.DENIES, subtype=subtype, commitment="CT-")
    return plain_draft(
        reading, sentence, root, sentence.subtree(root), replace(by, outcome=outcome), keep_negation=True
    )
