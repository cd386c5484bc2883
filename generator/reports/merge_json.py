"""What a merge will do as a document for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.records.pilot_events import Evaluated
from generator.reports import decision_json, findings_json
from generator.reports.merge_wording import notes_diff, tally, verdict

if TYPE_CHECKING:
    from generator.bulletin.merge_approvals import MissingApproval, Voice
    from generator.bulletin.merge_outcome import MergeOutcome
    from generator.bulletin.merge_promotions import Promotion
    from generator.bulletin.merge_publication import BulletinLine, MapShift, Notice, Publication
    from generator.bulletin.merge_subjects import GateShift, SubjectShift
    from generator.bulletin.versions import Placement
    from generator.edition import Edition
    from generator.policy.decision import Decision, Forecast


def as_value(edition: Edition, outcome: MergeOutcome, base: str) -> dict[str, Any]:
    """
    Tell the outcome as a value; days are ISO dates, and what is not there is null.

    - `verdict`, `blocked`, `counts`: the summary; `today`, `policy`, `commit`, `base`: what was judged.
    - `files`: path, subject and fate (added, changed, removed) of each record file; `outside` counts the other files.
    - `subjects`: class and state before and after, `why`, the gates ahead that change, the forecasts that change.
    - `promotions`: each added transition with its gates in the shape of `pps explain`, and `before`, the status while
      it was not recorded; `publishes` says what it sets off. An evaluation has its `outcome` and `route`.
    - `findings`: as in `pps check`. `approvals`: `given` is null where no reviews were looked at. `missing`: approvals
      that the records lack, by rule.
    - `publication`: lines of the bulletin, release notes as lines that begin with + or -, cells of the map, notices.
    """
    policy = edition.policy
    return {
        "format": 1,
        "today": outcome.today.isoformat(),
        "policy": policy.id if policy else None,
        "commit": edition.commit.id if edition.commit else None,
        "base": base,
        "verdict": verdict(outcome),
        "blocked": outcome.is_blocked,
        "counts": tally(outcome),
        "files": [{"path": one.path, "subject": one.subject, "fate": one.fate} for one in outcome.files],
        "outside": outcome.outside,
        "subjects": [_subject(one) for one in outcome.subjects],
        "promotions": [_promotion(one) for one in outcome.promotions],
        "findings": [findings_json.as_value(one) for one in outcome.findings],
        "approvals": [_voice(one) for one in outcome.voices],
        "missing": [_missing(one) for one in outcome.missing],
        "publication": _publication(outcome.publication, is_demonstration=edition.demonstration),
    }


def _subject(one: SubjectShift) -> dict[str, Any]:
    return {
        "subject": one.subject.id,
        "title": one.subject.title,
        "class": {"before": _class(one.before), "after": _class(one.after)},
        "state": {"before": one.before and one.before.state, "after": one.after and one.after.state},
        "why": list(one.after.why) if one.after else [],
        "gates": [{"transition": step.transition, **_gate(gate)} for step in one.road for gate in step.gates],
        "forecasts": [
            {"transition": moved.transition, "before": _forecast(moved.before), "after": _forecast(moved.after)}
            for moved in one.forecasts
        ],
    }


def _class(decision: Decision | None) -> str | None:
    return decision.use_case if decision is not None else None


def _forecast(forecast: Forecast | None) -> dict[str, Any] | None:
    return decision_json.of_forecast(forecast) if forecast is not None else None


def _gate(shift: GateShift) -> dict[str, Any]:
    """Write a gate as it stands after the merge; one that is no longer asked keeps its words, without a status."""
    shown = shift.after or shift.before
    told = decision_json.of_verdict(shown) if shown is not None else {}
    return {**told, "status": shift.after.status if shift.after else None, "before": shift.was}


def _promotion(one: Promotion) -> dict[str, Any]:
    return {
        "event": one.key,
        "transition": one.event.type,
        "from": one.step.before if one.step else None,
        "to": one.step.after if one.step else None,
        "outcome": one.event.outcome if isinstance(one.event, Evaluated) else None,
        "route": one.event.route if isinstance(one.event, Evaluated) else None,
        "date": one.event.date.isoformat(),
        "by": one.event.by,
        "role": one.event.role,
        "gates": [_gate(gate) for gate in one.gates],
        "publishes": list(one.publishes),
    }


def _voice(one: Voice) -> dict[str, Any]:
    deeds = [
        {
            "subject": deed.subject,
            "what": deed.what,
            "role": deed.role,
            "path": deed.at.path,
            "line": deed.at.line,
            "backed": deed.is_backed,
        }
        for deed in one.deeds
    ]
    return {"person": one.person, "login": one.login, "given": one.is_given, "for": deeds}


def _missing(one: MissingApproval) -> dict[str, Any]:
    actor = decision_json.of_actor(one.actor)
    return {"rule": one.rule, "subject": one.subject, "message": one.message, "actor": actor, "logins": [*one.logins]}


def _publication(shown: Publication, *, is_demonstration: bool) -> dict[str, Any]:
    return {
        "bulletin": {
            "appears": [_line(one) for one in shown.appearing],
            "leaves": [_line(one) for one in shown.leaving],
        },
        "release_notes": [
            {"patch": one.patch, "diff": list(notes_diff(one, is_demonstration=is_demonstration))}
            for one in shown.notes
        ],
        "map": [_cell(one) for one in shown.map],
        "notices": [_notice(one) for one in shown.notices],
    }


def _line(one: BulletinLine) -> dict[str, Any]:
    return {"section": one.section, "subject": one.subject, "text": one.text, "changes": list(one.changes)}


def _cell(one: MapShift) -> dict[str, Any]:
    sides = {"before": _placed(one.before), "after": _placed(one.after)}
    return {"site": one.site, "version": one.version, **sides}


def _placed(one: Placement | None) -> dict[str, Any] | None:
    if one is None:
        return None
    since = one.published_since.isoformat() if one.published_since else None
    return {"step": one.step, "date": one.on.isoformat(), "published_since": since, "stale": one.staleness is not None}


def _notice(one: Notice) -> dict[str, Any]:
    message = one.message
    return {
        "kind": message.kind,
        "event": message.event_id,
        "title": message.title,
        "to": list(message.to),
        "recipients": one.recipients,
        "slot": message.slot.isoformat() if message.slot else None,
        "by_hand": message.by_hand or None,
    }
