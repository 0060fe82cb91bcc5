"""Noun phrases: their extent, their number, and what they are a name of."""

from claim_extraction.domain.tokens import Sentence, Token
from claim_extraction.domain.wordlists import word_set

PERSONAL = word_set("i me we us he him she her it they them one")
POSSESSIVE = frozenset(["my", "our", "his", "her", "its", "their"])
PRONOUNS = PERSONAL | POSSESSIVE | frozenset(["himself", "herself", "itself", "themselves", "myself", "ourselves"])
DEMONSTRATIVES = frozenset(["this", "that", "these", "those", "such"])
NAME_LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
_CORE = frozenset(
    ["det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "predet", "advmod", "case", "npadvmod"]
)
MAX_TAIL_TOKENS = 9


def core(sentence: Sentence, head: int) -> list[int]:
    """The phrase without what follows its head: determiner, modifiers, head."""
    found = [head]
    for child in sentence.kids(head):
        if (child.dep in _CORE and child.index < head) or child.dep == "case":
            found.extend(sentence.subtree(child.index))
    return sorted(found)


def full(sentence: Sentence, head: int) -> list[int]:
    """The phrase as a name: with its prepositional tail and short participles, without clauses and appositions."""
    found = [head]
    barred = False
    for child in sentence.kids(head):
        if child.dep in {"appos", "relcl", "punct", "parataxis", "cc", "preconj"} and child.index > head:
            barred = barred or child.text in {",", "-", "\u2013", "\u2014", "("} or child.dep in {"appos", "relcl"}
            continue
        if (barred or not _belongs(sentence, child)) if child.index > head else child.dep not in _CORE:
            continue
        found.extend(_tail(sentence, child))
    found.extend(_coordinates(sentence, head))
    marks = [i for i in range(min(found), head) if sentence[i].text in {'"', ";"}]
    return sorted(i for i in set(found) if not marks or i > marks[-1])


def _tail(sentence: Sentence, child: Token) -> list[int]:
    if child.dep == "acl":
        agents = [t for t in sentence.kids(child.index, "agent", "prep", "dative") if t.lower in {"by", "to"}]
        return [child.index, *(i for t in agents[:1] for i in sentence.subtree(t.index))]
    return sentence.subtree(child.index, _clauses_below(sentence, child.index))


def _belongs(sentence: Sentence, child: Token) -> bool:
    tail = sentence.subtree(child.index)
    if child.dep in {"prep", "case", "amod", "compound", "nummod", "prt", "npadvmod"}:
        return len(tail) <= MAX_TAIL_TOKENS and sentence[tail[0]].tag != "VBG"
    return (
        child.dep == "acl" and child.tag == "VBN" and any(t.lower in {"by", "to"} for t in sentence.kids(child.index))
    )


def _clauses_below(sentence: Sentence, index: int) -> list[int]:
    return [i for i in sentence.subtree(index) if sentence[i].dep in {"relcl", "appos"} and i > sentence[i].head]


def _coordinates(sentence: Sentence, head: int) -> list[int]:
    found: list[int] = []
    for child in sentence.kids(head, "conj"):
        if child.is_noun:
            link = [t.index for t in sentence.kids(head, "cc") if t.index < child.index]
            found += link + full(sentence, child.index)
    return found


def text_of(sentence: Sentence, indices: list[int]) -> str:
    """Words of a phrase without quotation marks and a possessive ending."""
    kept = [i for i in indices if not sentence[i].is_quote_mark]
    while kept and (sentence[kept[-1]].tag == "POS" or sentence[kept[-1]].pos == "PUNCT"):
        kept.pop()
    while kept and sentence[kept[0]].pos == "PUNCT":
        kept.pop(0)
    return sentence.span_text(kept)


def is_plural(sentence: Sentence, head: int) -> bool:
    token = sentence[head]
    if token.pos == "PROPN" and any(t.tag == "NN" for t in sentence.kids(head, "compound")):
        return False
    return token.tag in {"NNS", "NNPS"} or any(c.is_noun for c in sentence.kids(head, "conj"))


def is_definite(sentence: Sentence, head: int) -> bool:
    """True for "the N", "this N", "such a N", "its N" without a name of its own."""
    markers = sentence.kids(head, "det", "poss", "predet", "amod")
    return any(
        t.lower in {"the", "this", "that", "these", "those", "such", "said"} or t.lower in POSSESSIVE for t in markers
    )


def phrase_head(sentence: Sentence, index: int) -> int:
    """Climbs from a modifier to the head noun of its phrase."""
    while (
        sentence[index].dep in {"compound", "nmod", "amod", "det", "nummod", "case"} and sentence[index].head != index
    ):
        index = sentence[index].head
    return index


def entity_label(sentence: Sentence, head: int) -> str:
    """Label of the name that a phrase's head belongs to, empty for a common noun."""
    token = sentence[head]
    return token.entity if token.entity in NAME_LABELS else ""


def entity_run(sentence: Sentence, index: int) -> list[int]:
    """All tokens of the named entity around a token, or the token alone."""
    low = high = index
    while low > 0 and sentence[low].entity and not sentence[low].entity_begins:
        low -= 1
    while (
        high + 1 < len(sentence)
        and sentence[high + 1].entity == sentence[index].entity
        and not sentence[high + 1].entity_begins
        and sentence[index].entity
    ):
        high += 1
    return [i for i in range(low, high + 1) if sentence[i].tag not in {"DT", "POS"}]


def name_run(sentence: Sentence, head: int) -> list[int]:
    """The contiguous capitalised words that end in the head: a proper name without titles in lower case."""
    low = head
    while low > 0 and sentence[low - 1].pos == "PROPN" and phrase_head(sentence, low - 1) == head:
        low -= 1
    high = head
    while (
        high + 1 < len(sentence)
        and sentence[high + 1].pos == "PROPN"
        and sentence[high + 1].entity
        and not sentence[high + 1].entity_begins
    ):
        high += 1
    return list(range(low, high + 1))
