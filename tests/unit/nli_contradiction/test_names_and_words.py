import pytest
from hypothesis import given
from hypothesis import strategies as st

from nli_contradiction.domain.names import atoms, same_name
from nli_contradiction.domain.scopes import is_singled_out, is_universal, scopes_differ
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no pilot ever left", True),
        ("all trains ran", True),
        ("the trains ran all evening", False),
        ("nobody slept all night", True),
    ],
)
def test_all_of_an_evening_is_not_every_case(text: str, expected: bool) -> None:  # noqa: FBT001
    assert is_universal(text) is expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("the first patient fell ill in May", "the last patient went home in June", True),
        ("the first patient fell ill in May", "the first patient fell ill in June", False),
        ("adjusted profit rose", "statutory profit fell", True),
    ],
)
def test_members_of_one_contrast_set_scopes_apart(a: str, b: str, expected: bool) -> None:  # noqa: FBT001
    assert scopes_differ(a, b) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Another, older ferry sank", True),
        ("A fungus killed trees nine miles off", True),
        ("The fair closed last autumn", True),
        ("Crowds were larger than last year", False),
        ("The ferry sank", False),
    ],
)
def test_what_happened_elsewhere_or_before_is_singled_out(text: str, expected: bool) -> None:  # noqa: FBT001
    assert is_singled_out(text) is expected
