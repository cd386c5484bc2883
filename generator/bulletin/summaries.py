"""The first draft of what release notes say of feedback: each voice with its verdict and its first words (T048)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.records.feedback import Feedback

LONGEST: Final = 200
"""Characters of one voice; who sums up knows what matters, and this is where he starts."""
_SENTENCE: Final = re.compile(r"(.+?[.!?])(?:\s|$)", re.DOTALL)


def summary_draft(given: Iterable[Feedback]) -> str:
    """Write a sentence about each feedback, in the order in which they came."""
    return " ".join(f"{_voice(one)} ({_verdict(one)}): {_first_words(one.text)}" for one in given)


def _voice(one: Feedback) -> str:
    if one.vo is not None:
        return f"VO {one.vo}"
    return f"Site {one.site}" if one.site is not None else f"User {one.author}"


def _verdict(one: Feedback) -> str:
    return f"{one.verdict}, blocking" if one.blocking else one.verdict


def _first_words(text: str) -> str:
    """Tell the first sentence of a text on one line, cut where it is long."""
    sentence = _SENTENCE.match(text)
    line = " ".join((sentence[1] if sentence else text).split())
    short = line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"
    return short if short.endswith((".", "!", "?", "…")) else f"{short}."
