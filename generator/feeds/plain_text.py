"""Text of records for formats that know nothing of markup: only characters that every such format can hold."""

from __future__ import annotations

import re
from typing import Final

# What XML 1.0 cannot hold, and what turns the direction of text or is not seen at all.
_UNFIT: Final = re.compile(
    r"[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010fffd]"
    r"|[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)


def fit(text: str) -> str:
    """Put a replacement character in the place of everything that a plain text cannot hold; lines end with a feed."""
    return _UNFIT.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """Write a text on one line."""
    return " ".join(fit(text).split())
