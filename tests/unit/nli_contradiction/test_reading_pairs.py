import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

from nli_contradiction.adapters.pair_reader import PairReader
from nli_contradiction.domain.entailment import Pair

WORDS = [f"w{number}" for number in range(500)]


def reader(max_tokens: int) -> PairReader:
    vocabulary = {word: index for index, word in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS])}
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))  # noqa: S106 (the unknown token is no password)
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    return PairReader(tokenizer, max_tokens)


def ids(*words: str) -> list[int]:
    return [4 + WORDS.index(word) for word in words]


def test_a_short_pair_is_one_window_with_segments() -> None:
    (reading,) = reader(16).read([Pair("w1 w2", "w3")])
    assert reading.windows[0].ids == (2, *ids("w1", "w2"), 3, *ids("w3"), 3)
    assert reading.windows[0].segments == (0, 0, 0, 0, 1, 1)
    assert reading.characters_read == 7


def test_a_long_premise_is_read_in_overlapping_windows_beside_the_whole_hypothesis() -> None:
    words = WORDS[:100]
    (reading,) = reader(24).read([Pair(" ".join(words), "w200 w201")])
    seen = {token for window in reading.windows for token in window.ids}
    assert set(ids(*words)) <= seen
    assert all(set(ids("w200", "w201")) <= set(window.ids) for window in reading.windows)
    assert all(len(window.ids) <= 24 for window in reading.windows)
    assert reading.hypothesis_parts == 1


def test_a_long_hypothesis_is_read_in_parts_too() -> None:
    (reading,) = reader(24).read([Pair(" ".join(WORDS[:60]), " ".join(WORDS[100:160]))])
    seen = {token for window in reading.windows for token in window.ids}
    assert set(ids(*WORDS[:60], *WORDS[100:160])) <= seen
    assert reading.hypothesis_parts > 1
    assert len(reading.windows) % reading.hypothesis_parts == 0


@given(premise=st.text(max_size=200), hypothesis=st.text(max_size=60))
def test_any_text_is_read_within_the_longest_pass(premise: str, hypothesis: str) -> None:
    (reading,) = reader(16).read([Pair(premise, hypothesis)])
    assert reading.windows
    assert all(0 < len(window.ids) <= 16 and len(window.ids) == len(window.segments) for window in reading.windows)
    assert reading.characters_read == len(premise) + len(hypothesis)


@pytest.mark.parametrize("text", ["\ud800 w1", "w1\udc00", "مرحبا", "😀 w1"])
def test_surrogates_and_other_scripts_do_not_stop_reading(text: str) -> None:
    assert reader(16).read([Pair(text, "w1")])[0].windows
