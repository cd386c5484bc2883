"""The exceptions and overrules in force today, the first to end first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.bulletin.audit import in_force
from generator.pages.page import Page
from generator.pages.waiver_lines import WaiverLine, waiver_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from generator.edition import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionsPage:
    """What is in force on the day of the edition."""

    today: date
    lines: tuple[WaiverLine, ...]


def of(edition: Edition) -> Iterator[Page]:
    """Yield the page of what is in force."""
    found = in_force(edition.facts)
    lines = {one.id: one for one in waiver_lines(found, edition.facts)}
    yield Page(
        address="exceptions/",
        kind="exceptions_in_force",
        title="Exceptions in force",
        description="The exceptions and overrules that hold today, with their reasons, approvals and last days.",
        content=ExceptionsPage(today=edition.today, lines=tuple(lines[one.id] for one in found)),
        section="policy/",
        search_text="exceptions overrules in force comply explain",
    )
