"""The executed cases of a rule as examples: what they change in the small world, and what the rule says of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from generator.assets import rule_cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.policy.rule import Rule

_HEADING = re.compile(r"## (?P<kind>Allowed|Flagged|Waiting): (?P<title>.+)")
_FENCE = re.compile(r'```(?P<kind>\w+) title="(?P<path>[^"]+)"')
_LISTED = re.compile(r"- (?P<place>\S+?:\d+): (?P<said>.+)")
_MARK = "# <- "
_DEEDS = {
    "diff": "changed in",
    "delete": "removed:",
    "symlink": "a symbolic link at",
    "bytes": "the bytes of",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """What a case does to one file."""

    deed: str
    path: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One case: `kind` is Allowed, Flagged or Waiting; `said` is what the rule says of it, word for word."""

    kind: str
    title: str
    prose: str
    today: str
    excerpts: tuple[Excerpt, ...]
    said: tuple[str, ...]


@cache
def examples_of(rule: Rule) -> tuple[Example, ...]:
    """Read the cases of a rule in the order of its case file; the tests run the same file."""
    text = rule_cases(rule.family, rule.name.replace("-", "_"))
    return tuple(_example(heading, lines) for heading, lines in _sections(text.splitlines()))


def _sections(lines: list[str]) -> Iterator[tuple[re.Match[str], list[str]]]:
    """Yield each heading of a case with the lines below it; lines inside of blocks are no headings."""
    heading: re.Match[str] | None = None
    section: list[str] = []
    inside = False
    for line in lines:
        inside ^= line.startswith("```")
        found = None if inside else _HEADING.fullmatch(line)
        if found is None:
            section.append(line)
            continue
        if heading is not None:
            yield heading, section
        heading, section = found, []
    if heading is not None:
        yield heading, section


def _example(heading: re.Match[str], lines: list[str]) -> Example:
    prose: list[str] = []
    excerpts: list[Excerpt] = []
    said: list[str] = []
    today = ""
    rest = iter(lines)
    for line in rest:
        if (fence := _FENCE.fullmatch(line)) is not None:
            excerpt, spoken = _excerpt(fence["kind"], fence["path"], rest)
            excerpts.append(excerpt)
            said += spoken
        elif (listed := _LISTED.fullmatch(line)) is not None:
            said.append(listed["said"])
        elif line.startswith("Today: "):
            today = line.removeprefix("Today: ").strip()
        elif line.strip() and not line.startswith("Also: "):
            prose.append(line.strip())
    return Example(
        kind=heading["kind"],
        title=heading["title"],
        prose=" ".join(prose),
        today=today,
        excerpts=tuple(excerpts),
        said=tuple(said),
    )


def _excerpt(kind: str, path: str, rest: Iterator[str]) -> tuple[Excerpt, list[str]]:
    """Take the lines of a block up to its end, and the marks off them."""
    texts: list[str] = []
    said: list[str] = []
    for line in rest:
        if line.startswith("```"):
            break
        text, *marks = line.split(_MARK)
        texts.append(text.rstrip() if marks else line)
        said += [mark.strip() for mark in marks]
    return Excerpt(deed=_DEEDS.get(kind, "the file"), path=path, text="\n".join(texts)), said
