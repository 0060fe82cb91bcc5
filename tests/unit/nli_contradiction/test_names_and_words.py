import pytest
from hypothesis import given
from hypothesis import strategies as st

from nli_contradiction.domain.names import atoms, same_name
from nli_contradiction.domain.wording import content_stems, stem, words


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("United Nations", "UN"),
        ("World Health Organization", "WHO"),
        ("Volodymyr Zelensky", "Zelenskyy"),
        ("the Kremlin", "Russia"),
        ("Russian", "Russia"),
        ("General Ada Moor", "Ms Moor"),
        ("Tolva Paper", "Tolva"),
        ("José Núñez", "Jose Nunez"),
        ("Pyongyang", "North Korea"),
    ],
)
def test_variants_are_one_name(a: str, b: str) -> None:
    assert same_name(a, b)
    assert same_name(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("North Korea", "South Korea"),
        ("Ada Moor", "Ben Moor"),
        ("the Velo Star", "the Velo Moon"),
        ("New York", "York"),
        ("Flight 214", "Flight 241"),
        ("", "Russia"),
    ],
)
def test_other_bearers_are_other_names(a: str, b: str) -> None:
    assert not same_name(a, b)


@given(st.text(max_size=40), st.text(max_size=40))
def test_being_one_name_goes_both_ways(a: str, b: str) -> None:
    assert same_name(a, b) == same_name(b, a)


@given(st.text(max_size=60))
def test_any_text_has_atoms_and_stems(text: str) -> None:
    assert all(atoms(text))
    assert all(content_stems(text))
    assert all(text[w.start : w.end] == w.text for w in words(text))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("killed", "deaths"),
        ("deployed", "deployment"),
        ("sirens", "siren"),
        ("closing", "shut"),
        ("rose", "risen"),
        ("stories", "story"),
        ("stopped", "stop"),
        ("officers", "police"),
    ],
)
def test_inflections_and_close_synonyms_share_a_stem(a: str, b: str) -> None:
    assert stem(a) == stem(b)


@pytest.mark.parametrize(("a", "b"), [("open", "close"), ("rise", "fall"), ("import", "export"), ("win", "wind")])
def test_different_words_keep_different_stems(a: str, b: str) -> None:
    assert stem(a) != stem(b)
