"""Reads accusations: "accused X of V-ing", "suspected of S", "blamed X for E"."""

from dataclasses import replace

from claim_extraction.domain import phrases
from claim_extraction.domain.complements import is_passive
from claim_extraction.domain.drafts import Attribution, Draft, Reading
from claim_extraction.domain.inflection import past, stem_of_gerund
from claim_extraction.domain.model import Modality
from claim_extraction.domain.propositions import Proposition, Wording, compose, render, word
from claim_extraction.domain.tokens import Sentence, Token


def of_doing(reading: Reading, sentence: Sentence, index: int, by: Attribution) -> list[Draft]:
    """The accused as subject of what they are accused of."""
    target = _target(sentence, index)
    prep = next((p for p in _preps(sentence, index) if p.lower in {"of", "with"}), None)
    if target is None or prep is None:
        return []
    verb = sentence.kid(prep.index, "pcomp")
    noun = sentence.kid(prep.index, "pobj")
    if verb is None and noun is not None and noun.tag == "VBG":
        verb, noun = noun, None
    if verb is None and prep.index + 1 < len(sentence) and sentence[prep.index + 1].lower.endswith("ing"):
        return [_doing_by_order(reading, sentence, target, prep, by)]
    suspected = sentence[index].lemma == "suspect"
    if suspected:
        by = replace(by, outcome=replace(by.outcome, commitment="PS+", modality=Modality.POSSIBLE))
    drafts = []
    if verb is not None:
        verbs = [verb, *(c for c in sentence.kids(verb.index, "conj") if c.tag == "VBG")]
        drafts = [_doing(reading, sentence, target, one, [v.index for v in verbs if v is not one], by) for one in verbs]
        reading.consumed.update(v.index for v in verbs)
    elif noun is not None and prep.lower == "of":
        drafts.append(_having_done(reading, sentence, target, noun, by))
    for draft in drafts:
        draft.modality = Modality.POSSIBLE if suspected else draft.modality
    return drafts


def _doing_by_order(reading: Reading, sentence: Sentence, target: Token, prep: Token, by: Attribution) -> Draft:
    """Reads "accused X of fitting hidden motors" where the parser took "fitting" for an adjective."""
    verb = sentence[prep.index + 1]
    lemma = stem_of_gerund(verb.lower)
    tokens = [i for i in range(verb.index, len(sentence)) if sentence[i].pos != "PUNCT"]
    wording = Wording(by.source, by.quoted, replaced=((verb.index, past(lemma)),))
    barred = set(sentence.subtree(prep.index))
    subject = [i for i in phrases.full(sentence, target.index) if i not in barred]
    who = render(sentence, target.index, subject, reading.registry, wording)
    what = render(sentence, verb.index, tokens, reading.registry, wording)
    proposition = compose([("agent", who.tokens), ("other", what.tokens)], lemma)
    return _draft(sentence, proposition, verb.index, by)


def for_event(reading: Reading, sentence: Sentence, index: int, by: Attribution) -> list[Draft]:
    """The blamed as cause of the event, which is presupposed."""
    target = _target(sentence, index)
    event: Token | None = None
    for prep in _preps(sentence, index):
        noun = sentence.kid(prep.index, "pobj", "pcomp")
        if noun is None:
            continue
        if prep.lower == "for":
            event = noun
        elif prep.lower == "on" and target is not None:
            event, target = target, noun
    if (
        target is not None
        and event is None
        and sentence[index].lemma == "blame"
        and not [p for p in sentence.kids(index, "prep") if p.lower in {"for", "on"}]
    ):
        return [_to_blame(reading, sentence, target, by)]
    if target is None or event is None:
        return []
    if event.dep == "pcomp":
        return [_doing(reading, sentence, target, event, [], by)]
    cause = word("caused", event, "cause", "VERB")
    return [_composed(reading, sentence, target, [cause], event, "cause", by)]


def _to_blame(reading: Reading, sentence: Sentence, target: Token, by: Attribution) -> Draft:
    """Reads "The charity blamed the army": for what was told before."""
    phrase = phrases.full(sentence, target.index)
    who = render(sentence, target.index, phrase, reading.registry, Wording(by.source, by.quoted))
    be = word("were" if phrases.is_plural(sentence, target.index) else "was", target, "be", "AUX")
    said = [be, word("to", target, pos="PART"), word("blame", target, "blame", "VERB")]
    return _draft(sentence, compose([("agent", who.tokens), ("other", said)], "blame"), -1, by)


def _target(sentence: Sentence, index: int) -> Token | None:
    if sentence[index].dep == "acl" and sentence[index].tag == "VBN":
        return sentence[sentence[index].head]
    if is_passive(sentence, index):
        subject = sentence.subject(index)
        if subject is not None and subject.lower in {"who", "which", "that"} and sentence[index].dep == "relcl":
            return sentence[sentence[index].head]
        return subject
    small = next((t for t in sentence.kids(index, "ccomp", "xcomp") if t.index > index), None)
    within = sentence.kid(small.index, "nsubj") if small is not None else None
    return sentence.kid(index, "dobj", "dative") or within


def _preps(sentence: Sentence, index: int) -> list[Token]:
    found = sentence.kids(index, "prep")
    for child in sentence.kids(index, "dobj", "agent", "acomp", "oprd", "ccomp", "xcomp"):
        if child.dep in {"ccomp", "xcomp"} and child.index < index:
            continue
        found += sentence.kids(child.index, "prep")
        for noun in sentence.kids(child.index, "pobj"):
            found += sentence.kids(noun.index, "prep")
    return found


def _doing(  # noqa: PLR0917
    reading: Reading, sentence: Sentence, target: Token, verb: Token, others: list[int], by: Attribution
) -> Draft:
    having = next((t for t in sentence.kids(verb.index, "aux") if t.lower == "having"), None)
    passive = next((t for t in sentence.kids(verb.index, "auxpass") if t.lower in {"being", "been"}), None)
    replaced = ((passive.index, "was"),) if passive else ((verb.index, past(verb.lemma)),)
    barred = [*others, *(t.index for t in sentence.kids(verb.index, "cc"))]
    indices = [i for i in sentence.subtree(verb.index, barred) if having is None or i != having.index]
    accused_of = set(sentence.subtree(verb.head)) if sentence[verb.head].dep == "prep" else set()
    subject = [i for i in phrases.full(sentence, target.index) if i not in accused_of]
    wording = Wording(by.source, by.quoted, replaced=replaced)
    who = render(sentence, target.index, subject, reading.registry, wording)
    what = render(sentence, verb.index, indices, reading.registry, wording)
    parts = [("agent", who.tokens), *zip(what.roles, ([t] for t in what.tokens), strict=True)]
    return _draft(sentence, compose(parts, what.head), verb.index, by)


def _having_done(reading: Reading, sentence: Sentence, target: Token, noun: Token, by: Attribution) -> Draft:
    verb = word("committed", noun, "commit", "VERB")
    return _composed(reading, sentence, target, [verb], noun, noun.lemma, by)


def _composed(  # noqa: PLR0917
    reading: Reading, sentence: Sentence, target: Token, verb: list[Token], thing: Token, head: str, by: Attribution
) -> Draft:
    wording = Wording(by.source, by.quoted)
    who = render(sentence, target.index, phrases.full(sentence, target.index), reading.registry, wording)
    what = render(sentence, thing.index, sentence.subtree(thing.index), reading.registry, wording)
    return _draft(sentence, compose([("agent", who.tokens), ("other", verb), ("patient", what.tokens)], head), -1, by)


def _draft(sentence: Sentence, proposition: Proposition, root: int, by: Attribution) -> Draft:
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
        root=root,
        confidence=by.confidence,
    )
