"""Says on standard error what is being waited for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress


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
