from training.pacing import ThreadChoice


def test_every_number_of_threads_is_tried_and_the_fastest_kept() -> None:
    choice = ThreadChoice(2)
    seconds = {1: 0.5, 2: 1.0}
    used = []
    for step in range(40):
        threads = choice.threads(step)
        choice.took(threads, 1_000, seconds[threads])
        used.append(threads)
    assert used[:16] == [1] * 8 + [2] * 8
    assert set(used[16:]) == {1}


def test_each_cycle_starts_afresh() -> None:
    choice = ThreadChoice(2)
    for step in range(300):
        threads = choice.threads(step)
        choice.took(threads, 1_000, 1.0 if threads == (1 if step < 150 else 2) else 2.0)
    assert choice.threads(149) == 2
