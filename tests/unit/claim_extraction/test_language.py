"""A text in another language is recognised; a short one is given the benefit of the doubt."""

import pytest

from claim_extraction.domain.language import guess_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The mayor said that the bridge was closed and that it would not be opened for a week.", "en"),
        ("Der Minister sagte, dass die Brücke nicht mit dem Zug und auch nicht auf der Straße erreicht wird.", "de"),
        ("Le maire a dit que la route est fermée et que les trains ne sont pas en service dans la ville.", "fr"),
        ("北京市政府否认了这一指控", "und"),
        ("A video shows guards dragging a man.", ""),
        ("12345 67 89", ""),
    ],
)
def test_the_language_of_a_text_is_guessed_by_script_and_function_words(text: str, language: str) -> None:
    assert guess_language(text) == language
