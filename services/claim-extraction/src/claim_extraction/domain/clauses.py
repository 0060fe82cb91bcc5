"""Which words make up a clause, and which clauses beside it are claims of their own."""

from claim_extraction.domain.complements import stands
from claim_extraction.domain.drafts import Attribution, Reading
from claim_extraction.domain.mending_denials import APPENDED
from claim_extraction.domain.moods import modality
from claim_extraction.domain.polarity import NEGATORS, negation
from claim_extraction.domain.tokens import Sentence, Token

_SAID = frozenset({"denial", "claim", "assurance"})
_NO_CLAUSE = frozenset({"shown", "figure", "occurrence", "presupposed"})


def own_clauses(sentence: Sentence, root: int, reading: Reading) -> list[int]:
    """Coordinated clauses that are claims of their own: another subject, another polarity, or a cue."""
    found: list[int] = []
    stack = [root]
    while stack:
        top = stack.pop()
        for child in sentence.kids(top, "conj"):
            if not child.is_verb or child.index < top:
                continue
            subject = sentence.kid(child.index, "nsubj", "nsubjpass", "expl")
            shared = subject is None and _has_negated_subject(sentence, root)
            differs = (_negated(sentence, child.index) or shared) != _negated(sentence, root)
            if (
                subject is not None
                or differs
                or _is_cue(reading, sentence, child.index)
                or _other_mood(sentence, child.index, root)
            ):
                found.append(child.index)
            stack.append(child.index)
    return found


def _negated(sentence: Sentence, index: int) -> bool:
    return negation(sentence, index) is not None or any(t.lower in NEGATORS for t in sentence.kids(index))


def _has_negated_subject(sentence: Sentence, root: int) -> bool:
    """Reads "no files were read or copied": what negates the subject negates every verb it has."""
    subject, found = sentence.kid(root, "nsubj", "nsubjpass"), negation(sentence, root)
    return subject is not None and found is not None and bool({*found.markers} & {*sentence.subtree(subject.index)})


def _is_cue(reading: Reading, sentence: Sentence, index: int) -> bool:
    if not sentence[index].tag.startswith("VB"):
        return False
    frames = reading.lexicon.frames.get(sentence[index].lemma, ())
    return any(not f.complements <= _NO_CLAUSE and stands(sentence, index, f) for f in frames)


def _other_mood(sentence: Sentence, index: int, root: int) -> bool:
    return modality(sentence, index) is not modality(sentence, root)


def clause_tokens(  # noqa: PLR0917
    reading: Reading, sentence: Sentence, root: int, others: list[int], by: Attribution, within: frozenset[int] | None
) -> list[int]:
    barred = [o for o in others if o not in path_up(sentence, root)]
    barred += _despite(sentence, root)
    if not by.rule:
        barred += _told_apart(reading, sentence, root)
    barred += [t.index for t in sentence.kids(root, "parataxis") if t.index in by.cue]
    barred += [t.index for t in sentence.kids(root, "mark") if t.lower in {"that", "whether", "as"}]
    barred += _links(sentence, root, others)
    barred += _elaborations(reading, sentence, root)
    barred += _contrasted(sentence, root)
    barred += [t.index for t in sentence.kids(root, APPENDED)]
    cue_side = set(by.cue)
    if by.source.head >= 0:
        cue_side.add(by.source.head)
    below = _with_gap(sentence, root, sentence.subtree(root, barred))
    if sentence.kid(root, "nsubj", "nsubjpass", "expl") is None:
        subject = sentence.subject(root)
        if subject is not None and subject.index not in below:
            below = sentence.subtree(subject.index) + below
    below = [i for i in below if i not in cue_side and (within is None or i in within)]
    return _without_cue_clause(sentence, root, below, by)


def _with_gap(sentence: Sentence, root: int, below: list[int]) -> list[int]:
    """Words between "that" and the clause that the parser hung elsewhere."""
    mark = next((t.index for t in sentence.kids(root, "mark") if t.lower == "that" and t.index < root), None)
    if mark is None or not below:
        return below
    first = min(i for i in below if i > mark) if any(i > mark for i in below) else root
    return sorted({*below, *range(mark + 1, first)})


def _links(sentence: Sentence, root: int, others: list[int]) -> list[int]:
    """The conjunctions next before clauses that are told apart."""
    links = [t.index for t in sentence.kids(root, "cc", "preconj")]
    before = [[i for i in links if i < other] for other in others]
    return [found[-1] for found in before if found]


def _told_apart(reading: Reading, sentence: Sentence, root: int) -> list[int]:
    """Participles and clauses below narration whose cue has claims of its own: ", saying that S"."""
    return [
        t.index
        for t in sentence.kids(root, "advcl", "acl", "ccomp", "parataxis")
        if t.index in reading.consumed and t.tag in {"VBG", "VBD", "VBZ"} and t.lemma in reading.lexicon.frames
    ]


def _elaborations(reading: Reading, sentence: Sentence, root: int) -> list[int]:
    """Words such as ", calling it S" is the speaker's own cue again; "men suspected of S" has its own claim."""
    found = [
        t.index
        for t in sentence.kids(root, "advcl")
        if t.tag == "VBG" and sentence[t.index - 1].text == "," and _is_cue(reading, sentence, t.index)
    ]
    for subject in sentence.kids(root, "nsubj", "nsubjpass", "dobj"):
        found += [t.index for t in sentence.kids(subject.index, "acl") if t.lemma in {"suspect", "accuse"}]
    return found


def _contrasted(sentence: Sentence, root: int) -> list[int]:
    """Reads "the mayor, and not his deputy, signed", "a school, not a barracks as X claimed": what was not so."""
    found: list[int] = []
    for index in sentence.subtree(root):
        token = sentence[index]
        if token.lower != "not" or index == 0 or sentence[index - 1].text not in {",", "and", "but", "\u2014"}:
            continue
        thing = next(
            (
                t
                for t in sentence.tokens[index + 1 : index + 9]
                if t.dep in {"conj", "appos"} and t.is_noun and min(sentence.subtree(t.index)) in {index, index + 1}
            ),
            None,
        )
        if thing is not None:
            first = index - 1 if sentence[index - 1].lower in {"and", "but"} else index
            last = max(sentence.subtree(thing.index))
            behind = last if sentence[last].text == "," else last + 1
            paired = sentence[first - 1].text == "," and behind < len(sentence) and sentence[behind].text == ","
            found += [*range(first, index + 1), thing.index, *([first - 1] if paired else [])]
            found += [t.index for t in sentence.kids(root, "advcl") if _as_others_said(sentence, t)]
    return found


def _as_others_said(sentence: Sentence, clause: Token) -> bool:
    return clause.tag == "VBD" and any(t.lower == "as" for t in sentence.kids(clause.index, "mark", "advmod"))


def _despite(sentence: Sentence, root: int) -> list[int]:
    """Words such as "despite denials from X", "contrary to what X said" do not belong to what is stated."""
    contrary = [t.index for t in sentence.kids(root, "prep", "advmod", "advcl", "amod") if t.lower == "contrary"]
    return contrary + [
        prep.index
        for prep in sentence.kids(root, "prep")
        if prep.lower == "despite" and any(sentence[i].lemma in _SAID for i in sentence.subtree(prep.index))
    ]


def _without_cue_clause(sentence: Sentence, root: int, below: list[int], by: Attribution) -> list[int]:
    """Takes the cue's own words (speaker, "told reporters") out of a clause it is inserted into."""
    cue = next((c for c in by.cue if c not in below or sentence[c].is_verb), None)
    if cue is None or cue == root or root in sentence.subtree(cue):
        return below
    barred = set(sentence.subtree(cue))
    return [i for i in below if i not in barred]


def path_up(sentence: Sentence, index: int) -> set[int]:
    path: set[int] = set()
    while index not in path:
        path.add(index)
        index = sentence[index].head
    return path
