"""Decisions as values: the one shape of `pps explain --format json` and of the API's excuses (outputs.md §14)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.findings import Actor
    from generator.policy.decision import Decision, Forecast, Next
    from generator.policy.judging import Verdict


def of_decision(decision: Decision) -> dict[str, Any]:
    """Write everything that is decided about one subject."""
    return {
        "subject": decision.subject,
        "class": decision.use_case.value if decision.use_case else None,
        "why": list(decision.why),
        "state": decision.state,
        "since": decision.since.isoformat() if decision.since else None,
        "next": [of_next(upcoming) for upcoming in decision.next],
    }


def of_next(upcoming: Next) -> dict[str, Any]:
    """Write one transition that may come, with its gates in the order of the table."""
    first = upcoming.prerequisite
    gates = [of_verdict(verdict) for verdict in upcoming.verdicts]
    if first is not None:
        gates.insert(0, _prerequisite(first.message, of_actor(first.actor), first.earliest))
    return {
        "transition": upcoming.transition,
        "to": upcoming.to,
        "forecast": of_forecast(upcoming.forecast),
        "approvals": [of_actor(actor) for actor in upcoming.approvers],
        "actors": [of_actor(actor) for actor in upcoming.actors],
        "overrule": upcoming.overrule,
        "gates": gates,
    }


def of_forecast(forecast: Forecast) -> dict[str, Any]:
    """Write an earliest date, how sure it is, and the rule that binds."""
    day = forecast.day.isoformat() if forecast.day else None
    return {"date": day, "label": forecast.label.value, "binding": forecast.binding}


def of_verdict(verdict: Verdict) -> dict[str, Any]:
    """Write what one gate answers."""
    gate = verdict.gate
    return {
        "rule": verdict.rule.id,
        "status": verdict.status.value,
        "message": gate.message,
        "fix": gate.fix,
        "actor": of_actor(gate.actor),
        "date": gate.earliest.isoformat() if gate.earliest else None,
        "evidence": list(gate.evidence),
        "excused_by": verdict.excused_by,
        "link": f"/policy/rules/{verdict.rule.id}/",
    }


def of_actor(actor: Actor) -> dict[str, Any]:
    """Write who must act."""
    return {"role": actor.role, "scope": actor.scope, "people": list(actor.people)}


def _prerequisite(message: str, actor: dict[str, Any], earliest: Any) -> dict[str, Any]:
    return {
        "rule": "PPS801",
        "status": "missing",
        "message": message,
        "fix": None,
        "actor": actor,
        "date": earliest.isoformat() if earliest else None,
        "evidence": [],
        "excused_by": None,
        "link": "/policy/rules/PPS801/",
    }
