"""Reads what a signature shows: "a licence for the barge bears Lund's signature" as "Lund signed a licence"."""

from claim_extraction.domain import phrases
from claim_extraction.domain.drafts import Attribution, Draft, Reading
from claim_extraction.domain.evidence import exhibit_kind
from claim_extraction.domain.evidential import evidence_draft
from claim_extraction.domain.lexicon import Outcome
from claim_extraction.domain.model import EvidenceKind, Speaker, SpeakerKind, Stance
from claim_extraction.domain.propositions import Wording, compose, render, word
from claim_extraction.domain.speakers import Source
from claim_extraction.domain.tokens import Sentence, Token
from claim_extraction.domain.wordlists import word_set

_BEARING = word_set("bear carry have show display")
_SIGNATURES = frozenset({"signature", "initial"})
_PAPERS = word_set("certificate letter contract order cheque form slip agreement lease deed note memo receipt paper")


def signature(reading: Reading, sentence: Sentence) -> list[Draft]:
    """At most one draft, with the paper as its speaker."""
    for verb in sentence:
        mark = sentence.kid(verb.index, "dobj") if verb.lemma in _BEARING and verb.is_verb else None
        signer = sentence.kid(mark.index, "poss") if mark is not None and mark.lemma in _SIGNATURES else None
        paper = sentence.kid(verb.index, "nsubj") or _opening_noun(sentence, verb.index)
        if signer is None or paper is None or sentence.kid(verb.index, "neg") is not None:
            continue
        kind = exhibit_kind(sentence, paper.index, reading.lexicon)
        if kind is None and paper.lemma not in _PAPERS:
            continue
        reading.consumed.add(verb.index)
        return [_signed(reading, sentence, verb, paper, signer, kind or EvidenceKind.DOCUMENT)]
    return []


def _opening_noun(sentence: Sentence, verb: int) -> Token | None:
    """The noun that opens the sentence, where the parser gave the verb another subject or none."""
    return next((t for t in sentence.tokens[:verb] if t.is_noun and t.dep != "compound"), None)


def _extent(sentence: Sentence, verb: Token, paper: Token) -> list[int]:
    """The paper's phrase up to its first comma."""
    comma = next((t.index for t in sentence.tokens[paper.index : verb.index] if t.text == ","), verb.index)
    return list(range(min(sentence.subtree(paper.index)), comma))


def _signed(  # noqa: PLR0917
    reading: Reading, sentence: Sentence, verb: Token, paper: Token, signer: Token, kind: EvidenceKind
) -> Draft:
    source = Source(
        Speaker(phrases.text_of(sentence, _extent(sentence, verb, paper)), "", SpeakerKind.DOCUMENT),
        paper.index,
        None,
        paper.lemma,
    )
    outcome = Outcome(Stance.REPORTS_EVIDENCE, author="CT+")
    by = Attribution(source, outcome, (verb.index,), (0, len(sentence) - 1), "E03", evidence=kind, confidence=0.8)
    below = [i for i in sentence.subtree(signer.index) if sentence[i].tag != "POS"]
    who = render(sentence, signer.index, below, reading.registry, Wording(source))
    phrase = _extent(sentence, verb, paper)
    first = sentence[phrase[0]]
    wording = Wording(source, replaced=((first.index, first.lower),) if first.pos == "DET" else ())
    what = render(sentence, paper.index, phrase, reading.registry, wording)
    draft = evidence_draft(sentence, verb.index, by)
    signed = word("signed", verb, "sign", "VERB")
    draft.proposition = compose([("agent", who.tokens), ("other", [signed]), ("patient", what.tokens)], "sign")
    return draft
