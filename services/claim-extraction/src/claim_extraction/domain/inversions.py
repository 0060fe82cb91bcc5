"""Reads denials that open with their negation: "At no time was the ward without power"."""

from claim_extraction.domain.drafts import Attribution, Draft, Reading
from claim_extraction.domain.evidence import claim_evidence
from claim_extraction.domain.inflection import past
from claim_extraction.domain.lexicon import Outcome
from claim_extraction.domain.model import Modality, Stance
from claim_extraction.domain.propositions import Proposition, Wording, compose, render, word
from claim_extraction.domain.tokens import Sentence

_NEVER = (("at", "no"), ("on", "no"), ("in", "no"), ("under", "no"), ("not", "once"), ("never",), ("nowhere",))
_OCCASIONS = frozenset({"time", "point", "stage", "moment", "occasion", "way", "circumstance"})
_AUXILIARIES = frozenset({"did", "was", "were", "is", "are", "has", "have", "had", "does", "do", "will", "would"})
_BE = frozenset({"was", "were", "is", "are"})
FURTHEST_AUXILIARY = 14


def fronted_denial(reading: Reading, sentence: Sentence) -> list[Draft]:
    """What the sentence says was never so, in plain order, denied by the narrator."""
    opening = _opening(sentence)
    if not opening:
        return []
    aux = next((t.index for t in sentence.tokens[opening:FURTHEST_AUXILIARY] if t.lower in _AUXILIARIES), None)
    return _denied(reading, sentence, aux) if aux is not None else []


def _opening(sentence: Sentence) -> int:
    """How many tokens the fronted negation takes, 0 where there is none."""
    lowers = sentence.lowers
    for words in _NEVER:
        if lowers[: len(words)] == words:
            bare = len(words) == 1 or words == ("not", "once")
            if bare or (len(sentence) > 2 and sentence[2].lemma in _OCCASIONS):
                return len(words) + (0 if bare else 1)
    return 0


def _denied(reading: Reading, sentence: Sentence, aux: int) -> list[Draft]:
    rest = [t.index for t in sentence.tokens[aux + 1 :] if t.pos != "PUNCT"]
    if len(rest) < 3:
        return []
    source = reading.narrator
    verb = _verb(sentence, aux, rest)
    by = Attribution(source, Outcome(Stance.DENIES, commitment="CT-"), (0,), (0, len(sentence) - 1), "", confidence=0.7)
    draft = Draft(
        sentence,
        by,
        Stance.DENIES,
        Modality.CERTAIN,
        claim_evidence(sentence, verb, source, reading.lexicon),
        commitment="CT-",
        author="CT-",
        proposition=_plain(reading, sentence, aux, verb, rest),
        root=verb,
        confidence=0.7,
    )
    reading.consumed.update(t.index for t in sentence if t.is_verb)
    return [draft]


def _verb(sentence: Sentence, aux: int, rest: list[int]) -> int:
    """Where the predicate starts: the verb behind the subject, or what the copula says of it."""
    if sentence[aux].lower in _BE:
        behind = [i for i in rest[1:] if sentence[i].tag in {"VBN", "VBG", "JJ"} or sentence[i].pos == "ADP"]
        plain = [i for i in behind if sentence[i].lower != "of" and sentence[i - 1].pos != "DET"]
        return (plain or rest[-1:])[0]
    tags = {"VBN"} if sentence[aux].lower in {"has", "have", "had"} else {"VB", "VBP"}
    return next((i for i in rest[1:] if sentence[i].tag in tags), rest[-1])


def _plain(reading: Reading, sentence: Sentence, aux: int, verb: int, rest: list[int]) -> Proposition:
    """Subject, auxiliary, predicate, and the period the negation was limited to."""
    helper = sentence[aux]
    wording = Wording(reading.narrator)
    if helper.lower in {"did", "does", "do"}:
        told = past(sentence[verb].lemma) if helper.lower == "did" else sentence[verb].text
        wording = Wording(reading.narrator, replaced=((verb, told),))
    said = render(sentence, verb, rest, reading.registry, wording)
    subject = [t for t in said.tokens if t.start < sentence[verb].start]
    predicate = [t for t in said.tokens if t.start >= sentence[verb].start]
    link = [] if helper.lower in {"did", "does", "do"} else [word(helper.text, helper, helper.lemma, "AUX")]
    period = [i for i in range(aux) if sentence[i].dep != "punct"]
    limits = [i for i in period if _limits(sentence, i)]
    when = [sentence[i] for i in limits]
    head = sentence[verb].lemma if sentence[verb].pos != "ADP" else "be"
    return compose([("agent", subject), ("other", link), ("other", predicate), ("other", when)], head)


def _limits(sentence: Sentence, index: int) -> bool:
    """Whether a token belongs to the period behind "at no time": "between January and April"."""
    noun = next((t.index for t in sentence.tokens[:4] if t.lemma in _OCCASIONS), None)
    if noun is None:
        return False
    return any(index in sentence.subtree(p.index) for p in sentence.kids(noun, "prep"))
