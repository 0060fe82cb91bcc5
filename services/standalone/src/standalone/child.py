"""Runs claim-extraction in a process of its own that ends with its parent, however the parent ends."""

import os
import runpy
import threading


def _end_with_parent() -> None:
    """The parent holds the other end of standard input; it closes when the parent is gone, killed included."""
    while os.read(0, 1):
        pass
    os._exit(0)


def main() -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    runpy.run_module("claim_extraction", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
