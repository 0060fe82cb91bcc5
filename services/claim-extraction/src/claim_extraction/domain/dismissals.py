"""Dismissals without a verdict of falsity: "he has dreamt it", "these were run up in an hour", "I know of no memo"."""

from claim_extraction.domain import phrases
from claim_extraction.domain.anaphora import anaphor_at, party
from claim_extraction.domain.coreference import fits
from claim_extraction.domain.drafting import link_draft, plain_evidence
from claim_extraction.domain.drafts import Anaphor, Attribution, Draft, Reading
from claim_extraction.domain.evidence import noun_kind
from claim_extraction.domain.model import Stance
from claim_extraction.domain.polarity import NEGATORS
from claim_extraction.domain.propositions import Wording, compose, render, word
from claim_extraction.domain.tokens import Sentence, Token
from claim_extraction.domain.wordlists import word_set

_FORGING = word_set(
    "tamper doctor fabricate forge falsify fake manipulate alter plant concoct rig splice photoshop distort "
    "counterfeit stage edit retouch"
)
_FORGING_UP = word_set("run cook knock mock")
_IMAGINING = word_set(
    "dream imagine invent fantasise fantasize hallucinate misremember mishear misread misunderstand fib fabricate "
    "embroider embellish concoct"
)
_FACULTIES = word_set("memory eye eyes ear ears mind imagination recollection fantasy sense senses")
_FAILING = word_set("play fail deceive cheat betray trick mislead desert run")
_TALES = word_set("tale story fib lie untruth falsehood yarn")
_STRAYS = word_set("trick away riot wild")
_PERCEIVING = word_set("hear read see encounter come")
_KNOWING = word_set("know hear see")
_OTHER = frozenset({"another", "other", "different", "earlier"})
_ABOUT = frozenset({"of", "about"})
_SELF = frozenset({"i", "we"})
_CONVINCED = word_set(
    "afraid sure certain convinced adamant positive confident insistent satisfied emphatic categorical unequivocal"
)


def dismissal(reading: Reading, sentence: Sentence, root: int, by: Attribution) -> Draft | None:
    """The denial that a clause amounts to where it puts down a claim, its evidence or whoever made it."""
    if not by.rule:
        return None
    anaphor = (
        _forged(reading, sentence, root)
        or _telling_tales(reading, sentence, root, by)
        or _imagined(reading, sentence, root, by)
        or _misremembered(sentence, root)
        or _unheard_of(reading, sentence, root)
        or _of_something_else(reading, sentence, root)
        or _nothing_in(reading, sentence, root)
    )
    if anaphor is not None:
        reading.nested.pop(root, None)
        reading.consumed.add(root)
        return link_draft(sentence, by, anaphor, Stance.DENIES, "dismiss_as_false", root)
    return _unknown(reading, sentence, root, by)


def _forged(reading: Reading, sentence: Sentence, root: int) -> Anaphor | None:
    """Reads "the pictures have been tampered with", "any child could have run these up"."""
    verb = sentence[root]
    up = any(t.lower == "up" for t in sentence.kids(root, "prt", "advmod"))
    if not (verb.lemma in _FORGING or (verb.lemma in _FORGING_UP and up)) or _is_negated(sentence, root):
        return None
    thing = sentence.kid(root, "nsubjpass")
    if thing is None:
        subject, thing = sentence.subject(root), sentence.kid(root, "dobj")
        if subject is None or subject.lower in _SELF:
            return None
    if thing is None:
        return None
    if thing.lower in phrases.DEMONSTRATIVES or thing.lower in {"it", "them", "they"}:
        return Anaphor(thing.lower, "shown", thing.lower not in {"it", "this", "that"}, position=thing.index)
    kind = noun_kind(sentence, thing.index, reading.lexicon)
    paper = kind is not None or reading.lexicon.group_of(thing.lemma, ("paper", "statement"))
    if not paper or not phrases.is_definite(sentence, thing.index):
        return None
    plural = phrases.is_plural(sentence, thing.index)
    group = str(kind) if kind is not None else "shown"
    return Anaphor(thing.lemma, group, plural, frozenset({thing.lemma}), position=thing.index)


def _imagined(reading: Reading, sentence: Sentence, root: int, by: Attribution) -> Anaphor | None:
    """Reads "Mr Lund has dreamt it", "she made it up", "he misheard": the claim of whoever did so is wrong."""
    verb = sentence[root]
    up = verb.lemma in {"make", "dream"} and any(t.lower == "up" for t in sentence.kids(root, "prt", "advmod"))
    subject = sentence.kid(root, "nsubj")
    if not (up or verb.lemma in _IMAGINING) or subject is None or _is_negated(sentence, root):
        return None
    self_told = by.source.referent is not None and not by.quoted and fits(subject.lower, by.source.referent)
    if subject.lower in _SELF or subject.index == by.source.head or self_told:
        return None
    thing = sentence.kid(root, "dobj")
    bare = thing is None or thing.pos == "PRON" or thing.lower in phrases.DEMONSTRATIVES
    told = thing is not None and reading.lexicon.group_of(thing.lemma, ("statement", "accusation"))
    plain = sentence.kid(root, "ccomp", "xcomp", "prep") is None
    return party(reading, sentence, subject) if (bare or told) and plain else None


def _telling_tales(reading: Reading, sentence: Sentence, root: int, by: Attribution) -> Anaphor | None:
    """Reads "Ms Orr was telling a story, and not a true one", "he tells fairy tales"."""
    subject, tale = sentence.kid(root, "nsubj"), sentence.kid(root, "dobj")
    if sentence[root].lemma != "tell" or subject is None or tale is None or _is_negated(sentence, root):
        return None
    if subject.lower in _SELF or subject.index == by.source.head or tale.lemma not in _TALES:
        return None
    lowers = [sentence[i].lower for i in sentence.subtree(root)]
    untrue = "true" in lowers and "not" in lowers
    false = tale.tag == "NNS" or tale.lemma in {"fib", "lie", "untruth", "falsehood"} or untrue
    return party(reading, sentence, subject) if false and sentence.kid(tale.index, "prep") is None else None


def _misremembered(sentence: Sentence, root: int) -> Anaphor | None:
    """Reads "his memory is playing tricks on him", "her eyes deceived her"."""
    subject = sentence.kid(root, "nsubj")
    if subject is None or subject.lower not in _FACULTIES or sentence[root].lemma not in _FAILING:
        return None
    below = {sentence[i].lemma for i in sentence.subtree(root)}
    if sentence[root].lemma in {"play", "run"} and not below & _STRAYS:
        return None
    owner = sentence.kid(subject.index, "poss")
    if owner is None or owner.lower in {"my", "our"} or _is_negated(sentence, root):
        return None
    if owner.lower in phrases.POSSESSIVE:
        return Anaphor(owner.lower, "party", plural=True, position=owner.index, pronoun=owner.lower)
    return Anaphor(
        owner.lemma,
        "party",
        plural=True,
        owner=phrases.text_of(sentence, phrases.core(sentence, owner.index)),
        position=owner.index,
    )


def _unheard_of(reading: Reading, sentence: Sentence, root: int) -> Anaphor | None:
    """Reads "I have never heard such piffle", "never read anything so absurd"."""
    subject = sentence.subject(root)
    first_person = subject is not None and subject.lower in _SELF
    if sentence[root].lemma not in _PERCEIVING or not first_person or not _is_negated(sentence, root):
        return None
    words = [sentence[i] for i in sentence.subtree(root) if i > root]
    false = any(
        t.lemma in reading.lexicon.words["falsity"] or t.lower in reading.lexicon.words["falsity"] for t in words
    )
    scornful = any(t.lower in {"such", "so", "like"} for t in words)
    return Anaphor("that", "any") if false and scornful else None


def _of_something_else(reading: Reading, sentence: Sentence, root: int) -> Anaphor | None:
    """Reads "the clip is from another year", "the picture shows a different ship"."""
    subject = sentence.kid(root, "nsubj")
    if subject is None or sentence[root].lemma not in {"be", "show", "date", "come", "concern", "depict"}:
        return None
    anaphor = anaphor_at(reading, sentence, subject) if subject.is_noun else None
    if anaphor is None or not noun_kind(sentence, subject.index, reading.lexicon) or _is_negated(sentence, root):
        return None
    below = sentence.subtree(root, sentence.subtree(subject.index))
    return anaphor if any(sentence[i].lower in _OTHER and sentence[i].dep in {"det", "amod"} for i in below) else None


def _nothing_in(reading: Reading, sentence: Sentence, root: int) -> Anaphor | None:
    """Reads "there was nothing in her story", "there is nothing behind it"."""
    thing = next((t for t in sentence.kids(root, "attr", "nsubj", "dobj") if t.lower in {"nothing", "little"}), None)
    if thing is None or sentence[root].lemma != "be" or sentence.kid(root, "expl") is None:
        return None
    preps = [p for i in (thing.index, root) for p in sentence.kids(i, "prep") if p.lower in {"in", "behind", "to"}]
    told = sentence.kid(preps[0].index, "pobj") if preps else None
    return anaphor_at(reading, sentence, told) if told is not None else None


def _unknown(reading: Reading, sentence: Sentence, root: int, by: Attribution) -> Draft | None:
    """Reads "I know of no memo": denies that there is one."""
    subject = sentence.subject(root)
    if sentence[root].lemma not in _KNOWING or subject is None or subject.pos != "PRON":
        return None
    for prep in sentence.kids(root, "prep"):
        thing = sentence.kid(prep.index, "pobj") if prep.lower in _ABOUT else None
        marker = (
            next((t for t in sentence.kids(thing.index, "det") if t.lower in {"no", "any"}), None) if thing else None
        )
        if thing is None or marker is None or (marker.lower == "any") != _is_negated(sentence, root):
            continue
        indices = [i for i in sentence.subtree(thing.index) if i != marker.index]
        said = render(sentence, thing.index, indices, reading.registry, Wording(by.source, by.quoted))
        plural = phrases.is_plural(sentence, thing.index)
        there = [word("there", thing, pos="PRON"), word("are" if plural else "is", thing, "be", "AUX")]
        there += [] if plural else [word("a", thing, pos="DET")]
        draft = plain_evidence(reading, sentence, root, by)
        draft.proposition = compose([("other", there), ("patient", said.tokens)], thing.lemma)
        draft.stance, draft.commitment = Stance.DENIES, "CT-"
        return draft
    return None


def conviction(sentence: Sentence, root: int) -> Token | None:
    """What somebody is sure or afraid of: the verb of S in "I am afraid S", "Ruiz is adamant that S"."""
    if sentence[root].lemma != "be":
        return None
    state = next((t for t in sentence.kids(root, "acomp") if t.lower in _CONVINCED), None)
    if state is None or _is_negated(sentence, root):
        return None
    clauses = [*sentence.kids(state.index, "ccomp"), *sentence.kids(root, "ccomp")]
    return next((t for t in clauses if t.index > state.index and t.is_verb), None)


def _is_negated(sentence: Sentence, root: int) -> bool:
    return any(t.lower in NEGATORS for t in sentence.kids(root))
