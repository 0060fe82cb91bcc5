"""Texts are cut into sentences whose offsets stay exact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claim_extraction.domain.layout import passages, read_characters

ODD = st.sampled_from(
    ['"', "\u201c", "\u201d", "&amp;", "&#8217;", "\u00ad", "\u200b", "\x00", "\n\n", "- ", "12:30 ", ". ", "? "]
)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The dyke held. Nobody left.", ["The dyke held.", "Nobody left."]),
        ("Mr. Oduya paid 3.5 million. He left.", ["Mr. Oduya paid 3.5 million.", "He left."]),
        ('"Nobody came." She wept.', ['"Nobody came."', "She wept."]),
        ('"Who came?" Ana Ruiz asked.', ['"Who came?" Ana Ruiz asked.']),
        ("It ends at 5 p.m. today. All go.", ["It ends at 5 p.m. today.", "All go."]),
        ("- One item\n- Another item", ["One item", "Another item"]),
        ("18:40 The train is late.", ["The train is late."]),
        ("ORLO, Vask (Vask News) - The bridge fell.", ["The bridge fell."]),
        ("A line that was wrapped at some seventy characters by an old terminal\nGoes on here.", None),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, sentences: list[str] | None) -> None:
    found = [text[p.start : p.end] for p in passages(text)[0]]
    assert found == sentences if sentences is not None else len(found) == 1


@given(st.lists(st.one_of(st.text(max_size=30), ODD), max_size=12).map("".join))
def test_every_character_of_a_passage_has_its_place_in_the_text(text: str) -> None:
    for passage in passages(text)[0]:
        assert 0 <= passage.start < passage.end <= len(text)
        places = [passage.offset(i) for i in range(len(passage.text))]
        assert places == sorted(places)
        assert all(passage.start <= place < passage.end for place in places)


def test_soft_hyphens_and_entities_are_read_without_moving_offsets() -> None:
    text = "The har\u00adbour &amp; the quay."
    (passage,) = passages(text)[0]
    assert passage.text == "The harbour & the quay."
    assert text[passage.offset(passage.text.index("quay")) :] == "quay."


def test_a_text_without_spaces_is_skipped_and_said_so() -> None:
    found, skipped = passages("x" * 100_000)
    assert found == []
    assert [s.reason for s in skipped] == ["no spaces"]
    assert read_characters(100_000, skipped) == 0


def test_shouting_is_calmed() -> None:
    (passage,) = passages("THE MAYOR DENIED EVERYTHING.")[0]
    assert passage.text == "The mayor denied everything."
