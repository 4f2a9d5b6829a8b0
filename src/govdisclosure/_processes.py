"""What work over several processes needs wherever it is done."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from threading import Thread


def available_processes() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def serve_parent() -> None:
    """Prepare a process: it leaves the keyboard to the one that started it, and ends when that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        Thread(target=_end_after, args=(parent.join,), daemon=True).start()


def _end_after(wait: Callable[[], None]) -> None:
    """Else it would wait for work for ever where the one that gives it was killed."""
    wait()
    os._exit(1)
