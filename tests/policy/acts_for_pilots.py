"""What somebody does about the open gates of a pilot and its installations."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from generator.policy.decision import decision_of
from generator.records.pilots import Pilot
from generator.terms import Role
from tests.policy.deeds import LINK, CannotActError

if TYPE_CHECKING:
    from generator.policy.judging import Verdict
    from generator.policy.rule import Facts
    from tests.policy.acting import Acting

STEPS: Final = ("distributed", "configured", "tested")


def installed(act: Acting, pilot: str, site: str) -> str:
    """Answers the installation of a pilot at a site; there is one afterwards."""
    patch: str = act.world.of(pilot)["patches"][0]
    identity = f"INST-{patch.removeprefix('PATCH-')}-{site}"
    if identity not in act.facts.registry.installations:
        shape = {"patch": patch, "site": site, "kind": "pilot", "platforms": ["sl4-x86_64"], "mechanism": "local"}
        act.world.add("installations", identity, **shape, events=[])
    return identity


def take_steps(act: Acting, identity: str, site: str, steps: tuple[str, ...]) -> None:
    more: dict[str, dict[str, Any]] = {
        "distributed": {"via": "manual"},
        "tested": {"via": "manual", "result": "passed", "ref": LINK},
        "tag-published": {"via": "manual", "ces": list(act.facts.registry.sites[site].ces[:1])},
    }
    for step in steps:
        act.event(identity, step, Role.SITE_MANAGER, site, **more.get(step, {}))


def order_steps(act: Acting, verdict: Verdict, facts: Facts) -> None:
    del facts
    if isinstance(verdict.subject, Pilot):
        site = act.world.of(verdict.subject.id)["sites"][0]["site"]
        take_steps(act, installed(act, verdict.subject.id, site), site, STEPS)
    else:
        take_steps(act, verdict.subject.id, act.world.of(verdict.subject.id)["site"], (*STEPS, "tag-published"))


def agree(act: Acting, verdict: Verdict, facts: Facts) -> None:
    """Lets one part agree that has not yet, or has said no."""
    del facts
    actor = verdict.gate.actor
    parts: dict[Role, dict[str, Any]] = {
        Role.DEVELOPER: {"part": "development"},
        Role.SA3_CERTIFICATION: {"part": "certification"},
        Role.SA1_OPERATIONS: {"part": "operations"},
        Role.VO_MANAGER: {"part": "vo", "vo": actor.scope},
        Role.SITE_MANAGER: {"part": "site", "site": actor.scope},
    }
    word = {
        **parts[Role(actor.role)],
        "by": act.person(Role(actor.role), actor.scope),
        "date": act.day,
        "decision": "approve",
    }
    act.world.of(verdict.subject.id).setdefault("agreements", []).append(word)


def know_the_risk(act: Acting, verdict: Verdict, facts: Facts) -> None:
    del facts
    for entry in act.world.of(verdict.subject.id)["sites"]:
        manager = act.person(Role.SITE_MANAGER, entry["site"])
        entry.setdefault("experimental_ack", {"by": manager, "date": act.day})
        entry.setdefault("rollback_contact", manager)


def commit(act: Acting, verdict: Verdict, facts: Facts) -> None:
    del facts
    for entry in act.world.of(verdict.subject.id)["sites"]:
        words = {"interaction": "a call", "perturbation_plan": "switch back"}
        days = {"from": act.day, "until": date(2010, 1, 1)}
        signed = {"signed_by": act.person(Role.SITE_MANAGER, entry["site"]), "date": act.day}
        entry["commitments"] = {"focus": True, "concentration": days, **words, **signed}


def settle(act: Acting, feedback: str) -> None:
    answer = {"date": act.day, "by": act.person(Role.SA3_RELEASE), "status": "closed", "note": "answered"}
    act.world.of(feedback).setdefault("followup", []).append(answer)


def judge_alone(act: Acting, verdict: Verdict, facts: Facts) -> None:
    pilot = verdict.subject.id
    if "monitoring" in verdict.gate.message:
        act.world.of(pilot)["monitoring"] = LINK
    for one in facts.registry.feedback_by_subject.get(pilot, ()):
        if one.blocking and not one.is_settled:
            settle(act, one.id)


def select(act: Acting, verdict: Verdict, facts: Facts) -> None:
    values = act.world.of(verdict.subject.id)
    if "negotiation" in verdict.gate.message:
        act.record(verdict.subject.id, "negotiation-opened")
        return
    values["chair"] = act.person(Role.PPS_COORDINATION)
    known = values.setdefault("candidates", [])
    for entry in values["sites"]:
        tier = facts.registry.sites[entry["site"]].tier_on(act.day)
        known.append(
            {"site": entry["site"], "volunteer": tier not in {"gold", "platinum"}, "date": act.day}
            | {"by": values["chair"], "selected": True}
        )


def inform(act: Acting, verdict: Verdict, facts: Facts) -> None:
    del facts
    values = act.world.of(verdict.subject.id)
    values.setdefault("user_visible_changes", "Something changes.")
    values.setdefault("vo_information", []).append({"channel": "eis", "date": act.day, "ref": LINK})
    asked = {"vo": "none", "interested": False, "date": act.day, "by": act.person(Role.PPS_COORDINATION)}
    values.setdefault("vo_interest", []).append(asked)
    if any(event["type"] == "kickoff-held" for event in values["events"]):
        hold_kickoff(act, verdict)


def kick_off(act: Acting, verdict: Verdict, facts: Facts) -> None:
    del facts
    act.world.of(verdict.subject.id).setdefault("success_criteria", ["it works"])
    hold_kickoff(act, verdict)


def hold_kickoff(act: Acting, verdict: Verdict) -> None:
    values = act.world.of(verdict.subject.id)
    here = [act.person(Role.SITE_MANAGER, entry["site"]) for entry in values["sites"]]
    days = act.facts.parameters().pilot
    more: dict[str, Any] = {"setup_days": days.setup_days, "feedback_days": days.feedback_days, "ref": LINK}
    act.event(verdict.subject.id, "kickoff-held", Role.PPS_COORDINATION, attendees=[values["chair"], *here], **more)


def publish_pilot_tag(act: Acting, verdict: Verdict, facts: Facts) -> None:
    del facts
    site = str(verdict.gate.actor.scope)
    take_steps(act, installed(act, verdict.subject.id, site), site, (*STEPS, "tag-published"))


def answer(act: Acting, verdict: Verdict, facts: Facts) -> None:
    del facts
    identity = act.world.free("feedback", "FB-", 3)
    who = {"issue_url": f"https://github.com/example/bulletin/issues/{identity[3:]}", "subject": verdict.subject.id}
    said = {"submitted_on": act.day, "verdict": "positive", "blocking": False, "text": "It runs."}
    act.world.add("feedback", identity, **who, author="somebody", vo=verdict.gate.actor.scope, **said)


def plan(act: Acting, verdict: Verdict, facts: Facts) -> None:
    values = act.world.of(verdict.subject.id)
    values.setdefault("case_plan", "One site first.")
    default = facts.parameters().pilot
    for what in ("setup_days", "feedback_days"):
        fixed = [event[what] for event in values["events"] if what in event]
        if fixed and fixed[-1] != getattr(default, what):
            change = {"what": what, "value": fixed[-1], "reason": "rare", "by": values["chair"], "date": act.day}
            values.setdefault("timescale_changes", []).append(change)


def look_back(act: Acting, verdict: Verdict, facts: Facts) -> None:
    del facts
    roles = (Role.SA1_OPERATIONS, Role.PPS_COORDINATION)
    words = {"assessment": "good", "decision": "promote", "reason": "good"}
    held = {"held_on": act.day, "participants": [act.person(Role.PPS_COORDINATION)]}
    approvals = [act.someone(role, decision="approve") for role in roles]
    identity = act.world.free("post-mortems", "PM-2008-", 3)
    act.world.add("post-mortems", identity, pilot=verdict.subject.id, **held, **words, approvals=approvals)


def withdraw_tags(act: Acting, verdict: Verdict, facts: Facts) -> None:
    one = facts.registry.installations[verdict.subject.id]
    act.event(
        one.id, "tag-withdrawn", Role.SITE_MANAGER, one.site, via="manual", ces=list(facts.registry.sites[one.site].ces)
    )


def run_pilot(act: Acting, verdict: Verdict, facts: Facts) -> None:
    pilot = act.pilot_of(verdict.subject.id, facts)
    now = act.facts
    step = decision_of(now.registry.pilots[pilot], now).next
    if not step or step[0].transition not in _TOWARDS_RUNNING:
        raise CannotActError(f"{pilot} is over")
    act.prepare(pilot, step[0].transition)
    act.record(pilot, step[0].transition)


_TOWARDS_RUNNING: Final = {"negotiation-opened", "agreed", "started", "resumed"}
