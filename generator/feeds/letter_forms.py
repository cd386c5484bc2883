"""How the parts of a letter are written: as plain text in lines and columns, and as Markdown for a comment."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, Final

from generator.feeds.plain_text import one_line
from generator.reports.markdown import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

WIDTH: Final = 72
_ADDRESS: Final = re.compile(r"https?://[!-;=?-~]+")


class Harmless(str):
    """Text that means nothing but itself in the form for which it was written."""

    __slots__ = ()


def wrapped(text: str, mark: str = "") -> Harmless:
    """Write a text in lines of plain text, the first one after a mark."""
    wrapper = textwrap.TextWrapper(WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark))
    wrapper.break_long_words = wrapper.break_on_hyphens = False
    return Harmless(wrapper.fill(one_line(text)))


def headed(text: str) -> Harmless:
    """Write a heading of plain text."""
    line = one_line(text)
    return Harmless(f"{line}\n{'-' * len(line)}")


def columns(rows: Sequence[Sequence[str]], head: Sequence[str]) -> Harmless:
    """Write a table in columns of plain text."""
    lines = [[one_line(cell) for cell in row] for row in (head, *rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    padded = ("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)
    return Harmless("\n".join(line.rstrip() for line in padded))


def cells(row: Sequence[str]) -> Harmless:
    """Write the cells of a row of Markdown."""
    return Harmless(" | ".join(escaped(cell) for cell in row))


def code(text: str) -> Harmless:
    """Write a line of an indented block, in which Markdown has no meaning."""
    return Harmless(one_line(text))


def address(url: str) -> Harmless:
    """Write a link of Markdown that shows where it leads, or the text of what is no address."""
    return Harmless(f"<{url}>" if _ADDRESS.fullmatch(url) else escaped(url))


FORMS: Final[Mapping[str, Callable[..., Harmless]]] = {
    form.__name__: form for form in (wrapped, headed, columns, cells, code, address)
}
"""The filters of the templates of letters, by name."""
