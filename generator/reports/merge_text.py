"""What a merge will do as lines for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.reports.lines import printable
from generator.reports.merge_rows import sections
from generator.reports.merge_wording import counts, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.bulletin.merge_outcome import MergeOutcome
    from generator.edition import Edition


def as_text(edition: Edition, outcome: MergeOutcome) -> Iterator[str]:
    """Yield the verdict, the counts, and every section with its rows."""
    yield verdict(outcome)
    yield ", ".join(counts(outcome))
    for section in sections(outcome, is_demonstration=edition.demonstration):
        yield ""
        yield f"{section.title}: {len(section.rows)}"
        for row in section.rows:
            first, *rest = (printable(" ".join(cell.split())) for cell in row)
            yield f"  {first}" + "".join(f" | {cell}" for cell in rest if cell)
