"""
Cases of rules as Markdown: what stands in a case file, before it is laid over the small world.

A case file stands where its rule stands, below `tests/policy/`. Its grammar:

- Front matter (optional): `today`, and `base`, `reviews`, `observation` for rules that look at them. With any value of
  `observation`, or a block of that path, the rules see `observation.json`; a block of `.github/CODEOWNERS` is seen too.
  With `base: world` a case is a change: blocks below `base/` are laid over the world first, the others are what the
  change does, and what stood in the base is not told. With `base: empty` the whole world is imported. A block
  `reviews.json` holds the reviews; at its `head` stands the case, at any other commit the base.
- `# Obligation`, the name of the rule as a sentence.
- `## Allowed: …`, `## Flagged: …`, `## Waiting: …`: a case each, with prose and blocks. A line `Also: PPSnnn` names
  other rules that speak too; a line `Today: 2008-06-23` moves the clock of the case.
- A block is fenced and says `title="path"`. `yaml`, `json` and `text` hold a whole file; `diff` edits one; `bytes`
  holds a bytes literal (`*` and `+` repeat and join); `delete` removes a file; `symlink` makes one that leads to its
  text.
- A mark, `# <- part of the message` at the end of a line, says where the rule speaks; several stand one after another.
  Where none can stand, `- path:line: part of the message` below the block says the same. The message of a finding
  begins with its level (`warning: …`).
- A Waiting case shows a gate of a transition that is not recorded yet. Its marks stand where the gate looks, in a file
  of the case, and the message begins with the status: `waiting until 2008-06-23: …`, `missing: …`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

WORLD_TODAY = date(2008, 6, 20)
SETTINGS = frozenset({"today", "base", "reviews", "observation"})
KINDS_OF_BLOCK = frozenset({"yaml", "text", "json", "diff", "bytes", "delete", "symlink"})

_FENCE = re.compile(r'```(?P<kind>\w+) title="(?P<path>[^"]+)"')
_LISTED = re.compile(r"- (?P<path>\S+?):(?P<line>\d+): (?P<part>.+)")
_HEADING = re.compile(r"## (?P<kind>Allowed|Flagged|Waiting): (?P<title>.+)")


class CaseError(Exception):
    """A case file says something that the grammar does not know."""


class Kind(StrEnum):
    """What a case shows."""

    ALLOWED = "Allowed"
    FLAGGED = "Flagged"
    WAITING = "Waiting"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Mark:
    """A place at which the rule speaks, and a part of what it says."""

    path: str
    line: int
    part: str

    def __str__(self) -> str:
        """Write the mark as a case file lists it."""
        return f"{self.path}:{self.line}: {self.part}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One fenced block: what it does to which file."""

    kind: str
    path: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One situation and what its rule says of it; `line` is that of its heading."""

    kind: Kind
    title: str
    line: int
    today: date
    settings: Mapping[str, str]
    prose: tuple[str, ...]
    blocks: tuple[Block, ...]
    listed: tuple[Mark, ...]
    also: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """All cases of one rule, under its obligation."""

    heading: str
    settings: Mapping[str, str]
    cases: tuple[Case, ...]


def case_file_of(text: str) -> CaseFile:
    """Answers what a case file says; raises CaseError with the line where the grammar breaks."""
    lines = text.splitlines()
    settings, start = _front_matter(lines)
    heading, cases = "", []
    sections = list(_sections(lines, start))
    for number, section in sections:
        if section[0].startswith("# "):
            heading = section[0].removeprefix("# ")
        elif (found := _HEADING.fullmatch(section[0])) is not None:
            cases.append(_case(Kind(found["kind"]), found["title"], number, section[1:], settings))
        elif section[0].startswith("## "):
            raise CaseError(f"line {number}: a case is Allowed, Flagged or Waiting, not {section[0]!r}")
    return CaseFile(heading=heading, settings=settings, cases=tuple(cases))


def _front_matter(lines: list[str]) -> tuple[dict[str, str], int]:
    if lines[:1] != ["---"]:
        return {}, 0
    if "---" not in lines[1:]:
        raise CaseError("line 1: the front matter does not end")
    end = lines.index("---", 1)
    settings = dict(_setting(line, number) for number, line in enumerate(lines[1:end], start=2))
    return settings, end + 1


def _setting(line: str, number: int) -> tuple[str, str]:
    key, colon, value = line.partition(":")
    if not colon or key not in SETTINGS:
        raise CaseError(f"line {number}: {line!r} is no setting ({', '.join(sorted(SETTINGS))})")
    return key, value.strip()


def _day(text: str | None, number: int) -> date:
    try:
        return WORLD_TODAY if text is None else date.fromisoformat(text.strip())
    except ValueError as error:
        raise CaseError(f"line {number}: {text!r} is no day") from error


def _sections(lines: list[str], start: int) -> Iterator[tuple[int, list[str]]]:
    """Yields each heading with the lines below it and its line number; lines inside blocks are no headings."""
    inside, section, first = False, [""], start + 1
    for number, line in enumerate(lines[start:], start=start + 1):
        if line.startswith("```"):
            inside = not inside
        if not inside and line.startswith(("# ", "## ")):
            yield first, section
            section, first = [line], number
        else:
            section.append(line)
    if inside:
        raise CaseError(f"line {first}: a block does not end")
    yield first, section


def _case(kind: Kind, title: str, number: int, lines: list[str], settings: Mapping[str, str]) -> Case:
    today = _day(settings.get("today"), 1)
    prose: list[str] = []
    blocks: list[Block] = []
    listed: list[Mark] = []
    also: set[str] = set()
    rest = iter(enumerate(lines, start=number + 1))
    for at, line in rest:
        if line.startswith("```"):
            blocks.append(_block(line, at, rest))
        elif line.startswith("Also: "):
            also.update(re.findall(r"PPS\d{3}", line))
        elif line.startswith("Today: "):
            today = _day(line.removeprefix("Today: "), at)
        elif (found := _LISTED.fullmatch(line)) is not None:
            listed.append(Mark(path=found["path"], line=int(found["line"]), part=found["part"]))
        elif line.strip():
            prose.append(line)
    if not prose:
        raise CaseError(f"line {number}: the case says nothing about itself in a sentence")
    return Case(
        kind=kind,
        title=title,
        line=number,
        today=today,
        settings=settings,
        prose=tuple(prose),
        blocks=tuple(blocks),
        listed=tuple(listed),
        also=frozenset(also),
    )


def _block(fence: str, number: int, rest: Iterator[tuple[int, str]]) -> Block:
    found = _FENCE.fullmatch(fence)
    if found is None or found["kind"] not in KINDS_OF_BLOCK:
        kinds = " | ".join(sorted(KINDS_OF_BLOCK))
        raise CaseError(f'line {number}: {fence!r} is no block (write ```kind title="path", kind = {kinds})')
    lines = []
    for _, line in rest:
        if line.startswith("```"):
            break
        lines.append(line)
    return Block(kind=found["kind"], path=found["path"], lines=tuple(lines))
