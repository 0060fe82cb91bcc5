"""Word of what is new reaches whoever waits for it."""

import asyncio

from gateway.domain.bell import Bell


async def test_word_reaches_every_listener_of_its_topic_and_no_other() -> None:
    bell = Bell()
    with bell.listening("a") as first, bell.listening("a") as second, bell.listening("b") as other:
        waiting = [asyncio.create_task(listener.wait(30)) for listener in (first, second)]
        await asyncio.sleep(0)
        bell.ring("a")
        assert await asyncio.gather(*waiting) == [True, True]
        assert await other.wait(0) is False


async def test_word_between_a_look_and_the_wait_is_not_lost() -> None:
    bell = Bell()
    with bell.listening("a") as listener:
        listener.forget()
        bell.ring("a")
        assert await listener.wait(0.001)


async def test_a_bell_that_nobody_hears_keeps_nothing() -> None:
    bell = Bell()
    with bell.listening("a"):
        bell.ring_all()
    bell.ring("a")
    assert bell._listeners == {}
