"""Reads the clause somebody puts forward: polarity, mood, and the few predicates that change the stance."""

from dataclasses import replace

from claim_extraction.domain import moods, phrases, verdicts
from claim_extraction.domain.accusing import accuses
from claim_extraction.domain.anaphora import anaphor_at, party
from claim_extraction.domain.complements import stands
from claim_extraction.domain.drafts import Anaphor, Attribution, Draft, Reading
from claim_extraction.domain.evidence import claim_evidence
from claim_extraction.domain.model import EvidenceKind, Modality, Stance
from claim_extraction.domain.polarity import NEGATORS, Negation, negation
from claim_extraction.domain.propositions import Proposition, Wording, render
from claim_extraction.domain.speakers import source_of
from claim_extraction.domain.tokens import Sentence, Token

_TRUTH = frozenset({"truth", "word", "basis", "foundation", "substance", "merit"})
_NO_CLAUSE = frozenset({"shown", "figure", "occurrence", "presupposed"})
_POSITIVE = frozenset({Stance.ASSERTS, Stance.CONFIRMS, Stance.REPORTS_EVIDENCE, Stance.PREDICTS})


def content_drafts(
    reading: Reading, sentence: Sentence, root: int, by: Attribution, within: frozenset[int] | None = None
) -> list[Draft]:
    """Drafts for the clause at `root` and the clauses coordinated with it."""
    parts = [root, *own_clauses(sentence, root, reading)]
    drafts: list[Draft] = []
    for part in parts:
        if part in reading.consumed:
            continue
        others = [p for p in parts if p != part]
        indices = _clause_tokens(reading, sentence, part, others, by, within)
        drafts += one_clause(reading, sentence, part, indices, _quoting(sentence, part, others, by))
    return drafts


def _quoting(sentence: Sentence, part: int, others: list[int], by: Attribution) -> Attribution:
    """The attribution with its quote stretched over the clause, or cut to it where nobody but the narrator speaks."""
    if not others:
        return by
    own = sentence.subtree(part, [o for o in others if o not in _path_up(sentence, part)])
    low, high = own[0], own[-1]
    while high > low and sentence[high].text in {",", ";", "and", "but"}:
        high -= 1
    if by.rule:
        low, high = min(low, by.clause[0]), max(high, by.clause[1])
    return replace(by, clause=(low, high))


def plain_draft(
    reading: Reading, sentence: Sentence, root: int, indices: list[int], by: Attribution, *, keep_negation: bool = False
) -> Draft:
    """A draft whose proposition is the clause itself, put positively."""
    negated = None if keep_negation else negation(sentence, root)
    stance, modality = _stance(sentence, root, by, negated, reading)
    if stance is Stance.ALLEGES:
        negated = None
    wording = Wording(by.source, by.quoted)
    indices = _without_premise(sentence, root, indices)
    proposition = render(sentence, root, indices, reading.registry, wording.negated(negated) if negated else wording)
    outcome = by.outcome
    flipped = negated is not None and stance is Stance.DENIES
    return Draft(
        sentence,
        by,
        stance,
        modality,
        by.evidence or _evidence(reading, sentence, root, by, stance),
        "legality_defence"
        if modality is Modality.HYPOTHETICAL and moods.is_legality_defence(sentence, root)
        else outcome.subtype,
        _commitment(outcome.commitment, modality, flipped=flipped),
        outcome.author,
        proposition,
        root=root,
        confidence=by.confidence,
    )


def _without_premise(sentence: Sentence, root: int, indices: list[int]) -> list[int]:
    """A defence by law stands without what it supposes: "if it happened"."""
    premise = moods.condition(sentence, root)
    if premise is None or not moods.is_legality_defence(sentence, root) or premise.index > root:
        return indices
    low = sentence.subtree(premise.index)
    return [i for i in indices if not low[0] <= i <= low[-1]]


def plain_evidence(reading: Reading, sentence: Sentence, root: int, by: Attribution) -> Draft:
    """A draft without a proposition yet, with the outcome of its cue."""
    outcome = by.outcome
    evidence = by.evidence or _evidence(reading, sentence, root, by, outcome.stance)
    return Draft(
        sentence, by, outcome.stance, outcome.modality or Modality.CERTAIN, evidence, outcome.subtype,
        outcome.commitment, outcome.author, root=root, confidence=by.confidence,
    )


def _evidence(reading: Reading, sentence: Sentence, root: int, by: Attribution, stance: Stance) -> EvidenceKind:
    if stance is Stance.PREDICTS:
        return EvidenceKind.STATEMENT
    return claim_evidence(sentence, root, by.source, reading.lexicon)


def link_draft(
    reading: Reading,
    sentence: Sentence,
    by: Attribution,
    anaphor: Anaphor,
    stance: Stance,
    subtype: str,
    root: int = -1,
) -> Draft:
    """A draft whose proposition stands elsewhere, to be found by linking."""
    commitment = {Stance.DENIES: "CT-", Stance.NO_COMMENT: "Uu", Stance.QUESTIONS: "Uu"}.get(
        stance, by.outcome.commitment
    )
    evidence = by.evidence or (EvidenceKind.NONE if stance is Stance.NO_COMMENT else EvidenceKind.STATEMENT)
    return Draft(
        sentence,
        by,
        stance,
        Modality.CERTAIN,
        evidence,
        subtype,
        commitment,
        by.outcome.author,
        anaphor=anaphor,
        root=root,
        confidence=by.confidence,
    )


def one_clause(reading: Reading, sentence: Sentence, root: int, indices: list[int], by: Attribution) -> list[Draft]:
    """Drafts for one clause made of the given tokens."""
    lexicon = reading.lexicon
    if not by.rule:
        by = _own_words(reading, sentence, root, by)
    if by.outcome.stance in _POSITIVE:
        verdict = _verdict(reading, sentence, root, by) or _flat_contradiction(reading, sentence, root, by)
        if verdict is not None:
            return [verdict]
        if verdicts.stays_silent(sentence, root, lexicon):
            silent = plain_draft(
                reading, sentence, root, indices, replace(by, evidence=EvidenceKind.NONE), keep_negation=True
            )
            silent.stance, silent.commitment, silent.proposition = Stance.NO_COMMENT, "Uu", None
            silent.subtype = "decline_comment"
            return [silent]
        possible = _not_ruled_out(reading, sentence, root, by)
        if possible is not None:
            return [possible]
        if by.outcome.stance is not Stance.PREDICTS and verdicts.leaves_open(sentence, root, lexicon):
            opened = plain_draft(reading, sentence, root, indices, by, keep_negation=True)
            opened.stance, opened.commitment, opened.subtype = Stance.QUESTIONS, "Uu", "undetermined"
            opened.proposition = _asked(reading, sentence, root, by)
            return [opened]
    if by.outcome.stance is Stance.DENIES:
        return [plain_draft(reading, sentence, root, indices, by, keep_negation=True)]
    return [plain_draft(reading, sentence, root, indices, by)]


def _own_words(reading: Reading, sentence: Sentence, root: int, by: Attribution) -> Attribution:
    """Narrated silence or doubt is its subject's: "Sandbar would not discuss the messages"."""
    silent = verdicts.stays_silent(sentence, root, reading.lexicon)
    if not (silent or verdicts.leaves_open(sentence, root, reading.lexicon)):
        return by
    subject = sentence.subject(root)
    if subject is None or subject.lower in {"we", "i", "it"} and not silent or not reading.registry.speaks(sentence, subject):
        return by
    if subject.lower in {"we", "i"}:
        return replace(by, rule="B03", confidence=0.8)
    source = source_of(sentence, subject, reading.registry, reading.lexicon)
    return replace(by, source=source, rule="B03" if silent else "B08", cue=(root,), confidence=0.8)


def _verdict(reading: Reading, sentence: Sentence, root: int, by: Attribution) -> Draft | None:
    """A clause that calls a claim false: "the report is untrue", "there is no truth to the rumour that S"."""
    lexicon = reading.lexicon
    subject = sentence.kid(root, "nsubj", "nsubjpass")
    words = verdicts.predicate(sentence, root)
    if not verdicts.clause_says_false(sentence, root, lexicon):
        return _scorned(reading, sentence, root, words, by)
    for noun in [t for t in words if t.dep == "pobj" or (t.dep == "attr" and t is not subject)]:
        for clause in sentence.kids(noun.index, "acl", "relcl", "ccomp"):
            if (
                sentence.kid(clause.index, "mark") is not None
                and noun.lemma in lexicon.words["statement"] | lexicon.words["accusation"]
            ):
                return _denied(reading, sentence, clause.index, by, "reject_report")
    clause = sentence.kid(root, "ccomp", "csubj")
    if (
        clause is not None
        and (subject is None or subject.lower == "it")
        and sentence.kid(clause.index, "mark") is not None
    ):
        return _denied(reading, sentence, clause.index, by, "reject_report")
    target = subject if subject is not None and subject.lower != "there" else None
    target = target or next((t for t in words if t.dep == "pobj" and t.lemma not in _TRUTH), None)
    anaphor = _called_false(reading, sentence, target, words) if target is not None else None
    if anaphor is None:
        return None
    return link_draft(reading, sentence, by, anaphor, Stance.DENIES, "dismiss_as_false", root)


def _scorned(reading: Reading, sentence: Sentence, root: int, words: list[Token], by: Attribution) -> Draft | None:
    """"the charge was “not worth an answer”": a claim that is spoken ill of in quotation marks is rejected."""
    subject = sentence.kid(root, "nsubj")
    marked = any(t.is_quote_mark for t in sentence.tokens[root:]) and sentence[root].lemma == "be"
    if subject is None or not marked or by.quoted or verdicts.only_complains(words, reading.lexicon):
        return None
    anaphor = anaphor_at(reading, sentence, subject)
    if anaphor is None or not by.rule or anaphor.lemma in {"it", "them", "so"} or anaphor.group == "party":
        return None
    if anaphor.group not in {"accusation", "statement", "any"}:
        draft = plain_draft(reading, sentence, root, _clause_tokens(reading, sentence, root, [], by, None), by)
        draft.anaphor, draft.only_if_accused = anaphor, True
        return draft
    return link_draft(reading, sentence, by, anaphor, Stance.DENIES, "dismiss_as_false", root)


def _called_false(reading: Reading, sentence: Sentence, target: Token, words: list[Token]) -> Anaphor | None:
    """What a verdict of falsity is about: a claim, evidence, a party, or any definite thing shown before."""
    mistaken = any(t.lower in {"wrong", "mistaken", "lying", "misinformed", "confused"} for t in words)
    anaphor = party(reading, sentence, target) if mistaken else None
    anaphor = anaphor or anaphor_at(reading, sentence, target)
    if anaphor is None and target.is_noun and phrases.is_definite(sentence, target.index):
        anaphor = Anaphor(target.lemma, "shown", phrases.is_plural(sentence, target.index), position=target.index)
    return anaphor


def _flat_contradiction(reading: Reading, sentence: Sentence, root: int, by: Attribution) -> Draft | None:
    """"Nobody has", "he saw no such thing", "that is not what happened", "no such letter was written"."""
    subject = sentence.subject(root)
    if sentence[root].lemma in {"have", "do", "be"} and len(sentence.subtree(root)) <= 4:
        denying = any(sentence[i].lower in {"nobody", "no", "not", "n't", "never", "none"} for i in sentence.subtree(root))
        return link_draft(reading, sentence, by, Anaphor("that", "any"), Stance.DENIES, "", root) if denying else None
    arguments = sentence.kids(root, "nsubj", "nsubjpass", "dobj", "attr")
    thing = next((t for t in arguments if _no_such(sentence, t, root)), None)
    if thing is not None:
        anaphor = anaphor_at(reading, sentence, thing)
        if thing.lemma == "thing" and subject is not None:
            anaphor = party(reading, sentence, subject)
        anaphor = anaphor or Anaphor(thing.lemma, "event", words=frozenset({thing.lemma}), position=thing.index)
        return link_draft(reading, sentence, by, anaphor, Stance.DENIES, "", root)
    happened = any(t.lemma in {"happen", "occur"} for t in sentence.kids(root, "ccomp", "attr", "csubj"))
    negated = any(t.lower in NEGATORS for t in sentence.kids(root))
    if negated and happened and subject is not None and subject.lower in {"that", "this", "it"}:
        return link_draft(reading, sentence, by, Anaphor("that", "any"), Stance.DENIES, "dismiss_as_false", root)
    return None


def _no_such(sentence: Sentence, token: Token, root: int) -> bool:
    """"no such offer", "never … any such offer"."""
    lowers = {t.lower for t in sentence.kids(token.index)} | {
        t.lower for k in sentence.kids(token.index) for t in sentence.kids(k.index)
    }
    negated = any(t.lower in NEGATORS for t in sentence.kids(root))
    return "such" in lowers and ("no" in lowers or (negated and "any" in lowers))


def _denied(reading: Reading, sentence: Sentence, root: int, by: Attribution, subtype: str) -> Draft:
    outcome = replace(by.outcome, stance=Stance.DENIES, subtype=subtype, commitment="CT-")
    return plain_draft(
        reading, sentence, root, sentence.subtree(root), replace(by, outcome=outcome), keep_negation=True
    )


def _asked(reading: Reading, sentence: Sentence, root: int, by: Attribution) -> Proposition | None:
    """The question left open by "has not decided whether S", as a proposition; None for what, who, how."""
    for index in sentence.subtree(root):
        token = sentence[index]
        if token.lower in {"whether", "if"} and token.dep == "mark":
            clause = token.head
            if sentence.subject(clause) is None:
                return None
            indices = [i for i in sentence.subtree(clause) if i != index]
            return render(sentence, clause, indices, reading.registry, Wording(by.source, by.quoted))
    return None


def _not_ruled_out(reading: Reading, sentence: Sentence, root: int, by: Attribution) -> Draft | None:
    verb = sentence[root]
    if verb.lemma not in {"rule", "exclude"} or negation(sentence, root) is None:
        return None
    target = sentence.kid(root, "dobj", "ccomp")
    if target is None:
        return None
    outcome = replace(by.outcome, commitment="PS+")
    draft = plain_draft(reading, sentence, target.index, sentence.subtree(target.index), replace(by, outcome=outcome))
    draft.stance, draft.modality = Stance.ASSERTS, Modality.POSSIBLE
    return draft


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
            differs = (negation(sentence, child.index) is None) != (negation(sentence, root) is None)
            if (
                subject is not None
                or differs
                or _is_cue(reading, sentence, child.index)
                or _ends_or_opens(sentence, child.index, root)
            ):
                found.append(child.index)
            stack.append(child.index)
    return found


def _is_cue(reading: Reading, sentence: Sentence, index: int) -> bool:
    if not sentence[index].tag.startswith("VB"):
        return False
    frames = reading.lexicon.frames.get(sentence[index].lemma, ())
    return any(not f.complements <= _NO_CLAUSE and stands(sentence, index, f) for f in frames)


def _ends_or_opens(sentence: Sentence, index: int, root: int) -> bool:
    return moods.modality(sentence, index) is not moods.modality(sentence, root)


def _clause_tokens(
    reading: Reading, sentence: Sentence, root: int, others: list[int], by: Attribution, within: frozenset[int] | None
) -> list[int]:
    barred = [o for o in others if o not in _path_up(sentence, root)]
    barred += _despite(sentence, root)
    if not by.rule:
        barred += _told_apart(reading, sentence, root)
    barred += [t.index for t in sentence.kids(root, "parataxis") if t.index in by.cue]
    barred += [t.index for t in sentence.kids(root, "mark") if t.lower in {"that", "whether", "as"}]
    barred += [t.index for t in sentence.kids(root, "cc", "preconj") if _before_any(t.index, others)]
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


def _before_any(index: int, others: list[int]) -> bool:
    """Whether a conjunction joins a clause that is told apart."""
    return any(index < other for other in others)


def _told_apart(reading: Reading, sentence: Sentence, root: int) -> list[int]:
    """Participles and clauses below narration whose cue has claims of its own: ", saying that S"."""
    return [
        t.index
        for t in sentence.kids(root, "advcl", "acl")
        if t.index in reading.consumed and t.tag in {"VBG", "VBD", "VBZ"} and t.lemma in reading.lexicon.frames
    ]


def _despite(sentence: Sentence, root: int) -> list[int]:
    """"despite denials from X" belongs to the denial, not to what is stated."""
    found = []
    for prep in sentence.kids(root, "prep"):
        if prep.lower == "despite" and any(sentence[i].lemma in {"denial", "claim", "assurance"} for i in sentence.subtree(prep.index)):
            found.append(prep.index)
    return found


def _without_cue_clause(sentence: Sentence, root: int, below: list[int], by: Attribution) -> list[int]:
    """Takes the cue's own words (speaker, "told reporters") out of a clause it is inserted into."""
    cue = next((c for c in by.cue if c not in below or sentence[c].is_verb), None)
    if cue is None or cue == root or root in sentence.subtree(cue):
        return below
    barred = set(sentence.subtree(cue))
    return [i for i in below if i not in barred]


def _path_up(sentence: Sentence, index: int) -> set[int]:
    path: set[int] = set()
    while index not in path:
        path.add(index)
        index = sentence[index].head
    return path


def _stance(
    sentence: Sentence, root: int, by: Attribution, negated: Negation | None, reading: Reading
) -> tuple[Stance, Modality]:
    stance = by.outcome.stance
    modality = moods.modality(sentence, root)
    if stance is Stance.ASSERTS and accuses(sentence, root, by.source, reading.lexicon):
        stance = Stance.ALLEGES
    elif stance in _POSITIVE and negated is not None:
        stance = Stance.DENIES
    elif stance is Stance.ASSERTS:
        stance = _about_the_future(sentence, root, by, modality)
    if by.outcome.modality is not None and modality in {Modality.CERTAIN, Modality.FUTURE}:
        modality = by.outcome.modality
    return stance, modality


def _about_the_future(sentence: Sentence, root: int, by: Attribution, modality: Modality) -> Stance:
    auxiliaries = {t.lower for t in sentence.kids(root, "aux")}
    warned = any(sentence[c].lemma in {"warn", "fear", "worry", "predict"} for c in by.cue)
    perfect = moods.is_perfect(sentence, root)
    if modality is Modality.CONDITIONAL and auxiliaries & {"had"}:
        return Stance.ASSERTS
    if modality is Modality.CONDITIONAL or (
        warned and modality in {Modality.POSSIBLE, Modality.FUTURE} and not perfect
    ):
        return Stance.PREDICTS
    if modality is Modality.POSSIBLE and perfect and not any(sentence[c].lemma in {"believe", "think"} for c in by.cue):
        return Stance.QUESTIONS
    eventive = sentence[root].pos == "VERB" and "be" not in auxiliaries
    if modality is Modality.POSSIBLE and eventive and auxiliaries & {"could", "may", "might"} and not perfect:
        return Stance.PREDICTS
    subject = sentence.kid(root, "nsubj", "nsubjpass")
    vague = subject is not None and any(d.lower in {"a", "an", "any"} for d in sentence.kids(subject.index, "det"))
    return Stance.PREDICTS if vague and auxiliaries & {"would"} and modality is Modality.FUTURE else Stance.ASSERTS


def _commitment(commitment: str, modality: Modality, *, flipped: bool) -> str:
    if commitment == "CT+" and modality is Modality.POSSIBLE:
        commitment = "PS+"
    elif commitment == "CT+" and modality is Modality.PROBABLE:
        commitment = "PR+"
    elif commitment == "CT+" and modality in {Modality.CONDITIONAL, Modality.HYPOTHETICAL}:
        commitment = "PS+" if modality is Modality.HYPOTHETICAL else "Uu"
    return commitment.replace("+", "-") if flipped else commitment
