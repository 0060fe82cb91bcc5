"""Mends denials that the parser tore apart: "the firm rejects claims that S", "S, a charge she denies"."""

from collections.abc import Iterator
from dataclasses import replace

from claim_extraction.domain.lexicon import Lexicon
from claim_extraction.domain.model import Stance
from claim_extraction.domain.times import WEEKDAYS
from claim_extraction.domain.tokens import Sentence, Token
from claim_extraction.domain.wordlists import word_set

APPENDED = "appended"
"""The dependency of what is hung on a whole sentence to say that somebody denies it."""

Changes = dict[int, Token]
_REPORTS = ("accusation", "statement", "finding")
_TAKING_UP = frozenset({"which", "something"})
_HAPPENING = word_set(
    "growing rising mounting falling increasing declining ongoing existing continuing pending missing remaining "
    "looming widening lasting lingering emerging working leading underlying following preceding surviving"
)
_MOST_WORDS_OF_DENIER = 8


def denies_reports(sentence: Sentence, lexicon: Lexicon) -> Iterator[Changes]:
    """Reads "The firm rejects claims that S" where the parser took "claims" for the verb."""
    for verb in sentence.tokens[1:-2]:
        thing = sentence[verb.index + 1]
        if not _denies(verb, lexicon) or verb.dep not in {"nsubj", "compound"} or verb.head != thing.index:
            continue
        if not thing.is_verb or not lexicon.group_of(thing.lemma, _REPORTS):
            continue
        kids = [t for t in sentence.kids(thing.index) if t is not verb]
        firm = sentence[verb.index - 1]
        below = [
            t
            for t in sentence.kids(verb.index)
            if t.index < firm.index and t.dep in {"det", "amod", "compound", "poss"}
        ]
        bare = firm.head == verb.index and firm.dep in {"amod", "compound"}
        yield {
            **({firm.index: replace(firm, pos="NOUN", dep="nsubj", head=verb.index)} if bare else {}),
            **({t.index: replace(t, head=firm.index) for t in below} if bare else {}),
            verb.index: replace(_as_verb(verb), dep=thing.dep, head=_above(thing, verb)),
            thing.index: replace(thing, pos="NOUN", tag="NNS", dep="dobj", head=verb.index),
            **{t.index: replace(t, dep="acl") for t in kids if t.dep == "ccomp"},
            **{t.index: replace(t, head=verb.index) for t in kids if t.index < verb.index or t.pos == "PUNCT"},
        }
        return


def report_pointed_at(sentence: Sentence, lexicon: Lexicon) -> Iterator[Changes]:
    """Reads "disputes that figure." where the parser made a clause of "figure"."""
    for verb in sentence.tokens[:-2]:
        that, thing = sentence.tokens[verb.index + 1 : verb.index + 3]
        closed = thing.index + 1 == len(sentence) or sentence[thing.index + 1].pos in {"PUNCT", "ADP"}
        if that.lower == "that" and closed and _denies(verb, lexicon) and lexicon.group_of(thing.lemma, _REPORTS):
            yield {
                that.index: replace(that, pos="DET", tag="DT", dep="det", head=thing.index),
                thing.index: replace(thing, pos="NOUN", tag="NN", dep="dobj", head=verb.index),
            }
            return


def deed_denied(sentence: Sentence, lexicon: Lexicon) -> Iterator[Changes]:
    """Reads "denied opening fire on strikers", "denied breaking sanctions rules": a deed, no part of its object."""
    for verb in sentence.tokens[:-2]:
        deed, thing = sentence[verb.index + 1], sentence.kid(verb.index, "dobj")
        takes_deeds = any("gerund" in frame.complements for frame in lexicon.frames.get(verb.lemma, ()))
        if not takes_deeds or thing is None or (deed.tag, deed.head) != ("VBG", thing.index):
            continue
        describes = deed.lower in _HAPPENING or sentence.kid(deed.index, "advmod", "punct") is not None
        if deed.dep != "compound" and (deed.dep != "amod" or describes):
            continue
        behind = [t for t in sentence.kids(verb.index, "prep") if t.index > thing.index]
        yield {
            deed.index: replace(deed, pos="VERB", dep="xcomp", head=verb.index),
            thing.index: replace(thing, head=deed.index),
            **{t.index: replace(t, head=deed.index) for t in behind},
        }
        return


def shifted_object(sentence: Sentence, lexicon: Lexicon) -> Iterator[Changes]:
    """Reads "dismissed as "a lie" the charge that S": the long object stands behind its verdict."""
    for verb in sentence:
        prep = next((t for t in sentence.kids(verb.index, "prep") if t.lower == "as"), None)
        if prep is None or not _denies(verb, lexicon) or sentence.kid(verb.index, "dobj") is not None:
            continue
        said = sentence.kid(prep.index, "pobj", "amod", "acomp")
        below = [sentence[i] for i in sentence.subtree(prep.index)]
        thing = next((t for t in below if t.dep in {"appos", "dobj"} and t.is_noun), None)
        if said is None or thing is None or not lexicon.group_of(thing.lemma, _REPORTS):
            continue
        if sentence.kid(thing.index, "det", "poss") is not None:
            yield {thing.index: replace(thing, dep="dobj", head=verb.index)}
            return


def object_behind_quoted_verdict(sentence: Sentence, lexicon: Lexicon) -> Iterator[Changes]:
    """Reads "dismissed as "a lie" the charge that S" where the parser made one phrase of verdict and charge."""
    for prep in sentence.tokens[:-5]:
        thing = sentence.kid(prep.index, "pobj") if prep.lower == "as" else None
        if thing is None or not lexicon.group_of(thing.lemma, _REPORTS) or not sentence[prep.index + 1].is_quote_mark:
            continue
        closing = next((t for t in sentence.tokens[prep.index + 2 : thing.index] if t.is_quote_mark), None)
        if closing is None or not _denies(sentence[prep.head], lexicon):
            continue
        said = sentence[closing.index - 1]
        opening = [t for t in sentence.kids(thing.index) if t.index < said.index]
        yield {
            thing.index: replace(thing, dep="dobj", head=prep.head),
            said.index: replace(said, pos="NOUN", dep="pobj", head=prep.index),
            **{t.index: replace(t, head=said.index) for t in opening},
        }
        return


def accused_on_a_day(sentence: Sentence, lexicon: Lexicon) -> Iterator[Changes]:
    """Reads "The treasury on Tuesday accused N of S" where the parser took the verb for a participle before N."""
    root = sentence[sentence.root]
    if root.is_verb or sentence.is_headline:
        return
    for verb in sentence.tokens[2:]:
        day = sentence[verb.index - 1]
        squeezed = (verb.dep, verb.tag) == ("amod", "VBN") and verb.lemma in lexicon.frames
        if not squeezed or day.lower not in WEEKDAYS or day.dep != "pobj":
            continue
        on = sentence[day.head]
        subject = sentence[on.head]
        if on.dep != "prep" or not subject.is_noun or subject.index > on.index or subject.head != verb.index:
            continue
        ends = [t for t in sentence.kids(root.index) if t.pos == "PUNCT" or t.dep in {"cc", "conj"}]
        deed = next((t for p in sentence.kids(root.index, "prep") for t in sentence.kids(p.index, "pcomp")), None)
        done = [t for t in sentence.kids(root.index, "appos") if deed is not None and t.index > deed.index]
        yield {
            verb.index: replace(verb, pos="VERB", tag="VBD", dep="ROOT", head=verb.index),
            root.index: replace(root, dep="dobj", head=verb.index),
            subject.index: replace(subject, dep="nsubj", head=verb.index),
            on.index: replace(on, head=verb.index),
            **{t.index: replace(t, head=verb.index) for t in ends},
            **{t.index: replace(t, dep="dobj", head=deed.index) for t in done if deed is not None},
        }
        return


def appended_denial(sentence: Sentence, lexicon: Lexicon) -> Iterator[Changes]:
    """Reads "S, a charge she denies", "S, which the firm denies": hung on the sentence, not on a word of S."""
    for comma in sentence.tokens[2:-3]:
        if comma.text != ",":
            continue
        opener = _opener(sentence, comma.index + 1, lexicon)
        verb = _denier_and_verb(sentence, opener, lexicon) if opener is not None else None
        if opener is None or verb is None:
            continue
        yield from _hung_on_main_verb(sentence, comma.index, opener, verb, lexicon)
        return


def _opener(sentence: Sentence, index: int, lexicon: Lexicon) -> int | None:
    """The "which" or the noun of "a charge" that takes up what was said."""
    if sentence[index].lower in _TAKING_UP:
        return index
    if sentence[index].lower not in {"a", "an"}:
        return None
    for token in sentence.tokens[index + 1 : index + 4]:
        if lexicon.group_of(token.lemma, _REPORTS) and token.tag in {"NN", "NNS", "VB", "VBP"}:
            return token.index
        if token.pos != "ADJ":
            return None
    return None


def _denier_and_verb(sentence: Sentence, opener: int, lexicon: Lexicon) -> Token | None:
    """The verb of denying that closes the stretch behind the opener, whose subject stands between them."""
    behind = sentence.tokens[opener + 1 : opener + 1 + _MOST_WORDS_OF_DENIER]
    words = behind[1:] if behind and behind[0].lower in {"that", "which"} else behind
    for place, token in enumerate(words):
        closed = token.index + 1 >= len(sentence) or sentence[token.index + 1].text in {".", ",", ";", '"', ")"}
        if place and closed and _denies(token, lexicon):
            return token
        if token.pos == "PUNCT" or (token.lower in {"and", "but", "that"}):
            return None
    return None


def _hung_on_main_verb(sentence: Sentence, comma: int, opener: int, verb: Token, lexicon: Lexicon) -> Iterator[Changes]:
    words = sentence.tokens[opener + 1 : verb.index]
    helping = [t for t in words if t.pos == "AUX" or t.tag.startswith("RB")]
    nouns = [t for t in words if t not in helping and t.lower not in {"that", "which"}]
    if not nouns:
        return
    denier = nouns[-1]
    inside = range(comma + 1, verb.index + 1)
    top = _main_verb(sentence, comma, verb.index, lexicon)
    relative = sentence[opener].lower in _TAKING_UP
    changes = {t.index: replace(t, head=verb.index) for t in helping}
    changes |= {t.index: replace(t, dep=_role(t), head=denier.index) for t in nouns[:-1] if t.head not in inside}
    changes |= {t.index: replace(t, dep=_role(t), head=denier.index) for t in nouns[:-1] if t.head == verb.index}
    opening = sentence.tokens[comma + 1 : opener]
    changes |= {t.index: replace(t, head=opener) for t in opening}
    changes[denier.index] = replace(denier, dep="nsubj", head=verb.index)
    as_verb = _as_verb(verb)
    if relative:
        changes[opener] = replace(sentence[opener], dep="dobj", head=verb.index)
        changes[verb.index] = replace(as_verb, dep=APPENDED, head=top)
    else:
        noun = sentence[opener]
        changes[opener] = replace(noun, pos="NOUN", tag="NN", dep=APPENDED, head=top)
        changes[verb.index] = replace(as_verb, dep="relcl", head=opener)
    if top != sentence.root and sentence.root in inside:
        changes[top] = replace(sentence[top], dep="ROOT", head=top)
    yield changes | {
        t.index: replace(t, head=top)
        for t in sentence
        if t.head in inside and t.index not in inside and t.index != top and t.index not in changes
    }


def _role(token: Token) -> str:
    return token.dep if token.dep in {"det", "poss", "amod", "compound", "nummod"} else "compound"


def _main_verb(sentence: Sentence, comma: int, last: int, lexicon: Lexicon) -> int:
    """The root, or the outermost verb before the comma where the parser took the denier's for it."""
    if not comma < sentence.root <= last:
        return sentence.root
    verbs = [t for t in sentence.tokens[:comma] if t.is_verb]
    cues = [t.index for t in verbs if t.lemma in lexicon.frames and sentence.kid(t.index, "nsubj", "nsubjpass")]
    return cues[0] if cues else verbs[-1].index if verbs else sentence.root


def _above(thing: Token, verb: Token) -> int:
    return verb.index if thing.head == thing.index else thing.head


def _as_verb(token: Token) -> Token:
    if token.is_verb:
        return token
    lemma = token.lower.removesuffix("ies") + "y" if token.lower.endswith("ies") else token.lower.removesuffix("s")
    return replace(token, pos="VERB", tag="VBZ" if token.lower.endswith("s") else "VBP", lemma=lemma)


def _denies(token: Token, lexicon: Lexicon) -> bool:
    frames = lexicon.frames.get(_as_verb(token).lemma, ())
    worded = token.is_verb or token.tag in {"NNS", "NN"}
    return worded and any(f.outcome.stance is Stance.DENIES and not f.particles for f in frames)
