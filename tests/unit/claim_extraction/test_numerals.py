"""Numbers are read from digits and words."""

import pytest

from claim_extraction.domain.numerals import number, run_value


@pytest.mark.parametrize(
    ("word", "value"),
    [("12", 12), ("1,400", 1400), ("2.5bn", 2.5e9), ("twelve", 12), ("twenty-one", 21), ("$40m", 4e7), ("dog", None)],
)
def test_a_word_has_a_value_or_none(word: str, value: float | None) -> None:
    assert number(word) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("two million people", (2e6, 2)),
        ("three hundred and twelve cows", (312, 4)),
        ("twenty one ships", (21, 2)),
        ("40 tonnes", (40, 1)),
        ("ships", None),
    ],
)
def test_a_run_of_words_has_a_value_and_a_length(words: str, value: tuple[float, int] | None) -> None:
    assert run_value(words.split()) == value
