"""Parts of speech and lemmas, looked up by word, tag and relation so that rules run once for each."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

REMEMBERED_FORMS = 200_000
_PLAIN = {"NNP": "PROPN", "NNPS": "PROPN", "CD": "NUM"}
HYPHENATED = {"e-mail": "e-mail", "e-mails": "e-mail", "x-ray": "x-ray", "x-rays": "x-ray"}
"""Nouns that English pipelines would tear at the hyphen or take for names, with their lemmas."""
_RULES = ["attribute_ruler", "lemmatizer"]


class WordForms:
    """Runs a pipeline's attribute ruler and rule lemmatizer only for words not seen before.

    Their English rules look at a word, its tag and its relation; pipelines with other lemmatizers run as they are.
    """

    def __init__(self, nlp: "Language") -> None:
        self._rules = [nlp.get_pipe(name) for name in _RULES if name in nlp.pipe_names]
        by_rule = nlp.lang == "en" and [getattr(r, "mode", "rule") for r in self._rules] == ["rule", "rule"]
        self.replaced: list[str] = _RULES if by_rule else []
        self._known: dict[tuple[str, str, str], tuple[str, str]] = {}

    def of(self, doc: "Doc", words: Sequence["Token"]) -> Iterator[tuple[str, str]]:
        """Part of speech and lower-case lemma of each word."""
        if not self.replaced:
            yield from ((t.pos_, (t.lemma_ or t.text).lower()) for t in words)
            return
        keys = [(t.text, t.tag_, t.dep_) for t in words]
        if any(key not in self._known and key[1] not in _PLAIN for key in keys):
            self._learn(doc, words, keys)
        for key in keys:
            if (lower := key[0].lower()) in HYPHENATED:
                yield "NOUN", HYPHENATED[lower]
                continue
            plain = _PLAIN.get(key[1])
            yield self._known[key] if plain is None or key in self._known else (plain, key[0].lower())

    def _learn(self, doc: "Doc", words: Sequence["Token"], keys: Sequence[tuple[str, str, str]]) -> None:
        for rule in self._rules:
            rule(doc)
        if len(self._known) > REMEMBERED_FORMS:
            self._known.clear()
        self._known.update({key: (t.pos_, (t.lemma_ or t.text).lower()) for key, t in zip(keys, words, strict=True)})
