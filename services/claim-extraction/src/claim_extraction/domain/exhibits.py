"""Evidence that opens a sentence and what it shows, by the order of words where the parser went astray."""

from claim_extraction.domain import phrases
from claim_extraction.domain.drafting import plain_draft
from claim_extraction.domain.drafts import Attribution, Draft, Reading
from claim_extraction.domain.evidence import exhibit_kind
from claim_extraction.domain.evidential import ALLOWING, HANDLED_FORMS, allowed, evidence_draft, participle, stated
from claim_extraction.domain.lexicon import Outcome
from claim_extraction.domain.model import EvidenceKind, Speaker, SpeakerKind, Stance
from claim_extraction.domain.speakers import Source
from claim_extraction.domain.surface import main_verb
from claim_extraction.domain.tokens import Sentence, Token
from claim_extraction.domain.wordlists import word_set

FURTHEST_VERB = 32
_SHOWING = word_set(
    "show shows showed reveal reveals revealed depict depicts depicted list lists listed record records recorded"
    " indicate indicates indicated document documents documented capture captures captured found finds appears appear"
    " seems has have had place places placed put puts give gives gave log logs logged contain contains contained"
    " mention mentions mentioned bear bears bore name names named allow allows allowed permit permits permitted"
    " authorise authorises authorised authorize authorizes authorized"
)
_BEHIND_PARTICIPLE = frozenset({"ADP", "PART", "ADV"})
_RELATIVES = frozenset({"which", "who", "whose"})
_PARTITIVE = 4


def shown_by_order(reading: Reading, sentence: Sentence) -> list[Draft]:
    """At most one draft, with the evidence as its speaker."""
    for verb in sentence.tokens[1:FURTHEST_VERB]:
        given = sentence.kid(verb.index, "dative") is not None
        if verb.lower not in _SHOWING or verb.index in reading.consumed or given:
            continue
        noun = _opening_evidence(reading, sentence, verb.index)
        if noun is None:
            continue
        tokens = list(range(verb.index + 1, len(sentence)))
        return [_shown(reading, sentence, tokens, _by(sentence, verb, noun))] if len(tokens) > 2 else []
    return []


def _by(sentence: Sentence, verb: Token, noun: tuple[Token, EvidenceKind]) -> Attribution:
    name = phrases.text_of(sentence, _opening_phrase(sentence, verb.index))
    return Attribution(
        Source(Speaker(name, "", SpeakerKind.DOCUMENT), noun[0].index, None, noun[0].lemma),
        Outcome(Stance.REPORTS_EVIDENCE, author="CT+"),
        (verb.index,),
        (0, len(sentence) - 1),
        "E03",
        evidence=noun[1],
        confidence=0.75,
    )


def _shown(reading: Reading, sentence: Sentence, tokens: list[int], by: Attribution) -> Draft:
    if sentence[tokens[0]].lower == "that":
        tokens = tokens[1:]
    root = main_verb(sentence, tokens)
    reading.consumed.update({sentence.root, root, by.cue[0], *(t.index for t in sentence if t.is_verb)})
    to = next((i for i in tokens if sentence[i].tag == "TO"), None)
    if to is not None and sentence[by.cue[0]].lemma in ALLOWING:
        return allowed(reading, sentence, tokens, to, by)
    if sentence[root].tag == "VBG" and sentence.kid(root, "aux") is None:
        return participle(reading, sentence, root, tokens, by)
    if sentence[root].is_verb and sentence[root].tag != "VBN":
        return plain_draft(reading, sentence, root, tokens, by)
    draft = evidence_draft(sentence, root, by)
    draft.proposition = stated(reading, sentence, root, tokens, by)
    return draft


def _opening_evidence(reading: Reading, sentence: Sentence, verb: int) -> tuple[Token, EvidenceKind] | None:
    """The first noun of evidence before a verb, with its own phrase, participles and relative clauses between."""
    aside = _relative(sentence, verb)
    if any(_is_finite(sentence, t) for t in sentence.tokens[1:verb] if t.index not in aside):
        return None
    for token in sentence.tokens[: min(verb, 7)]:
        kind = exhibit_kind(sentence, token.index, reading.lexicon)
        if kind is not None and not any(
            t.lower in {"in", "at", "on", "of", "from"} for t in sentence.tokens[: token.index]
        ):
            return token, kind
    return None


def _relative(sentence: Sentence, verb: int) -> range:
    """Tokens of ", which the paper has seen," or ", a copy of which reached us," next before a verb."""
    if sentence[verb - 1].text != ",":
        return range(0)
    opens = next((t.index for t in sentence.tokens[:verb] if t.lower in _RELATIVES), None)
    if opens is None:
        return range(0)
    commas = [t.index for t in sentence.tokens[max(0, opens - _PARTITIVE) : opens] if t.text == ","]
    return range(commas[-1], verb) if commas else range(0)


def _is_finite(sentence: Sentence, token: Token) -> bool:
    """Whether a verb can be the sentence's own: not "filed with" or "read out by" behind the noun it describes."""
    if token.tag not in {"VBD", "VBZ", "VBP", "MD"} or token.lower in HANDLED_FORMS:
        return False
    before, after = sentence[max(token.index - 1, 0)], sentence[token.index + 1]
    plural = token.tag == "VBZ" and token.pos == "VERB" and before.pos != "PRON" and after.tag in {"VBG", "VBN"}
    return not plural and not (token.tag == "VBD" and before.is_noun and after.pos in _BEHIND_PARTICIPLE)


def _opening_phrase(sentence: Sentence, verb: int) -> list[int]:
    commas = [t.index for t in sentence.tokens[:verb] if t.text in {",", "("}]
    return list(range(min([verb, *commas])))
