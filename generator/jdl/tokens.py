"""The words of a ClassAd expression, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST: Final = 10_000
"""Characters of an expression; a longer one is generated, and belongs in a file of the job."""

OPERATORS: Final = (
    "=?=",
    "=!=",
    ">>>",
    "||",
    "&&",
    "==",
    "!=",
    "<=",
    ">=",
    "<<",
    ">>",
    "?:",
    *"|^&<>+-*/%!~?:()[]{},.;=",
)
_WORDS: Final = re.compile(
    r"""(?P<blank>\s+|//[^\n]*|/\*(?s:.*?)\*/)
    |(?P<number>(?:\d+\.\d+|\.\d+|\d+)(?:[eE][+-]?\d+)?)
    |(?P<string>"(?:\\.|[^"\\\n])*")
    |(?P<name>'(?:\\.|[^'\\\n])+'|[A-Za-z_][A-Za-z0-9_]*)
    |(?!/\*)(?P<operator>"""
    + "|".join(map(re.escape, OPERATORS))
    + ")",
    re.VERBOSE,
)


class ExpressionError(Exception):
    """An expression is broken; `line` and `column` count from 1 and name the place."""

    def __init__(self, message: str, text: str, place: int) -> None:
        """Keep the message with its place in the text."""
        before = text[:place]
        self.line = before.count("\n") + 1
        self.column = place - (before.rfind("\n") + 1) + 1
        self.message = message
        self.source = text.split("\n")[self.line - 1]
        super().__init__(f"line {self.line}, column {self.column}: {message}")

    def framed(self) -> tuple[str, ...]:
        """Tell the message, the line that it is about, and a mark below the place."""
        shown = "".join(letter if letter.isprintable() else "·" for letter in self.source)
        return (str(self), f"  {shown}", f"  {' ' * (self.column - 1)}^")


@dataclass(frozen=True, slots=True)
class Token:
    """One word: its kind (number, string, name, operator, end), how it is spelled, and where it begins."""

    kind: str
    text: str
    place: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of an expression and its end; raise ExpressionError at what is none."""
    if len(text) > LONGEST:
        raise ExpressionError(f"the expression has {len(text)} characters, limit is {LONGEST}", text, LONGEST)
    place = 0
    while place < len(text):
        found = _WORDS.match(text, place)
        if found is None or found.lastgroup is None:
            raise ExpressionError(_unknown(text, place), text, place)
        word = found.group()
        if found.lastgroup != "blank":
            _printable(word, text, place)
            yield Token(found.lastgroup, word, place)
        place = found.end()
        if found.lastgroup == "number" and text[place : place + 1].isalnum():
            raise ExpressionError(f"{word}{text[place]} is neither a number nor a name", text, place)
    yield Token("end", "", place)


def _unknown(text: str, place: int) -> str:
    letter = text[place]
    if letter in "\"'":
        return f"the text that begins here has no closing {letter}"
    if text.startswith("/*", place):
        return "the comment that begins here has no end"
    return f"{letter!a} has no meaning outside quotes"


def _printable(word: str, text: str, place: int) -> None:
    for offset, letter in enumerate(word):
        if not letter.isprintable():
            raise ExpressionError(f"{letter!a} is hidden; leave it out", text, place + offset)
