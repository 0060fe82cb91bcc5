"""What a noun phrase names: a person, a body, a place or a thing, and what is known of it."""

from claim_extraction.domain import phrases
from claim_extraction.domain.lexicon import Lexicon
from claim_extraction.domain.tokens import Sentence, Token

_BODIES = ("government", "military", "company", "agency", "court", "media", "organisation")
_OFFICES = ("government", "agency", "court", "company", "organisation")
_TRADES = ("er", "or", "ist", "ian", "man", "woman", "ee")


class Naming:
    """Judges phrases by the lexicon's words for people and bodies, by labels and by what stands beside a name."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def kind(self, sentence: Sentence, token: Token) -> str:  # noqa: PLR0911
        """Reads person, org, place or thing off a phrase's head."""
        label = phrases.entity_label(sentence, token.index)
        capital = token.text[:1].isupper() and token.index > 0 and sentence.kid(token.index, "det") is not None
        if capital and token.lower in self._lexicon.words["media"]:
            return "org"
        if token.pos == "PROPN":
            if token.lower in self._lexicon.words["media"] and sentence.kid(token.index, "det") is not None:
                return "org"
            if self._is_outlet(sentence, token):
                return "org"
            if label == "PERSON" or self._has_title(sentence, token) or self._has_role(sentence, token):
                return "person"
            if label in {"GPE", "LOC", "FAC"}:
                return "place"
            if label in {"ORG", "NORP"}:
                return "org"
            run = phrases.name_run(sentence, token.index)
            return "person" if self._who(sentence, token) else "name" if len(run) > 1 else "thing"
        if self._human(token.lemma) or self._who(sentence, token):
            return "person"
        return "org" if self._lexicon.group_of(token.lemma, _BODIES) else "thing"

    def _human(self, lemma: str) -> bool:
        words = self._lexicon.words
        return (
            lemma in words["person"]
            or lemma in words["spokesperson"]
            or lemma in words["witness"]
            or lemma in words["female"]
            or lemma in words["male"]
            or (lemma.endswith(("ist", "woman", "man")) and len(lemma) > 5)
        )

    def _who(self, sentence: Sentence, token: Token) -> bool:
        return any(
            t.lower == "who"
            for c in sentence.kids(token.index, "relcl")
            for t in sentence.kids(c.index, "nsubj", "nsubjpass")
        )

    def _is_outlet(self, sentence: Sentence, token: Token) -> bool:
        """A name of several words that ends as names of newspapers and stations do, whatever its label."""
        run = phrases.name_run(sentence, token.index)
        ends = self._lexicon.naming["newspaper"] | self._lexicon.naming["outlet"]
        return len(run) > 1 and token.lower in ends and not self._has_title(sentence, token)

    def _has_role(self, sentence: Sentence, token: Token) -> bool:
        """A name with a role beside it: "the firm's chair, Ana Ruiz", "Fire chief Ana Ruiz"."""
        if token.dep == "appos" and sentence[token.head].pos == "NOUN":
            return self._human(sentence[token.head].lemma)
        roles = [t.lower for t in sentence.kids(token.index, "compound", "appos") if t.pos in {"NOUN", "PROPN"}]
        last = token.lower
        return any(self._human(r) for r in roles) and not self._lexicon.group_of(last, _BODIES)

    def _has_title(self, sentence: Sentence, token: Token) -> bool:
        run = phrases.name_run(sentence, token.index)
        first = sentence[run[0]]
        return (
            len(run) > 1
            and first.lower.rstrip(".") in self._lexicon.words["title"]
            and first.index != token.index
            and not self._lexicon.group_of(token.lower, _OFFICES)
        )

    def without_titles(self, sentence: Sentence, run: list[int]) -> list[int]:
        """A person's name without the titles and trades in front of it."""
        labelled = [i for i in run if sentence[i].entity == "PERSON"]
        kept = labelled if labelled and labelled[-1] == run[-1] else run
        titled = [n for n, i in enumerate(kept[:-1]) if self._is_title(sentence[i].lower)]
        if not titled and len(kept) > 2 and kept[0] == 0 and sentence[0].lower.endswith(_TRADES):
            titled = [0]
        return kept[titled[-1] + 1 :] if titled else kept

    def _is_title(self, word: str) -> bool:
        return word.rstrip(".") in self._lexicon.words["title"] or self._human(word)

    def roles(self, sentence: Sentence, token: Token) -> set[str]:
        """Words that say what the named is: appositions, compounds, parts of the name."""
        related = [*sentence.kids(token.index, "appos", "compound", "nmod")]
        if token.dep == "appos":
            related.append(sentence[token.head])
        found = {t.lower if t.pos == "PROPN" else t.lemma for t in related}
        if token.pos == "PROPN":
            found |= {sentence[i].lower for i in phrases.name_run(sentence, token.index)}
        return found

    def gender(self, sentence: Sentence, token: Token, indices: list[int]) -> str:
        """`female`, `male`, or empty where no word tells."""
        words = {sentence[i].lower.rstrip(".") for i in indices} | self.roles(sentence, token)
        if words & self._lexicon.words["female"]:
            return "female"
        return "male" if words & self._lexicon.words["male"] else ""
