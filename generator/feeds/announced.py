"""Entries of feeds that are no events of a subject: revisions of the policy, and warnings before a due date."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from generator.bulletin.due_dates import due_dates
from generator.feeds.atom import Entry
from generator.feeds.record_pages import page_of
from generator.policy.revisions import final_revisions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.bulletin.due_dates import DueDate
    from generator.edition import Edition
    from generator.feeds.home import Home
    from generator.records.policies import PolicyRevision

AHEAD: Final = (7, 1)
"""Days before a due date on which it is announced: the first warning, and the second."""


def of_policy(edition: Edition, home: Home) -> Iterator[Entry]:
    """Yield an entry for each final revision, from the day on which its last approval was given."""
    for revision in final_revisions(edition.registry):
        day = _decided_on(revision)
        if day <= edition.today:
            yield Entry(
                identity=home.tag(revision.id, 1),
                record=revision.id,
                number=1,
                day=day,
                title=f"{revision.id}, in force from {revision.effective_on}",
                text=revision.change_summary,
                address=page_of(revision.id),
                kind="policy-revision",
            )


def _decided_on(revision: PolicyRevision) -> date:
    return max((approval.date for approval in revision.approvals), default=revision.effective_on)


def of_due_dates(edition: Edition, home: Home) -> Iterator[Entry]:
    """Yield the warnings that are out by today for every clock that runs; forecasts are no due dates."""
    for one in due_dates(edition.facts):
        if _is_awaited(one, edition.today):
            for number, days in enumerate(AHEAD, start=1):
                told_on = one.day.toordinal() - days
                if 0 < told_on <= edition.today.toordinal():
                    yield _warning(one, number, date.fromordinal(told_on), home)


def _is_awaited(one: DueDate, today: date) -> bool:
    """Tell that somebody has to be ready on the day: no forecast, and no policy that is in force already."""
    return not one.is_tentative and not (one.is_for_all and one.day < today)


def _warning(one: DueDate, number: int, told_on: date, home: Home) -> Entry:
    return Entry(
        identity=home.tag(one.key, number),
        record=one.key,
        number=number,
        day=told_on,
        title=f"{one.title} on {one.day}",
        text=one.text,
        address=page_of(one.record),
        kind="due",
    )
