"""Who has to approve a change where: the table of the teams (policy §4.3), and the ownership file, written and read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

PATH: Final = ".github/CODEOWNERS"
_BOARD: Final = ("policy-board",)
_COORDINATION: Final = ("pps-coordination",)
OWNERS: Final[dict[str, tuple[str, ...]]] = {
    "/data/patches/": ("sa3", *_COORDINATION),
    "/data/releases/": ("sa3", *_COORDINATION),
    "/data/bugs/": ("emt", "sa3"),
    "/data/installations/": (*_COORDINATION, "site-managers"),
    "/data/pilots/": _COORDINATION,
    "/data/notifications/": _COORDINATION,
    "/data/post-mortems/": _COORDINATION,
    "/data/exceptions/": _COORDINATION,
    "/data/overrules/": ("emt", *_COORDINATION),
    "/data/scenarios/": ("sa1-operations",),
    "/data/deployment-tests/": ("sa1-operations",),
    "/data/feedback/": _COORDINATION,
    "/data/sites/": ("roc-managers",),
    "/data/rocs/": ("roc-managers",),
    "/data/vos/": ("vo-managers", "eis"),
    "/data/people/": _COORDINATION,
    "/data/vocab.yaml": _COORDINATION,
    "/data/policy/": _BOARD,
    "/generator/": _BOARD,
    "/.github/CODEOWNERS": _BOARD,
    "/.github/workflows/": _BOARD,
}
"""The teams that own each path; on GitHub one of them is enough, so joint decisions stand in the records instead."""


def written_for(organisation: str) -> str:
    """Write the ownership file for an organisation on GitHub, whose teams have the names of the table."""
    table = {"*": _BOARD, **OWNERS}
    width = max(map(len, table))
    lines = [
        f"{path.ljust(width)} {' '.join(f'@{organisation}/{team}' for team in teams)}" for path, teams in table.items()
    ]
    head = "# Who approves a change where; of several lines that match, the last one counts (PPS905)."
    return "\n".join((head, "", *lines, ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership:
    """One line of an ownership file: its number from 1, the pattern, and the names of the owning teams."""

    line: int
    pattern: str
    teams: tuple[str, ...]

    def matches(self, path: str) -> bool:
        """Tell whether the line speaks about a file; the path begins with a slash."""
        return _expression(self.pattern).fullmatch(path) is not None


def lines_of(text: str) -> tuple[Ownership, ...]:
    """Read an ownership file; what follows a # is a comment, and owners that are no teams do not count."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        pattern, *owners = line.partition("#")[0].split() or [""]
        if pattern:
            teams = (owner.partition("/")[2].casefold() for owner in owners if owner.startswith("@"))
            found.append(Ownership(line=number, pattern=pattern, teams=tuple(team for team in teams if team)))
    return tuple(found)


def line_for(path: str, lines: Sequence[Ownership]) -> Ownership | None:
    """Tell the line that decides about a file: the last one that matches."""
    return next((line for line in reversed(lines) if line.matches(path)), None)


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    """
    Translate a pattern: a slash in it anchors it to the root, a slash at its end means everything below.

    A name without wildcard at the end also means everything below; `dir/*` means the files of dir alone.
    """
    body = pattern.strip("/")
    start = "/" if "/" in pattern.rstrip("/") else "/(?:.*/)?"
    last = body.rpartition("/")[2]
    below = "/.*" if pattern.endswith("/") else "" if "*" in last else "(?:/.*)?"
    return re.compile(start + _translated(body) + below)


def _translated(body: str) -> str:
    parts = re.split(r"(\*\*/|/\*\*$|\*|\?)", body)
    meaning = {"**/": "(?:.*/)?", "/**": "/.*", "*": "[^/]*", "?": "[^/]"}
    return "".join(meaning.get(part, re.escape(part)) for part in parts)
