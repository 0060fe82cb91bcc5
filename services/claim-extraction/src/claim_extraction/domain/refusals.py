"""Reads refusals to take a side: "declined to say", "refused to confirm that S", "did not respond"."""

from dataclasses import replace

from claim_extraction.domain.anaphora import anaphor_at
from claim_extraction.domain.complements import clause_of
from claim_extraction.domain.drafting import link_draft, plain_draft
from claim_extraction.domain.drafts import Anaphor, Attribution, Draft, Reading
from claim_extraction.domain.model import EvidenceKind, Modality, Stance
from claim_extraction.domain.nominal import nominal_draft, report
from claim_extraction.domain.tokens import Sentence, Token
from claim_extraction.domain.wordlists import word_set

_SIDE_TAKING = frozenset({"confirm", "deny", "verify", "endorse", "corroborate", "acknowledge"})
_SPEAKING = word_set(
    "comment say discuss elaborate answer respond speculate disclose reveal identify name specify explain "
    "give provide talk speak address be take engage go detail divulge clarify reply tell rule weigh share "
    "draw enter expand shed quote"
)
_REQUESTS = frozenset(
    {"request", "question", "comment", "call", "email", "message", "inquiry", "enquiry", "query", "list", "remark"}
)


def refusal(reading: Reading, sentence: Sentence, index: int, by: Attribution) -> list[Draft]:
    """Reads "declined to comment on N", "refused to confirm that S", "stopped short of denying N"."""
    verb = next(
        (
            t
            for i in sentence.subtree(index)
            if (t := sentence[i]).dep in {"xcomp", "pcomp", "ccomp"} and t.index > index
        ),
        None,
    )
    if verb is None or not (verb.lemma in _SIDE_TAKING or verb.lemma in _SPEAKING):
        return []
    either = [t.index for t in sentence.kids(verb.index, "conj") if t.lemma in _SIDE_TAKING]
    reading.consumed.update({verb.index, *either})
    subtype = by.outcome.subtype or ("refuse_confirm" if verb.lemma in _SIDE_TAKING else "decline_comment")
    by = replace(
        by,
        outcome=replace(by.outcome, subtype=subtype),
        cue=tuple(sorted({*by.cue, verb.index})),
        evidence=EvidenceKind.NONE,
    )
    holder = next((i for i in either if sentence.kid(i, "dobj", "ccomp") is not None), verb.index)
    return [silent(reading, sentence, holder, by)]


def silence(_reading: Reading, sentence: Sentence, index: int, by: Attribution) -> list[Draft]:
    """Reads "did not respond to a request for comment": about whatever was put to the speaker."""
    below = {sentence[i].lemma for i in sentence.subtree(index)}
    if sentence[index].lemma != "comment" and not below & _REQUESTS:
        return []
    by = replace(by, outcome=replace(by.outcome, subtype="no_response"), evidence=EvidenceKind.NONE)
    return [link_draft(sentence, by, Anaphor("request", "put"), Stance.NO_COMMENT, "no_response")]


def silent(reading: Reading, sentence: Sentence, verb: int, by: Attribution) -> Draft:
    """A no-comment draft on whatever the verb of speaking is about; its proposition stays open for questions."""
    outcome = replace(by.outcome, stance=Stance.NO_COMMENT)
    by = replace(by, outcome=outcome, evidence=EvidenceKind.NONE)
    root = clause_of(sentence, verb)
    if root is not None and root > verb and not _interrogative(sentence, root):
        reading.consumed.add(root)
        indices = [i for i in sentence.subtree(root) if sentence[i].dep != "mark" or sentence[i].head != root]
        return _mute(plain_draft(reading, sentence, root, indices, by, keep_negation=True), by)
    thing = sentence.kid(verb, "dobj") or _topic(sentence, verb)
    if thing is not None and thing.is_noun:
        below = report(reading, sentence, thing, by)
        if below:
            return _mute(below[0], by)
        if (anaphor := anaphor_at(reading, sentence, thing)) is not None:
            return link_draft(sentence, by, anaphor, Stance.NO_COMMENT, by.outcome.subtype)
        if root is None:
            return _mute(nominal_draft(reading, sentence, thing, by), by)
    return Draft(
        sentence,
        by,
        Stance.NO_COMMENT,
        Modality.CERTAIN,
        EvidenceKind.NONE,
        by.outcome.subtype,
        by.outcome.commitment,
        "Uu",
        confidence=by.confidence,
    )


def _mute(draft: Draft, by: Attribution) -> Draft:
    draft.stance, draft.evidence, draft.commitment = Stance.NO_COMMENT, EvidenceKind.NONE, by.outcome.commitment
    draft.subtype = by.outcome.subtype
    return draft


def _topic(sentence: Sentence, verb: int) -> Token | None:
    for prep in sentence.kids(verb, "prep"):
        if prep.lower in {"on", "about", "to", "beyond", "of"}:
            return sentence.kid(prep.index, "pobj")
    return None


def _interrogative(sentence: Sentence, root: int) -> bool:
    first = sentence[min(sentence.subtree(root))]
    return first.lower in {"what", "who", "which", "how", "why", "when", "where", "whose", "whom"} or first.tag in {
        "WDT",
        "WP",
        "WRB",
    }
