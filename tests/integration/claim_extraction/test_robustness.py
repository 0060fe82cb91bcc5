"""Any text is read in time that grows with its length, with exact offsets, without a crash."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claim_extraction.domain.extraction import ClaimExtractor
from claim_extraction.domain.model import Document
from tests.integration.claim_extraction.conftest import Extract

PIECES = st.sampled_from(
    [
        '"', "\u201c", "\u201d", "\u2018", "\u00ab", " said ", " denied ", "the mayor", "The mayor ", "She ",
        "it ", "that ", "\n", "\n\n", "- ", "12:30 ", "&amp;", "&quot;", "\u00ad", "\u200b", "\x00", "\x07",
        "\U0001f642", "北京", "مرحبا", "no ", "never ", "accused ", "of lying ", "claims ", "video shows ",
        "soldiers ", ", ", ". ", "! ", "? ", ": ", "; ", "(", "Mr. Sund ", "U.S. ", "3,000 ", "$5m ", "if ",
        "would ", "called ", '"nonsense" ', "as baseless ", "despite denials from ", "SHOUTED WORDS ",
        "\ud800", "neither confirmed nor denied ",
    ]
)  # fmt: skip
ODD_TEXTS = {
    "no spaces": "x" * 50_000,
    "only quotes": '"' * 5_000 + " x",
    "emoji": "\U0001f642 " * 5_000,
    "right to left": "نفت الحكومة الاتهامات. " * 200,
    "ideographs": "北京市政府否认了这一指控。" * 300,
    "shouting": "THE MAYOR DENIED THE REPORT THAT POLICE FIRED. " * 50,
    "bullets": "- The firm said no one died.\n" * 50,
    "live blog": "12:30 The board says 3 people died.\n\n" * 50,
    "one word": "Word",
    "table": "Name\tAge\nAna\t31\nBo\t42\n" * 50,
    "byline": "By Ana Ruiz\n\nThe mill burned down.",
    "unbalanced": 'The mayor said: "We will not go. ' * 20,
}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(st.one_of(PIECES, st.text(max_size=15)), min_size=1, max_size=40).map("".join))
def test_offsets_are_exact_for_any_text(extractor: ClaimExtractor, text: str) -> None:
    for claim in extractor.extract([Document(text, "d")])[0].claims:
        assert text[claim.quote.start : claim.quote.end] == claim.quote.text
        for span in claim.cue_spans:
            assert 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_odd_texts_are_read_without_a_crash(extract: Extract, text: str) -> None:
    for claim in extract(text):
        assert text[claim.quote.start : claim.quote.end] == claim.quote.text


@pytest.mark.parametrize("sentence", ["The army denied it. ", "The mayor said that the dyke was safe. "])
def test_time_grows_with_length_and_not_faster(extract: Extract, sentence: str) -> None:
    def seconds(times: int) -> float:
        started = time.process_time()
        extract(sentence * times)
        return time.process_time() - started

    seconds(50)
    assert seconds(1_200) < 12 * seconds(200)
