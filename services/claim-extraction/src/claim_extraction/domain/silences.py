"""Who says nothing on a matter: "would not discuss it", "hung up", "leaves that to the voters"."""

from claim_extraction.domain import phrases
from claim_extraction.domain.lexicon import Lexicon
from claim_extraction.domain.polarity import NEGATORS
from claim_extraction.domain.tokens import Sentence, Token
from claim_extraction.domain.wordlists import word_set

_AUXILIARIES = word_set("would will wo do did does have has could can ca had")
_UNWILLING = word_set("would will wo")
_VAGUE_SPEECH = word_set(
    "be take go give provide speak talk address name say tell identify answer engage reveal disclose explain"
)
_ANSWERS = word_set("comment response reply statement answer question questions details detail explanation")
_TELLING = word_set("say tell explain specify clarify disclose reveal divulge indicate state elaborate mention give")
_SPEECH = word_set("say comment answer respond reply speak discuss talk speculate elaborate debate engage react")
_WANTING = word_set("want wish care like intend feel be choose prefer agree")
_RELUCTANT = word_set("unwilling reluctant unprepared unavailable loath unable silent mum tight-lipped quiet")
_READY = word_set("willing prepared ready available inclined keen free minded")
_ASKING = word_set("ask beg plead want prefer choose ask opt wish demand")
_ASKED_AFTER = word_set("question call message email request query letter enquiry inquiry approach reporter journalist")
_MATTERS = word_set("something matter subject topic issue thing place time moment")
_INTERROGATIVE = word_set("what who whom whose which how why when where whether if")
_MUTE_ENDINGS = frozenset({("a", "word"), ("a", "comment"), ("a", "reply"), ("an", "answer")})
_MUTE_GERUNDS = word_set("answering replying speaking commenting responding stopping explaining")


def stays_silent(sentence: Sentence, root: int, lexicon: Lexicon) -> bool:
    """True for "will not discuss", "makes no comment", "has nothing to add", "gave no answer"."""
    auxiliaries = {t.lower for t in sentence.kids(root, "aux")}
    negated = any(t.lower in NEGATORS for t in sentence.kids(root))
    refuses = negated and (_will_not_say(sentence, root, auxiliaries, lexicon) or _is_not_drawn(sentence, root))
    if refuses or _is_unwilling(sentence, root, negated=negated) or _no_topic(sentence, root, negated=negated):
        return True
    if negated:
        return False
    return _says_nothing(sentence, root) or _keeps_out(sentence, root, auxiliaries, lexicon)


def _is_not_drawn(sentence: Sentence, root: int) -> bool:
    return sentence[root].lemma == "draw" and sentence.kid(root, "auxpass") is not None


def _keeps_out(sentence: Sentence, root: int, auxiliaries: set[str], lexicon: Lexicon) -> bool:
    subject = sentence.subject(root)
    if subject is None or not _speaks(subject, lexicon):
        return False
    return (
        _turns_away(sentence, root)
        or _leaves_to_others(sentence, root, auxiliaries)
        or _puts_off(sentence, root, auxiliaries)
    )


def _speaks(subject: Token, lexicon: Lexicon) -> bool:
    """Whether a subject can be asked at all: sirens that stay silent refuse nothing."""
    people = ("person", "spokesperson", "witness", "female", "male", "government", "military", "company", "agency")
    bodies = ("court", "media", "organisation")
    known = bool(lexicon.group_of(subject.lemma, people + bodies))
    return subject.lower in phrases.PERSONAL or subject.pos == "PROPN" or known


def _will_not_say(sentence: Sentence, root: int, auxiliaries: set[str], lexicon: Lexicon) -> bool:
    verb = sentence[root]
    able = auxiliaries & {"could", "can", "ca"}
    if verb.lemma in _TELLING and not able and _asks(sentence, root):
        return True
    if verb.lemma == "take" and any(t.lemma == "question" for t in sentence.kids(root, "dobj")):
        return True
    if verb.lemma in {"talk", "speak"} and auxiliaries & {"do", "does", "did"}:
        return any(t.lower in {"about", "on"} for t in sentence.kids(root, "prep"))
    if verb.lemma not in lexicon.words["speechless"] or not auxiliaries & _AUXILIARIES:
        return False
    spoken = verb.lemma not in _VAGUE_SPEECH
    return spoken or (bool(auxiliaries & _UNWILLING) and _about_speech(sentence, root))


def _asks(sentence: Sentence, root: int) -> bool:
    """Whether what a verb of telling takes is a question: "did not say where the boat was"."""
    for clause in sentence.kids(root, "ccomp", "advcl", "pcomp", "xcomp", "dobj"):
        if clause.index > root and sentence[min(sentence.subtree(clause.index))].lower in _INTERROGATIVE:
            return True
    after = sentence[root + 1].lower if root + 1 < len(sentence) else ""
    return after in _INTERROGATIVE


def _says_nothing(sentence: Sentence, root: int) -> bool:
    things = {t.lower for t in sentence.kids(root, "dobj", "attr")}
    none = any(d.lower == "no" for t in sentence.kids(root, "dobj") for d in sentence.kids(t.index, "det"))
    if none and things & _ANSWERS:
        return True
    below = {sentence[i].lemma for i in sentence.subtree(root)}
    speaking = sentence[root].lemma in {"have", "say", "add"} and bool({"say", "add", "comment", "beyond"} & below)
    return "nothing" in things and speaking


def _about_speech(sentence: Sentence, root: int) -> bool:
    verb = sentence[root]
    if verb.lemma == "be":
        return "drawn" in {t.lower for t in sentence}
    if verb.lemma in {"go", "take", "give", "provide", "engage"}:
        below = {sentence[i].lemma for i in sentence.subtree(root)}
        return bool(below & {"detail", "question", "side", "comment", "reason", "information", "figure", "name"})
    return True


def _is_unwilling(sentence: Sentence, root: int, *, negated: bool) -> bool:
    """Reads "did not want to discuss it", "was unwilling to say", "was not available for comment"."""
    verb = sentence[root]
    if verb.lemma not in _WANTING:
        return False
    below = [sentence[i] for i in sentence.subtree(root) if i > root]
    spoken = any(t.lemma in _SPEECH | {"explain", "reveal", "disclose"} and t.dep != "conj" for t in below)
    if verb.lemma == "be":
        said = {t.lower for t in sentence.kids(root, "acomp")}
        return spoken and bool(said & _RELUCTANT or (negated and said & _READY))
    below_not = any(t.lower == "not" and t.index == root + 1 for t in below)
    return spoken and (negated or below_not) and sentence.kid(root, "xcomp") is not None


def _no_topic(sentence: Sentence, root: int, *, negated: bool) -> bool:
    """Reads "that is not something we discuss", "this is not the moment to comment"."""
    attr = sentence.kid(root, "attr")
    if sentence[root].lemma != "be" or not negated or attr is None or attr.lemma not in _MATTERS:
        return False
    return any(sentence[i].lemma in _SPEECH for i in sentence.subtree(attr.index))


def _turns_away(sentence: Sentence, root: int) -> bool:
    """Reads "hung up", "walked off without a word", "asked to be left out of it", "ignored our calls"."""
    verb = sentence[root]
    below = [sentence[i] for i in sentence.subtree(root) if i > root]
    lowers = [t.lower for t in below]
    hung = verb.lemma in {"hang", "ring"} and sentence.kid(root, "dobj") is None
    if hung and {"up", "off"} & {t.lower for t in sentence.kids(root, "prt", "advmod")}:
        return True
    if verb.lemma == "put" and {"phone", "receiver"} & set(lowers):
        return "down" in lowers
    if verb.lemma in {"keep", "stay", "remain"} and _RELUCTANT & set(lowers):
        return bool({"silent", "mum", "quiet", "tight-lipped"} & set(lowers))
    if verb.lemma == "ignore":
        return any(t.lemma in _ASKED_AFTER for t in sentence.kids(root, "dobj"))
    if verb.lemma in _ASKING and "to" in lowers:
        return _wants_out(below)
    return _without_answer(lowers)


def _wants_out(below: list[Token]) -> bool:
    """Reads "to be left out of it", "to be left alone"; not "not to be named", whose speaker has spoken."""
    left = next((t for t in below if t.lower in {"left", "kept"} and t.pos == "VERB"), None)
    return left is not None and any(t.lower in {"out", "alone"} and t.index > left.index for t in below)


def _without_answer(lowers: list[str]) -> bool:
    for place, lower in enumerate(lowers):
        if lower == "without":
            rest = lowers[place + 1 : place + 3]
            closes = len(lowers) < place + 4 or lowers[place + 3] in {".", ","}
            return (closes and tuple(rest) in _MUTE_ENDINGS) or bool(rest and rest[0] in _MUTE_GERUNDS | {"comment"})
    return False


def _leaves_to_others(sentence: Sentence, root: int, auxiliaries: set[str]) -> bool:
    """Reads "would leave such talk to others", "leaves those remarks unanswered"."""
    if sentence[root].lemma != "leave" or not auxiliaries & {"would", "will", "'ll"}:
        return False
    below = [sentence[i] for i in sentence.subtree(root) if i > root]
    if any(t.lower in {"unanswered", "uncommented", "unsaid"} for t in below):
        return True
    handed = next((t for t in below if t.lower == "to" and t.dep in {"prep", "dative"}), None)
    thing = sentence.kid(root, "dobj")
    spoken = thing is not None and (
        thing.pos in {"PRON", "DET"}
        or thing.lemma in {"talking", "talk", "comment", "answer", "judgment", "matter", "word"}
    )
    return handed is not None and spoken


def _puts_off(sentence: Sentence, root: int, auxiliaries: set[str]) -> bool:
    """Reads "would read the ruling before it said anything", "will respond in due course"."""
    verb = sentence[root]
    if not auxiliaries & {"would", "will", "'ll"}:
        return False
    course = {"due", "course"} <= {sentence[i].lower for i in sentence.subtree(root)}
    spoken = [root, *(t.index for t in sentence.kids(root, "conj"))]
    if course and any(sentence[i].lemma in _SPEECH for i in spoken):
        return True
    for clause in sentence.kids(root, "advcl", "prep"):
        marks = {m.lower for m in sentence.kids(clause.index, "mark", "advmod")} | {clause.lower}
        said = {sentence[i].lemma for i in sentence.subtree(clause.index)}
        if "before" in marks and said & (_SPEECH - {"speak", "talk", "engage"}) and verb.lemma not in _SPEECH:
            return True
    return False
