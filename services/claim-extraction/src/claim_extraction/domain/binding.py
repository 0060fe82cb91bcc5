"""Possessives that belong to a subject of their own clause and so stay as they are."""

from claim_extraction.domain.lexicon import Lexicon
from claim_extraction.domain.tokens import Sentence, Token

_PEOPLE = ("person", "spokesperson", "witness", "female", "male")


def bound_within(sentence: Sentence, token: Token, lexicon: Lexicon) -> bool:
    """Reads "the guard had a torch in his bag", "drivers had left their cabs": the clause's own subject's."""
    if token.tag != "PRP$" or token.lower not in {"his", "her", "their"}:
        return False
    noun = sentence[token.head]
    index = noun.index
    while not sentence[index].is_verb and sentence[index].head != index:
        index = sentence[index].head
    subject = sentence.kid(index, "nsubj", "nsubjpass")
    if subject is None or subject.index >= token.index or token.index in sentence.subtree(subject.index):
        return False
    if token.lower == "their":
        return subject.tag in {"NNS", "NNPS"} or subject.lower in {"any", "some", "many", "all"}
    return subject.tag in {"NN", "NNP"} and _is_person(sentence, subject, lexicon)


def _is_person(sentence: Sentence, subject: Token, lexicon: Lexicon) -> bool:
    named = [subject, *(t for t in sentence.kids(subject.index, "appos") if t.pos == "PROPN")]
    return bool(lexicon.group_of(subject.lemma, _PEOPLE)) or any(t.entity == "PERSON" for t in named)


def is_expletive(sentence: Sentence, token: Token) -> bool:
    """True for the "it" of "it rained", "it was clear that S", "it was two hours before S"."""
    verb = sentence[token.head]
    said = sentence.kid(verb.index, "acomp", "attr")
    clause = sentence.kid(verb.index, "ccomp", "csubj", "xcomp")
    weather = verb.lemma in {"rain", "snow", "seem", "appear", "happen", "take", "turn"}
    span = verb.lemma == "be" and any(
        mark.lower in {"before", "until", "since"}
        for below in sentence.kids(verb.index, "advcl")
        for mark in sentence.kids(below.index, "mark")
    )
    split = said is not None and any(sentence[i].dep == "relcl" for i in sentence.subtree(said.index))
    predicative = said is not None and (clause is not None or split) and token.dep == "nsubj"
    return token.dep == "expl" or weather or span or predicative
