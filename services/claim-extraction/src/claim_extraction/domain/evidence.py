"""What a claim rests on: somebody's word, what somebody saw, a recording, a document, a measurement."""

from claim_extraction.domain import phrases
from claim_extraction.domain.lexicon import Lexicon
from claim_extraction.domain.model import EvidenceKind, SpeakerKind
from claim_extraction.domain.speakers import Source
from claim_extraction.domain.tokens import Sentence, Token
from claim_extraction.domain.wordlists import word_set

_NOUN_GROUPS = ("satellite", "video", "image", "audio", "official_record", "data", "document")
_OFFICIAL = word_set(
    "customs court land police public state harbour harbor official tax electoral church port parish civil "
    "government property hospital coroner"
)
_RECORDS = frozenset({"record", "file", "list", "filing", "book", "entry", "sheet", "roll", "datum"})
GAUGES = word_set("sonar gps ais tracking thermometer temperature sensor radar meter pressure flow voltage")
_MONEY = word_set("bank card account credit debit billing tax brokerage")
_FILED = word_set("file release issue stamp bear certify approve register lodge keep")
_HANDLED = word_set(
    "sign see obtain file stamp issue date publish release leak pass show hand bear carry read give send post share "
    "submit certify keep lodge produce recover seize examine review time enter deliver draw"
)
_BODIES = ("government", "agency", "court")
_OFFICIAL_KINDS = frozenset(
    {SpeakerKind.GOVERNMENT, SpeakerKind.COMPANY, SpeakerKind.AGENCY, SpeakerKind.COURT, SpeakerKind.MILITARY}
)


def noun_kind(sentence: Sentence, head: int, lexicon: Lexicon) -> EvidenceKind | None:
    """Kind of evidence a noun phrase stands for: "satellite images", "the log", "tests"."""
    noun = sentence[head]
    modifiers = {t.lemma for t in sentence.kids(head, "compound", "amod", "nmod", "poss")}
    if "satellite" in modifiers or noun.lemma == "satellite":
        return EvidenceKind.SATELLITE if noun.lemma != "satellite" else None
    if modifiers & lexicon.words["video"] and noun.lemma in {
        "recording",
        "image",
        "footage",
        "film",
        "picture",
        "camera",
        "still",
    }:
        return EvidenceKind.VIDEO
    if noun.lemma in _RECORDS and (
        modifiers & _OFFICIAL or modifiers & lexicon.words["official_record"] or _of_office(sentence, head, lexicon)
    ):
        return EvidenceKind.OFFICIAL_RECORD
    if noun.lemma in {"log", "track", "trace"} and modifiers & GAUGES:
        return EvidenceKind.DATA
    if noun.lemma in {"record", "list", "file", "roll"} and noun.pos == "NOUN":
        return EvidenceKind.DOCUMENT
    group = lexicon.group_of(noun.lemma, _NOUN_GROUPS)
    return EvidenceKind(group) if group and (noun.pos == "NOUN" or noun.index == 0) else None


def exhibit_kind(sentence: Sentence, head: int, lexicon: Lexicon) -> EvidenceKind | None:
    """The same for what is evidence only where it is handled or shows something: "permits passed to the paper"."""
    kind = noun_kind(sentence, head, lexicon)
    if kind is not None or sentence[head].pos not in {"NOUN", "VERB"}:
        return kind
    modifiers = {t.lemma for t in sentence.kids(head, "compound", "amod", "nmod")}
    if not is_paper(sentence[head].lemma, modifiers, lexicon):
        return None
    handled = any(t.lemma in _HANDLED for t in sentence.kids(head, "acl", "relcl", "advcl", "xcomp"))
    in_full = any(t.is_noun for t in sentence.kids(head, "compound", "nmod"))
    if not handled and (lexicon.has("scheme", sentence[head].lemma) or not in_full):
        return None
    official = modifiers & _OFFICIAL or _of_office(sentence, head, lexicon)
    return EvidenceKind.OFFICIAL_RECORD if official else EvidenceKind.DOCUMENT


def is_paper(lemma: str, modifiers: set[str], lexicon: Lexicon) -> bool:
    """Whether a noun is a paper that shows something once somebody has filed, signed or seen it."""
    return bool(lexicon.group_of(lemma, ("paper", "scheme"))) or (lemma == "statement" and bool(modifiers & _MONEY))


def _of_office(sentence: Sentence, head: int, lexicon: Lexicon) -> bool:
    """Whether an office keeps, issued or stamped a paper."""
    owner = sentence.kid(head, "poss")
    if owner is not None and lexicon.group_of(owner.lemma, _BODIES):
        return True
    for act in sentence.kids(head, "acl", "advcl", "xcomp"):
        acts = [act, *sentence.kids(act.index, "conj")]
        for verb in (v for v in acts if v.lemma in _FILED):
            below = sentence.subtree(verb.index, [v.index for v in acts if v is not verb])
            if any(_is_office(sentence[i], lexicon) for i in below):
                return True
    return False


def _is_office(token: Token, lexicon: Lexicon) -> bool:
    return token.is_noun and (token.lemma in _OFFICIAL or bool(lexicon.group_of(token.lemma, _BODIES)))


def claim_evidence(sentence: Sentence, root: int, source: Source, lexicon: Lexicon) -> EvidenceKind:
    """Kind of evidence behind what a speaker asserts in the clause at `root`."""
    if saw_it(sentence, root, source, lexicon):
        return EvidenceKind.EYEWITNESS
    below = sentence.subtree(root) if root >= 0 else []
    if source.speaker.kind is SpeakerKind.DOCUMENT and source.head >= 0 and not source.referent_is_person:
        kind = noun_kind(sentence, source.head, lexicon)
        if kind is not None:
            return kind
    lemmas = {sentence[i].lemma for i in below if sentence[i].pos == "NOUN"}
    if lemmas & (lexicon.words["official_record"] - {"archive", "gazette"}):
        return EvidenceKind.OFFICIAL_RECORD
    return EvidenceKind.DATA if _measures(sentence, below, lexicon) else EvidenceKind.STATEMENT


def saw_it(sentence: Sentence, root: int, source: Source, lexicon: Lexicon) -> bool:
    """True for speakers who were there: witnesses by role, by a relative clause, or by a verb of seeing."""
    if source.speaker.kind is SpeakerKind.WITNESS:
        return True
    if source.speaker.kind in {SpeakerKind.DOCUMENT, SpeakerKind.MEDIA}:
        return False
    if root >= 0 and _perceives(sentence, root, source, lexicon):
        return True
    return was_there(sentence, source, lexicon)


def was_there(sentence: Sentence, source: Source, lexicon: Lexicon) -> bool:
    """True for a speaker whom a relative clause puts at the scene: "who was in the third carriage"."""
    return source.head >= 0 and _was_there(sentence, source.head, lexicon)


def _perceives(sentence: Sentence, root: int, source: Source, lexicon: Lexicon) -> bool:
    for index in [root, *(t.index for t in sentence.kids(root, "conj", "ccomp"))]:
        verb = sentence[index]
        subject = sentence.subject(index)
        first_person = subject is not None and subject.lower in {"i", "we", "he", "she", "they"}
        if (
            verb.lemma in lexicon.words["perception"]
            and first_person
            and source.speaker.kind is not SpeakerKind.DOCUMENT
        ):
            return all(t.lemma in {"have", "be"} for t in sentence.kids(index, "aux"))
    return False


def _was_there(sentence: Sentence, head: int, lexicon: Lexicon) -> bool:
    for clause in sentence.kids(head, "relcl"):
        relative = {sentence[i].lower for i in sentence.subtree(clause.index)[:3]}
        if not relative & {"who", "whose"}:
            continue
        lives = clause.lemma in lexicon.words["presence"] or (
            clause.tag == "VBG" and sentence.kid(clause.index, "aux") is not None
        )
        placed = sentence.kid(clause.index, "prep", "advmod") is not None
        placed = placed or any(t.lower == "present" for t in sentence.kids(clause.index, "acomp"))
        present = clause.lemma == "be" and placed
        if lives or present:
            return not (clause.lemma == "treat" and "be" not in {t.lemma for t in sentence.kids(clause.index, "aux")})
    return False


def _measures(sentence: Sentence, below: list[int], lexicon: Lexicon) -> bool:
    """True where a measured quantity is what the clause is about, with a number or a limit beside it."""
    numbers = [i for i in below if sentence[i].pos == "NUM" and sentence[i].entity not in {"DATE", "TIME"}]
    measured = any(sentence[i].lemma in lexicon.words["measure"] and _is_topic(sentence, i) for i in below)
    compared = any(sentence[i].lower in {"percent", "%", "limit", "times", "threshold"} for i in below)
    return measured and (bool(numbers) or compared)


def _is_topic(sentence: Sentence, index: int) -> bool:
    token = sentence[index]
    if token.pos != "NOUN":
        return False
    if token.dep == "compound":
        token = sentence[token.head]
    return token.dep in {"nsubj", "nsubjpass", "dobj", "attr"}


def evidence_subject(sentence: Sentence, index: int, lexicon: Lexicon) -> tuple[Token, EvidenceKind] | None:
    """The evidence that a verb of showing has as its subject ("data from the sensor show")."""
    subject = sentence.subject(index)
    if subject is None and sentence[index].dep in {"relcl", "acl"}:
        subject = sentence[sentence[index].head]
    if subject is not None and subject.lower in {"that", "which"} and sentence[index].dep == "relcl":
        subject = sentence[sentence[index].head]
    if subject is None or subject.lower in phrases.PRONOUNS:
        return None
    kind = exhibit_kind(sentence, subject.index, lexicon)
    return (subject, kind) if kind is not None else None
