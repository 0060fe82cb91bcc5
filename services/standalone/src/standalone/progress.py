"""Says on standard error what is being waited for."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress

_LINE_SECONDS = 10.0


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Show a spinner on a terminal, one plain line elsewhere."""
    console = Console(stderr=True)
    if console.is_terminal:
        with console.status(f"{what} …"):
            yield
    else:
        console.print(f"{what} …", highlight=False, markup=False)
        yield


@contextmanager
def counting(what: str, total: int) -> Iterator[Callable[[], None]]:
    """Show a bar on a terminal, one plain line elsewhere; yields the function that moves it by one."""
    console = Console(stderr=True)
    if console.is_terminal:
        with Progress(console=console) as progress:
            task = progress.add_task(what, total=total)
            yield lambda: progress.advance(task)
    else:
        console.print(f"{what} ({total}) …", highlight=False, markup=False)
        yield lambda: None


@contextmanager
def tallying(what: str) -> Iterator[Callable[[int], None]]:
    """Show a spinner with a growing number on a terminal, one plain line elsewhere; yields what is told the number."""
    console = Console(stderr=True)
    if console.is_terminal:
        with console.status(f"{what} …") as status:
            yield lambda done: status.update(f"{what}: {done:,} …")
    else:
        console.print(f"{what} …", highlight=False, markup=False)
        yield lambda _: None


@contextmanager
def steadily(what: str, total: int) -> Iterator[Callable[[], None]]:
    """Show a bar on a terminal, a line every ten seconds elsewhere; yields the function that moves it by one."""
    with counting(what, total) as move:
        if Console(stderr=True).is_terminal:
            yield move
            return
        done, told_at = 0, time.monotonic()

        def tell() -> None:
            nonlocal done, told_at
            done += 1
            if time.monotonic() - told_at >= _LINE_SECONDS:
                told_at = time.monotonic()
                Console(stderr=True).print(f"{what}: {done} of {total} …", highlight=False, markup=False)

        yield tell
