"""Finds what a cue takes: its clause, its quotation, its speaker, its extent in the sentence."""

from claim_extraction.domain.lexicon import Frame, Lexicon
from claim_extraction.domain.phrases import phrase_head
from claim_extraction.domain.tokens import Sentence, Token

_CONTENT = ("ccomp", "parataxis")
_SUBJECTS = ("nsubj", "nsubjpass")
_PREMISES = frozenset({"if", "unless", "when", "because", "although", "while", "since"})
_SHARING = frozenset({"pcomp", "conj", "xcomp", "advcl"})
_REFUSALS = frozenset({"refuse", "decline"})


def frame_at(sentence: Sentence, index: int, lexicon: Lexicon) -> Frame | None:
    """The first frame whose verb and particles stand at a token."""
    if not sentence[index].tag.startswith("VB"):
        return None
    return next((f for f in lexicon.frames.get(sentence[index].lemma, ()) if stands(sentence, index, f)), None)


def stands(sentence: Sentence, index: int, frame: Frame) -> bool:
    """True where the particles of a frame follow its verb."""
    if not frame.particles:
        return True
    return frame.stands([sentence[i].lower for i in sentence.subtree(index) if index < i < index + 12])


def clause_of(sentence: Sentence, index: int) -> int | None:
    """Root of the clause that is said: complement, or the clause the cue is inserted into."""
    token = sentence[index]
    for child in sentence.kids(index, "ccomp"):
        premise = any(t.lower in _PREMISES for t in sentence.kids(child.index, "mark", "advmod"))
        if not premise and not any(t.text == ";" for t in sentence.tokens[child.index : index]):
            return child.index
    if token.dep == "parataxis" and sentence[token.head].dep != "":
        return token.head
    if token.dep in {"advcl", "ccomp"} and any(t.lower == "as" for t in sentence.kids(index, "mark", "advmod")):
        return token.head
    for child in sentence.kids(index, "parataxis"):
        return child.index
    if token.dep == "ccomp" and token.head > index and not sentence.kids(index, "mark"):
        return None
    return None


def quoted_run(sentence: Sentence, index: int) -> list[int]:
    """Tokens between quotation marks beside a cue: the longest such run, empty where there is none."""
    runs: list[list[int]] = []
    run: list[int] | None = [] if sentence.in_quotation else None
    for token in sentence:
        if token.text in {'"', "``", "''", "“", "”"}:
            if run:
                runs.append(run)
            run = [] if run is None else None
        elif run is not None:
            run.append(token.index)
    if run:
        runs.append(run)
    runs = [r for r in runs if index not in r]
    return max(runs, key=len, default=[])


def root_of(sentence: Sentence, run: list[int]) -> int:
    """The token of a run that governs it."""
    inside = set(run)
    tops = [i for i in run if sentence[i].head not in inside or sentence[i].head == i]
    verbs = [i for i in tops if sentence[i].is_verb]
    return verbs[0] if verbs else tops[0]


def agent_of(sentence: Sentence, index: int) -> Token | None:
    """The noun of "by N" below a passive verb."""
    for prep in [*sentence.kids(index, "agent"), *(p for p in sentence.kids(index, "prep") if p.lower == "by")]:
        noun = sentence.kid(prep.index, "pobj")
        if noun is not None:
            return noun
    return None


def is_passive(sentence: Sentence, index: int) -> bool:
    token = sentence[index]
    return sentence.kid(index, "auxpass", "nsubjpass") is not None or (token.tag == "VBN" and token.dep == "acl")


def speaker_of(sentence: Sentence, index: int) -> Token | None:
    """The noun that performs a cue verb, over passives, participles, relative clauses and control."""
    token = sentence[index]
    if is_passive(sentence, index):
        return agent_of(sentence, index)
    own = next(iter(sentence.kids(index, "nsubj", "csubj")), None)
    if own is not None:
        relative = own.lower in {"who", "which", "that"}
        return own if not relative else sentence[token.head] if token.dep in {"relcl", "acl"} else None
    before = sentence[index - 1] if index else token
    if token.tag == "VBG" and before.is_noun and sentence.kid(index, "aux") is None:
        return sentence[phrase_head(sentence, before.index)]
    if token.dep in {"relcl", "acl"}:
        return sentence[token.head]
    return _shared_speaker(sentence, token) if token.dep in _SHARING else _inverted(sentence, index)


def _shared_speaker(sentence: Sentence, token: Token) -> Token | None:
    """The speaker of a coordinated, controlled or participial cue: that of the verb above it."""
    head = sentence[token.head]
    if token.dep == "pcomp":
        while not head.is_verb and head.head != head.index:
            head = sentence[head.head]
        return sentence.subject(head.index) if head.is_verb else None
    if token.dep == "advcl" and token.tag == "VBG" and head.dep == "ccomp" and sentence[head.head].is_verb:
        return speaker_of(sentence, head.head)
    if head.is_verb or (token.dep == "xcomp" and head.lemma in _REFUSALS):
        return speaker_of(sentence, head.index)
    return sentence.subject(token.index)


def _inverted(sentence: Sentence, index: int) -> Token | None:
    """A speaker behind the verb that the parser took for its object."""
    left = [t for t in sentence.kids(index, "compound", "nmod", "dep") if t.index == index - 1 and t.is_noun]
    if left:
        return left[0]
    for child in sentence.kids(index, "dobj", "attr", "npadvmod", "oprd"):
        if child.index > index and child.is_noun and child.entity not in {"DATE", "TIME"}:
            return child
    return None


def clause_extent(sentence: Sentence, index: int) -> tuple[int, int]:
    """First and last token of the clause around a cue, coordinated clauses of their own left out."""
    top = index
    while (
        sentence[top].dep in {"parataxis", "xcomp", "advcl", "acl", "pcomp", "prep", "ccomp", "relcl"}
        and sentence[top].head != top
    ):
        if sentence[top].dep in {"relcl", "acl"}:
            break
        top = sentence[top].head
    barred = [
        c.index
        for c in sentence.kids(top, "conj")
        if c.is_verb and c.index > index and index not in sentence.subtree(c.index)
    ]
    barred += [c.index for c in sentence.kids(top, "cc") if barred and c.index < barred[0] and c.index > top]
    below = sentence.subtree(top, barred)
    low, high = below[0], below[-1]
    while high > low and sentence[high].text in {",", ";"}:
        high -= 1
    if high == len(sentence) - 2 and sentence[high + 1].pos == "PUNCT":
        high += 1
    if low == 1 and sentence[0].pos == "PUNCT":
        low = 0
    return low, high
