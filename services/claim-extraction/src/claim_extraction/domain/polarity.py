"""Negation of a clause: where it stands and how to put the clause positively."""

from dataclasses import dataclass, field

from claim_extraction.domain.inflection import past, third_person
from claim_extraction.domain.tokens import Sentence, Token
from claim_extraction.domain.wordlists import word_set

NEGATORS = frozenset({"not", "n't", "never", "n\u2019t"})
_NOBODY = {"nobody": "someone", "nothing": "something", "nowhere": "somewhere"}
_QUANTIFIED = word_set("longer more fewer less later doubt matter wonder only just necessarily yet until")
_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "attr", "dative", "oprd", "acomp")


@dataclass(slots=True)
class Negation:
    """A negated clause: tokens to leave out, tokens to replace, and the negating words."""

    markers: list[int]
    dropped: set[int] = field(default_factory=set)
    replaced: dict[int, str] = field(default_factory=dict)


def negation(sentence: Sentence, root: int) -> Negation | None:
    """How a clause is negated, or None where it is positive or negated twice."""
    if sum(t.lower in NEGATORS for t in sentence.kids(root)) > 1 or _ends_at(sentence, root):
        return None
    return (
        _adverbial(sentence, root)
        or _never_in_life(sentence, root)
        or _of_complement(sentence, root)
        or _of_arguments(sentence, root)
        or _of_time(sentence, root)
    )


def _ends_at(sentence: Sentence, root: int) -> bool:
    """Reads "no lorry left until six": it says when the first one did."""
    done = sentence[root].lemma != "be" and sentence[root].tag in {"VBD", "VBN", "VB"}
    limits = [
        *sentence.kids(root, "prep"),
        *(m for c in sentence.kids(root, "advcl") for m in sentence.kids(c.index, "mark")),
    ]
    return done and any(t.lower == "until" and t.index > root for t in limits)


def _adverbial(sentence: Sentence, root: int) -> Negation | None:
    for token in sentence.kids(root):
        if token.lower not in NEGATORS or _exempt(sentence, token):
            continue
        found = Negation([token.index], {token.index})
        _without_do(sentence, root, found)
        for later in sentence.kids(root, "advmod"):
            if later.lower in {"ever", "either", "yet", "all"}:
                found.dropped.add(later.index)
        return found
    return None


def _never_in_life(sentence: Sentence, root: int) -> Negation | None:
    """Reads "had never in her life owned a gun", where the parser hung "never" on the period."""
    for prep in sentence.kids(root, "prep"):
        marker = sentence[prep.index - 1] if prep.index else prep
        below = sentence.subtree(prep.index)
        period = any(sentence[i].lemma in {"life", "career", "day"} for i in below)
        if marker.lower == "never" and marker.head in below and prep.index < root and period:
            return Negation([marker.index], {marker.index, *(i for i in below if i < root)})
    return None


def _of_complement(sentence: Sentence, root: int) -> Negation | None:
    """Reads "was not in talks", where the parser hung the negation below what is said of the subject."""
    for part in sentence.kids(root, "prep", "acomp", "attr") if sentence[root].lemma == "be" else ():
        marker = sentence.kid(part.index, "neg")
        if (
            marker is not None
            and marker.lower in NEGATORS
            and not _exempt(sentence, marker)
            and marker.index < part.index
        ):
            return Negation([marker.index], {marker.index})
    return None


def _without_do(sentence: Sentence, root: int, found: Negation) -> None:
    auxiliaries = {t.lower: t.index for t in sentence.kids(root, "aux")}
    able = auxiliaries.get("could", auxiliaries.get("can"))
    if able is not None and "have" in auxiliaries:
        found.dropped.add(able)
        found.replaced[auxiliaries["have"]] = "had"
    for aux in sentence.kids(root, "aux"):
        if aux.lemma == "do" and aux.lower in {"did", "do", "does"}:
            found.dropped.add(aux.index)
            verb = sentence[root]
            if aux.lower == "did":
                found.replaced[root] = past(verb.lemma)
            elif aux.lower == "does":
                found.replaced[root] = third_person(verb.lemma)


def _exempt(sentence: Sentence, token: Token) -> bool:
    after = sentence[token.index + 1].lower if token.index + 1 < len(sentence) else ""
    before = sentence[token.index - 1].lower if token.index else ""
    beside = sentence[token.index + 1].pos in {"DET", "PROPN", "NOUN", "NUM"} if after else False
    if token.lower == "not" and before in {"and", "but", ","} and beside:
        return True
    return after in _QUANTIFIED or after == "least" or before in {"if", "whether", "or"}


def _of_arguments(sentence: Sentence, root: int) -> Negation | None:
    for token in sentence.kids(root, *_ARGUMENTS):
        if token.dep == "nsubj" and _outdone(sentence, root):
            continue
        if token.lower in _NOBODY:
            return Negation([token.index], replaced={token.index: _NOBODY[token.lower]})
        if token.lower == "none":
            of = sentence.kid(token.index, "prep")
            return Negation([token.index], {token.index} | ({of.index} if of else set()))
        if token.lower == "one" and token.index and sentence[token.index - 1].lower == "no":
            return Negation([token.index], {token.index - 1}, {token.index: "someone"})
        marker = next(
            (d for d in sentence.kids(token.index) if d.lower in {"no", "not"} and d.index < token.index), None
        )
        nested = _nested_not(sentence, token) if marker is None else marker
        if nested is not None and not _exempt(sentence, nested) and token.lower not in _QUANTIFIED:
            return _indefinite(token, nested)
    return None


def _outdone(sentence: Sentence, root: int) -> bool:
    """Reads "no mill pays its hands better": a superlative, no denial."""
    return any(t.tag in {"RBR", "JJR"} and t.lower not in _QUANTIFIED for t in sentence.kids(root, "advmod", "acomp"))


def _nested_not(sentence: Sentence, token: Token) -> Token | None:
    """The "not" of "not one lorry", "not a single vote"."""
    for child in sentence.kids(token.index, "nummod", "det", "amod", "predet"):
        for marker in sentence.kids(child.index):
            if marker.lower == "not":
                return marker
    return None


def _indefinite(token: Token, marker: Token) -> Negation:
    found = Negation([marker.index], {marker.index})
    if marker.lower == "no" and token.tag in {"NN", "NNP"} and token.lower != "way":
        found.dropped.clear()
        found.replaced[marker.index] = "a"
    return found


def _of_time(sentence: Sentence, root: int) -> Negation | None:
    for prep in sentence.kids(root, "prep"):
        for noun in sentence.kids(prep.index, "pobj"):
            det = sentence.kid(noun.index, "det", "neg")
            if det is not None and det.lower == "no" and noun.lemma in {"time", "stage", "point", "moment", "way"}:
                found = Negation(
                    [det.index], set(sentence.subtree(prep.index, [t.index for t in sentence.kids(noun.index, "prep")]))
                )
                _without_do(sentence, root, found)
                return found
    return None
