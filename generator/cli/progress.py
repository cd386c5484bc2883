"""How far long work is: a bar on a terminal, and nothing where nobody looks."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_Step = TypeVar("_Step")


def watched(label: str) -> Callable[[Iterable[_Step], int], Iterator[_Step]]:
    """Tell what hands steps on as they are done, and draws a bar on stderr with their share of all."""

    def watch(done: Iterable[_Step], number: int) -> Iterator[_Step]:
        with click.progressbar(
            done, length=number, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()
        ) as bar:
            yield from bar

    return watch
