"""What other parameters change, as lines for people, as a value for programs, and as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.findings import Waiver
from generator.records.structure import plain
from generator.reports.markdown import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from generator.edition import Edition
    from generator.findings import Finding
    from generator.policy.decision import Forecast
    from generator.policy.what_if import Refusal, WhatIf

_Row = tuple[str, str, str]
_TITLES = ("Subject", "What", "Change")


def as_value(edition: Edition, answer: WhatIf) -> dict[str, Any]:
    """Tell the answer as a document for programs; days are ISO dates."""
    policy = edition.policy
    return {
        "format": 1,
        "today": edition.today.isoformat(),
        "policy": policy.id if policy else None,
        "from": _day(answer.since),
        "set": [
            {
                "parameter": one.name,
                "before": plain(one.of(policy.params)) if policy else None,
                "after": plain(one.value),
            }
            for one in answer.suppositions
        ],
        "classes": [{"subject": one.subject, "before": one.before, "after": one.after} for one in answer.classes],
        "forecasts": [
            {
                "subject": one.subject,
                "transition": one.transition,
                "before": _forecast(one.before),
                "after": _forecast(one.after),
            }
            for one in answer.forecasts
        ],
        "clocks": [
            {"subject": one.subject, "clock": one.clock, "before": _day(one.before), "after": _day(one.after)}
            for one in answer.clocks
        ],
        "refusals": [_refusal(one) for one in answer.refusals],
        "appearing": [_finding(one) for one in answer.appearing],
        "vanishing": [_finding(one) for one in answer.vanishing],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _forecast(forecast: Forecast | None) -> dict[str, str | None] | None:
    if forecast is None:
        return None
    return {"date": _day(forecast.day), "label": forecast.label, "binding": forecast.binding}


def _refusal(one: Refusal) -> dict[str, Any]:
    return {
        "event": f"{one.subject}/{one.number}",
        "transition": one.transition,
        "date": one.day.isoformat(),
        "rule": one.rule,
        "outcome": outcome(one),
        "gap": one.gap,
    }


def _finding(one: Finding) -> dict[str, Any]:
    return {"rule": one.rule, "level": one.level, "subject": one.subject, "message": one.message}


def outcome(refusal: Refusal) -> str:
    """Say what would have become of a transition."""
    if Waiver.EXCEPTION in refusal.waivers:
        return "needs an exception"
    return "needs a joint overrule" if Waiver.JOINT in refusal.waivers else "refused"


def as_text(edition: Edition, answer: WhatIf) -> Iterator[str]:
    """Yield the answer as lines for a terminal."""
    yield _question(edition, answer)
    for title, rows in _sections(answer):
        yield ""
        yield f"{title}: {_counted(rows)}"
        for subject, what, change in rows:
            yield f"  {subject} {what}: {change}"


def as_markdown(edition: Edition, answer: WhatIf) -> Iterator[str]:
    """Yield the answer as Markdown with a table for each kind of change."""
    yield f"**{escaped(_question(edition, answer))}**"
    for title, rows in _sections(answer):
        yield ""
        yield f"### {title}: {_counted(rows)}"
        if rows:
            yield ""
            yield f"| {' | '.join(_TITLES)} |"
            yield "|---|---|---|"
        for row in rows:
            yield f"| {' | '.join(escaped(cell) for cell in row)} |"


def _question(edition: Edition, answer: WhatIf) -> str:
    policy = edition.policy
    changes = (
        f"{one.name} = {_shown(one.value)} (now {_shown(one.of(policy.params)) if policy else 'unknown'})"
        for one in answer.suppositions
    )
    scope = f"from {answer.since} on" if answer.since else "in every revision"
    return f"What if {' and '.join(changes)}, {scope}, seen on {edition.today}"


def _shown(value: Any) -> str:
    found = plain(value)
    return ", ".join(map(str, found)) if isinstance(found, list) else str(found)


def _counted(rows: list[_Row]) -> str:
    """Count what rows are about; a transition with several gaps is one."""
    return str(len({row[:2] for row in rows}) or "none")


def _sections(answer: WhatIf) -> Iterator[tuple[str, list[_Row]]]:
    yield (
        "Open subjects of another class",
        [(one.subject, "class", f"{one.before or 'none'} → {one.after or 'none'}") for one in answer.classes],
    )
    yield (
        "Forecasts that change",
        [(one.subject, one.transition, f"{_told(one.before)} → {_told(one.after)}") for one in answer.forecasts],
    )
    yield (
        "Clocks that move",
        [(one.subject, one.clock, f"{one.before or 'none'} → {one.after or 'none'}") for one in answer.clocks],
    )
    yield (
        "Recorded transitions that would not have passed",
        [
            (f"{one.subject}/{one.number}", f"{one.transition} on {one.day}", f"{outcome(one)}: {one.rule} {one.gap}")
            for one in answer.refusals
        ],
    )
    yield "Findings that would appear", [_row(one) for one in answer.appearing]
    yield "Findings that would vanish", [_row(one) for one in answer.vanishing]


def _row(one: Finding) -> _Row:
    return one.subject, f"{one.level} {one.rule}", one.message


def _told(forecast: Forecast | None) -> str:
    if forecast is None:
        return "not ahead"
    binding = f", {forecast.binding}" if forecast.binding else ""
    return f"{forecast.day or 'no date'} ({forecast.label}{binding})"
