"""Findings as Markdown, for job summaries; text of records is escaped, so that it stays text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.findings import Level
from generator.reports.lines import NOUNS, count, printable, several

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.findings import Finding

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]()#+!|~<>@&:-])")


def escaped(text: str) -> str:
    """Escape a text so that Markdown shows it as it is: no markup, no link, no mention."""
    line = printable(" ".join(text.split()))
    return _SPECIAL.sub(lambda found: f"&#{ord(found[1])};" if found[1] in "<>@&:" else f"\\{found[1]}", line)


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
