"""Tells one story from another by the names in the openings of documents and in their claims."""

import re

from nli_contradiction.domain.claims import Claim, Context
from nli_contradiction.domain.names import CALENDAR, GENERIC, all_atoms, atom, atoms, capitalised
from nli_contradiction.domain.wording import STOP_WORDS

_DATELINE = re.compile(r"^([^\n(]{0,60})\([^)\n]{2,40}\) ?[-\u2013\u2014]+ ", re.MULTILINE)
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])[\"\u201d']?\s+|\n+")
_NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT"})
_GRAMMAR = frozenset(atom(word) for word in STOP_WORDS)
_SHORT_HEADLINE = 3
_MOSTLY = 0.6


def names_of_story(context: Context, claims: list[Claim]) -> frozenset[str]:
    """Telling tokens of the names in a document's opening and in its claims.

    Left out are words any story may name, such as months and "ministry", words that only open a sentence, and
    headlines set in capitals.
    """
    sentences = [s for s in _SENTENCE_ENDS.split(_DATELINE.sub("", context.opening)) if not _is_set_in_capitals(s)]
    found = frozenset().union(*(_inside(sentence) for sentence in sentences))
    found |= all_atoms(name.strip() for place in _DATELINE.findall(context.opening) for name in place.split(","))
    found |= all_atoms(e.text for claim in claims for e in claim.entities if e.type in _NAMED and e.text[:1].isupper())
    return found - CALENDAR - GENERIC - _GRAMMAR


def newsroom(context: Context) -> frozenset[str]:
    """Telling tokens of the publisher's own name, which its stories have in common."""
    return all_atoms(re.split(r"[.-]", context.source)[:-1])


def _inside(sentence: str) -> frozenset[str]:
    """Names in a sentence but for its first word, which has its capital from there, unless more of its name follows."""
    opening, _, rest = sentence.strip(" \"\u201c'").partition(" ")
    follows = rest[:1].isupper()
    return (
        all_atoms(capitalised(f"{opening} {rest}" if follows else rest, atoms(rest.split(" ")[0])))
        if rest
        else frozenset()
    )


def _is_set_in_capitals(sentence: str) -> bool:
    words = [word for word in sentence.split() if word[0].isalpha()]
    return len(words) > _SHORT_HEADLINE and sum(word[0].isupper() for word in words) > _MOSTLY * len(words)
