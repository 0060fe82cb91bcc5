"""Mends speakers that the parser tore apart: a name behind its role, behind a fronted place, or left as an object."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from claim_extraction.domain.lexicon import Lexicon
from claim_extraction.domain.tokens import Sentence, Token

Changes = dict[int, Token]
_PEOPLE = ("person", "spokesperson", "witness", "female", "male")
_SHOWS = frozenset({"shows", "reveals", "indicates", "suggests", "states", "records", "says"})
_BEFORE_NAME = frozenset({"compound", "nmod"})


def name_behind_role(sentence: Sentence, _lexicon: Lexicon) -> Iterator[Changes]:
    """Reads "the surveyor Tallis said": of two subjects side by side the first tells what the second is."""
    for verb in sentence:
        subjects = sentence.kids(verb.index, "nsubj")
        for role, name in pairwise(subjects):
            if role.pos != "NOUN" or name.pos != "PROPN" or min(sentence.subtree(name.index)) != role.index + 1:
                continue
            moved = {t.index: replace(t, head=name.index) for t in sentence.kids(role.index) if t.pos != "PUNCT"}
            yield {role.index: replace(role, dep="compound", head=name.index), **moved}
            return


def name_for_adverb(sentence: Sentence, lexicon: Lexicon) -> Iterator[Changes]:
    """Reads "Beverly added that S": what opens a sentence before a cue without a subject is a name in "-ly"."""
    first = sentence[0]
    verb = sentence[first.head]
    closed = sentence.kid(verb.index, "ccomp") is not None and verb.tag in {"VBD", "VBZ"}
    cue = verb.index == 1 and closed and verb.lemma in lexicon.frames and not _has_subject(sentence, verb)
    if first.tag == "RB" and first.dep == "advmod" and cue:
        yield {0: replace(first, pos="PROPN", tag="NNP", dep="nsubj", lemma=first.text)}


def name_behind_office(sentence: Sentence, lexicon: Lexicon) -> Iterator[Changes]:
    """Reads "chair of trustees Ana Ruiz said": the name is the subject, not part of what is chaired."""
    for role in sentence:
        prep = sentence.kid(role.index, "prep")
        if role.dep != "nsubj" or role.pos != "NOUN" or prep is None or prep.lower != "of":
            continue
        name = sentence.kid(prep.index, "pobj")
        if name is None or name.pos != "PROPN" or not lexicon.group_of(role.lemma, _PEOPLE):
            continue
        parts = [t for t in sentence.kids(name.index, *_BEFORE_NAME) if t.index < name.index]
        plain = [t for t in parts if t.pos == "NOUN" and t.text.islower()]
        if not plain or len(parts) - len(plain) < 1 or sentence.kid(name.index, "det", "poss") is not None:
            continue
        yield {
            name.index: replace(name, dep="nsubj", head=role.head),
            role.index: replace(role, dep="compound", head=name.index),
            plain[-1].index: replace(plain[-1], dep="pobj", head=prep.index),
        }
        return


def name_behind_place(sentence: Sentence, lexicon: Lexicon) -> Iterator[Changes]:
    """Reads "At the town hall Lund said", "On Friday Mr Lund said": the name next to the cue is its subject."""
    for prep in sentence.tokens[:1]:
        name = sentence.kid(prep.index, "pobj") if prep.dep == "prep" else None
        verb = sentence[name.index + 1] if name is not None and name.index + 1 < len(sentence) else None
        if name is None or verb is None or verb.index != prep.head or name.pos != "PROPN":
            return
        if verb.lemma not in lexicon.frames or not verb.is_verb or _has_subject(sentence, verb):
            return
        run = _name_run(sentence, name)
        left = run[0] - 1
        if left <= prep.index or not (sentence[left].is_noun or sentence[left].pos == "NUM"):
            return
        changes = {name.index: replace(name, dep="nsubj", head=verb.index)}
        changes[left] = replace(sentence[left], dep="pobj", head=prep.index)
        for token in sentence.kids(name.index):
            if prep.index < token.index < left:
                changes[token.index] = replace(token, head=left)
        yield changes


def _name_run(sentence: Sentence, name: Token) -> list[int]:
    low = name.index
    while low > 1:
        before = sentence[low - 1]
        same = (
            before.entity == name.entity or before.lower.rstrip(".") in {"mr", "mrs", "ms", "dr"} or not before.entity
        )
        if before.pos != "PROPN" or not before.text[:1].isupper() or not same or before.entity in {"DATE", "TIME"}:
            break
        low -= 1
    return list(range(low, name.index + 1))


def _has_subject(sentence: Sentence, verb: Token) -> bool:
    return sentence.kid(verb.index, "nsubj", "nsubjpass", "csubj", "expl") is not None


def statement_below_speaker(sentence: Sentence, lexicon: Lexicon) -> Iterator[Changes]:
    """Reads "S, surveyor Ana Ruiz said": the parser hung S on the speaker's role, or made the cue hang on S."""
    for noun in sentence:
        if not noun.is_noun:
            continue
        said = next(
            (t for t in sentence.kids(noun.index, "ccomp", "advcl") if t.index < noun.index and t.is_verb), None
        )
        if said is None or not any(t.text == "," for t in sentence.tokens[said.index : noun.index]):
            continue
        top = noun
        while top.dep in _BEFORE_NAME and top.head > top.index:
            top = sentence[top.head]
        verb = sentence[top.head]
        if top.dep == "nsubj" and verb.lemma in lexicon.frames and verb.index > top.index:
            yield {said.index: replace(said, dep="ccomp", head=verb.index)}
            return


def speaker_beside_statement(sentence: Sentence, lexicon: Lexicon) -> Iterator[Changes]:
    """Reads "The bill passed by a vote, the speaker said": of two subjects the first has a participle of its own."""
    for verb in sentence:
        subjects = sentence.kids(verb.index, "nsubj")
        if len(subjects) < 2 or verb.lemma not in lexicon.frames or verb.tag not in {"VBD", "VBZ"}:
            continue
        told, who = subjects[0], subjects[-1]
        act = next((t for t in sentence.kids(told.index, "acl") if t.tag in {"VBN", "VBD"}), None)
        if act is None or not act.index < who.index < verb.index or sentence.kid(verb.index, "ccomp") is not None:
            continue
        if any(t.text == "," for t in sentence.tokens[act.index : who.index]):
            yield {
                act.index: replace(act, tag="VBD", dep="ccomp", head=verb.index),
                told.index: replace(told, dep="nsubj", head=act.index),
            }
            return


def cue_below_statement(sentence: Sentence, lexicon: Lexicon) -> Iterator[Changes]:
    """Reads "S, the surveyor Tallis said on Friday": a cue with a subject of its own that closes S governs it."""
    root = sentence[sentence.root]
    for verb in [*sentence.kids(root.index, "advcl"), *_relative_cues(sentence)]:
        name = sentence.kid(verb.index, "nsubj")
        behind = verb.index > root.index and name is not None and name.index < verb.index
        if not behind or name is None or verb.tag not in {"VBD", "VBZ"} or verb.lemma not in lexicon.frames:
            continue
        low = min(sentence.subtree(name.index))
        stray = [t for t in sentence.kids(verb.index, "prep") if t.index < low]
        takes = sentence.kid(verb.index, "ccomp", "dobj", "mark", "advmod", "xcomp") is not None
        if takes or low == 0 or sentence[low - 1].text != ",":
            continue
        yield {
            root.index: replace(root, dep="ccomp", head=verb.index),
            verb.index: replace(verb, dep="ROOT", head=verb.index),
            **{t.index: replace(t, head=root.index) for t in stray},
        }
        return


def _relative_cues(sentence: Sentence) -> list[Token]:
    """Verbs that the parser took for a relative clause without a relative pronoun, and that close the sentence."""
    closing = len(sentence) - 2
    return [
        t
        for t in sentence
        if t.dep == "relcl"
        and t.head != sentence.root
        and max(sentence.subtree(t.index)) >= closing
        and not any(sentence[i].tag in {"WP", "WDT", "WP$"} for i in sentence.subtree(t.index) if i < t.index)
    ]


def participle_before_name(sentence: Sentence, _lexicon: Lexicon) -> Iterator[Changes]:
    """Reads "Touring tenor Ana Ruiz finds": an opening participle describes the name it was given as object."""
    first = sentence[0]
    name = sentence.kid(0, "dobj")
    verb = sentence[first.head]
    if first.tag != "VBG" or first.dep != "csubj" or name is None or name.pos != "PROPN":
        return
    ends = name.index + 1 == verb.index or sentence[name.index + 1].text == ","
    if sentence.kid(name.index, "det", "poss") is None and ends:
        yield {
            0: replace(first, pos="ADJ", tag="JJ", dep="amod", head=name.index),
            name.index: replace(name, dep="nsubj", head=verb.index),
        }


def paper_that_shows(sentence: Sentence, _lexicon: Lexicon) -> Iterator[Changes]:
    """Reads "S, a letter passed to the Mail shows.": the last word is the cue, not part of the Mail's name."""
    last = next((t for t in reversed(sentence.tokens) if t.pos != "PUNCT"), sentence[0])
    if last.tag != "NNS" or last.dep != "pobj" or last.lower not in _SHOWS or last.index < 5:
        return
    prep = sentence[last.head]
    act = sentence[prep.head]
    noun = sentence[act.head]
    name = sentence[last.index - 1]
    first = min(sentence.subtree(noun.index))
    behind = first > 2 and sentence[first - 1].text == ","
    if not (behind and noun.is_noun and act.is_verb and name.is_noun and name.head == last.index):
        return
    root = sentence[sentence.root]
    yield {
        **{t.index: replace(t, head=name.index) for t in sentence.kids(last.index) if t.index < name.index},
        last.index: replace(
            last, pos="VERB", tag="VBZ", lemma=last.lower.removesuffix("s"), dep="ROOT", head=last.index
        ),
        name.index: replace(name, dep="pobj", head=prep.index),
        noun.index: replace(noun, dep="nsubj", head=last.index),
        root.index: replace(root, dep="ccomp", head=last.index),
    }
