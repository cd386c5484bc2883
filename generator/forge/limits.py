"""How long a forge asks to rest: the headers of an answer that refuses because of too many questions."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_REFUSALS: Final = frozenset({403, 429})
_UNTOLD: Final = 60.0
"""Seconds to rest where a limit names no time."""


def rest_asked_for(status: int, headers: Mapping[str, str], message: str) -> float | None:
    """Tell for how many seconds to rest before the same question; None where no limit was the reason to refuse."""
    if status not in _REFUSALS:
        return None
    told = headers.get("Retry-After", "")
    if told.isdecimal():
        return float(told)
    if headers.get("X-RateLimit-Remaining") == "0":
        return _until(headers.get("X-RateLimit-Reset", ""), headers.get("Date", ""))
    return _UNTOLD if status != min(_REFUSALS) or "rate limit" in message.casefold() else None


def _until(reset: str, sent: str) -> float:
    """Tell the seconds from the moment at which an answer was sent, by the forge's own clock, to the named one."""
    try:
        return max(1.0, float(int(reset)) - parsedate_to_datetime(sent).timestamp() + 1)
    except ValueError:
        return _UNTOLD
