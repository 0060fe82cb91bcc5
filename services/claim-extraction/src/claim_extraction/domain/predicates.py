"""Reads "called N P", "described N as P", "dismissed N as P": verdicts on claims, and opinions."""

from dataclasses import replace

from claim_extraction.domain import phrases, verdicts
from claim_extraction.domain.anaphora import anaphor_at
from claim_extraction.domain.drafting import link_draft
from claim_extraction.domain.drafts import Anaphor, Attribution, Draft, Reading
from claim_extraction.domain.model import EvidenceKind, Modality, Stance
from claim_extraction.domain.nominal import object_of, report
from claim_extraction.domain.propositions import Proposition, Wording, compose, render, word
from claim_extraction.domain.tokens import Sentence, Token

_DENYING = frozenset({"deny", "reject", "dismiss", "refute", "rebut", "brush", "wave", "shrug", "laugh"})


def predicate_of(reading: Reading, sentence: Sentence, index: int, by: Attribution) -> list[Draft]:
    """A verdict on a claim is a denial; anything else is an opinion about the thing named."""
    target, said = _target_and_predicate(sentence, index)
    if target is None or not said or _calls_on(sentence, index) or target.tag in {"WP", "WDT"}:
        return []
    return verdict(reading, sentence, index, target, said, by)


def verdict(  # noqa: PLR0917
    reading: Reading, sentence: Sentence, index: int, target: Token, said: list[Token], by: Attribution
) -> list[Draft]:
    """What the words said of the target amount to: a denial of what it says, or an opinion."""
    lexicon = reading.lexicon
    reading.consumed.update(i for i in (target.head, *(t.index for t in said)) if sentence[i].is_verb)
    anaphor = anaphor_at(reading, sentence, target)
    false = verdicts.says_false(said, lexicon)
    if anaphor is not None and _elaborates(reading, sentence, index) and (false or not target.is_noun):
        _refine(reading, index)
        return [replace_suppressed(link_draft(sentence, by, anaphor, Stance.DENIES, "dismiss_as_false"))]
    quoted = any(t.is_quote_mark for t in sentence if said[0].index - 2 <= t.index <= said[-1].index + 1)
    if anaphor is not None and false:
        return [link_draft(sentence, by, anaphor, Stance.DENIES, "dismiss_as_false")]
    opinion = _opinion(reading, sentence, target, said, by)
    if anaphor is not None and quoted and not verdicts.only_complains(said, lexicon):
        opinion.anaphor, opinion.only_if_accused = anaphor, anaphor.group not in {"accusation", "statement"}
        if not opinion.only_if_accused:
            return [link_draft(sentence, by, anaphor, Stance.DENIES, "dismiss_as_false")]
    elif false and target.is_noun:
        return [_untrue(reading, sentence, target, by)]
    return [opinion]


def _calls_on(sentence: Sentence, index: int) -> bool:
    """Reads "called on", "called for", "called off" describe nothing."""
    after = sentence[index + 1].lower if index + 1 < len(sentence) else ""
    return sentence[index].lemma == "call" and after in {"on", "for", "off", "in", "out", "up", "upon"}


def as_predicate(reading: Reading, sentence: Sentence, index: int, by: Attribution) -> list[Draft]:
    """Reads "dismissed the claims as baseless"; fault-finding alone ("as premature") is no denial."""
    target = object_of(sentence, index)
    as_prep = next((t for i in sentence.subtree(index) if (t := sentence[i]).lower == "as" and t.index > index), None)
    if target is None or as_prep is None:
        return []
    told = report(reading, sentence, target, by)
    if told:
        return told
    anaphor = anaphor_at(reading, sentence, target)
    said = _words([sentence[i] for i in sentence.subtree(index) if i > as_prep.index])
    if anaphor is None or not said:
        return []
    if _elaborates(reading, sentence, index):
        reading.consumed.add(index)
        _refine(reading, index)
        return [replace_suppressed(link_draft(sentence, by, anaphor, Stance.DENIES, "dismiss_as_false"))]
    if verdicts.only_complains(said, reading.lexicon) and not verdicts.says_false(said, reading.lexicon):
        opinion = _opinion(reading, sentence, target, said, by)
        opinion.subtype = "downplay"
        return [opinion]
    by = replace(by, cue=tuple(sorted({*by.cue, as_prep.index, *(t.index for t in said[:3])})))
    return [link_draft(sentence, by, anaphor, Stance.DENIES, "dismiss_as_false")]


def replace_suppressed(draft: Draft) -> Draft:
    """Marks a draft that only elaborates another one, so that it is not reported twice."""
    draft.suppressed = True
    return draft


def _elaborates(reading: Reading, sentence: Sentence, index: int) -> bool:
    """Reads "denied the charges, dismissing them as fiction" is one act of speech."""
    verb = sentence[index]
    before = [d for d in reading.found if d.stance is Stance.DENIES and d.by.cue[0] < index]
    return (
        verb.tag == "VBG"
        and sentence[index - 1].text == ","
        and (bool(before) or sentence[verb.head].lemma in _DENYING)
    )


def _refine(reading: Reading, index: int) -> None:
    for draft in reading.found:
        if draft.stance is Stance.DENIES and draft.by.cue[0] < index:
            draft.subtype = "dismiss_as_false"


def _before_quote(sentence: Sentence, index: int) -> tuple[Token | None, list[Token]]:
    """Reads "called the march “selfish”" by word order: what stands before the quotation, and the quotation."""
    marks = [t.index for t in sentence.tokens[index + 1 :] if t.is_quote_mark]
    if (
        not marks
        or not 1 < marks[0] - index <= 9
        or any(t.text in {",", ";"} for t in sentence.tokens[index : marks[0]])
    ):
        return None, []
    close = marks[1] if len(marks) > 1 else len(sentence)
    run = [t for t in sentence.tokens[index + 1 : marks[0]] if t.lower not in {"as", "a", "an", "being"}]
    if not run or run[0].lower == "for":
        return None, []
    owned = [t for t in run if not (t.dep == "poss" or t.tag == "POS")]
    return (owned or run)[-1], _words(list(sentence.tokens[marks[0] + 1 : close]))


def _target_and_predicate(sentence: Sentence, index: int) -> tuple[Token | None, list[Token]]:
    quoted = _before_quote(sentence, index)
    if quoted[0] is not None and quoted[1]:
        return quoted
    small = next((t for t in sentence.kids(index, "ccomp", "xcomp") if t.lower != "that"), None)
    if small is not None:
        subject = sentence.kid(small.index, "nsubj", "nsubjpass")
        if subject is not None and sentence.kid(small.index, "mark") is None:
            after = [sentence[i] for i in sentence.subtree(small.index) if i > max(sentence.subtree(subject.index))]
            return subject, _words(after)
    target = sentence.kid(index, "dobj", "nsubjpass")
    if target is None:
        return None, []
    edge = max(phrases.core(sentence, target.index))
    after = [sentence[i] for i in sentence.subtree(index) if i > edge and i > index]
    subject = sentence.kid(index, "nsubj")
    if subject is not None and subject.index > edge:
        after = [t for t in after if t.index < subject.index]
    return target, _words(after)


def _words(tokens: list[Token]) -> list[Token]:
    while tokens and (tokens[0].lower in {"as", "to", "be", "being"} or tokens[0].pos == "PUNCT"):
        tokens = tokens[1:]
    while tokens and tokens[-1].pos == "PUNCT":
        tokens = tokens[:-1]
    return tokens


def _opinion(reading: Reading, sentence: Sentence, target: Token, said: list[Token], by: Attribution) -> Draft:
    wording = Wording(by.source, by.quoted, about_others=True)
    phrase = [i for i in phrases.full(sentence, target.index) if i < said[0].index and sentence[i].lower != "as"]
    if target.pos not in {"NOUN", "PROPN", "PRON"}:
        phrase = [t.index for t in sentence.tokens[by.cue[0] + 1 : target.index + 1] if t.pos != "PUNCT"]
    who = render(sentence, target.index, phrase, reading.registry, wording)
    what = render(sentence, said[0].index, [t.index for t in said], reading.registry, wording)
    plural = phrases.is_plural(sentence, target.index)
    copula = word("are" if plural else "is", said[0], "be", "AUX")
    head = next((t.lemma for t in said if t.pos in {"ADJ", "NOUN"}), said[0].lemma)
    proposition: Proposition = compose([("patient", who.tokens), ("other", [copula]), ("other", what.tokens)], head)
    return Draft(
        sentence,
        by,
        Stance.ASSERTS,
        Modality.CERTAIN,
        EvidenceKind.STATEMENT,
        "",
        "CT+",
        "Uu",
        proposition,
        confidence=by.confidence * 0.9,
    )


def _untrue(reading: Reading, sentence: Sentence, target: Token, by: Attribution) -> Draft:
    """Reads "called the letter a forgery": denies that the letter is genuine."""
    who = render(
        sentence, target.index, phrases.full(sentence, target.index), reading.registry, Wording(by.source, by.quoted)
    )
    copula = word("are" if phrases.is_plural(sentence, target.index) else "is", target, "be", "AUX")
    proposition = compose([("patient", who.tokens), ("other", [copula, word("genuine", target, pos="ADJ")])], "genuine")
    anaphor = Anaphor(target.lemma, "event", position=target.index)
    return Draft(
        sentence,
        by,
        Stance.DENIES,
        Modality.CERTAIN,
        EvidenceKind.STATEMENT,
        "dismiss_as_false",
        "CT-",
        "Uu",
        proposition,
        anaphor,
        confidence=by.confidence * 0.8,
    )
