"""Modality of a clause: certain, probable, possible, future, conditional, hypothetical, obligation."""

from claim_extraction.domain.model import Modality
from claim_extraction.domain.tokens import Sentence, Token
from claim_extraction.domain.wordlists import word_set

_POSSIBLE = frozenset({"may", "might", "could", "can"})
_FUTURE = frozenset({"will", "wo", "would", "shall", "'ll", "\u2019ll", "'d"})
_OBLIGATION = frozenset({"must", "should", "ought", "need"})
_PROBABLE = frozenset({"probably", "likely", "apparently", "presumably"})
_UNCERTAIN = frozenset({"possibly", "perhaps", "maybe", "conceivably"})
_CONDITIONS = frozenset({"if", "unless", "provided", "providing", "lest"})
_PLANNING = frozenset({"plan", "intend", "aim", "propose", "schedule", "prepare", "set", "go", "come"})
_LEGAL = word_set(
    "law legal lawful legitimate legally regulation rule regulations treaty statute constitution "
    "constitutional lawfully conform comply"
)


def condition(sentence: Sentence, root: int) -> Token | None:
    """The verb of the clause that a clause depends on: "if S", "unless S", "Should S"."""
    for clause in [
        t for t in sentence.kids(root, "advcl", "ccomp", "parataxis", "prep") if t.is_verb or t.dep == "prep"
    ]:
        marks = {t.lower for t in sentence.kids(clause.index, "mark", "advmod", "cc")} | {clause.lower}
        if marks & _CONDITIONS:
            return clause
        first = sentence[min(sentence.subtree(clause.index))]
        if first.lower in {"should", "had", "were"} and first.text[:1].isupper() and clause.index < root:
            return clause
    first = sentence[0]
    own = next((t for t in sentence.kids(root, "mark") if t.lower in _CONDITIONS), None)
    if own is not None and any(t.text == "," for t in sentence.tokens[own.index : root]):
        return own
    if first.lower in {"should", "had", "were"} and first.text[:1].isupper() and first.index != root:
        return first if first.head != root or first.lower == "should" else None
    return None


def modality(sentence: Sentence, root: int) -> Modality:  # noqa: PLR0911
    """How certain or real a clause is put."""
    auxiliaries = {t.lower for t in sentence.kids(root, "aux", "auxpass")}
    adverbs = {t.lower for t in sentence.kids(root, "advmod", "acomp")}
    clause = condition(sentence, root)
    if clause is not None:
        return (
            Modality.HYPOTHETICAL
            if is_legality_defence(sentence, root) or _unreal(sentence, root, clause)
            else Modality.CONDITIONAL
        )
    if "would" in auxiliaries and (
        "have" in auxiliaries or (_imagined(sentence, root) and is_legality_defence(sentence, root))
    ):
        return Modality.HYPOTHETICAL
    if auxiliaries & _OBLIGATION:
        return Modality.OBLIGATION
    if auxiliaries & (_POSSIBLE - {"can"}) or adverbs & _UNCERTAIN:
        return Modality.POSSIBLE
    if adverbs & _PROBABLE:
        return Modality.PROBABLE
    if auxiliaries & _FUTURE:
        return Modality.FUTURE
    return Modality.FUTURE if _planned(sentence, root) else Modality.CERTAIN


def _imagined(sentence: Sentence, root: int) -> bool:
    """A subject that need not be real: "any such deployment", "such a transfer"."""
    subject = sentence.kid(root, "nsubj", "nsubjpass")
    return subject is not None and any(t.lower in {"any", "such", "a", "an"} for t in sentence.kids(subject.index))


def is_legality_defence(sentence: Sentence, root: int) -> bool:
    """True for "if it happened, it would conform to the law"."""
    below = sentence.subtree(root, [t.index for t in sentence.kids(root, "advcl")])
    return any(sentence[i].lemma in _LEGAL for i in below) and any(
        sentence[i].lower in {"would", "is", "'d"} for i in below
    )


def is_perfect(sentence: Sentence, root: int) -> bool:
    """True for "may have sunk": the possibility is about the past."""
    return any(t.lower in {"have", "'ve", "of"} for t in sentence.kids(root, "aux"))


def _unreal(sentence: Sentence, root: int, clause: Token) -> bool:
    return is_perfect(sentence, root) or (sentence[min(sentence.subtree(clause.index))].lower == "had")


def _planned(sentence: Sentence, root: int) -> bool:
    verb = sentence[root]
    going = verb.tag == "VBG" and verb.lemma in {"come", "go", "leave", "close", "open", "start"}
    return going or (verb.lemma in _PLANNING and sentence.kid(root, "xcomp") is not None and verb.tag != "VBD")
