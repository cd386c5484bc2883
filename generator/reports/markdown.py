"""Findings as Markdown, for job summaries; text of records is escaped, so that it stays text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.findings import Level
from generator.reports.lines import NOUNS, count, printable, several

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.findings import Finding

_ACTIVE: Final = re.compile(r"(?P<call>[@#$]|:(?=[/a-z+])|www(?=\.)|gh-(?=\d))|[\\`*_{}\[\]()+!|~<>&:-]", re.IGNORECASE)
"""
Signs with a meaning in Markdown. In the group stands what GitHub makes a mention, a reference, a link, a formula or a
picture of once the markup is gone, so that no escape holds it back: a space without width behind it does.
"""
_GAP: Final = "&#8203;"


def escaped(text: str) -> str:
    """Escape a text so that Markdown shows it as it is: no markup, no link, no mention."""
    return _ACTIVE.sub(_inert, printable(" ".join(text.split())))


def _inert(found: re.Match[str]) -> str:
    signs = (f"&#{ord(char)};" if char in "<>@&:" else char if char.isalpha() else f"\\{char}" for char in found[0])
    return "".join(signs) + (_GAP if found["call"] else "")


def document(findings: Sequence[Finding]) -> str:
    """Write a table of what was found, the errors first."""
    return "\n".join(_lines(findings)) + "\n"


def _lines(findings: Sequence[Finding]) -> Iterator[str]:
    counted = count(findings)
    yield f"**{', '.join(several(counted[level], noun) for level, noun in NOUNS.items())}**"
    shown = sorted(
        (one for one in findings if one.level is not Level.INFO), key=lambda one: list(Level).index(one.level)
    )
    if not shown:
        return
    yield ""
    yield "| Level | Rule | Subject | Where | What stands | What to do |"
    yield "|---|---|---|---|---|---|"
    for one in shown:
        standing = " (stands in the base)" if one.standing else ""
        cells = (one.level + standing, one.rule, one.subject, str(one.location), one.message, one.fix or "")
        yield f"| {' | '.join(escaped(cell) for cell in cells)} |"
