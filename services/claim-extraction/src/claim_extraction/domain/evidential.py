"""Reads what evidence shows: "the video shows X doing Y", "records list Z", "tests found lead"."""

from dataclasses import replace

from claim_extraction.domain import phrases
from claim_extraction.domain.complements import clause_of
from claim_extraction.domain.contents import content_drafts
from claim_extraction.domain.drafting import plain_draft
from claim_extraction.domain.drafts import Attribution, Draft, Reading
from claim_extraction.domain.evidence import GAUGES, evidence_subject, noun_kind
from claim_extraction.domain.figures import figure
from claim_extraction.domain.model import EvidenceKind, Modality, SpeakerKind, Stance
from claim_extraction.domain.nominal import nominal_draft, noun, noun_that
from claim_extraction.domain.propositions import Proposition, Wording, compose, render, word
from claim_extraction.domain.speakers import source_of
from claim_extraction.domain.surface import after_that
from claim_extraction.domain.tokens import Sentence, Token
from claim_extraction.domain.wordlists import word_set

_HEDGES = frozenset({"purportedly", "apparently", "allegedly", "supposedly", "reportedly", "ostensibly", "seemingly"})
_SUBJECT_FORMS = {"him": "he", "them": "they", "her": "she"}
_TAILS = frozenset({"prep", "amod", "acl", "advmod"})
_RAISING = frozenset({"appear", "seem", "purport", "look"})
_OF_THE_THING = frozenset({"of", "to", "from", "by", "for", "with", "between"})
_BE = {(True, True): "were", (False, True): "was", (True, False): "are", (False, False): "is"}
HANDLED_FORMS = word_set(
    "passed seen obtained taken shown filmed shared posted published leaked released signed sent given bought "
    "collected reviewed examined compiled read handed filed stamped issued"
)
ALLOWING = frozenset({"allow", "permit", "authorise", "authorize"})
_SETTING = frozenset({"put", "place", "set", "give"})
_PRESENTING = word_set("point refer cite release publish share post broadcast show present produce circulate")


def shown(reading: Reading, sentence: Sentence, index: int, by: Attribution) -> list[Draft]:
    """Drafts of a verb of showing whose subject is evidence."""
    verb = sentence[index]
    raised = sentence[verb.head] if verb.dep == "xcomp" and sentence[verb.head].lemma in _RAISING else None
    anchor = raised.index if raised is not None else index
    found = evidence_subject(sentence, anchor, reading.lexicon)
    if found is None:
        return _told_by_document(reading, sentence, index, by)
    subject, kind = found
    by = _presented(reading, sentence, subject, by)
    hedge = raised is not None or any(t.lower in _HEDGES for t in sentence.kids(anchor, "advmod"))
    not_shown = by.outcome.stance is Stance.DENIES
    outcome = replace(
        by.outcome,
        stance=Stance.DENIES if not_shown else Stance.REPORTS_EVIDENCE,
        commitment=by.outcome.commitment if not_shown else "PR+" if hedge else "CT+",
        author="Uu" if hedge else by.outcome.author,
    )
    if hedge:
        outcome = replace(outcome, modality=Modality.POSSIBLE if raised is None else Modality.PROBABLE)
    by = replace(by, outcome=outcome, evidence=kind)
    if raised is not None:
        reading.consumed.add(raised.index)
    above = sentence[verb.head]
    if (
        verb.dep == "conj"
        and above.index > 0
        and sentence[above.index - 1].text == ","
        and above.lower in HANDLED_FORMS
    ):
        reading.consumed.add(above.index)
    return _content(reading, sentence, index, by)


def stated(reading: Reading, sentence: Sentence, root: int, tokens: list[int], by: Attribution) -> Proposition:
    """Reads "him in Nolm on 4 May" as "he was in Nolm", "output of 40 tonnes" as "output was 40 tonnes"."""
    said = render(sentence, root, tokens, reading.registry, Wording(by.source))
    amount = next((i for i in tokens[1:] if _opens_amount(sentence, i)), None)
    place = next((i for i in tokens[1:] if sentence[i].pos == "ADP" and sentence[i].lower != "of"), None)
    split = amount if amount is not None else place
    if split is None and sentence[root].is_noun:
        there = [
            word("there", sentence[root], pos="PRON"),
            word(_BE[sentence[root].tag == "NNS", True], sentence[root]),
        ]
        return compose([("other", there), ("patient", said.tokens)], sentence[root].lemma)
    if split is None or not (sentence[split - 1].is_noun or sentence[split - 1].pos == "PRON"):
        return said
    plural = sentence[tokens[0]].tag == "NNS" or sentence[split - 1].tag == "NNS" or sentence[tokens[0]].pos == "NUM"
    before = [_as_subject(t) for t in said.tokens if t.start < sentence[split].start]
    after = [
        t
        for t in said.tokens
        if t.start >= sentence[split + (amount is not None or sentence[split].lower == "as")].start
    ]
    copula = word("were" if plural else "was", sentence[split], "be", "AUX")
    return compose([("agent", before), ("other", [copula]), ("other", after)], "be")


def _as_subject(token: Token) -> Token:
    form = _SUBJECT_FORMS.get(token.lower)
    return replace(token, text=form, lower=form) if form else token


def _opens_amount(sentence: Sentence, index: int) -> bool:
    """Reads the "of" in "output at Nolm of 410,000 tonnes"."""
    number = index + 1 < len(sentence) and sentence[index + 1].pos == "NUM"
    return sentence[index].lower == "of" and number and sentence[index - 1].pos != "NUM"


def _told_by_document(reading: Reading, sentence: Sentence, index: int, by: Attribution) -> list[Draft]:
    """Reads "it adds" where "it" is a report."""
    subject = sentence.subject(index)
    referent = by.source.referent
    if subject is None or subject.lower != "it" or referent is None or referent.kind != "thing":
        return []
    group = reading.lexicon.group_of(referent.tokens[-1].lemma, ("official_record", "data", "document"))
    group = group or ("data" if referent.words & GAUGES else "")
    if not group:
        return []
    paper = replace(by.source, speaker=replace(by.source.speaker, kind=SpeakerKind.DOCUMENT))
    by = replace(by, source=paper, evidence=EvidenceKind(group))
    return _content(reading, sentence, index, by)


def _presented(reading: Reading, sentence: Sentence, subject: Token, by: Attribution) -> Attribution:
    """Reads "Officials pointed to videos that show S": whoever points is the speaker."""
    above = sentence[subject.head]
    verb = sentence[above.head] if above.dep == "prep" else above
    if verb.lemma in _PRESENTING and verb.is_verb and subject.dep in {"pobj", "dobj"}:
        who = sentence.subject(verb.index)
        if who is not None and noun_kind(sentence, who.index, reading.lexicon) is None:
            reading.consumed.add(verb.index)
            source = source_of(sentence, who, reading.registry, reading.lexicon)
            return replace(by, source=source, cue=tuple(sorted({verb.index, *by.cue})))
    source = source_of(sentence, subject, reading.registry, reading.lexicon)
    return replace(by, source=replace(source, speaker=replace(source.speaker, kind=SpeakerKind.DOCUMENT)))


def _content(reading: Reading, sentence: Sentence, index: int, by: Attribution) -> list[Draft]:
    if sentence[index].lemma == "contradict":
        against = replace(by, outcome=replace(by.outcome, stance=Stance.DENIES, commitment="CT-"))
        return noun_that(reading, sentence, index, against) or noun(reading, sentence, index, against)
    root = clause_of(sentence, index)
    if root is None and _closes_with_source(sentence, index):
        root = next(t.index for t in sentence.kids(index, "ccomp"))
    if root is not None and (root > index or _closes_with_source(sentence, index)):
        return _clause(reading, sentence, index, root, by)
    thing = sentence.kid(index, "dobj", "attr")
    asked = thing is not None and any(
        t.tag in {"WP$", "WDT", "WP"} for t in (thing, *sentence.kids(thing.index, "poss"))
    )
    if asked or sentence.kid(index, "dative") is not None:
        return []
    if thing is None or thing.lower in {"that", "it", "this"}:
        return _behind_that(reading, sentence, index, by)
    if reading.lexicon.has("proof", thing.lemma):
        return _no_evidence(reading, sentence, thing, by)
    return _set_figure(reading, sentence, index, by) or [_scene(reading, sentence, index, thing, by)]


def _clause(reading: Reading, sentence: Sentence, index: int, root: int, by: Attribution) -> list[Draft]:
    """A clause that is shown: finite, a small clause, or what a permit allows."""
    going_on = sentence[root].tag == "VBG" or (sentence[root].is_noun and sentence[root].lower.endswith("ing"))
    if going_on and sentence.kid(root, "aux") is None:
        reading.consumed.add(root)
        return [participle(reading, sentence, root, sentence.subtree(root), by)]
    to = next((t.index for t in sentence.kids(root, "aux") if t.tag == "TO"), None)
    if to is not None and sentence[index].lemma in ALLOWING:
        reading.consumed.add(root)
        return [allowed(reading, sentence, sentence.subtree(root), to, by)]
    drafts = content_drafts(reading, sentence, root, by)
    reading.consumed.add(root)
    return drafts


def _set_figure(reading: Reading, sentence: Sentence, index: int, by: Attribution) -> list[Draft]:
    """Reads "the return puts sales at 40 tonnes"; the kind of evidence stays that of the paper."""
    drafts = figure(reading, sentence, index, by) if sentence[index].lemma in _SETTING else []
    for draft in drafts:
        draft.evidence = by.evidence or draft.evidence
    return drafts


def allowed(reading: Reading, sentence: Sentence, tokens: list[int], to: int, by: Attribution) -> Draft:
    """Reads "allows lorries to park" as "lorries are allowed to park"."""
    be = "are" if any(sentence[i].tag == "NNS" for i in tokens if i < to) else "is"
    verb = next((i for i in tokens if i > to and sentence[i].is_verb), to)
    draft = evidence_draft(sentence, verb, by)
    wording = Wording(by.source, replaced=((to, f"{be} allowed to"),))
    draft.proposition = render(sentence, verb, tokens, reading.registry, wording)
    return draft


def _closes_with_source(sentence: Sentence, index: int) -> bool:
    """Whether the cue ends the sentence: "S, court records show"."""
    inverted = any(t.index < index for t in sentence.kids(index, "ccomp", "parataxis"))
    return inverted and all(t.pos == "PUNCT" for t in sentence.tokens[index + 1 :])


def _behind_that(reading: Reading, sentence: Sentence, index: int, by: Attribution) -> list[Draft]:
    found = after_that(sentence, index)
    if found is None:
        return []
    root, tokens = found
    reading.consumed.add(root)
    return [plain_draft(reading, sentence, root, tokens, by)]


def _no_evidence(reading: Reading, sentence: Sentence, thing: Token, by: Attribution) -> list[Draft]:
    """Reads "found no evidence that S" denies S; "found evidence that S" reports it."""
    none = any(t.lower == "no" for t in sentence.kids(thing.index, "det"))
    outcome = replace(by.outcome, stance=Stance.DENIES, subtype="no_evidence", commitment="PR-") if none else by.outcome
    by = replace(by, outcome=outcome, cue=tuple(sorted({*by.cue, thing.index})))
    found = after_that(sentence, thing.index)
    if found is not None:
        root, tokens = found
        reading.consumed.add(root)
        return [plain_draft(reading, sentence, root, tokens, by, keep_negation=True)]
    of = sentence.kid(thing.index, "prep")
    what = sentence.kid(of.index, "pobj", "pcomp") if of is not None else None
    return [nominal_draft(reading, sentence, what, by)] if what is not None and what.is_noun else []


def _scene(reading: Reading, sentence: Sentence, index: int, thing: Token, by: Attribution) -> Draft:
    """Reads "shows soldiers setting fire to houses", "shows new trenches along the road"."""
    verb = next((t for t in sentence.kids(thing.index, "acl") if t.tag == "VBG"), None)
    none = next((t for t in sentence.kids(thing.index, "det") if t.lower == "no"), None)
    indices = sentence.subtree(thing.index)
    late = [t for t in sentence.kids(index, "prep", "advmod") if t.index > thing.index and not _is_manner(sentence, t)]
    indices = sorted({*indices, *(i for t in late for i in sentence.subtree(t.index))})
    if verb is not None and none is None:
        return participle(reading, sentence, verb.index, indices, by)
    dropped = frozenset({none.index}) if none is not None else frozenset[int]()
    said = render(sentence, thing.index, indices, reading.registry, Wording(by.source, dropped=dropped))
    heads = {thing.index, index}
    behind = [i for i in indices if i > thing.index and sentence[i].head in heads and sentence[i].dep in _TAILS]
    tail = next((i for i in behind if sentence[i].lower not in _OF_THE_THING), None)
    if tail is not None and any(sentence[i].text == "," for i in indices if thing.index < i < tail):
        tail = None
    plural = phrases.is_plural(sentence, thing.index)
    done = tail is not None and sentence[tail].tag == "VBN"
    copula = word(_BE[plural, done], thing, "be", "AUX")
    split = sum(1 for t in said.tokens if tail is not None and t.start < sentence[tail].start)
    if tail is not None and 0 < split < len(said.tokens):
        rest = said.tokens[split + (sentence[tail].lower == "as") :]
        parts = [("patient", said.tokens[:split]), ("other", [copula]), ("other", rest)]
    else:
        parts = [("other", [word("there", thing, pos="PRON"), copula]), ("patient", said.tokens)]
    draft = evidence_draft(sentence, thing.index, by)
    draft.proposition = compose(parts, "be" if tail is not None else thing.lemma)
    if none is not None:
        draft.stance, draft.commitment, draft.subtype = Stance.DENIES, "PR-", "no_evidence"
    return draft


def _is_manner(sentence: Sentence, prep: Token) -> bool:
    """Reads "in detail", "in full"."""
    return any(t.lemma in {"detail", "full", "part", "depth", "brief", "short"} for t in sentence.kids(prep.index))


def participle(reading: Reading, sentence: Sentence, root: int, indices: list[int], by: Attribution) -> Draft:
    """Reads "soldiers looting a shop" as "soldiers were looting a shop"."""
    token = sentence[root]
    subject = sentence.kid(root, "nsubj")
    noun = subject if subject is not None else sentence[token.head]
    be = "were" if phrases.is_plural(sentence, noun.index) else "was"
    said = render(
        sentence, root, indices, reading.registry, Wording(by.source, replaced=((root, f"{be} {token.text}"),))
    )
    draft = evidence_draft(sentence, root, by)
    draft.proposition = said
    return draft


def evidence_draft(sentence: Sentence, root: int, by: Attribution) -> Draft:
    return Draft(
        sentence,
        by,
        by.outcome.stance,
        by.outcome.modality or Modality.CERTAIN,
        by.evidence or EvidenceKind.DOCUMENT,
        by.outcome.subtype,
        by.outcome.commitment,
        by.outcome.author,
        root=root,
        confidence=by.confidence,
    )
