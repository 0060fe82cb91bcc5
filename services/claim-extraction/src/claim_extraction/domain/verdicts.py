"""What a clause says about a claim: that it is false, that it is open, that nothing will be said."""

from claim_extraction.domain.lexicon import Lexicon
from claim_extraction.domain.polarity import NEGATORS
from claim_extraction.domain.tokens import Sentence, Token
from claim_extraction.domain.wordlists import word_set

_BASIS = frozenset({"truth", "basis", "foundation", "substance", "merit", "word"})
_AUXILIARIES = word_set("would will wo do did does have has could can ca")
_UNWILLING = word_set("would will wo")
_VAGUE_SPEECH = word_set(
    "be take go give provide speak talk address name say tell identify answer engage reveal disclose explain"
)
_ANSWERS = word_set("comment response reply statement answer question questions details detail explanation")
_OPEN = word_set("unclear unknown uncertain undetermined undecided unresolved")
_VIEWS = word_set("view opinion position conclusion idea")
_DECIDING = word_set("decide know determine establish conclude judge tell rule")
_EXAMINING = word_set("look examine study review read investigate assess")
_COPULAS = frozenset({"be", "seem", "remain", "get", "look", "sound", "prove", "amount", "have", "hold"})
_PREDICATIVE = frozenset({"acomp", "attr", "advmod", "oprd", "pcomp", "ROOT", "ccomp", "conj"})


def predicate(sentence: Sentence, root: int) -> list[Token]:
    """Words of a clause without its subject and without clauses below it."""
    barred = [t.index for t in sentence.kids(root, "nsubj", "nsubjpass", "advcl", "csubj", "expl", "conj", "parataxis")]
    return [sentence[i] for i in sentence.subtree(root, barred)]


def says_false(words: list[Token], lexicon: Lexicon) -> bool:
    """True where a predicate calls something false, or denies that it is true."""
    negated = any(t.lower in NEGATORS or t.lower == "no" for t in words)
    false = any(t.lemma in lexicon.words["falsity"] or t.lower in lexicon.words["falsity"] for t in words)
    if negated:
        real = any(t.lower in lexicon.words["reality"] and t.dep in _PREDICATIVE for t in words)
        return (real or any(t.lemma in _BASIS for t in words)) and not false
    return false


def clause_says_false(sentence: Sentence, root: int, lexicon: Lexicon) -> bool:
    """The same of a clause, whose verb must be a copula or a verb of getting."""
    words = predicate(sentence, root)
    if sentence[root].lemma == "happen" and any(t.lower in NEGATORS for t in words):
        return True
    return sentence[root].lemma in _COPULAS and says_false(words, lexicon)


def only_complains(words: list[Token], lexicon: Lexicon) -> bool:
    """True where a predicate finds fault without calling anything untrue, or approves."""
    lowers = {t.lower for t in words} | {t.lemma for t in words}
    return bool(lowers & (lexicon.words["complaint"] | lexicon.words["approval"]))


def leaves_open(sentence: Sentence, root: int, lexicon: Lexicon) -> bool:
    """True for "has not decided", "could not say", "too early to tell", "keeps an open mind", "remains unclear"."""
    words = [sentence[i] for i in sentence.subtree(root)]
    lowers = {t.lower for t in words}
    verb = sentence[root]
    if "too" in lowers and {"early", "soon"} & lowers:
        return True
    if (verb.lemma in _COPULAS and _OPEN & lowers) or ("open" in lowers and {"mind", "question"} & lowers):
        return True
    return _has_no_view(sentence, root, lowers) or _does_not_know(sentence, root, lexicon) or _examines(sentence, root)


def _has_no_view(sentence: Sentence, root: int, lowers: set[str]) -> bool:
    verb = sentence[root]
    if verb.lemma == "have" and {"yet", "to"} <= lowers:
        return True
    negated = "no" in lowers or any(t.lower in NEGATORS for t in sentence.kids(root))
    return negated and verb.lemma in {"have", "form", "take", "hold", "reach"} and bool(_VIEWS & lowers)


def _does_not_know(sentence: Sentence, root: int, lexicon: Lexicon) -> bool:
    verb = sentence[root]
    if not any(t.lower in NEGATORS for t in sentence.kids(root)):
        return False
    able = {t.lower for t in sentence.kids(root, "aux")} & {"could", "can", "ca"}
    return verb.lemma in _DECIDING or (bool(able) and verb.lemma in lexicon.words["unknown"])


def _examines(sentence: Sentence, root: int) -> bool:
    verb = sentence[root]
    under_way = verb.tag == "VBG" or any(t.lower == "being" for t in sentence.kids(root, "auxpass", "aux"))
    return under_way and verb.lemma in _EXAMINING and sentence.kid(root, "aux") is not None


def stays_silent(sentence: Sentence, root: int, lexicon: Lexicon) -> bool:
    """True for "will not discuss", "makes no comment", "has nothing to add", "gave no answer"."""
    verb = sentence[root]
    auxiliaries = {t.lower for t in sentence.kids(root, "aux")}
    negated = any(t.lower in NEGATORS for t in sentence.kids(root))
    if negated and verb.lemma in lexicon.words["speechless"] and auxiliaries & _AUXILIARIES:
        spoken = verb.lemma not in _VAGUE_SPEECH
        return spoken or (bool(auxiliaries & _UNWILLING) and _about_speech(sentence, root))
    if verb.lemma == "draw" and negated and sentence.kid(root, "auxpass") is not None:
        return True
    return _says_nothing(sentence, root)


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
    if verb.lemma in {"go", "take", "give", "provide", "answer", "engage"}:
        below = {sentence[i].lemma for i in sentence.subtree(root)}
        return bool(below & {"detail", "question", "side", "comment", "reason", "information", "figure", "name"})
    return True
