"""Undoes clefts: "it was Ruiz who signed the order" as "Ruiz signed the order"."""

from claim_extraction.domain import phrases
from claim_extraction.domain.coreference import Registry
from claim_extraction.domain.propositions import Proposition, Wording, compose, render
from claim_extraction.domain.tokens import Sentence


def uncleft(sentence: Sentence, root: int, registry: Registry, wording: Wording) -> Proposition | None:
    """The plain clause of a cleft whose focus is the subject; None for other clauses."""
    subject, focus = sentence.kid(root, "nsubj"), sentence.kid(root, "attr")
    if sentence[root].lemma != "be" or subject is None or subject.lower != "it" or focus is None:
        return None
    named_after = sentence.kid(focus.index, "appos")
    below = (sentence[i] for i in sentence.subtree(focus.index))
    clause = next((t for t in below if t.dep == "relcl"), None) or sentence.kid(root, "ccomp", "advcl", "relcl")
    if clause is None and named_after is not None:
        clause = sentence.kid(named_after.index, "relcl")
    relative = sentence.kid(clause.index, "nsubj", "nsubjpass") if clause is not None else None
    if clause is None or relative is None or relative.lower not in {"who", "that", "which"}:
        return None
    what = [i for i in sentence.subtree(clause.index) if i != relative.index]
    if named_after is not None and named_after.pos == "PROPN" and focus.pos != "PROPN":
        focus = named_after
    phrase = phrases.core(sentence, focus.index)
    if clause.head != focus.index and clause.head in sentence.subtree(focus.index):
        phrase = sentence.subtree(focus.index, [clause.index])
    named = render(sentence, focus.index, phrase, registry, wording)
    told = render(sentence, clause.index, what, registry, wording)
    role = "agent" if relative.dep == "nsubj" else "patient"
    return compose([(role, named.tokens), *zip(told.roles, ([t] for t in told.tokens), strict=True)], told.head)
