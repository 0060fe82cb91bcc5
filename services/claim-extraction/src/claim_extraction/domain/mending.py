"""Mends trees that no English sentence has: a noun with an object, a verb of saying without its speaker."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from claim_extraction.domain import mending_denials as denials
from claim_extraction.domain import mending_speakers as speakers
from claim_extraction.domain.lexicon import Lexicon
from claim_extraction.domain.tokens import Sentence, Token

Changes = dict[int, Token]
_WITH_OBJECT = ("dobj", "ccomp")
_PLACED_THERE = frozenset({"there", "here"})


def mended(sentence: Sentence, lexicon: Lexicon) -> Sentence:
    """The sentence with every fault that is recognised put right, one after the other."""
    for mend in _MENDS:
        for changes in mend(sentence, lexicon):
            tokens = tuple(changes.get(t.index, t) for t in sentence)
            if _is_tree(tokens):
                sentence = replace(sentence, tokens=tokens)
    return sentence


def _is_tree(tokens: tuple[Token, ...]) -> bool:
    """Whether every word leads up to a root: no text, however odd, may be read in circles."""
    rooted: set[int] = set()
    for token in tokens:
        path: set[int] = set()
        index = token.index
        while index not in rooted and tokens[index].head != index:
            if index in path:
                return False
            path.add(index)
            index = tokens[index].head
        rooted |= path | {index}
    return True


def _noun_with_object(sentence: Sentence, lexicon: Lexicon) -> Iterator[Changes]:
    """Reads "Residents accuse the mill": a root that has subject and object and whose lemma is a cue is a verb."""
    root = sentence[sentence.root]
    governs = sentence.kid(root.index, "nsubj") is not None and sentence.kid(root.index, *_WITH_OBJECT) is not None
    if root.pos == "NOUN" and governs and root.lemma in lexicon.frames:
        yield {root.index: replace(root, pos="VERB", tag="VBD" if root.lower.endswith("ed") else "VBP")}


def _plural_as_verb(sentence: Sentence, _lexicon: Lexicon) -> Iterator[Changes]:
    """Reads "Lab reports found S": what is a subject or object and has modifiers is a plural noun."""
    for token in sentence:
        if token.tag == "VBZ" and token.dep in {"nsubj", "nsubjpass", "dobj", "pobj"}:
            before = sentence.kid(token.index, "compound", "amod", "det", "nummod")
            if before is not None and sentence.kid(token.index, "nsubj", "dobj", "ccomp") is None:
                yield {token.index: replace(token, pos="NOUN", tag="NNS")}


def _records_show(sentence: Sentence, lexicon: Lexicon) -> Iterator[Changes]:
    """Reads "S, court records show." where the parser made one noun phrase of speaker and cue."""
    last = next((t for t in reversed(sentence.tokens) if t.pos != "PUNCT"), None)
    if last is None or not last.is_noun or last.lemma not in lexicon.frames or last.index < 3:
        return
    noun = sentence[last.index - 1]
    if noun.tag != "NNS" or noun.head != last.index or sentence.kid(last.index, "ccomp", "parataxis") is None:
        return
    moved = [t for t in sentence.kids(last.index) if t.index < noun.index and t.dep not in {"ccomp", "parataxis"}]
    yield {
        last.index: replace(last, pos="VERB", tag="VBP"),
        noun.index: replace(noun, dep="nsubj"),
        **{t.index: replace(t, head=noun.index) for t in moved if t.pos != "PUNCT"},
    }


def _speaker_in_apposition(sentence: Sentence, lexicon: Lexicon) -> Iterator[Changes]:
    """Reads "S, a doctor there said.": the noun phrase before a cue without a subject is its speaker."""
    for verb in sentence:
        if not _lacks_subject(sentence, verb) or verb.lemma not in lexicon.frames or verb.index < 2:
            continue
        before = sentence[verb.index - 1]
        noun = sentence[before.head] if before.lower in _PLACED_THERE else before
        while noun.dep in {"pobj", "prep"} and noun.head < noun.index:
            noun = sentence[noun.head]
        first = min(sentence.subtree(noun.index))
        behind = first > 0 and sentence[first - 1].text in {",", '"', "''"}
        if noun.is_noun and noun.dep in {"appos", "npadvmod", "conj"} and behind and noun.head < first:
            yield {noun.index: replace(noun, dep="nsubj", head=verb.index)}
            return


def _lacks_subject(sentence: Sentence, verb: Token) -> bool:
    finite = verb.tag in {"VBD", "VBZ", "VBP"} and sentence.kid(verb.index, "ccomp", "parataxis") is not None
    return finite and sentence.kid(verb.index, "nsubj", "nsubjpass", "csubj", "expl") is None


def _title_as_verb(sentence: Sentence, lexicon: Lexicon) -> Iterator[Changes]:
    """Reads "Harbour pilot Bo Lund said S": a verb between a noun and the name it describes is a noun."""
    for token in sentence.tokens[1:-2]:
        above = sentence[token.head]
        kids = sentence.kids(token.index)
        name = sentence.kid(above.index, "nsubj")
        squeezed = (
            token.is_verb and token.dep == "ccomp" and above.lemma in lexicon.frames and above.index > token.index
        )
        if not squeezed or name is None or name.pos != "PROPN" or len(kids) != 1 or kids[0].dep != "nsubj":
            continue
        if kids[0].index == token.index - 1 and min(sentence.subtree(name.index)) == token.index + 1:
            yield {
                token.index: replace(token, pos="NOUN", tag="NN", dep="compound", head=name.index),
                kids[0].index: replace(kids[0], dep="compound", head=name.index),
            }
            return


def _subject_lost_to_participle(sentence: Sentence, lexicon: Lexicon) -> Iterator[Changes]:
    """Reads "said the sum missing was S", "said worn brakes caused S": the noun beside a participle is the subject."""
    for verb in sentence:
        cue = sentence[verb.head]
        if verb.dep != "ccomp" or cue.index >= verb.index or cue.lemma not in lexicon.frames:
            continue
        if sentence.kid(verb.index, "nsubj", "nsubjpass", "csubj", "expl", "mark") is not None:
            continue
        for part in sentence.kids(cue.index, "ccomp", "xcomp"):
            between = cue.index < part.index < verb.index and part.tag in {"VBG", "VBN"}
            noun = sentence.kid(part.index, "nsubj", "dobj") if between else None
            if noun is not None and sentence.kid(part.index, "aux", "auxpass", "mark") is None:
                behind = part.index > noun.index
                yield {
                    noun.index: replace(noun, dep="nsubj", head=verb.index),
                    part.index: replace(part, dep="acl" if behind else "amod", head=noun.index),
                    **{
                        t.index: replace(t, head=noun.index)
                        for t in sentence.kids(part.index)
                        if not behind and t is not noun and t.index > noun.index
                    },
                }
                return


def _subject_behind_that(sentence: Sentence, lexicon: Lexicon) -> Iterator[Changes]:
    """Reads "said that broken locks had caused S" where the parser made "that" the one who broke."""
    for part in sentence:
        that, noun = sentence.kid(part.index, "nsubj"), sentence.kid(part.index, "dobj")
        if that is None or noun is None or that.lower != "that" or that.index != part.index - 1:
            continue
        cue = sentence[part.head]
        later = [t for t in sentence.kids(cue.index, "ccomp") if t.index > noun.index]
        verb = next((t for t in later if sentence.kid(t.index, "nsubj", "nsubjpass", "expl") is None), None)
        if part.dep == "ccomp" and verb is not None and cue.lemma in lexicon.frames and part.tag in {"VBD", "VBN"}:
            yield {
                that.index: replace(that, tag="IN", dep="mark", head=verb.index),
                part.index: replace(part, tag="VBN", dep="amod", head=noun.index),
                noun.index: replace(noun, dep="nsubj", head=verb.index),
            }
            return


def _subject_as_object(sentence: Sentence, lexicon: Lexicon) -> Iterator[Changes]:
    """Reads "UN denies trucks were hit": the noun between a cue and a clause without a subject is that subject."""
    for verb in sentence:
        cue = sentence[verb.head]
        noun = sentence.kid(cue.index, "dobj")
        if verb.dep != "ccomp" or noun is None or cue.lemma not in lexicon.frames:
            continue
        passive = sentence.kid(verb.index, "auxpass")
        first = min([verb.index, *(t.index for t in sentence.kids(verb.index, "aux", "auxpass"))])
        lacks = sentence.kid(verb.index, "nsubj", "nsubjpass", "csubj", "expl", "mark") is None
        if lacks and cue.index < noun.index == first - 1 and first < verb.index:
            yield {noun.index: replace(noun, dep="nsubjpass" if passive is not None else "nsubj", head=verb.index)}
            return


def _verb_for_participle(sentence: Sentence, _lexicon: Lexicon) -> Iterator[Changes]:
    """Reads "The widow, who runs the shop now, asked to be left alone": a sentence without a verb has one."""
    root = sentence[sentence.root]
    if not root.is_noun or sentence.is_headline:
        return
    for verb in sentence.kids(root.index, "acl", "appos"):
        takes = sentence.kid(verb.index, "xcomp", "ccomp", "dobj", "prep") is not None
        behind = verb.index > root.index and sentence[verb.index - 1].text == ","
        if verb.tag == "VBN" and takes and behind and sentence.kid(verb.index, "agent") is None:
            yield {
                verb.index: replace(verb, pos="VERB", tag="VBD", dep="ROOT", head=verb.index),
                root.index: replace(root, dep="nsubj", head=verb.index),
            }
            return


_MENDS: tuple[Callable[[Sentence, Lexicon], Iterator[Changes]], ...] = (
    _plural_as_verb,
    _noun_with_object,
    _records_show,
    _speaker_in_apposition,
    _title_as_verb,
    _subject_lost_to_participle,
    _subject_behind_that,
    _subject_as_object,
    _verb_for_participle,
    denials.denies_reports,
    denials.deed_denied,
    denials.report_pointed_at,
    denials.shifted_object,
    denials.object_behind_quoted_verdict,
    denials.accused_on_a_day,
    speakers.name_for_adverb,
    speakers.participle_before_name,
    speakers.name_behind_role,
    speakers.name_behind_office,
    speakers.name_behind_place,
    speakers.statement_below_speaker,
    speakers.speaker_beside_statement,
    speakers.cue_below_statement,
    speakers.paper_that_shows,
    denials.appended_denial,
)
