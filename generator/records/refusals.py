"""How the reader's refusals are placed and worded, and which word was meant."""

from __future__ import annotations

import difflib
import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from generator.findings import Flaw

MAX_FLAWS: Final = 100
_LONGEST_WORD: Final = 40
_ALIKE: Final = 0.75
_ENOUGH: Final = 0.6  # of the letters in common: below, the slow comparison cannot find them alike
_HOLE: Final = re.compile(r"(?:a key of )?\{field\}")


class WrongValueError(Exception):
    """A value that does not fit its field: a sentence with `{field}` in it, the way out, the rule."""

    def __init__(self, sentence: str, fix: str, rule: str = "PPS103") -> None:
        """Carry what stands and what to do."""
        super().__init__(sentence)
        self.sentence = sentence
        self.fix = fix
        self.rule = rule


def flaw_at(rule: str, at: tuple[int, ...], message: str, fix: str, field: str) -> Flaw:
    """Place a refusal at a mark, which begins with line and column: that of the value of a field, or of its key."""
    return Flaw(rule=rule, line=at[0], column=at[1], message=message, fix=fix, field=field)


def below(key: str, flaw: Flaw) -> Flaw:
    """Put the name of the outer field, or the position in a list, before the field of a flaw."""
    inner = flaw.field or ""
    field = f"{key}{inner}" if not inner or inner.startswith("[") else f"{key}.{inner}"
    return Flaw(rule=flaw.rule, line=flaw.line, column=flaw.column, message=flaw.message, fix=flaw.fix, field=field)


def told(flaws: list[Flaw]) -> tuple[Flaw, ...]:
    """Order the flaws of a file by place and write their fields into the messages; past MAX_FLAWS say so, once."""
    ordered = sorted(flaws, key=lambda flaw: (flaw.line, flaw.column, flaw.rule))
    shown = tuple(replace(flaw, message=_titled(flaw)) for flaw in ordered[:MAX_FLAWS])
    return shown if len(ordered) <= MAX_FLAWS else (*shown, _too_many(ordered[MAX_FLAWS]))


def _titled(flaw: Flaw) -> str:
    """Fill the field in; the place for it stands before any text of the record."""
    return flaw.message.replace("{field}", flaw.field or "the record", 1) if _HOLE.match(flaw.message) else flaw.message


def _too_many(flaw: Flaw) -> Flaw:
    message = f"the file has more than {MAX_FLAWS} flaws, of which this one is the next"
    return replace(flaw, message=message, fix=f"mend the first {MAX_FLAWS}; then the others are named")


@lru_cache(maxsize=1024)
def nearest(word: str, known: tuple[str, ...]) -> str | None:
    """Tell which known word was meant; None where none is near."""
    if len(word) > _LONGEST_WORD:
        return None
    letters = frozenset(word)
    likely = [one for one in known if len(letters & _letters(one)) >= _ENOUGH * max(len(letters), len(_letters(one)))]
    close = difflib.get_close_matches(word, likely, 1, _ALIKE) if likely else []
    return close[0] if close else None


@lru_cache(maxsize=1024)
def _letters(word: str) -> frozenset[str]:
    return frozenset(word)


def with_article(noun: str) -> str:
    """Set the article before a noun: a patch, an installation."""
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
