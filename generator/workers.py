"""Work that is shared by forked processes, which find the records where they lie and tell only what comes out."""

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

Result = TypeVar("Result")


def on_every_core(parts: Sequence[Callable[[], Result]]) -> Iterator[Result]:
    """
    Do the parts of a work, on every core; yield what comes out of each, in their order, as soon as it is there.

    What comes out has to be picklable. An error of a part is raised here. Without a second core, or where other threads
    run, beside which a fork may hang, the parts are done here in turn.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if cores == 1 or len(parts) == 1 or threading.active_count() > 1:
        for part in parts:
            yield part()
        return
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(min(cores, len(parts)), context, initializer=_inherit, initargs=(parts,)) as workers:
        yield from workers.map(_done, range(len(parts)))


_inherited: Sequence[Callable[[], Any]]


def _inherit(parts: Sequence[Callable[[], Any]]) -> None:
    global _inherited  # noqa: PLW0603 - the one thing that a worker keeps between its parts
    _inherited = parts
    gc.disable()  # a worker is gone soon, and what it made with it
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who stops the work is told once, by the one who shares it
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    """Leave when the process that shares the work is gone, however it went."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _done(number: int) -> Any:
    return _inherited[number]()
