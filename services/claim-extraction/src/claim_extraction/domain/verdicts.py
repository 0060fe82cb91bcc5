"""What a clause says about a claim: that it is false, that it is open, that nothing will be said."""

from claim_extraction.domain.lexicon import Lexicon
from claim_extraction.domain.polarity import NEGATORS
from claim_extraction.domain.tokens import Sentence, Token
from claim_extraction.domain.wordlists import word_set

_PERHAPS = frozenset({"may", "might", "could"})
_BASIS = frozenset({"truth", "basis", "foundation", "substance", "merit", "word"})
_OPEN = word_set("unclear unknown uncertain undetermined undecided unresolved")
_VIEWS = word_set("view views opinion position conclusion conclusions idea side sides judgment judgement")
_DECIDING = word_set("decide know determine establish conclude judge tell rule")
_EXAMINING = word_set("look examine study review read investigate assess check consider weigh verify sift analyse")
_FAULTS = word_set("slip error mistake hole gap inaccuracy blunder flaw lie fault misprint untruth contradiction")
_STORIES = word_set("ghost fairy bedtime tall horror fishy old sob cock-and-bull nursery")
_FORGERS = word_set("forger hoaxer faker prankster trickster fantasist counterfeiter propagandist")
_WORKING = word_set("work try attempt seek struggle")
_FAVOURING = word_set("favour favor prefer back support rule exclude")
_BELIEVING = word_set("believe judge decide conclude accept")
_COPULAS = frozenset({"be", "seem", "remain", "get", "look", "sound", "prove", "amount", "have", "hold"})
_PREDICATIVE = frozenset({"acomp", "attr", "advmod", "oprd", "pcomp", "ROOT", "ccomp", "conj"})


def predicate(sentence: Sentence, root: int) -> list[Token]:
    """Words of a clause without its subject and without clauses below it."""
    barred = [t.index for t in sentence.kids(root, "nsubj", "nsubjpass", "advcl", "csubj", "expl", "conj", "parataxis")]
    return [sentence[i] for i in sentence.subtree(root, barred)]


def says_false(words: list[Token], lexicon: Lexicon) -> bool:
    """True where a predicate calls something false, or denies that it is true."""
    negated = any(t.lower in NEGATORS or t.lower in {"no", "nor"} for t in words)
    if not negated and (_belittles(words) or _lacks_basis(words)):
        return True
    false = any(t.lemma in lexicon.words["falsity"] or t.lower in lexicon.words["falsity"] for t in words)
    if negated:
        real = any(t.lower in lexicon.words["reality"] and t.dep in _PREDICATIVE for t in words)
        return (real or any(t.lemma in _BASIS for t in words)) and not false
    return false


def _lacks_basis(words: list[Token]) -> bool:
    """Reads "without any foundation", "devoid of truth"."""
    bare = any(t.lower in {"without", "devoid"} for t in words)
    return bare and any(t.lemma in _BASIS for t in words)


def _belittles(words: list[Token]) -> bool:
    """Reads "full of holes", "out of date", "a ghost story", "fit for the bin"."""
    lowers = [t.lower for t in words]
    lemmas = {t.lemma for t in words}
    faulty = bool(_FAULTS & lemmas) and bool({"full", "riddled", "littered", "peppered", "strewn"} & set(lowers))
    dated = any(lowers[i : i + 3] == ["out", "of", "date"] for i in range(len(lowers)))
    thrown = bool({"bin", "dustbin", "wastebasket", "shredder"} & lemmas)
    story = bool({"story", "tale"} & lemmas) and bool(_STORIES & set(lowers))
    forged = bool({"work", "handiwork"} & lemmas) and bool(_FORGERS & lemmas)
    return faulty or dated or thrown or story or forged


def clause_says_false(sentence: Sentence, root: int, lexicon: Lexicon) -> bool:
    """The same of a clause, whose verb must be a copula or a verb of getting."""
    words = predicate(sentence, root)
    if any(t.lower in _PERHAPS for t in sentence.kids(root, "aux")):
        return False
    if sentence[root].lemma == "happen" and any(t.lower in NEGATORS for t in words):
        return True
    return sentence[root].lemma in _COPULAS and says_false(words, lexicon)


def only_complains(words: list[Token], lexicon: Lexicon) -> bool:
    """True where a predicate finds fault without calling anything untrue, or approves."""
    lowers = {t.lower for t in words} | {t.lemma for t in words}
    if any(t.tag == "JJS" and t.lower not in {"worst", "least", "lowest"} for t in words):
        return True
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
    return (
        _has_no_view(sentence, root, lowers)
        or _does_not_know(sentence, root, lexicon)
        or _examines(sentence, root)
        or _excludes_nothing(sentence, root, lowers)
        or _will_believe_later(sentence, root)
    )


def _has_no_view(sentence: Sentence, root: int, lowers: set[str]) -> bool:
    verb = sentence[root]
    if verb.lemma == "have" and {"yet", "to"} <= lowers:
        return True
    negated = "no" in lowers or any(t.lower in NEGATORS for t in sentence.kids(root))
    return negated and verb.lemma in {"have", "form", "take", "hold", "reach", "draw", "come"} and bool(_VIEWS & lowers)


def _does_not_know(sentence: Sentence, root: int, lexicon: Lexicon) -> bool:
    verb = sentence[root]
    if not any(t.lower in NEGATORS for t in sentence.kids(root)):
        return False
    if verb.lemma == "make" and any(t.lower == "mind" for t in sentence.kids(root, "dobj")):
        return True
    able = {t.lower for t in sentence.kids(root, "aux")} & {"could", "can", "ca"}
    if verb.lemma == "tell" and sentence.kid(root, "auxpass") is not None:
        return False
    return verb.lemma in _DECIDING or (bool(able) and verb.lemma in lexicon.words["unknown"])


def _examines(sentence: Sentence, root: int) -> bool:
    """Reads "is reading the note", "are still being looked at", "was working out whether", "is trying to find out"."""
    verb = sentence[root]
    under_way = verb.tag == "VBG" or any(t.lower == "being" for t in sentence.kids(root, "auxpass", "aux"))
    if not under_way or sentence.kid(root, "aux", "auxpass") is None:
        return False
    below = sentence.subtree(root)
    asked = any(sentence[i].lower in {"whether", "how", "why", "what", "who", "which", "if"} for i in below)
    return verb.lemma in _EXAMINING or (verb.lemma in _WORKING and asked)


def _excludes_nothing(sentence: Sentence, root: int, lowers: set[str]) -> bool:
    """Reads "it favoured neither", "nothing had been ruled out", "both causes were possible"."""
    verb = sentence[root]
    if verb.lemma in _FAVOURING:
        return "neither" in lowers or ("nothing" in lowers and verb.lemma in {"rule", "exclude"})
    possible = verb.lemma == "be" and any(t.lower in {"possible", "conceivable"} for t in sentence.kids(root, "acomp"))
    return possible and bool({"both", "either", "all"} & lowers)


def _will_believe_later(sentence: Sentence, root: int) -> bool:
    """Reads "would believe it when she saw it", "will wait for the tests before it decides anything"."""
    willing = {t.lower for t in sentence.kids(root, "aux")} & {"will", "would", "'ll"}
    if not willing:
        return False
    clauses = sentence.kids(root, "advcl", "prep")
    marked = {t.index: {m.lower for m in sentence.kids(t.index, "mark", "advmod")} | {t.lower} for t in clauses}
    if sentence[root].lemma in _BELIEVING:
        return any("when" in marks for marks in marked.values())
    before = [i for i, marks in marked.items() if "before" in marks]
    return any(sentence[k].lemma in _BELIEVING for i in before for k in sentence.subtree(i))
