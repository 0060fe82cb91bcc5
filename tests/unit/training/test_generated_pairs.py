import random
from collections import Counter

import pytest
from training.event_scenes import EVENT_SCENES
from training.fact_edits import changed_facts, negated, unrelated
from training.newsroom import news_rows
from training.relation_scenes import RELATION_SCENES
from training.rows import CONTRADICTION, ENTAILMENT, LABELS, NEUTRAL, Row
from training.word_edits import replace_word, shortened, word_edits


def dice() -> random.Random:
    return random.Random(7)  # noqa: S311 (a seed, no secret)


def row(premise: str, hypothesis: str, label: str = ENTAILMENT) -> Row:
    return Row(premise, hypothesis, label, "own")


def test_scenes_give_all_labels_in_equal_parts_and_the_same_for_the_same_seed() -> None:
    makers = EVENT_SCENES + RELATION_SCENES
    rows = news_rows(makers, 960, dice())
    counts = Counter(found.label for found in rows)
    assert max(counts.values()) - min(counts.values()) < 40
    assert rows == news_rows(makers, 960, dice())


@pytest.mark.parametrize("maker", EVENT_SCENES + RELATION_SCENES, ids=lambda maker: maker.__name__)
def test_no_scene_gives_one_pair_two_labels(maker: object) -> None:
    labels: dict[tuple[str, str], set[str]] = {}
    for found in news_rows([maker], 600, dice()):  # type: ignore[list-item]
        labels.setdefault((found.premise, found.hypothesis), set()).add(found.label)
    assert [pair for pair, found in labels.items() if len(found) > 1] == []


@pytest.mark.parametrize(
    ("text", "old", "new", "changed"),
    [
        ("Red boats lay in the red harbour.", "red", "blue", "Blue boats lay in the red harbour."),
        ("The predator slept.", "red", "blue", "The predator slept."),
    ],
)
def test_a_word_is_replaced_whole_and_keeps_its_capital(text: str, old: str, new: str, changed: str) -> None:
    assert replace_word(text, old, new) == changed


def test_an_edited_word_stood_in_the_premise() -> None:
    pairs = [row("A man in a red coat plays the piano.", "A man plays the piano.")] * 40
    for found in word_edits(pairs, 30, dice()):
        assert found.label in LABELS
        assert found.premise != found.hypothesis


def test_a_changed_number_is_a_contradiction_and_bounds_are_left_alone() -> None:
    pairs = [row("The ferry carried 240 people in 2011.", "The ferry carried 240 people.")] * 20
    found = changed_facts(pairs, 20, dice())
    assert {made.label for made in found} <= {CONTRADICTION, ENTAILMENT}
    assert all(("240" in made.hypothesis or "2011" in made.hypothesis) for made in found if made.label == ENTAILMENT)
    assert changed_facts([row("It has at least 40 rooms.", "It has at least 40 rooms.")] * 5, 5, dice()) == []


def test_negation_alone_gives_no_label_away() -> None:
    pairs = [row("Lena is a pilot.", "Lena is a pilot."), row("Lena is a pilot.", "Lena is a cook.", CONTRADICTION)]
    found = negated(pairs, 2, dice())
    assert {(made.hypothesis, made.label) for made in found} == {
        ("Lena is not a pilot.", CONTRADICTION),
        ("Lena is not a cook.", ENTAILMENT),
    }


def test_strangers_are_neutral_and_share_less_than_half_their_words() -> None:
    pairs = [
        row(f"Harbour number {n} lies in the north of town {n}.", f"Farmers of village {n} sold wool.")
        for n in range(60)
    ]
    found = unrelated(pairs, 30, dice())
    assert found
    assert {made.label for made in found} == {NEUTRAL}


def test_a_shortened_sentence_follows_and_a_lengthened_one_does_not() -> None:
    pairs = [row(f"The old bridge at place {n} was closed in spring, after the heavy flood.", "x") for n in range(60)]
    labels = {made.source: made.label for made in shortened(pairs, 60, dice())}
    assert labels == {"same_text": ENTAILMENT, "shortened": ENTAILMENT, "lengthened": NEUTRAL}
