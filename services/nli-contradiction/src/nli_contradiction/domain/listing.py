"""Reads word lists that are written as running text."""

from collections.abc import Callable


def listed(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def mapped(text: str, form: Callable[[str], str]) -> frozenset[str]:
    """The words of a text, each in the given form."""
    return frozenset(form(word) for word in text.split())
