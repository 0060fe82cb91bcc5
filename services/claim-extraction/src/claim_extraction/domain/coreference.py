"""Who or what has been named so far, and what a pronoun or a definite phrase points back to."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from claim_extraction.domain import phrases
from claim_extraction.domain.lexicon import Lexicon
from claim_extraction.domain.naming import Naming
from claim_extraction.domain.tokens import Sentence, Token

SHORTEST_ENDING = 4
WINDOW_REFERENTS = 80
REMEMBERED_REFERENTS = 300
_ANY_BODY = frozenset({"company", "firm", "group", "organisation", "business"})
_PUT_TO = frozenset({"ask", "show", "confront", "press", "tell", "question", "challenge", "quiz", "remind"})
_LOOKING = frozenset({"obtain", "see", "review", "examine", "read", "verify", "authenticate", "inspect"})
_TRACED_BY = frozenset({"radar", "gps", "ais", "sonar", "satellite"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_MASCULINE = frozenset({"he", "him", "his", "himself"})
_FEMININE = frozenset({"she", "her", "hers", "herself"})
_NEUTER = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "themselves"})


@dataclass(slots=True, eq=False)
class Referent:
    """Somebody or something named; `tokens` is its fullest mention."""

    tokens: list[Token]
    text: str
    kind: str
    plural: bool = False
    gender: str = ""
    heads: set[str] = field(default_factory=set)
    endings: set[str] = field(default_factory=set)
    words: frozenset[str] = frozenset()
    last: int = 0
    salience: float = 0.0
    affiliation: str = ""
    position: int = 0
    bearer: int = -1
    first: int = 0
    spoke: bool = False


class Registry:
    """Referents of one document in order of mention."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._naming = Naming(lexicon)
        self._deeds: dict[str, list[Token]] = {}
        self._referents: list[Referent] = []
        self._demonyms: dict[str, str] = {}

    def read(self, sentence: Sentence) -> None:
        """Takes in the noun phrases of the next sentence."""
        for token in sentence:
            if token.lemma in self.lexicon.deeds and token.pos == "VERB":
                self._deed(sentence, token)
            if token.entity == "GPE" and token.entity_begins:
                name = [
                    t
                    for t in sentence.tokens[token.index : token.index + 3]
                    if t.entity == "GPE" and (t is token or not t.entity_begins)
                ]
                self._demonyms.setdefault(
                    _prefixes(t.lower for t in name if t.tag != "DT"),
                    phrases.text_of(sentence, [t.index for t in name]),
                )
            if (
                token.is_noun
                and token.dep not in {"compound", "nmod", "npadvmod"}
                and token.entity not in {"DATE", "TIME"}
            ):
                self._mention(sentence, token)

    def _deed(self, sentence: Sentence, verb: Token) -> None:
        """Remembers what was done to whom, for "the attack" and "the sacking"."""
        thing = sentence.kid(verb.index, "dobj", "nsubjpass")
        if thing is not None and thing.is_noun:
            for noun in self.lexicon.deeds.get(verb.lemma, ()):
                self._deeds[noun] = [sentence[i] for i in phrases.core(sentence, thing.index)]

    def done_to(self, deed: str) -> list[Token]:
        """Whom or what a deed named by a noun befell, by the latest sentence that tells it."""
        return self._deeds.get(deed, [])

    def country_of(self, demonym: str) -> str:
        """The place a demonym belongs to where the document names it ("Borlandic" for Borland), else empty."""
        return self._demonyms.get(_prefixes(demonym.lower().split()), "") if len(demonym) > 4 else ""

    def pronoun(
        self,
        sentence: Sentence,
        token: Token,
        favoured: Referent | None = None,
        *,
        speaks: bool = False,
        earlier: bool = False,
        other_than: Referent | None = None,
    ) -> Referent | None:
        """The best antecedent of a pronoun; a favoured one (the speaker) wins where it fits.

        With `earlier`, only what earlier sentences named counts. One that `speaks` stands for a person, a body or a
        document.
        """
        if favoured is not None and favoured.kind == "thing" and token.lower in _MASCULINE | _FEMININE:
            favoured.kind = "person"
        if favoured is not None and fits(token.lower, favoured):
            rival = self._plural_before(sentence, token) if token.lower in _PLURAL and not favoured.plural else None
            return rival or favoured
        best: tuple[float, Referent] | None = None
        for referent in self._referents[-WINDOW_REFERENTS:]:
            if not fits(token.lower, referent) or (
                referent.last == sentence.index and referent.position >= token.index
            ):
                continue
            distance = sentence.index - referent.last
            if (speaks and not self._can_speak(referent)) or (distance == 0 and referent.salience < 1.0):
                continue
            if (earlier and distance == 0) or referent is other_than:
                continue
            if distance == 0 and token.index in sentence.subtree(referent.position):
                continue
            score = referent.salience - 1.0 * distance + (0.3 if referent.kind != "thing" else 0.0)
            score += _agreement(token.lower, referent)
            score -= 0.8 * (speaks and referent.kind == "place")
            score -= 0.5 * (referent.spoke and not speaks and token.lower in _NEUTER)
            if distance <= 6 and (best is None or score >= best[0]):
                best = (score, referent)
        return best[1] if best else None

    def _plural_before(self, sentence: Sentence, token: Token) -> Referent | None:
        """The last plural named before a pronoun in its own sentence."""
        for referent in reversed(self._referents[-WINDOW_REFERENTS:]):
            if referent.last == sentence.index and referent.plural and referent.position < token.index:
                return referent
        return None

    def _can_speak(self, referent: Referent) -> bool:
        if referent.kind in {"person", "org", "name"} or (referent.kind == "place" and not referent.plural):
            return True
        traced = "track" in referent.heads and bool(referent.words & _TRACED_BY)
        return traced or bool(referent.heads & (self.lexicon.words["document"] | self.lexicon.words["official_record"]))

    def definite(self, sentence: Sentence, head: int) -> Referent | None:
        """An earlier, fuller mention of "the N": by head noun, by the class its name shows, or by kind."""
        noun = sentence[head].lemma
        plural = phrases.is_plural(sentence, head)
        modifiers = {t.lower for t in sentence.kids(head, "amod", "compound")}
        best: tuple[float, Referent] | None = None
        for referent in self._referents[-WINDOW_REFERENTS:]:
            if referent.first == sentence.index and referent.position >= head:
                continue
            match = self._match(noun, referent, plural=plural)
            if not match or not modifiers <= (referent.words | referent.heads):
                continue
            score = match - 0.1 * (sentence.index - referent.last) + 0.2 * referent.salience
            if best is None or score >= best[0]:
                best = (score, referent)
        return best[1] if best else None

    def named(self, text: str) -> Referent | None:
        return next((r for r in reversed(self._referents) if r.text == text), None)

    def at(self, sentence: int, position: int) -> Referent | None:
        """The referent whose latest mention has its head at a token."""
        return next(
            (r for r in reversed(self._referents) if r.last == sentence and position in {r.position, r.bearer}), None
        )

    def speaks(self, sentence: Sentence, subject: Token) -> bool:
        """Whether a subject is somebody who can speak: a person, a body, or a pronoun for one."""
        if subject.lower in phrases.PERSONAL:
            return True
        found = self.at(sentence.index, subject.index)
        return subject.pos == "PROPN" or (found is not None and found.kind in {"person", "org", "name"})

    def people(self) -> list[Referent]:
        return [r for r in self._referents if r.kind == "person"]

    def organisations(self) -> list[Referent]:
        return [r for r in self._referents if r.kind in {"org", "name"}]

    def places(self) -> list[Referent]:
        return [r for r in self._referents if r.kind == "place"]

    def _match(self, noun: str, referent: Referent, *, plural: bool) -> float:
        if noun in referent.heads:
            return 2.0 if referent.plural == plural else 0.0
        if plural:
            return 0.0
        if noun in referent.endings:
            return 1.5
        shown_by = self.lexicon.naming.get(noun, frozenset())
        if referent.kind != "person" and any(t.lower in shown_by and t.pos != "NOUN" for t in referent.tokens):
            return 1.5
        named = referent.tokens[-1].pos == "PROPN"
        if named and referent.kind in {"org", "name"} and noun in _ANY_BODY:
            return 1.0
        return 1.0 if named and referent.kind == "place" and noun in {"city", "town", "village"} else 0.0

    def _mention(self, sentence: Sentence, token: Token) -> None:
        if sentence.is_headline and token.pos != "PROPN":
            return
        bearer = sentence[token.head] if token.dep == "appos" and sentence[token.head].is_noun else token
        if bearer is not token and token.pos != "PROPN" and bearer.pos == "PROPN":
            return
        kind = "person" if self._is_family_name(sentence, token) else self._naming.kind(sentence, token)
        indices = self._extent(sentence, token, kind)
        run = indices
        if token.pos == "PROPN":
            run = phrases.name_run(sentence, token.index)
            run = self._naming.without_titles(sentence, run) if kind == "person" else run
        found = self._existing(sentence, token, run, kind)
        if found is None:
            plural = phrases.is_plural(sentence, token.index)
            tokens = [sentence[i] for i in run]
            found = Referent(tokens, phrases.text_of(sentence, run), kind, plural, first=sentence.index)
            self._referents.append(found)
        elif len(run) > len(found.tokens) and not phrases.is_definite(sentence, token.index):
            found.tokens, found.text = [sentence[i] for i in run], phrases.text_of(sentence, run)
        self._describe(sentence, token, indices, found)
        self._place(sentence, token, bearer if token.pos == "PROPN" else token, found)

    def _is_family_name(self, sentence: Sentence, token: Token) -> bool:
        """Whether a lone name is the family name of somebody named in full, whatever its label says."""
        if token.pos != "PROPN" or len(phrases.name_run(sentence, token.index)) > 1 or token.dep == "pobj":
            return False
        people = (r for r in self._referents[-WINDOW_REFERENTS:] if r.kind == "person" and len(r.tokens) > 1)
        return any(r.tokens[-1].lower == token.lower for r in people)

    def _extent(self, sentence: Sentence, token: Token, kind: str) -> list[int]:
        """Words of a mention: core and of-phrase, the whole phrase for people without a name."""
        if kind == "person" and token.pos == "NOUN":
            return phrases.full(sentence, token.index)
        indices = phrases.core(sentence, token.index) + _name_behind(sentence, token)
        tail = [t for t in sentence.kids(token.index, "prep") if t.lower == "of" and t.index > token.index]
        if tail and token.pos == "NOUN":
            return sorted({*indices, *sentence.subtree(tail[0].index, _relative(sentence, tail[0].index))})
        return indices

    def _describe(self, sentence: Sentence, token: Token, indices: list[int], found: Referent) -> None:
        named = {sentence[i].lower for i in indices if sentence[i].pos == "PROPN"}
        roles = named if sentence.is_headline else self._naming.roles(sentence, token)
        new = ({token.lemma} | roles) - found.heads
        found.heads |= new
        found.endings.update(h[i:] for h in new for i in range(1, len(h) - SHORTEST_ENDING + 1))
        found.words |= frozenset(sentence[i].lower for i in indices)
        found.gender = found.gender or self._naming.gender(sentence, token, indices)

    def _place(self, sentence: Sentence, token: Token, bearer: Token, found: Referent) -> None:
        """Moves a referent to the end, with how prominent this mention makes it."""
        by = sentence[token.head]
        agent = token.dep == "pobj" and by.lower == "by" and not _is_further(sentence, by)
        subject = token.dep in _SUBJECTS or bearer.dep in _SUBJECTS or agent or _is_topic(sentence, token)
        salience = 1.0 if subject else 0.4 if token.dep in {"dobj", "appos"} else 0.1
        found.salience = max(salience, found.salience if found.last == sentence.index else 0.0)
        found.spoke = token.dep == "nsubj" and self._is_told_by(by)
        found.last, found.position, found.bearer = sentence.index, token.index, bearer.index
        self._referents.remove(found)
        self._referents.append(found)
        del self._referents[:-REMEMBERED_REFERENTS]

    def _is_told_by(self, verb: Token) -> bool:
        return any("clause" in frame.complements for frame in self.lexicon.frames.get(verb.lemma, ()))

    def _existing(self, sentence: Sentence, token: Token, run: list[int], kind: str) -> Referent | None:
        recent = self._referents[-WINDOW_REFERENTS:]
        if token.pos == "PROPN":
            names = [sentence[i].lower for i in run]
            for referent in reversed(recent):
                if referent.kind == kind == "person" and _same_person(referent, names):
                    return referent
                if referent.kind == kind and {t.lower for t in referent.tokens} == set(names):
                    return referent
            return None
        if phrases.is_definite(sentence, token.index):
            return self.definite(sentence, token.index)
        return None


def _is_further(sentence: Sentence, by: Token) -> bool:
    """The "by" of "seen by Y", the second of "filed by X and released by Y": whose returns they are stands first."""
    verb = sentence[by.head]
    if verb.lemma in _LOOKING and verb.dep == "acl":
        return True
    return verb.dep == "conj" and verb.tag == "VBN" and sentence[verb.head].dep == "acl"


def _is_topic(sentence: Sentence, token: Token) -> bool:
    """Reads "Asked about the logs, Ruiz said they were lies": what opens the sentence is what it goes on about."""
    prep = sentence[token.head]
    above = sentence[prep.head] if token.dep == "pobj" else token
    return above.lemma in _PUT_TO and above.tag == "VBN" and above.dep == "advcl" and above.index < above.head


def _same_person(referent: Referent, names: list[str]) -> bool:
    """The same family name, or a lone name that is the first or last of a fuller one."""
    known = [t.lower for t in referent.tokens]
    if len(names) > 1 and len(known) > 1:
        return known[-1] == names[-1] and (
            known[0] == names[0] or len(known[0].rstrip(".")) == 1 or len(names[0].rstrip(".")) == 1
        )
    return names[-1] in {known[0], known[-1]} or known[-1] in {names[0], names[-1]}


def _name_behind(sentence: Sentence, token: Token) -> list[int]:
    """The name that follows its class: "the tanker Lys Astra"."""
    after = token.index + 1
    if token.pos != "NOUN" or after >= len(sentence) or sentence[after].pos != "PROPN":
        return []
    name = phrases.phrase_head(sentence, after)
    beside = sentence[name].dep in {token.dep, "appos"} and sentence[name].head in {token.head, token.index}
    return list(range(after, name + 1)) if beside and name > token.index else []


def _prefixes(words: Iterable[str]) -> str:
    return " ".join(w[:4] for w in words)


def _relative(sentence: Sentence, index: int) -> list[int]:
    return [i for i in sentence.subtree(index) if sentence[i].dep in {"relcl", "acl", "appos"}]


def _agreement(pronoun: str, referent: Referent) -> float:
    """Bonus for a gender that is known, malus for a lone name taken for a person where "it" is asked for."""
    if pronoun in _NEUTER:
        return -0.4 if referent.kind == "person" else 0.0
    if pronoun in _MASCULINE | _FEMININE:
        return 0.6 if referent.gender else -0.3 if referent.kind == "name" else 0.0
    return 0.0


def fits(pronoun: str, referent: Referent) -> bool:
    """Whether a pronoun agrees with a referent in kind, gender and number."""
    if pronoun in _MASCULINE:
        return referent.kind in {"person", "name"} and not referent.plural and referent.gender != "female"
    if pronoun in _FEMININE:
        return referent.kind in {"person", "name"} and not referent.plural and referent.gender != "male"
    if pronoun in _NEUTER:
        lone = len(referent.tokens) == 1 and not referent.gender and referent.tokens[0].pos == "PROPN"
        return (referent.kind != "person" or lone) and not referent.plural
    return pronoun in _PLURAL and (referent.plural or referent.kind in {"org", "name"})
