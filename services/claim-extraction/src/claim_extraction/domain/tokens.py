"""A parsed sentence as a light tree of tokens, independent of the parser that made it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

CLAUSE_DEPS = frozenset({"ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "parataxis", "pcomp", "csubj"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
QUOTE_MARKS = frozenset("\"“”„«»\u2018\u2019'`") | {"``", "''"}


@dataclass(frozen=True, slots=True)
class Token:
    """One word; `head` is its parent's index (its own for the root), offsets index the part."""

    index: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    start: int
    end: int
    space_after: bool = True
    entity: str = ""
    entity_begins: bool = False

    @property
    def is_noun(self) -> bool:
        return self.pos in {"NOUN", "PROPN"}

    @property
    def is_verb(self) -> bool:
        return self.pos in {"VERB", "AUX"}

    @property
    def is_quote_mark(self) -> bool:
        return self.text in QUOTE_MARKS and self.pos == "PUNCT"


@dataclass(frozen=True)
class Sentence:
    """Tokens of one sentence with its place in the document."""

    tokens: tuple[Token, ...]
    start: int
    end: int
    index: int = 0
    paragraph: int = 0
    in_quotation: bool = False
    is_headline: bool = False

    def __len__(self) -> int:
        return len(self.tokens)

    def __getitem__(self, index: int) -> Token:
        return self.tokens[index]

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @cached_property
    def children(self) -> Sequence[Sequence[int]]:
        kids: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                kids[token.head].append(token.index)
        return kids

    @cached_property
    def _kids(self) -> Sequence[Sequence[Token]]:
        return [[self.tokens[i] for i in below] for below in self.children]

    @cached_property
    def _subtrees(self) -> dict[int, list[int]]:
        return {}

    @cached_property
    def root(self) -> int:
        return next((t.index for t in self.tokens if t.head == t.index), 0)

    @cached_property
    def lowers(self) -> tuple[str, ...]:
        return tuple(t.lower for t in self.tokens)

    def kids(self, index: int, *deps: str) -> list[Token]:
        """Children of a token, restricted to some dependencies when given."""
        found = self._kids[index]
        return [t for t in found if t.dep in deps] if deps else list(found)

    def kid(self, index: int, *deps: str) -> Token | None:
        return next((t for t in self._kids[index] if not deps or t.dep in deps), None)

    def subtree(self, index: int, without: Iterable[int] = ()) -> list[int]:
        """Indices below and including a token in sentence order; branches in `without` are left out."""
        barred = set(without)
        if not barred and index in self._subtrees:
            return list(self._subtrees[index])
        found: list[int] = []
        stack = [index]
        while stack:
            top = stack.pop()
            found.append(top)
            stack.extend(i for i in self.children[top] if i not in barred)
        found.sort()
        if not barred:
            self._subtrees[index] = list(found)
        return found

    def subject(self, index: int) -> Token | None:
        """The subject of a verb, shared over coordination and control where it has none itself."""
        seen: set[int] = set()
        while index not in seen:
            seen.add(index)
            found = [t for t in self.kids(index, *SUBJECTS) if t.dep != "expl"]
            if found:
                return found[0]
            token = self.tokens[index]
            if token.dep in {"conj", "xcomp"} or (token.dep == "advcl" and token.tag in {"VBG", "VBN"}):
                index = token.head
            else:
                return None
        return None

    def span_text(self, indices: Sequence[int]) -> str:
        """Words in order with the spacing of the text, quotation marks and all."""
        parts = [t.text + (" " if t.space_after else "") for t in (self.tokens[i] for i in indices)]
        return "".join(parts).strip()
