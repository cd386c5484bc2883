"""What a merge will do as the comment on a pull request; the words of records stay words."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from generator.reports.lines import several
from generator.reports.markdown import escaped
from generator.reports.merge_rows import sections
from generator.reports.merge_wording import counts, verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.bulletin.merge_outcome import MergeOutcome
    from generator.edition import Edition
    from generator.reports.merge_rows import Row, Section

MARKER: Final = "<!-- pps:report -->"
"""The first line, by which the comment is found again."""
LIMIT: Final = 60_000
"""Characters; a comment holds a few more."""
_ROWS: Final = (200, 100, 50, 25, 12, 6, 3, 1, 0)
"""How many rows of a section are shown; the first number with which the comment fits is taken."""
_SECTIONS: Final = 30
"""How many sections are shown; a change that promotes more subjects than one is refused anyway (PPS809)."""
_CELL: Final = 300
_LONG: Final = 25
"""Rows from which on a section is folded, whatever it tells; its number stays in sight."""


def document(edition: Edition, outcome: MergeOutcome, base: str) -> str:
    """Write the comment: the verdict and the counts, then what a reviewer decides about, then folded details."""
    head = tuple(_head(edition, outcome, base))
    found = tuple(sections(outcome, is_demonstration=edition.demonstration))
    written = ("\n".join((*head, *_body(found, most))) + "\n" for most in _ROWS)
    return next(text for text in written if len(text) <= LIMIT)


def _head(edition: Edition, outcome: MergeOutcome, base: str) -> Iterator[str]:
    yield MARKER
    yield "## What this merge will do"
    yield ""
    yield f"**{escaped(verdict(outcome))}**"
    yield ""
    yield ", ".join(counts(outcome)) + "."
    yield ""
    policy = edition.policy.id if edition.policy else "no policy"
    head = f"`{edition.commit.id[:12]}`" if edition.commit else "the work tree"
    dirty = ", with what is not committed yet," if edition.commit and not edition.commit.is_clean else ""
    yield f"Judged on {edition.today} by {policy}: {head}{dirty} against `{base[:12]}`."
    if edition.demonstration:
        yield "Demonstration data: fictional sites, VOs and people."
    if outcome.outside:
        yield f"Beside the records this change touches {several(outcome.outside, 'file')}, which nobody judged here."


def _body(found: tuple[Section, ...], most: int) -> Iterator[str]:
    for section in found[:_SECTIONS]:
        yield from _section(section, most)
    if len(found) > _SECTIONS:
        yield from ("", f"{len(found) - _SECTIONS} more sections are left out here.")


def _section(section: Section, most: int) -> Iterator[str]:
    title, shown = f"{section.title}: {len(section.rows)}", section.rows[:most]
    is_folded = section.is_folded or len(section.rows) > _LONG
    yield ""
    yield f"<details><summary>{escape(title)}</summary>" if is_folded else f"### {escaped(title)}"
    if shown:
        yield ""
        yield from _diff(shown) if section.is_diff else _table(section.columns, shown)
    if len(shown) < len(section.rows):
        yield from ("", f"{len(section.rows) - len(shown)} more")
    if is_folded:
        yield from ("", "</details>")


def _table(columns: Row, rows: Iterable[Row]) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |"
    yield "|---" * len(columns) + "|"
    for row in rows:
        yield f"| {' | '.join(escaped(_cut(cell)) for cell in row)} |"


def _diff(rows: Iterable[Row]) -> Iterator[str]:
    """Write lines as they are; since each begins with + or -, none of them ends the fence."""
    lines = ("".join(char if char.isprintable() else "·" for char in _cut(line)) for (line,) in rows)
    yield from ("```diff", *lines, "```")


def _cut(text: str) -> str:
    return text if len(text) <= _CELL else f"{text[: _CELL - 1]}…"
