"""Verbs take the forms that propositions need."""

import pytest

from claim_extraction.domain.inflection import past, stem_of_gerund, third_person


@pytest.mark.parametrize(
    ("lemma", "form"),
    [("take", "took"), ("bribe", "bribed"), ("bury", "buried"), ("jam", "jammed"), ("leak", "leaked")],
)
def test_the_past_of_a_verb(lemma: str, form: str) -> None:
    assert past(lemma) == form


@pytest.mark.parametrize(
    ("lemma", "form"), [("be", "is"), ("have", "has"), ("go", "goes"), ("deny", "denies"), ("sell", "sells")]
)
def test_the_third_person_of_a_verb(lemma: str, form: str) -> None:
    assert third_person(lemma) == form


@pytest.mark.parametrize(
    ("gerund", "lemma"), [("fitting", "fit"), ("dumping", "dump"), ("forcing", "force"), ("selling", "sell")]
)
def test_the_lemma_of_a_gerund(gerund: str, lemma: str) -> None:
    assert stem_of_gerund(gerund) == lemma
