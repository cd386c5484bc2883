"""The declared type decides: from a scalar as it stands to a value, or to the reason why not (PPS103)."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from generator.findings import quoted
from generator.records import texts
from generator.records.fields import Form, OneLine, Range
from generator.records.refusals import WrongValueError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INTEGER: Final = re.compile(r"0|[1-9][0-9]*")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_MAX_DIGITS: Final = 12


def refuse_bare(text: str) -> None:
    """Refuse a plain scalar that some YAML reader takes for something else than text."""
    if texts.is_ambiguous(text):
        shown = quoted(text)[1:-1]
        raise WrongValueError(f"{{field}} is a bare {texts.bare_kind(text)} ({shown})", f'quote it: "{shown}"')


def text_of(form: Form) -> Callable[[str, bool], str]:
    """Read a text of a form; plain words that YAML readers disagree about are refused."""
    limit = texts.MAX_LINE if form is OneLine else texts.MAX_TEXT
    match = re.compile(form.pattern).fullmatch

    def read(text: str, plain: bool) -> str:
        if len(text) > limit:
            raise WrongValueError(f"{{field}} has {len(text)} characters, limit is {limit}", "shorten it", "PPS004")
        if plain:
            refuse_bare(text)
        if match(text) is None:
            raise _misfit(text, form)
        return text

    return read


def _misfit(text: str, form: Form) -> WrongValueError:
    if form.flags:
        what = "is empty" if not text else "has more than one line"
        return WrongValueError(f"{{field}} {what}", f"write {form.example}")
    if not text.isascii():
        return _not_ascii(text)
    if form.name.startswith("https") and "://" in text:
        sentence = f"{{field}} is no safe https address ({quoted(text)})"
        return WrongValueError(sentence, "use https, no user, an ASCII host", "PPS006")
    return WrongValueError(f"{{field}} is no {form.name} ({quoted(text)})", f"write it like {form.example}")


def _not_ascii(text: str) -> WrongValueError:
    number, character = next((number, char) for number, char in enumerate(text, start=1) if not char.isascii())
    sentence = f"{{field}} holds {texts.character_name(character)} at position {number}"
    return WrongValueError(sentence, "write it in ASCII", "PPS005")


def reference(text: str, plain: bool) -> str:
    """Read the id of another record; whether it exists is another rule's question (PPS106)."""
    if plain:
        refuse_bare(text)
    if not text.isascii():
        raise _not_ascii(text)
    if not text:
        raise WrongValueError("{field} is empty", "name a record")
    return text


def choice(values: Iterable[Any]) -> Callable[[str, bool], Any]:
    """Read one of a closed list; an enumeration member where the list is an enumeration."""
    by_text = {str(value): value for value in values}

    def read(text: str, plain: bool) -> Any:
        found = by_text.get(text)
        if found is None:
            if text:
                reference(text, plain)
            raise WrongValueError(f"{{field}} is {quoted(text)}", f"choose {' | '.join(by_text)}")
        return found

    return read


@lru_cache(maxsize=4096)
def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def day(text: str, plain: bool) -> date:
    """Read a UTC calendar day, written plain."""
    found = _day(text) if _DAY.fullmatch(text) else None
    if found is None:
        raise WrongValueError(f"{{field}} is no calendar day ({quoted(text)})", "write it like 2008-06-20")
    if not plain:
        raise _is_quoted(text)
    return found


def boolean(text: str, plain: bool) -> bool:
    """Read true or false, written plain and in lower case."""
    if text not in {"true", "false"}:
        raise WrongValueError(f"{{field}} is neither true nor false ({quoted(text)})", "write true or false")
    if not plain:
        raise _is_quoted(text)
    return text == "true"


def number_of(bounds: Range, *, whole: bool) -> Callable[[str, bool], float]:
    """Read a plain decimal number within bounds; whole numbers as int."""
    match = (_INTEGER if whole else _NUMBER).fullmatch
    what, example = ("whole number", "7") if whole else ("number", "1.5")

    def read(text: str, plain: bool) -> float:
        if match(text) is None:
            raise WrongValueError(f"{{field}} is no {what} ({quoted(text)})", f"write it like {example}")
        if len(text) > _MAX_DIGITS:
            raise WrongValueError(
                f"{{field}} is too long a number ({quoted(text)})", f"use {_MAX_DIGITS} characters or less"
            )
        if not plain:
            raise _is_quoted(text)
        value = int(text) if whole else float(text)
        if not bounds.allow(value):
            raise WrongValueError(f"{{field}} is {text}", f"give a number {bounds}")
        return value

    return read


def _is_quoted(text: str) -> WrongValueError:
    return WrongValueError(f"{{field}} is quoted ({quoted(text)})", f"write it plain: {text}")
